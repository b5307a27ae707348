/** The committee's own evidence chain: links, bindings, settings, and attempts that belong to no matter. */
import type { Refusal } from '../domain/decision.ts'
import type { CommitteeId } from '../domain/directory.ts'
import { registerKind, registerReference } from '../domain/reference.ts'
import { appendEvidence, chain, emptyHead, type Line } from '../store/evidence.ts'
import { lockMatter, writeMatter } from '../store/matters.ts'
import type { Tx } from '../store/tx.ts'
import type { Act } from './act.ts'
import { refusedLine } from './refused-line.ts'

/** The register has no state: it only grows. */
export const registerState = { state: 'open' } as const

/** Appends a line to the committee's register. */
export async function registerEvent(tx: Tx, committeeId: CommitteeId, line: Line): Promise<void> {
  const key = { committeeId, reference: registerReference }
  const row = await lockMatter<{ readonly state: string }>(tx, key)
  const chained = chain(committeeId, registerReference, row?.head ?? emptyHead, [line])
  const head = chained.at(-1) ?? emptyHead
  await appendEvidence(tx, committeeId, chained)
  await writeMatter(tx, {
    ...key,
    kind: registerKind,
    state: registerState,
    outline: null,
    head,
    nextDueAt: null,
    changedAt: line.recordedAt,
  })
}

/** A refused attempt that found no matter to stand in. */
export async function registerRefusal(act: Act, refusal: Refusal): Promise<void> {
  await registerEvent(act.tx, act.snapshot.committeeId, refusedLine(act, refusal))
}
