/** An officer chooses when their daily digest comes. */
import { writeDigestTime } from '../store/committee.ts'
import type { Act } from './act.ts'
import { registerEvent } from './register.ts'

/** @param time "07:30"; null for the committee's time */
export async function chooseDigestTime(act: Act, time: string | null): Promise<void> {
  const { tx, snapshot, by, at, recordedAt, messenger } = act
  await writeDigestTime(tx, snapshot.committeeId, { officer: by, digestAt: time })
  const line = { type: 'digest_time_chosen', actor: by, messenger, happenedAt: at, recordedAt, body: { time } }
  await registerEvent(tx, snapshot.committeeId, line)
}
