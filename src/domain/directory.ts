/**
 * Who is who in one committee: units, officers, the posts they hold and the orders under which they act.
 * Obligations sit on a unit and its post; a person signs for it. A directory is a snapshot: it never changes once loaded.
 */
import { fold } from '../text/vietnamese.ts'

export type CommitteeId = string
/** The unit's code, unique in its committee ("KT"). A merged unit gets a new code and names its predecessors' successors. */
export type UnitId = string
/** The officer's code, unique in its committee ("CB01"). */
export type OfficerId = string

export type Committee = {
  readonly id: CommitteeId
  readonly name: string
  readonly level: 'province' | 'district' | 'commune'
  /** IANA name; every deadline of the committee is counted in it. */
  readonly timeZone: string
  readonly language: 'vi' | 'en'
  /** The regulation profile's id ("default"), as founded; which one binds on a day says committee-settings.ts. */
  readonly profile: string
  /** When the daily digest goes out on working days; "07:15" unless said otherwise. */
  readonly digestAt?: string
}

/** What a unit is for. Rules bind to functions, never to names. */
export type UnitFunction = 'office' | 'home_affairs' | 'justice' | 'inspectorate' | 'emulation' | 'media'

export type Unit = {
  readonly id: UnitId
  readonly name: string
  readonly abbreviations: readonly string[]
  readonly parent: UnitId | null
  readonly functions: readonly UnitFunction[]
  readonly validFromOn: Temporal.PlainDate
  readonly validToOn: Temporal.PlainDate | null
  readonly successors: readonly UnitId[]
}

export type Officer = {
  readonly id: OfficerId
  readonly name: string
  readonly language: 'vi' | 'en'
  readonly email?: string | null
  readonly phone?: string | null
  /** Their own time of day for the daily digest, "07:15"; without one the committee's. */
  readonly digestAt?: string | null
}

export type PostKind =
  | 'chair'
  | 'vice_chair'
  | 'office_chief'
  | 'office_staff'
  | 'unit_head'
  | 'deputy_head'
  | 'specialist'

/** One person in one post; somebody with two posts has two of these. */
export type Post = {
  readonly unit: UnitId
  readonly officer: OfficerId
  readonly kind: PostKind
  /** Deputies in order: 1 stands in first. */
  readonly order: number
  readonly fromOn: Temporal.PlainDate
  readonly toOn: Temporal.PlainDate | null
}

/** A dated order under which somebody acts for a unit's head ("giao phụ trách", "ủy quyền"). Last day included. */
export type ActingOrder = {
  readonly unit: UnitId
  readonly officer: OfficerId
  readonly number: string
  readonly fromOn: Temporal.PlainDate
  readonly toOn: Temporal.PlainDate
}

/** Days on which somebody is away, both included. They may still act, but others are told first. */
export type Leave = {
  readonly officer: OfficerId
  readonly fromOn: Temporal.PlainDate
  readonly toOn: Temporal.PlainDate
  /** Who of those who may decide anyway stands in first; being named gives nobody a power. Null: the usual order. */
  readonly deputy: OfficerId | null
}

export type Directory = {
  readonly committee: Committee
  readonly units: ReadonlyMap<UnitId, Unit>
  readonly officers: ReadonlyMap<OfficerId, Officer>
  readonly posts: readonly Post[]
  readonly actingOrders: readonly ActingOrder[]
  readonly leaves: readonly Leave[]
}

/** In which post somebody stands in a unit on a day. `order` is the acting order's number where that is the ground. */
export type Capacity = { readonly unit: UnitId; readonly post: PostKind | 'acting'; readonly order: string | null }

/** Who acts, and in which capacities, as of the day of the act. Part of every command: permission is a rule like any other. */
export type Actor = { readonly officer: OfficerId; readonly capacities: readonly Capacity[] }

/** Whether a span of days, its last included, holds on a day. */
export function covers(
  span: { readonly fromOn: Temporal.PlainDate; readonly toOn: Temporal.PlainDate | null },
  on: Temporal.PlainDate,
): boolean {
  const isAfterStart = Temporal.PlainDate.compare(span.fromOn, on) <= 0
  return isAfterStart && (span.toOn === null || Temporal.PlainDate.compare(on, span.toOn) <= 0)
}

