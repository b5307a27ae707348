/** Binding a group chat to a purpose: the chief of the Office does it, in that group. */
import { dayOf } from '../calendar/calendar.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import { type Actor, actorOf, type Directory, isUnitValid, type UnitId } from '../domain/directory.ts'
import { type Address, findGroups } from '../store/addresses.ts'
import { writeChannel } from '../store/channels.ts'
import type { Act } from './act.ts'
import { registerEvent, registerRefusal } from './register.ts'

/** What a group is bound to. `unit` is empty unless the purpose is 'unit'. */
export type Binding = {
  readonly chat: { readonly id: string; readonly kind: 'private' | 'group' }
  readonly purpose: 'office' | 'leaders' | 'unit'
  readonly unit: UnitId
}

/** What binding would replace: the group the purpose had, or the purpose the group had; null when neither. */
export async function findReplaced(
  { tx, snapshot, bot }: Pick<Act, 'tx' | 'snapshot' | 'bot'>,
  { chat, purpose, unit }: Binding,
): Promise<'group' | 'purpose' | null> {
  const groups = await findGroups(tx, snapshot.committeeId)
  const isPurpose = (group: { readonly purpose: string; readonly unit: string }) =>
    group.purpose === purpose && group.unit === unit
  const isHere = (group: Address) => group.bot === bot && group.chat === chat.id
  if (groups.some((group) => isPurpose(group) && !isHere(group))) return 'group'
  return groups.some((group) => isHere(group) && !isPurpose(group)) ? 'purpose' : null
}

/** Binds a group; null when done. Refuses with `chief-only`, `bind-in-group`, `unit-unknown`. */
export async function bindChannel(act: Act, { chat, purpose, unit }: Binding): Promise<Refusal | null> {
  const { tx, snapshot, by, at, recordedAt, bot, messenger } = act
  const refusal = faultOf(act, { chat, purpose, unit })
  if (refusal) {
    await registerRefusal(act, refusal)
    return refusal
  }
  await writeChannel(tx, snapshot.committeeId, { bot, chat: chat.id, purpose, unit, boundAt: at })
  const body = { purpose, unit, bot, chat: chat.id }
  await registerEvent(tx, snapshot.committeeId, {
    type: 'channel_bound',
    actor: by,
    messenger,
    happenedAt: at,
    recordedAt,
    body,
  })
  return null
}

function faultOf({ snapshot, by, at }: Act, { chat, purpose, unit }: Binding): Refusal | null {
  const { directory, calendar } = snapshot
  const today = dayOf(at, calendar)
  if (!isChiefOfOffice(directory, actorOf(directory, by, today))) return refuse('chief-only')
  if (chat.kind !== 'group') return refuse('bind-in-group')
  const known = directory.units.get(unit)
  const isKnown = purpose === 'unit' ? known !== undefined && isUnitValid(known, today) : unit === ''
  return isKnown ? null : refuse('unit-unknown', { units: [unit] })
}

/** The chief of the Office, or whoever acts for them under an order. */
export function isChiefOfOffice(directory: Directory, actor: Actor): boolean {
  return actor.capacities.some(({ unit, post }) => {
    const isOffice = directory.units.get(unit)?.functions.includes('office') ?? false
    return post === 'office_chief' || (post === 'acting' && isOffice)
  })
}
