/** What a unit owes in a matter of any kind. */
import type { UnitId } from './directory.ts'

/** `what`: a code, 'answer' or 'lead'. `dueAt` null: no deadline. */
export type Obligation = { readonly unit: UnitId; readonly what: string; readonly dueAt: Temporal.Instant | null }
