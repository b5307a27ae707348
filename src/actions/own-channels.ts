/** An officer's own channels: the order in which they are tried, and copies beside the first. */
import { type Refusal, refuse } from '../domain/decision.ts'
import type { OfficerId } from '../domain/directory.ts'
import { type Account, changeAccount, listAccounts } from '../store/accounts.ts'
import type { Act } from './act.ts'
import { registerEvent, registerRefusal } from './register.ts'

/** The channels of an officer, in the order in which they are tried. */
export async function listOwnChannels(
  { tx, snapshot }: Pick<Act, 'tx' | 'snapshot'>,
  officer: OfficerId,
): Promise<readonly Account[]> {
  return listAccounts(tx, snapshot.committeeId, officer)
}

/**
 * Puts one of the actor's channels at a place, counted from 1; the others keep their order. Null when it stands there.
 * Refuses with `channel-unknown`.
 */
export async function placeChannel(act: Act, bot: string, place: number): Promise<Refusal | null> {
  const { tx, snapshot, by } = act
  const order = (await listOwnChannels(act, by)).map((account) => account.bot)
  if (!order.includes(bot)) return refuseChange(act, refuse('channel-unknown', { typed: bot }))
  const others = order.filter((one) => one !== bot)
  const wanted = others.toSpliced(place - 1, 0, bot)
  if (wanted.every((one, index) => one === order[index])) return null
  for (const [index, one] of wanted.entries())
    await changeAccount(tx, snapshot.committeeId, { bot: one, officer: by }, { preference: index + 1 })
  await register(act, 'channels_ordered', { order: wanted })
  return null
}

/** Asks for copies in one of the actor's channels, or no longer. Refuses with `channel-unknown`, `copies-metered`. */
export async function chooseCopies(
  act: Act,
  { bot, hasCopies, mayCopy }: { readonly bot: string; readonly hasCopies: boolean; readonly mayCopy: boolean },
): Promise<Refusal | null> {
  const { tx, snapshot, by } = act
  const account = (await listOwnChannels(act, by)).find((one) => one.bot === bot)
  if (account === undefined) return refuseChange(act, refuse('channel-unknown', { typed: bot }))
  if (hasCopies && !mayCopy) return refuseChange(act, refuse('copies-metered'))
  if (account.hasCopies === hasCopies) return null
  await changeAccount(tx, snapshot.committeeId, { bot, officer: by }, { hasCopies })
  await register(act, 'copies_chosen', { bot, hasCopies })
  return null
}

async function refuseChange(act: Act, refusal: Refusal): Promise<Refusal> {
  await registerRefusal(act, refusal)
  return refusal
}

async function register(
  { tx, snapshot, by, messenger, at, recordedAt }: Act,
  type: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  await registerEvent(tx, snapshot.committeeId, { type, actor: by, messenger, happenedAt: at, recordedAt, body })
}
