/** Ending a link: an officer for themselves, the Office for anybody, with a reason (a lost telephone). */
import { dayOf } from '../calendar/calendar.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import { actorOf, isOfOffice, type OfficerId } from '../domain/directory.ts'
import { deleteAccount } from '../store/accounts.ts'
import { deleteDialogue } from '../store/dialogues.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import type { Act } from './act.ts'
import { registerEvent, registerRefusal } from './register.ts'
import { tellOfDirectory } from './tell.ts'

/** Whose link in which bot; `reason` is empty where somebody ends their own. */
export type Unlinking = {
  readonly officer: OfficerId
  readonly bot: string
  /** The name of its messenger. */
  readonly from: string
  readonly reason: string
}

/**
 * Ends a link; null when done. What still waits for the chat goes on to the officer's next channel when its turn comes, and
 * whoever lost a channel to the Office hears of it in another. Refuses with `office-only`, `nothing-linked`.
 */
export async function unlinkAccount(act: Act, { officer, bot, from, reason }: Unlinking): Promise<Refusal | null> {
  const { tx, snapshot, by, at, recordedAt, messenger } = act
  const actor = actorOf(snapshot.directory, by, dayOf(at, snapshot.calendar))
  const mayEnd = officer === by || isOfOffice(snapshot.directory, actor)
  const ended = mayEnd ? await endLink(tx, snapshot, { officer, bot }) : null
  if (ended === null) {
    const refusal = mayEnd ? refuse('nothing-linked', { officer }) : refuse('office-only')
    await registerRefusal(act, refusal)
    return refusal
  }
  const body = { officer, bot, account: ended.vendorUser, reason }
  const line = { type: 'account_unlinked', actor: by, messenger, happenedAt: at, recordedAt, body }
  await registerEvent(tx, snapshot.committeeId, line)
  if (officer !== by) {
    const notice = { kind: 'unlinked', officer, messenger: from, reason } as const
    const key = `unlinked:${bot}:${ended.vendorUser}:${recordedAt.epochMilliseconds}`
    await tellOfDirectory(act, [{ notice, to: { who: 'officer', officer }, key }])
  }
  return null
}

/** Ends a link and what is being asked in its chat; gives the account, null when there was none. */
export async function endLink(
  tx: Tx,
  { committeeId }: Snapshot,
  { officer, bot }: { readonly officer: OfficerId; readonly bot: string },
): Promise<{ readonly vendorUser: string; readonly chat: string } | null> {
  const ended = await deleteAccount(tx, committeeId, { officer, bot })
  if (ended) await deleteDialogue(tx, { committeeId, bot, chat: ended.chat, officer })
  return ended
}
