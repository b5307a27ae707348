/** Changes of a directory: what they make of it, and who leaves by them. Deciding upon them is directory-import.ts. */
import { type Refusal, refuse } from './decision.ts'
import {
  covers,
  type Directory,
  isUnitValid,
  type Officer,
  type OfficerId,
  type Post,
  type Unit,
  type UnitId,
} from './directory.ts'

export type Change =
  | { readonly type: 'unit_added'; readonly unit: Unit }
  | { readonly type: 'unit_changed'; readonly unit: Unit; readonly was: Unit }
  /** It stands until the day before; `unit.successors` answer for what it leaves open. */
  | { readonly type: 'unit_ended'; readonly unit: Unit }
  | { readonly type: 'officer_added'; readonly officer: Officer }
  | { readonly type: 'officer_changed'; readonly officer: Officer; readonly was: Officer }
  | { readonly type: 'post_added'; readonly post: Post }
  | { readonly type: 'post_changed'; readonly post: Post; readonly was: Post }
  | { readonly type: 'post_ended'; readonly post: Post }

/** The directory after some changes. Nothing is ever taken out of it. */
export function applyChanges(directory: Directory, changes: readonly Change[]): Directory {
  const units = new Map(directory.units)
  const officers = new Map(directory.officers)
  const posts = new Map(directory.posts.map((post) => [keyOf(post), post]))
  for (const change of changes) {
    if ('unit' in change) units.set(change.unit.id, change.unit)
    else if ('officer' in change) officers.set(change.officer.id, change.officer)
    else posts.set(keyOf(change.post), change.post)
  }
  return { ...directory, units, officers, posts: [...posts.values()] }
}

/** What tells a post from every other: somebody may hold the same one again later. */
function keyOf({ unit, officer, kind, fromOn }: Post): string {
  return [unit, officer, kind, fromOn].join(' ')
}

/** Whether a post is held on a day, or will be. */
export function isStanding({ toOn }: Post, on: Temporal.PlainDate): boolean {
  return toOn === null || Temporal.PlainDate.compare(toOn, on) >= 0
}

/** Somebody who is in no unit any more, and the units they were in. */
export type Leaver = { readonly officer: OfficerId; readonly units: readonly UnitId[] }

/** Who has no part in any unit after some changes, and had one the day before; by code. */
export function leaversBy(changes: readonly Change[], before: Directory, today: Temporal.PlainDate): readonly Leaver[] {
  const ended = changes.flatMap((change) => (change.type === 'post_ended' ? [change.post] : []))
  const serving = servingIn(applyChanges(before, changes), today)
  return [...Map.groupBy(ended, ({ officer }) => officer)]
    .filter(([officer]) => !serving.has(officer))
    .map(([officer, posts]) => ({ officer, units: [...new Set(posts.map(({ unit }) => unit))].toSorted() }))
    .toSorted((one, other) => (one.officer < other.officer ? -1 : 1))
}

function servingIn({ units, posts, actingOrders }: Directory, on: Temporal.PlainDate): ReadonlySet<OfficerId> {
  const valid = new Set([...units.values()].filter((unit) => isUnitValid(unit, on)).map(({ id }) => id))
  const held = [...posts, ...actingOrders].filter((one) => valid.has(one.unit) && covers(one, on))
  return new Set(held.map(({ officer }) => officer))
}

/**
 * A unit is merged into another: from that day on it is no more, its posts end, and the other one's people answer for it.
 * Refuses with `unit-unknown`, `merge-itself`.
 */
export function mergeUnit(
  directory: Directory,
  { unit, into, on }: { readonly unit: UnitId; readonly into: UnitId; readonly on: Temporal.PlainDate },
): readonly Change[] | Refusal {
  const lastOn = on.subtract({ days: 1 })
  const [merged, heir] = [directory.units.get(unit), directory.units.get(into)]
  if (unit === into) return refuse('merge-itself', { unit })
  if (!merged || !isUnitValid(merged, lastOn)) return refuse('unit-unknown', { units: [unit] })
  if (!heir || !isUnitValid(heir, on)) return refuse('unit-unknown', { units: [into] })
  const ending = directory.posts.filter((post) => post.unit === unit && isStanding(post, on))
  return [
    {
      type: 'unit_ended',
      unit: { ...merged, validToOn: lastOn, successors: [...new Set([...merged.successors, into])] },
    },
    ...ending.map((post): Change => ({ type: 'post_ended', post: { ...post, toOn: lastOn } })),
  ]
}
