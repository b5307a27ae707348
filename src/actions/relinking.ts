/**
 * Linking again with the Office's word: a code used by an account that is another officer's, or for an officer who has an
 * account in that bot. The code is used up; the request waits 72 hours for a person of the Office, or a leader, whom it does
 * not concern: nobody decides in favour of their own account.
 */
import { dayOf } from '../calendar/calendar.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import {
  type Actor,
  actorOf,
  covers,
  type Directory,
  decidersOf,
  decidesForOffice,
  isLeader,
  isOfOffice,
  type OfficerId,
  unitsWith,
} from '../domain/directory.ts'
import { findAccount, insertAccount, listAccounts } from '../store/accounts.ts'
import { retell } from '../store/deliveries.ts'
import {
  endLinkRequest,
  insertLinkRequest,
  type LinkOutcome,
  type LinkRequest,
  lockExpiredRequests,
  lockLinkRequest,
  lockOpenRequestsOf,
} from '../store/link-requests.ts'
import type { Act, Circumstances } from './act.ts'
import { registerEvent, registerRefusal } from './register.ts'
import { tellOfDirectory } from './tell.ts'
import { tellChat } from './tell-chat.ts'
import { endLink } from './unlinking.ts'

const waitsHours = 72
/** So much of an account's id is shown: enough to compare, too little to use. */
const shownOfAccount = 4

/** Whoever asks, from which account, to be linked as whom. */
export type Relinking = {
  readonly circumstances: Omit<Circumstances, 'messenger'> & { readonly messenger: string }
  readonly bot: string
  readonly vendorUser: string
  readonly chat: string
  readonly officer: OfficerId
  readonly id: string
}

/** Puts a link to the Office. An earlier request of the same account ends. */
export async function askRelinking({ circumstances, ...wanted }: Relinking): Promise<void> {
  const { tx, snapshot, at } = circumstances
  const { committeeId } = snapshot
  const { bot, vendorUser, officer } = wanted
  const sender = { committeeId, bot, vendorUser }
  for (const earlier of await lockOpenRequestsOf(tx, sender)) await end(circumstances, earlier, 'overtaken')
  const request: LinkRequest = {
    ...wanted,
    committeeId,
    messenger: circumstances.messenger,
    ...(await readLinks(circumstances, { bot, vendorUser, officer })),
    askedAt: at,
    expiresAt: at.add({ hours: waitsHours }),
    outcome: null,
    decidedBy: null,
    decidedAt: null,
  }
  await insertLinkRequest(tx, request)
  await register(circumstances, request, 'asked')
  const key = `relinking:${request.id}`
  const leaders = leadersInstead(circumstances, request).map((one) => ({ who: 'officer', officer: one }) as const)
  const audiences = [{ who: 'office' } as const, ...leaders]
  await tellOfDirectory(
    circumstances,
    audiences.map((to) => ({ notice: noticeOf(request), to, key })),
  )
}

/** The committee's leaders, where nobody else decides for the Office than those whom a request concerns. */
function leadersInstead(
  { snapshot: { directory, calendar }, at }: Pick<Circumstances, 'snapshot' | 'at'>,
  request: LinkRequest,
): readonly OfficerId[] {
  const today = dayOf(at, calendar)
  const deciders = unitsWith(directory, 'office', today).flatMap(({ id }) => decidersOf(directory, id, today))
  if (deciders.some((officer) => !concerns(request, officer))) return []
  const leading = directory.posts.filter((post) => isLeader(post.kind) && covers(post, today))
  return [...new Set(leading.map(({ officer }) => officer))].filter((officer) => !concerns(request, officer))
}

/** Whether it is somebody's own account that would be linked, or that would become another's. */
function concerns({ officer, oldOfficer }: LinkRequest, who: OfficerId): boolean {
  return officer === who || oldOfficer === who
}

/** Whether somebody may decide about links: the Office, and the committee's leaders. */
export function decidesOnLinks(directory: Directory, actor: Actor): boolean {
  return isOfOffice(directory, actor) || decidesForOffice(directory, actor)
}

type Links = Pick<LinkRequest, 'oldOfficer' | 'oldUser' | 'oldChat'>

/** How the account and the officer are linked now. */
async function readLinks(
  { tx, snapshot: { committeeId } }: Pick<Circumstances, 'tx' | 'snapshot'>,
  { bot, vendorUser, officer }: Pick<LinkRequest, 'bot' | 'vendorUser' | 'officer'>,
): Promise<Links> {
  const account = await findAccount(tx, { committeeId, bot, vendorUser })
  const own = (await listAccounts(tx, committeeId, officer)).find((one) => one.bot === bot)
  return { oldOfficer: account?.officer ?? null, oldUser: own?.vendorUser ?? null, oldChat: own?.chat ?? null }
}

/**
 * The Office approves a request or refuses it; gives the request when that was done. Refuses with `office-only`,
 * `relinking-unknown`, `relinking-decided`, `relinking-own`, `relinking-expired`, `relinking-overtaken`.
 */
