/** Who stands above whom (cấp trên): from the person to the head of the unit, the units above it, and the chair. */
import { capacitiesIn, covers, type Directory, type OfficerId, seatsOfLeaders, type UnitId } from './directory.ts'

/**
 * Whom somebody of a unit reports to on a day, the nearest first: whoever leads the unit, whoever leads the units it belongs
 * to, the chair. Whoever leads reports to the level above; nobody stands above the chair.
 */
export function superiorsOf(
  directory: Directory,
  { officer, unit }: { readonly officer: OfficerId; readonly unit: UnitId },
  on: Temporal.PlainDate,
): readonly (readonly OfficerId[])[] {
  const chairs = chairsOf(directory, on)
  if (chairs.includes(officer)) return []
  const levels = [...upFrom(directory.units, unit).map((id) => leadersOf(directory, id, on)), chairs]
  const own = levels.findLastIndex((level) => level[0] === officer)
  const above = levels.slice(own + 1).map((level) => level.filter((one) => one !== officer))
  const heard = new Set<OfficerId>()
  return above.map((level) => level.filter((one) => isNew(one, heard))).filter((level) => level.length > 0)
}

/** Where work goes from one unit to another: to the leaders or a unit it belongs to, to one of its own, or beside it. */
export function directionTo(
  directory: Directory,
  { from, to }: { readonly from: UnitId; readonly to: UnitId },
  on: Temporal.PlainDate,
): 'up' | 'down' | 'sideways' {
  if (upFrom(directory.units, from).slice(1).includes(to) || seatsOfLeaders(directory, on).includes(to)) return 'up'
  return upFrom(directory.units, to).slice(1).includes(from) ? 'down' : 'sideways'
}

function isNew(officer: OfficerId, heard: Set<OfficerId>): boolean {
  if (heard.has(officer)) return false
  heard.add(officer)
  return true
}

/** A unit and those it belongs to, itself first. */
function upFrom(units: Directory['units'], unit: UnitId, below: readonly UnitId[] = []): readonly UnitId[] {
  const path = [...below, unit]
  const parent = units.get(unit)?.parent ?? null
  return parent === null || path.includes(parent) ? path : upFrom(units, parent, path)
}

/** The head and whoever acts for them; where there is neither, the first deputy. The chair leads above the units. */
function leadersOf(directory: Directory, unit: UnitId, on: Temporal.PlainDate): readonly OfficerId[] {
  const people = capacitiesIn(directory, unit, on)
  const leading = people.filter(({ post }) => post === 'unit_head' || post === 'office_chief' || post === 'acting')
  const found = leading.length > 0 ? leading : people.filter(({ post }) => post === 'deputy_head').slice(0, 1)
  return [...new Set(found.map(({ officer }) => officer))]
}

function chairsOf({ posts }: Directory, on: Temporal.PlainDate): readonly OfficerId[] {
  return posts.filter((post) => post.kind === 'chair' && covers(post, on)).map(({ officer }) => officer)
}
