/** Leave and acting orders, set by the Office or the unit's own head. Who stands in then follows from the directory. */
import { dayOf } from '../calendar/calendar.ts'
import type { Refusal } from '../domain/decision.ts'
import { type ActingOrder, actorOf, daysUnattended, decidersOf, decides, type Leave } from '../domain/directory.ts'
import { type Arranging, refuseActing, refuseLeave } from '../domain/directory-orders.ts'
import { bumpDirectory } from '../store/directory.ts'
import { lockDirectory } from '../store/directory-change.ts'
import { writeActingOrder, writeLeave } from '../store/standing-in.ts'
import type { Act } from './act.ts'
import { registerEvent, registerRefusal } from './register.ts'
import { type DirectoryTelling, tellOfDirectory } from './tell.ts'

/**
 * Sets a leave in the place of those it overlaps; null when done. The Office hears of days on which nobody is there who
 * may decide. Refuses as {@link refuseLeave}.
 */
export async function setLeave(act: Act, leave: Leave): Promise<Refusal | null> {
  const refusal = refuseLeave(leave, arrangingOf(act))
  if (refusal) return registered(act, refusal)
  const { tx, snapshot } = act
  await lockDirectory(tx, snapshot.committeeId)
  await writeLeave(tx, snapshot.committeeId, leave)
  const { officer, fromOn, toOn, deputy } = leave
  await registerOrder(act, 'leave_set', { officer, fromOn, toOn, deputy })
  await tellOfDirectory(act, unattendedBy(act, leave))
  return null
}

/**
 * Sets an acting order, or new days of one known by its number; null when done. The unit's head and the Office hear of it.
 * Refuses as {@link refuseActing}.
 */
export async function setActing(act: Act, order: ActingOrder): Promise<Refusal | null> {
  const refusal = refuseActing(order, arrangingOf(act))
  if (refusal) return registered(act, refusal)
  const { tx, snapshot } = act
  await lockDirectory(tx, snapshot.committeeId)
  await writeActingOrder(tx, snapshot.committeeId, order)
  const { unit, officer, number, fromOn, toOn } = order
  await registerOrder(act, 'acting_ordered', { unit, officer, number, fromOn, toOn })
  await tellOfDirectory(act, orderTellings(act, order))
  return null
}

function arrangingOf({ snapshot, by, at }: Act): Arranging {
  const { directory, calendar } = snapshot
  const today = dayOf(at, calendar)
  return { directory, today, by: actorOf(directory, by, today) }
}

async function registered(act: Act, refusal: Refusal): Promise<Refusal> {
  await registerRefusal(act, refusal)
  return refusal
}

async function registerOrder(
  { tx, snapshot, by, messenger, words, at, recordedAt }: Act,
  type: 'leave_set' | 'acting_ordered',
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  await bumpDirectory(tx, snapshot.committeeId)
  const line = { type, actor: by, messenger, happenedAt: at, recordedAt, body: { ...body, words } }
  await registerEvent(tx, snapshot.committeeId, line)
}

/** Whoever leads the unit without the order, and the Office; a head reads their own order back. */
function orderTellings({ snapshot, by, at }: Act, order: ActingOrder): readonly DirectoryTelling[] {
  const { unit, officer, number, fromOn, toOn } = order
  const [head] = decidersOf(snapshot.directory, unit, dayOf(at, snapshot.calendar))
  const audiences = [...(head === by ? [] : [{ who: 'head', unit } as const]), { who: 'office' } as const]
  const notice = { kind: 'acting_ordered', by, ...order } as const
  const key = ['acting_ordered', snapshot.version, unit, officer, number, fromOn, toOn].join(':')
  return audiences.map((to) => ({ notice, to, key }))
}

/** Every unit somebody decides for that is left without anybody on some day of their leave. */
function unattendedBy({ snapshot, at }: Act, leave: Leave): readonly DirectoryTelling[] {
  const others = snapshot.directory.leaves.filter((one) => one.officer !== leave.officer)
  const directory = { ...snapshot.directory, leaves: [...others, leave] }
  const { capacities } = actorOf(directory, leave.officer, dayOf(at, snapshot.calendar))
  const deciding = capacities.filter(({ post }) => decides(post)).map(({ unit }) => unit)
  return [...new Set(deciding)].flatMap((unit) => {
    const days = daysUnattended(directory, unit, leave)
    const [fromOn, toOn] = [days[0], days.at(-1)]
    if (fromOn === undefined || toOn === undefined) return []
    const key = ['unattended', snapshot.version, unit, leave.officer].join(':')
    return [{ notice: { kind: 'unattended', officer: leave.officer, unit, fromOn, toOn }, to: { who: 'office' }, key }]
  })
}
