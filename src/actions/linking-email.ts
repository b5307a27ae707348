/**
 * Linking without a code, by the e-mail a messenger's workspace vouches for, where the committee allows it. Only where it
 * can mean one serving officer, nothing is linked otherwise, and no link was ended or refused here before: then a code is
 * needed. The address itself stands nowhere in the evidence.
 */
import { dayOf } from '../calendar/calendar.ts'
import { actorOf, type Directory, type OfficerId } from '../domain/directory.ts'
import { countAccounts, findOfficer, insertAccount, listAccounts } from '../store/accounts.ts'
import { hasEndedLink } from '../store/link-ends.ts'
import type { Newcomer } from './linking.ts'
import { registerEvent } from './register.ts'
import { tellOfDirectory } from './tell.ts'

/**
 * The officer now linked with the newcomer's account; null when a code is needed. The Office is told, and the officer in
 * their first channel unless this is it and they read it here.
 */
export async function linkByEmail(
  newcomer: Newcomer,
  { email, isReadHere }: { readonly email: string; readonly isReadHere: boolean },
): Promise<OfficerId | null> {
  const { tx, snapshot, bot, vendorUser, chat, at } = newcomer
  const { committeeId, directory, settings } = snapshot
  if (!settings.linksByEmail || chat.kind === 'group') return null
  const officer = officerOf(directory, email)
  if (officer === null || actorOf(directory, officer, dayOf(at, snapshot.calendar)).capacities.length === 0) return null
  const before = await listAccounts(tx, committeeId, officer)
  const key = { committeeId, bot, vendorUser }
  if (before.some((one) => one.bot === bot) || (await findOfficer(tx, key)) !== null) return null
  if ((await hasEndedLink(tx, { ...key, officer })) || (await isFull(newcomer))) return null
  const preference = (before.at(-1)?.preference ?? 0) + 1
  const account = { ...key, officer, chat: chat.id, preference, isReachable: true, linkedAt: at }
  if (!(await insertAccount(tx, account))) return null
  await register(
    newcomer,
    officer,
    before.map((one) => one.bot),
  )
  await tell(newcomer, officer, isReadHere && before.length === 0)
  return officer
}

/** The one officer with exactly this address; null also where another's differs from it in nothing but its letters' case. */
function officerOf({ officers }: Directory, email: string): OfficerId | null {
  const alike = [...officers.values()].filter((one) => one.email?.toLowerCase() === email.toLowerCase())
  const [only, ...others] = alike
  return only?.email === email && others.length === 0 ? only.id : null
}

async function isFull({ tx, snapshot, bot, mostPeople }: Newcomer): Promise<boolean> {
  return mostPeople !== null && (await countAccounts(tx, snapshot.committeeId, bot)) >= mostPeople
}

async function register(newcomer: Newcomer, officer: OfficerId, others: readonly string[]): Promise<void> {
  const { tx, snapshot, bot, messenger, vendorUser, at, recordedAt } = newcomer
  const body = { officer, others, bot, account: vendorUser, how: 'email' }
  const line = { type: 'account_linked', actor: null, messenger, happenedAt: at, recordedAt, body }
  await registerEvent(tx, snapshot.committeeId, line)
}

async function tell(newcomer: Newcomer, officer: OfficerId, knowsAlready: boolean): Promise<void> {
  const { tx, snapshot, bot, messenger, vendorUser, at, recordedAt } = newcomer
  const notice = { kind: 'linked_by_email', officer, messenger } as const
  const key = `linked:${bot}:${vendorUser}:${recordedAt.epochMilliseconds}`
  const audiences = [...(knowsAlready ? [] : [{ who: 'officer', officer } as const]), { who: 'office' } as const]
  await tellOfDirectory(
    { tx, snapshot, by: null, messenger, words: null, at, recordedAt },
    audiences.map((to) => ({ notice, to, key })),
  )
}
