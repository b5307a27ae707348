/**
 * What may be forgotten when it is old: the words of updates and of one-off answers, the tries of strangers, queues nobody
 * writes to. The rows that make things happen once stay, as do posts, which edits and answers find again.
 */
import { sql } from 'drizzle-orm'
import type { CommitteeId } from '../domain/directory.ts'
import type { Tx } from './tx.ts'

/** Forgets what ended before an instant. Doing it again changes nothing. */
export async function forgetWork(tx: Tx, committeeId: CommitteeId, before: Temporal.Instant): Promise<void> {
  const ofCommittee = sql`bot in (select id from bots where committee_id = ${committeeId})`
  await tx.execute(sql`
    update inbound set body = null, failure = null
    where ${ofCommittee} and handled_at < ${before} and (body is not null or failure is not null)`)
  await tx.execute(sql`
    update deliveries set notice = jsonb_build_object('of', notice->>'of', 'erased', true), actions = '[]', failure = null
    where committee_id = ${committeeId} and state <> 'waiting' and state <> 'dead' and ended_at < ${before}
      and not is_live and notice->>'of' in ('response', 'directory', 'seal') and notice->>'erased' is null`)
  await tx.execute(sql`
    delete from link_tries where committee_id = ${committeeId} and locked_until_at < ${before}`)
  await tx.execute(sql`
    delete from queues where ${ofCommittee} and head is null and free_at < ${before}`)
}