export function isUnitValid(unit: Unit, on: Temporal.PlainDate): boolean {
  return covers({ fromOn: unit.validFromOn, toOn: unit.validToOn }, on)
}

/**
 * Everybody's capacities in one unit on a day: the head first, then whoever acts, deputies in order, then the others.
 * For a unit that was merged away those of its successors' people, who answer for what it left open.
 */
export function capacitiesIn(
  directory: Directory,
  unit: UnitId,
  on: Temporal.PlainDate,
): readonly (Capacity & { officer: OfficerId })[] {
  const speaking = speakersFor(directory.units, unit, on)
  const posts = directory.posts.filter((post) => speaking.has(post.unit) && covers(post, on))
  const acting = directory.actingOrders.filter((order) => speaking.has(order.unit) && covers(order, on))
  const held = posts.map((post) => ({ unit, officer: post.officer, post: post.kind, order: null, rank: rankOf(post) }))
  const ordered = acting.map((order) => ({
    unit,
    officer: order.officer,
    post: 'acting' as const,
    order: order.number,
    rank: 50,
  }))
  return [...held, ...ordered].toSorted((a, b) => a.rank - b.rank).map(({ rank: _, ...capacity }) => capacity)
}

/** Which units speak for a unit on a day: itself, or once it has ended its successors, and theirs. */
function speakersFor(
  units: Directory['units'],
  unit: UnitId,
  on: Temporal.PlainDate,
  passed: readonly UnitId[] = [],
): ReadonlySet<UnitId> {
  if (passed.includes(unit)) return new Set()
  const known = units.get(unit)
  if (!known || !hasEnded(known, on)) return new Set([unit])
  return new Set(known.successors.flatMap((heir) => [...speakersFor(units, heir, on, [...passed, unit])]))
}

/** Whether a unit's last day is over. */
export function hasEnded({ validToOn }: Unit, on: Temporal.PlainDate): boolean {
  return validToOn !== null && Temporal.PlainDate.compare(validToOn, on) < 0
}

const ranks: Readonly<Record<PostKind, number>> = {
  chair: 0,
  vice_chair: 10,
  unit_head: 20,
  office_chief: 20,
  deputy_head: 100,
  office_staff: 300,
  specialist: 300,
}

function rankOf(post: Post): number {
  return ranks[post.kind] + post.order
}

/** The actor as of a day: all capacities in all units. An officer with none (left, unknown) has an empty list. */
export function actorOf(directory: Directory, officer: OfficerId, on: Temporal.PlainDate): Actor {
  const own = {
    ...directory,
    posts: directory.posts.filter((post) => post.officer === officer),
    actingOrders: directory.actingOrders.filter((order) => order.officer === officer),
  }
  const units = [...directory.units.values()].filter((unit) => isUnitValid(unit, on) || hasEnded(unit, on))
  const capacities = units.flatMap((unit) => capacitiesIn(own, unit.id, on))
  return { officer, capacities: capacities.map(({ officer: _, ...capacity }) => capacity) }
}

/** The last acting order somebody had for one of some units, when it is over by a day; null when there was none. */
export function findEndedOrder(
  { actingOrders }: Directory,
  { officer, units }: { readonly officer: OfficerId; readonly units: readonly UnitId[] },
  on: Temporal.PlainDate,
): ActingOrder | null {
  const over = actingOrders
    .filter((order) => order.officer === officer && units.includes(order.unit))
    .filter(({ toOn }) => Temporal.PlainDate.compare(toOn, on) < 0)
  return over.toSorted((one, other) => Temporal.PlainDate.compare(other.toOn, one.toOn))[0] ?? null
}

/** Whether a post leads its unit: its head, or whoever acts by order. */
export function leads(post: Capacity['post']): boolean {
  return isHead(post) || post === 'acting'
}

/** Whether a post is that of a head: of a unit, of the Office, the chair. */
export function isHead(post: Capacity['post']): boolean {
  return post === 'unit_head' || post === 'office_chief' || post === 'chair'
}

/** Whether a post leads the committee: its chair, and the vice chairs. */
export function isLeader(post: Capacity['post']): boolean {
  return post === 'chair' || post === 'vice_chair'
}

/** Whether a post may decide for its unit: who leads it, and its deputies. */
export function decides(post: Capacity['post']): boolean {
  return leads(post) || post === 'deputy_head' || post === 'vice_chair'
}

