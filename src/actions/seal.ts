/**
 * Sealing: the heads of all chains that changed since the last seal, under one hash that goes to the Office channel. Who
 * has that hash finds every later change of what it covers, even of a chain that was forged whole.
 */
import { findGroup } from '../store/addresses.ts'
import { enqueue } from '../store/deliveries.ts'
import { findLastSeal, findUnsealedHeads, hashOfSeal, insertSeal, type Seal } from '../store/seals.ts'
import type { Circumstances } from './act.ts'

/** Seals what changed and tells the Office. Null, and nothing written, when nothing changed since the last seal. */
export async function sealEvidence(
  circumstances: Pick<Circumstances, 'tx' | 'snapshot' | 'recordedAt'>,
  slotAt: Temporal.Instant,
): Promise<Seal | null> {
  const { tx, snapshot, recordedAt } = circumstances
  const { committeeId } = snapshot
  const heads = await findUnsealedHeads(tx, committeeId)
  if (heads.length === 0) return null
  const last = await findLastSeal(tx, committeeId)
  const content = {
    number: (last?.number ?? 0) + 1,
    slotAt,
    sealedAt: recordedAt,
    previousHash: last?.hash ?? '',
    heads,
  }
  const seal = { ...content, hash: hashOfSeal(committeeId, content) }
  await insertSeal(tx, committeeId, seal)
  await postSeal(circumstances, seal)
  return seal
}

/** Without an Office channel the seal is kept all the same, and stands under the next one that is posted. */
async function postSeal(
  { tx, snapshot: { committeeId }, recordedAt }: Pick<Circumstances, 'tx' | 'snapshot' | 'recordedAt'>,
  { number, slotAt, sealedAt, heads, hash }: Seal,
): Promise<void> {
  const office = await findGroup(tx, committeeId, { purpose: 'office', unit: '' })
  if (office === null) return
  const post = {
    ...office,
    key: `seal:${number}`,
    isPrivate: false,
    officer: null,
    kind: 'post' as const,
    reference: null,
    notice: { of: 'seal', number, slotAt, sealedAt, matters: heads.length, hash },
    target: null,
    press: null,
    isLive: false,
    isUrgent: false,
    notBeforeAt: recordedAt,
    untilAt: null,
  }
  await enqueue(tx, committeeId, recordedAt, [post])
}
