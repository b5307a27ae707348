/**
 * What a consulted unit asks of the lead while its limit runs: more time, or documents its dossier lacks. Shapes, and how
 * an event changes them; what may happen is decided in consultation-extension.ts and consultation-documents.ts.
 *
 *   asked ── the lead grants, supplies ──▶ decided, the unit's deadline is a later one
 *         ── the lead declines ──────────▶ decided, the limit ran on all the while
 *         ── deadline ───────────────────▶ nothing comes of it: a request stops no clock
 */
import type { Dossier } from './consultation-letter.ts'
import type { Capacity, OfficerId } from './directory.ts'
import type { Rung } from './reminders.ts'

/** Somebody asked, somebody decided. `number` tells one request of a unit from its next, from 1 on. */
type Requested = { readonly number: number; readonly by: OfficerId; readonly at: Temporal.Instant }
type Declined = {
  readonly outcome: 'declined'
  readonly by: OfficerId
  readonly at: Temporal.Instant
  readonly reason: string
}

/** More time, asked by a unit. */
export type ExtensionRequest = Requested & {
  readonly reason: string
  /** The deadline it was asked against. */
  readonly dueAt: Temporal.Instant
  readonly wantedAt: Temporal.Instant
  /** Asked for as "before X" (consultation-letter.ts). */
  readonly isBefore?: true
}

export type Extension = ExtensionRequest & {
  /** Null while nobody has decided. */
  readonly decision:
    | null
    | Declined
    | {
        readonly outcome: 'granted'
        readonly by: OfficerId
        readonly at: Temporal.Instant
        readonly oldDueAt: Temporal.Instant
        readonly dueAt: Temporal.Instant
        /** Given as "before X". */
        readonly isBefore?: true
      }
}

/** Documents a unit says its dossier lacks. */
export type DocumentRequest = Requested & {
  readonly missing: string
  /** In which post it was said. */
  readonly post: Capacity['post']
}

/** What the lead gave: a file or link, or its word how it was sent. */
export type Supplied = Dossier | { readonly kind: 'stated'; readonly how: string }

export type DocumentClaim = DocumentRequest & {
  /** Null while nobody has decided. */
  readonly decision:
    | null
    | Declined
    | {
        readonly outcome: 'supplied'
        readonly by: OfficerId
        readonly at: Temporal.Instant
        readonly supplied: Supplied
        readonly oldDueAt: Temporal.Instant
        readonly dueAt: Temporal.Instant
      }
}

/** Everything a unit has asked of the lead, the oldest first; at most the last of each kind is undecided. */
export type Requests = {
  readonly extensions: readonly Extension[]
  readonly documents: readonly DocumentClaim[]
}

type Decided = { readonly number: number; readonly by: OfficerId; readonly at: Temporal.Instant }
type NewLimit = {
  readonly oldDueAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
  readonly ladder: readonly Rung[]
}

/** What can happen to a unit's requests. */
export type RequestEvent =
  | { readonly type: 'extension_asked'; readonly request: ExtensionRequest }
  /** `movedOff`: the day of rest on which the date would have ended. */
  | ({
      readonly type: 'extension_granted'
      readonly isBefore?: true
      readonly movedOff?: Temporal.PlainDate
    } & Decided &
      NewLimit)
  | ({ readonly type: 'extension_declined'; readonly reason: string } & Decided)
  | { readonly type: 'documents_asked'; readonly request: DocumentRequest }
  | ({ readonly type: 'documents_supplied'; readonly supplied: Supplied } & Decided & NewLimit)
  | ({ readonly type: 'documents_declined'; readonly reason: string } & Decided)

/** The request for more time that waits for the lead; null when none does. */
export function pendingExtension({ extensions }: Requests): Extension | null {
  return extensions.find(({ decision }) => decision === null) ?? null
}

/** The missing documents that wait for the lead; null when none do. */
export function pendingDocuments({ documents }: Requests): DocumentClaim | null {
  return documents.find(({ decision }) => decision === null) ?? null
}

/** Whether the unit waits for a word of the lead, so that the lead is nudged in its place. */
export function isWaitingForLead(requests: Requests): boolean {
  return pendingExtension(requests) !== null || pendingDocuments(requests) !== null
}

/** The requests after an event; a deadline that moved stands in the event beside them. */
export function evolveRequests({ extensions, documents }: Requests, event: RequestEvent): Partial<Requests> {
  switch (event.type) {
    case 'extension_asked':
      return { extensions: [...extensions, { ...event.request, decision: null }] }
    case 'extension_granted': {
      const { by, at, oldDueAt, dueAt, isBefore } = event
      const granted = { outcome: 'granted', by, at, oldDueAt, dueAt, ...(isBefore && { isBefore }) } as const
      return { extensions: decideOn(extensions, event.number, granted) }
    }
    case 'extension_declined':
      return { extensions: decideOn(extensions, event.number, declined(event)) }
    case 'documents_asked':
      return { documents: [...documents, { ...event.request, decision: null }] }
    case 'documents_supplied': {
      const { by, at, supplied, oldDueAt, dueAt } = event
      return {
        documents: decideOn(documents, event.number, { outcome: 'supplied', by, at, supplied, oldDueAt, dueAt }),
      }
    }
    case 'documents_declined':
      return { documents: decideOn(documents, event.number, declined(event)) }
    default:
      return event satisfies never
  }
}

function declined({ by, at, reason }: Decided & { readonly reason: string }): Declined {
  return { outcome: 'declined', by, at, reason }
}

function decideOn<One extends { readonly number: number; readonly decision: unknown }>(
  requests: readonly One[],
  number: number,
  decision: One['decision'],
): readonly One[] {
  return requests.map((one) => (one.number === number ? { ...one, decision } : one))
}
