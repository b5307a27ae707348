/** Founding a committee: its rows, and the first line of its register, which every later chain of it stands beside. */
import type { Founding } from '../store/directory.ts'
import { insertCommittee } from '../store/directory.ts'
import type { Tx } from '../store/tx.ts'
import { registerEvent } from './register.ts'

export type { Founding }

export async function foundCommittee(tx: Tx, founding: Founding, at: Temporal.Instant): Promise<void> {
  await insertCommittee(tx, founding)
  const { committee, ownRegulation, units, officers } = founding
  const body = { committee, ownRegulation, units: units.length, officers: officers.length }
  const line = { type: 'committee_founded', actor: null, messenger: null, happenedAt: at, recordedAt: at, body }
  await registerEvent(tx, committee.id, line)
}
