/** The posts of a directory file against those that are held: who takes one up, who gives one up. */

import type { Post, PostKind } from './directory.ts'
import { type Change, isStanding } from './directory-change.ts'
import type { FiledPost } from './directory-file.ts'

/** Kinds of posts of which the order says who stands in first. */
const ordered: readonly PostKind[] = ['deputy_head', 'vice_chair']

/** What becomes of the posts; a post that goes on is left alone, one that is not in the file was held until yesterday. */
export function planPosts(
  filed: readonly FiledPost[],
  held: readonly Post[],
  today: Temporal.PlainDate,
): readonly Change[] {
  const standing = new Map<string, Post>()
  for (const post of held.toSorted(byStart)) if (isStanding(post, today)) standing.set(keyOf(post), post)
  const wanted = new Map(filed.toSorted(byKey).map((post) => [keyOf(post), post]))
  const going = [...standing].filter(([key]) => wanted.has(key))
  const taken = Map.groupBy(
    going.map(([key, post]) => ({ place: placeOf(post), order: wanted.get(key)?.order ?? post.order })),
    ({ place }) => place,
  )
  const next = new Map([...taken].map(([place, posts]) => [place, Math.max(...posts.map(({ order }) => order))]))
  const lastOn = today.subtract({ days: 1 })
  return [
    ...[...wanted].flatMap(([key, post]): readonly Change[] => {
      const was = standing.get(key)
      return was ? reorder(was, post) : [{ type: 'post_added', post: takeUp(post, next, today) }]
    }),
    ...held
      .filter((post) => isStanding(post, today) && !wanted.has(keyOf(post)))
      .map((post): Change => ({ type: 'post_ended', post: { ...post, toOn: lastOn } }))
      .toSorted(byPost),
  ]
}

function reorder(was: Post, { order }: FiledPost): readonly Change[] {
  return order === null || order === was.order ? [] : [{ type: 'post_changed', post: { ...was, order }, was }]
}

/** Whoever comes new among equals stands behind them, by code when several come at once. */
function takeUp({ unit, officer, kind, order }: FiledPost, next: Map<string, number>, today: Temporal.PlainDate): Post {
  const place = placeOf({ unit, kind })
  const behind = ordered.includes(kind) ? (next.get(place) ?? 0) + 1 : 1
  next.set(place, Math.max(next.get(place) ?? 0, order ?? behind))
  return { unit, officer, kind, order: order ?? behind, fromOn: today, toOn: null }
}

type Named = Pick<Post, 'unit' | 'officer' | 'kind'>

function keyOf({ unit, officer, kind }: Named): string {
  return [unit, officer, kind].join(' ')
}

function placeOf({ unit, kind }: Pick<Post, 'unit' | 'kind'>): string {
  return [unit, kind].join(' ')
}

function byKey(one: Named, other: Named): number {
  return keyOf(one) < keyOf(other) ? -1 : 1
}

/** Later spans first, so that of two the one that began first is kept. */
function byStart(one: Post, other: Post): number {
  return Temporal.PlainDate.compare(other.fromOn, one.fromOn)
}

function byPost(one: Change, other: Change): number {
  return 'post' in one && 'post' in other ? byKey(one.post, other.post) : 0
}
