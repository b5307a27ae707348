/** What is wrong with who can be told and who may sign: units nobody can reach, leaves, orders about to end. */
import {
  capacitiesIn,
  covers,
  type Directory,
  decidersOf,
  isOnLeave,
  isUnitValid,
  leads,
  type OfficerId,
  type UnitId,
} from './directory.ts'
import { type Finding, findAny } from './finding.ts'

/** Days before its end from which an acting order is worth a word. */
const ordersEndWithin = 7

export type Reach = {
  /** Who can be written to somewhere. */
  readonly reachable: ReadonlySet<OfficerId>
  /** Who has accounts, all of them closed to us. */
  readonly closed: readonly OfficerId[]
}

/** Looks at every unit that exists on a day. */
export function examineDirectory(
  directory: Directory,
  { reachable, closed }: Reach,
  today: Temporal.PlainDate,
): readonly Finding[] {
  const valid = [...directory.units.values()].filter((unit) => isUnitValid(unit, today)).map(({ id }) => id)
  const isUnlinked = (unit: UnitId) => !decidersOf(directory, unit, today).some((one) => reachable.has(one))
  const heads = valid.filter((unit) => !isUnlinked(unit)).flatMap((unit) => headsOf(directory, unit, today))
  return [
    ...findAny('unit-unlinked', 'units', valid.filter(isUnlinked)),
    ...findAny(
      'head-unlinked',
      'officer',
      distinct(heads.filter((one) => !reachable.has(one) && !closed.includes(one))),
    ),
    ...findAny(
      'officer-unreachable',
      'officer',
      closed.filter((one) => isInOffice(directory, one, today)),
    ),
    ...findAny(
      'unit-unattended',
      'units',
      valid.filter((unit) => isUnattended(directory, unit, today)),
    ),
    ...findEndingOrders(directory, valid, today),
  ]
}

function headsOf(directory: Directory, unit: UnitId, today: Temporal.PlainDate): readonly OfficerId[] {
  return capacitiesIn(directory, unit, today)
    .filter(({ post }) => leads(post))
    .map(({ officer }) => officer)
}

function isInOffice({ posts, actingOrders }: Directory, officer: OfficerId, today: Temporal.PlainDate): boolean {
  return [...posts, ...actingOrders].some((one) => one.officer === officer && covers(one, today))
}

/** Nobody who may sign is there, though somebody may sign. */
function isUnattended(directory: Directory, unit: UnitId, today: Temporal.PlainDate): boolean {
  const deciders = decidersOf(directory, unit, today)
  return deciders.length > 0 && deciders.every((officer) => isOnLeave(directory, officer, today))
}

/** Orders that are the unit's only signature: the day after them nobody may sign. */
function findEndingOrders(
  directory: Directory,
  units: readonly UnitId[],
  today: Temporal.PlainDate,
): readonly Finding[] {
  const isSoon = (on: Temporal.PlainDate) => today.until(on, { largestUnit: 'days' }).days <= ordersEndWithin
  return directory.actingOrders
    .filter((order) => units.includes(order.unit) && covers(order, today) && isSoon(order.toOn))
    .filter(({ unit, toOn }) => decidersOf(directory, unit, toOn.add({ days: 1 })).length === 0)
    .map(({ unit, officer, number, toOn }) => ({
      id: 'acting-order-ends' as const,
      details: { unit, officer, number, toOn: toOn.toString() },
    }))
}

function distinct<One>(list: readonly One[]): readonly One[] {
  return [...new Set(list)]
}