export async function decideRelinking(
  act: Act,
  { id, isApproved }: { readonly id: string; readonly isApproved: boolean },
): Promise<LinkRequest | Refusal> {
  const { tx, snapshot, by, at } = act
  const actor = actorOf(snapshot.directory, by, dayOf(at, snapshot.calendar))
  if (!decidesOnLinks(snapshot.directory, actor)) return refused(act, refuse('office-only'))
  const request = await lockLinkRequest(tx, snapshot.committeeId, id)
  if (request === null) return refused(act, refuse('relinking-unknown'))
  if (request.outcome !== null) return refused(act, refuse('relinking-decided'))
  if (isApproved && concerns(request, by)) return refused(act, refuse('relinking-own'))
  const isLate = Temporal.Instant.compare(at, request.expiresAt) >= 0
  const links = await readLinks(act, request)
  const isSame = links.oldOfficer === request.oldOfficer && links.oldUser === request.oldUser
  if (isLate || !isSame) {
    const outcome = isLate ? 'expired' : 'overtaken'
    await end(act, request, outcome)
    return refused(act, isLate ? refuse('relinking-expired') : refuse('relinking-overtaken'))
  }
  if (isApproved) await moveLink(act, request)
  await end(act, request, isApproved ? 'approved' : 'refused')
  return request
}

async function refused(act: Act, refusal: Refusal): Promise<Refusal> {
  await registerRefusal(act, refusal)
  return refusal
}

/** The old links end, the new one begins in the place of the officer's old one. */
async function moveLink(
  act: Act,
  { bot, vendorUser, chat, officer, oldOfficer, messenger }: LinkRequest,
): Promise<void> {
  const { tx, snapshot, at } = act
  const { committeeId } = snapshot
  const before = await listAccounts(tx, committeeId, officer)
  const replaced = before.find((one) => one.bot === bot)
  const preference = replaced?.preference ?? (before.at(-1)?.preference ?? 0) + 1
  if (oldOfficer !== null) await endLink(tx, snapshot, { officer: oldOfficer, bot })
  await endLink(tx, snapshot, { officer, bot })
  const account = { committeeId, bot, vendorUser, officer, chat, preference, isReachable: true, linkedAt: at }
  await insertAccount(tx, account)
  if (oldOfficer === null) return
  const notice = { kind: 'unlinked', officer: oldOfficer, messenger, reason: '' } as const
  const key = `unlinked:${bot}:${vendorUser}:${act.recordedAt.epochMilliseconds}`
  await tellOfDirectory(act, [{ notice, to: { who: 'officer', officer: oldOfficer }, key }])
}

/** What nobody decided in time ends; says how many did. */
export async function expireRelinkings(circumstances: Circumstances): Promise<number> {
  const { tx, snapshot, recordedAt } = circumstances
  const expired = await lockExpiredRequests(tx, snapshot.committeeId, recordedAt)
  for (const request of expired) await end(circumstances, request, 'expired')
  return expired.length
}

const told = { approved: 'relinked', refused: 'relinkRefused', expired: 'relinkExpired', overtaken: null } as const

/** Ends a request: traced, shown on the Office's card, and told in the chat that asked and in the one that was linked. */
async function end(circumstances: Circumstances, request: LinkRequest, outcome: LinkOutcome): Promise<void> {
  const { tx, snapshot, by, recordedAt, at } = circumstances
  const { committeeId, directory } = snapshot
  const ended = { ...request, outcome, decidedBy: by, decidedAt: at }
  await endLinkRequest(tx, request, { outcome, decidedBy: by, decidedAt: at })
  await register(circumstances, request, outcome)
  const notice = { of: 'directory', ...noticeOf(ended) }
  await retell(tx, committeeId, { key: `directory:relinking:${request.id}`, notice, at: recordedAt })
  const said = told[outcome]
  if (said === null) return
  const { bot, chat, oldChat, id } = request
  const values = { name: directory.officers.get(request.officer)?.name ?? request.officer }
  await tellChat(circumstances, { bot, chat, key: `relinking:${id}:new`, said, values })
  if (oldChat !== null && oldChat !== chat)
    await tellChat(circumstances, { bot, chat: oldChat, key: `relinking:${id}:old`, said: `${said}Old`, values })
}

function noticeOf(request: LinkRequest) {
  const { officer, id, messenger, vendorUser, oldOfficer, oldUser, askedAt, expiresAt, outcome, decidedBy, decidedAt } =
    request
  const account = vendorUser.slice(-shownOfAccount)
  const oldAccount = oldUser === null ? null : oldUser.slice(-shownOfAccount)
  const asked = { officer, request: id, messenger, account, oldOfficer, oldAccount, askedAt, expiresAt }
  return { kind: 'relinking', ...asked, outcome, decidedBy, decidedAt } as const
}

async function register(
  { tx, snapshot, by, messenger, at, recordedAt }: Circumstances,
  { id, bot, vendorUser, officer, oldOfficer, oldUser }: LinkRequest,
  what: LinkOutcome | 'asked',
): Promise<void> {
  const body = { request: id, officer, bot, account: vendorUser, oldOfficer, oldAccount: oldUser }
  const line = { type: `relinking_${what}`, actor: by, messenger, happenedAt: at, recordedAt, body }
  await registerEvent(tx, snapshot.committeeId, line)
}
