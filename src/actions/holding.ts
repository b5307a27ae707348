/** The committee held still while a deadline is set: a calendar that is being changed is waited for, and counted with. */
import { holdDirectory } from '../store/directory-change.ts'
import { createSnapshots } from '../store/snapshot.ts'
import type { Circumstances } from './act.ts'

/**
 * The circumstances with the committee as it is now, which it stays until the transaction ends. Taken before any matter is
 * locked: whoever changes the calendar holds the committee first and its matters then.
 */
export async function holdCommittee<Held extends Circumstances>(circumstances: Held): Promise<Held> {
  const { tx, snapshot } = circumstances
  const { committeeId, version } = snapshot
  if ((await holdDirectory(tx, committeeId)) === version) return circumstances
  return { ...circumstances, snapshot: await createSnapshots().load(tx, committeeId) }
}
