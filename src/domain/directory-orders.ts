/** Leave and acting orders: who may set them, and what cannot be. Who stands in when is directory.ts. */
import { type Refusal, refuse } from './decision.ts'
import {
  type ActingOrder,
  type Actor,
  actorOf,
  type Directory,
  decidersOf,
  isHead,
  isOfOffice,
  isUnitValid,
  type Leave,
  leads,
  type UnitId,
} from './directory.ts'

/** Days. A longer absence is no leave but a change of the directory, or an acting order of its own. */
const longestDays = 366

export type Arranging = { readonly by: Actor; readonly directory: Directory; readonly today: Temporal.PlainDate }

/**
 * Why a leave may not be set; null when it may.
 * Refuses with `unknown-officer`, `officer-left`, `not-arranger`, and what {@link refuseDays} and the deputy give.
 */
export function refuseLeave(leave: Leave, { by, directory, today }: Arranging): Refusal | null {
  const { officer } = leave
  if (!directory.officers.has(officer)) return refuse('unknown-officer', { officer })
  const units = unitsOf(directory, officer, today)
  const [first] = units
  if (first === undefined) return refuse('officer-left', { officer })
  if (!units.some((unit) => mayArrange(by, unit, directory))) return refuse('not-arranger', { unit: first })
  return refuseDays(leave, today) ?? refuseDeputy(leave, units, directory)
}

function unitsOf(directory: Directory, officer: string, on: Temporal.PlainDate): readonly UnitId[] {
  return [...new Set(actorOf(directory, officer, on).capacities.map(({ unit }) => unit))]
}

/** Whether there is anybody whose leave somebody may set. */
export function mayArrangeAny(by: Actor, directory: Directory): boolean {
  return isOfOffice(directory, by) || by.capacities.some(({ post }) => leads(post))
}

/** Whether there is any unit whose acting orders somebody may set. */
export function mayOrderAny(by: Actor, directory: Directory): boolean {
  return isOfOffice(directory, by) || by.capacities.some(({ post }) => isHead(post))
}

/** The Office for everybody, the head of a unit for their own. */
function mayArrange(by: Actor, unit: UnitId, directory: Directory): boolean {
  return isOfOffice(directory, by) || by.capacities.some((one) => one.unit === unit && leads(one.post))
}

/** The Office for every unit, the head for their own: whoever acts by order hands nothing on, and prolongs nothing. */
function mayOrder(by: Actor, unit: UnitId, directory: Directory): boolean {
  return isOfOffice(directory, by) || by.capacities.some((one) => one.unit === unit && isHead(one.post))
}

function refuseDays({ fromOn, toOn }: Pick<Leave, 'fromOn' | 'toOn'>, today: Temporal.PlainDate): Refusal | null {
  const days = fromOn.until(toOn).days
  if (days < 0) return refuse('days-backwards', { from: fromOn.toString(), to: toOn.toString() })
  if (Temporal.PlainDate.compare(toOn, today) < 0) return refuse('days-over', { to: toOn.toString() })
  return days >= longestDays ? refuse('days-too-many', { most: longestDays }) : null
}

/** Being named in a leave gives no power: whoever stands in decides for the unit already, or needs an acting order. */
function refuseDeputy(
  { officer, deputy, fromOn }: Leave,
  units: readonly UnitId[],
  directory: Directory,
): Refusal | null {
  if (deputy === null) return null
  if (deputy === officer) return refuse('own-deputy', { officer })
  const mayDecide = units.some((unit) => decidersOf(directory, unit, fromOn).includes(deputy))
  return mayDecide ? null : refuse('deputy-may-not-sign', { officer: deputy })
}

/**
 * Why an acting order may not be set; null when it may. The same number again for the same officer changes its days; nobody
 * sets their own.
 * Refuses with `unknown-officer`, `unit-unknown`, `not-arranger`, `own-order`, `order-number-taken`, and what {@link refuseDays} gives.
 */
export function refuseActing(order: ActingOrder, { by, directory, today }: Arranging): Refusal | null {
  const { unit, officer, number } = order
  const known = directory.units.get(unit)
  if (!directory.officers.has(officer)) return refuse('unknown-officer', { officer })
  if (!known || !isUnitValid(known, today)) return refuse('unit-unknown', { units: [unit] })
  if (!mayOrder(by, unit, directory)) return refuse('not-arranger', { unit })
  if (officer === by.officer) return refuse('own-order', { unit })
  const same = directory.actingOrders.find((one) => one.unit === unit && one.number === number)
  if (same && same.officer !== officer) return refuse('order-number-taken', { number, officer: same.officer })
  return refuseDays(order, today)
}
