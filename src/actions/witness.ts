/** The line of evidence about something told of a matter, with what it proves that it was delivered. */
import type { Delivered } from '../domain/noun.ts'
import { nounOf } from '../domain/nouns.ts'
import type { MatterKind, Reference } from '../domain/reference.ts'
import type { Line } from '../store/evidence.ts'
import type { Circumstances } from './act.ts'
import { lockSettled, record } from './record.ts'

/** `delivered` null: it was not, or not in private, and proves nothing. Null when there is no such matter. */
export async function witnessDelivery(
  circumstances: Circumstances,
  { kind, reference }: { readonly kind: MatterKind; readonly reference: Reference },
  { delivered, line }: { readonly delivered: Delivered | null; readonly line: Line },
): Promise<{ readonly sequence: number } | null> {
  const noun = nounOf(kind)
  const locked = await lockSettled(circumstances, noun, reference)
  if (locked === null) return null
  const decision = delivered ? noun.proveDelivered(delivered, locked.state, circumstances.snapshot) : []
  await record(circumstances, noun, locked, { decision, witnessed: [line] })
  return { sequence: locked.head.sequence }
}
