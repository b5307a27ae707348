/** The line of evidence about something told of a matter, with what it proves that it was delivered. */
import { isRefusal } from '../domain/decision.ts'
import type { Delivered, Stated } from '../domain/noun.ts'
import { nounOf } from '../domain/nouns.ts'
import type { MatterKind, Reference } from '../domain/reference.ts'
import type { Line } from '../store/evidence.ts'
import type { Circumstances } from './act.ts'
import { lockSettled, patientAt, record } from './record.ts'

/** `delivered` null: it was not, or not in private, and proves nothing. Null when there is no such matter. */
export async function witnessDelivery(
  circumstances: Circumstances,
  { kind, reference }: { readonly kind: MatterKind; readonly reference: Reference },
  { delivered, line }: { readonly delivered: Delivered | null; readonly line: Line },
): Promise<{ readonly sequence: number } | null> {
  const noun = nounOf(kind)
  const prove = (state: Stated) => (delivered ? noun.proveDelivered(delivered, state, circumstances.snapshot) : [])
  // A line that proves nothing lets nothing lapse while something may still come in.
  const patient = { ...circumstances, at: patientAt(circumstances) }
  const early = await lockSettled(patient, noun, reference)
  if (early === null) return null
  const proven = prove(early.state)
  const isIdle = !isRefusal(proven) && proven.length === 0
  const settled = isIdle ? patient : circumstances
  const locked = isIdle ? early : ((await lockSettled(settled, noun, reference)) ?? early)
  await record(settled, noun, locked, { decision: prove(locked.state), witnessed: [line] })
  return { sequence: locked.head.sequence }
}
