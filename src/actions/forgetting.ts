/**
 * Forgetting: what the program needed to do its work and needs no more. Evidence, matters and the keys that make an update
 * or a telling happen once are never touched; neither are files.
 */
import { expireDead } from '../store/dead-letters.ts'
import { forgetWork } from '../store/retention.ts'
import type { Circumstances } from './act.ts'

type Cleaning = Pick<Circumstances, 'tx' | 'snapshot' | 'recordedAt'>

/** Days a dead letter may still be redriven. */
const deadLetterDays = 30
/**
 * Days after which words leave the tables they passed through. The law wants logs for twelve months (nghị định 53/2022,
 * điều 26); those are the evidence, which keeps every word that counts.
 */
const workingDays = 90

/** Ends dead letters past their use; gives their numbers. */
export async function expireDeadLetters({ tx, snapshot, recordedAt }: Cleaning): Promise<readonly number[]> {
  const diedBefore = recordedAt.subtract({ hours: 24 * deadLetterDays })
  return expireDead(tx, snapshot.committeeId, { now: recordedAt, diedBefore })
}

/** Forgets working data that is old enough, and ends dead letters past their use. */
export async function forgetOldWork(circumstances: Cleaning): Promise<void> {
  const { tx, snapshot, recordedAt } = circumstances
  await expireDeadLetters(circumstances)
  await forgetWork(tx, snapshot.committeeId, recordedAt.subtract({ hours: 24 * workingDays }))
}