/**
 * The officers who may decide for a unit on a day, whom to tell first in front: the head, then the others in order.
 * Who is on leave comes last, and whoever was named for them takes their place.
 */
export function decidersOf(directory: Directory, unit: UnitId, on: Temporal.PlainDate): readonly OfficerId[] {
  const capable = capacitiesIn(directory, unit, on).filter((capacity) => decides(capacity.post))
  const deciders = [...new Set(capable.map((capacity) => capacity.officer))]
  const leaves = directory.leaves.filter((leave) => covers(leave, on))
  const placeOf = (officer: OfficerId): number => {
    if (leaves.some((leave) => leave.officer === officer)) return deciders.length
    const replaced = leaves.filter((leave) => leave.deputy === officer).map((leave) => deciders.indexOf(leave.officer))
    return Math.min(deciders.indexOf(officer), ...replaced.filter((place) => place >= 0))
  }
  return deciders.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** The days of a leave on which nobody who may decide for a unit is there. */
export function daysUnattended(directory: Directory, unit: UnitId, leave: Leave): readonly Temporal.PlainDate[] {
  const days = Array.from({ length: leave.fromOn.until(leave.toOn).days + 1 }, (_, days) => leave.fromOn.add({ days }))
  return days.filter((on) => decidersOf(directory, unit, on).every((officer) => isOnLeave(directory, officer, on)))
}

export function isOnLeave({ leaves }: Directory, officer: OfficerId, on: Temporal.PlainDate): boolean {
  return leaves.some((leave) => leave.officer === officer && covers(leave, on))
}

/** The units with a function on a day ("office" finds the Office). */
export function unitsWith(directory: Directory, purpose: UnitFunction, on: Temporal.PlainDate): readonly Unit[] {
  return [...directory.units.values()].filter((unit) => unit.functions.includes(purpose) && isUnitValid(unit, on))
}

/** The units in which the committee's chair and vice chairs sit, the Office left out. */
export function seatsOfLeaders(directory: Directory, on: Temporal.PlainDate): readonly UnitId[] {
  const seats = directory.posts.filter((post) => isLeader(post.kind) && covers(post, on)).map(({ unit }) => unit)
  return [...new Set(seats)].filter((unit) => !directory.units.get(unit)?.functions.includes('office'))
}

/** Whether somebody belongs to the Office on the day their capacities were taken. */
export function isOfOffice(directory: Directory, actor: Actor): boolean {
  return actor.capacities.some((capacity) => directory.units.get(capacity.unit)?.functions.includes('office') ?? false)
}

/** Whether somebody decides for the Office, or leads the committee: they rule on what the units cannot settle themselves. */
export function decidesForOffice(directory: Directory, actor: Actor): boolean {
  return actor.capacities.some(({ unit, post }) => {
    const isOffice = directory.units.get(unit)?.functions.includes('office') ?? false
    return isLeader(post) || (isOffice && decides(post))
  })
}

/** The valid units whose code, name or abbreviation is what somebody typed, or whose name holds it; several when it is ambiguous. */
export function findUnits(directory: Directory, typed: string, on: Temporal.PlainDate): readonly Unit[] {
  const wanted = comparable(typed)
  const exact = findUnitsNamed(directory, typed, on)
  if (exact.length > 0 || wanted.length < 3) return exact
  return [...directory.units.values()].filter((unit) => isUnitValid(unit, on) && comparable(unit.name).includes(wanted))
}

/** The valid units whose code, name or abbreviation is just what somebody typed. */
export function findUnitsNamed(directory: Directory, typed: string, on: Temporal.PlainDate): readonly Unit[] {
  const wanted = comparable(typed)
  if (wanted === '') return []
  const isNamed = ({ id, name, abbreviations }: Unit) =>
    [id, name, ...abbreviations].some((one) => comparable(one) === wanted)
  return [...directory.units.values()].filter((unit) => isUnitValid(unit, on) && isNamed(unit))
}

/** Names as people shorten them: "P. Kinh tế", "phòng kinh te", "P.KT" meet in one form. */
function comparable(name: string): string {
  return fold(name)
    .replace(/[^a-z0-9&]+/g, ' ')
    .trim()
    .replace(/^(phong|p) /, '')
}
