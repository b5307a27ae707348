/** When something that came in happened. */
import type { Assumed } from '../actions/act.ts'
import type { Incoming } from '../messengers/messenger.ts'
import type { Waiting } from '../store/inbound.ts'
import { timeOf } from './ground.ts'

export type ActTime = { readonly at: Temporal.Instant; readonly assumed: Assumed | undefined }

/**
 * The vendor's time where there is one, otherwise when it was stored. What has no time and came in after a gap may have
 * happened at any moment of it: it counts from the gap's beginning, but never from before `shownAt`, when what it answers
 * was shown.
 */
export function timeOfAct(
  { at }: Pick<Incoming, 'at'>,
  { receivedAt, sinceAt }: Pick<Waiting, 'receivedAt' | 'sinceAt'>,
  shownAt: Temporal.Instant | null,
): ActTime {
  if (at !== null || sinceAt === null) return { at: timeOf(at ?? receivedAt, receivedAt), assumed: undefined }
  const fromAt = timeOf(shownAt === null ? sinceAt : later(sinceAt, shownAt), receivedAt)
  const isSure = Temporal.Instant.compare(fromAt, receivedAt) >= 0
  return { at: fromAt, assumed: isSure ? undefined : { fromAt, toAt: receivedAt } }
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other
}
