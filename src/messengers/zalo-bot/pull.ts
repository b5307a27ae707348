/**
 * Long polling. Zalo hands an update over once, one at a time, without any way to confirm it: what it gave exists nowhere
 * else. It is therefore kept in hand until it was taken, the next is not asked for before, and an end that is asked for waits
 * for the poll under way. Only a process that dies between Zalo's answer and the store loses something: one update at most.
 *
 *   preparing ── webhook removed, name known ──▶ asking ── update ──▶ in hand ── taken ──▶ asking
 *                                                       ── 408 ────▶ caught up ─▶ asking
 *                                                       ── failure ▶ backing off ▶ asking
 */
import type { MessengerTools, RawUpdate, Take } from '../messenger.ts'
import type { Call } from './client.ts'
import { describeFailure, isIdle, isTokenRefused } from './failure.ts'
import { readUpdate } from './receive.ts'

/** What pulling needs. */
export type PullTools = {
  readonly call: Call
  readonly log: MessengerTools['log']
  readonly now: () => Temporal.Instant
  /** Waits so many milliseconds, or until the signal aborts. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** How long Zalo may hold an idle poll open, and how much longer we wait for its answer. */
  readonly seconds: { readonly poll: number; readonly call: number }
  /** Removes the webhook, learns the bot's name. Its failure counts as a failed poll. */
  readonly prepare: () => Promise<void>
}

/** What comes of pulling: updates, and the news that none is left. */
export type Taking = { readonly take: Take; readonly onCaughtUp: () => void }

/** How often an update in hand is offered once the end was asked for. */
const lastTries = 5

/** Where pulling stands, for as long as the bot is joined. */
type Poll = { readonly inHand: RawUpdate[]; failures: number; isPrepared: boolean }

/** Pulls until the signal aborts; called again, it goes on with what is still in hand. */
export function createPull(tools: PullTools): (taking: Taking, signal: AbortSignal) => Promise<void> {
  const poll: Poll = { inHand: [], failures: 0, isPrepared: false }
  return async (taking, signal) => {
    while (!signal.aborted) {
      try {
        await turn(tools, poll, taking, signal)
        poll.failures = 0
      } catch (error) {
        poll.failures += 1
        if (!signal.aborted) await backOff(tools, error, poll.failures, signal)
      }
    }
    await emptyHand(tools, poll, taking.take)
  }
}

async function turn(tools: PullTools, poll: Poll, { take, onCaughtUp }: Taking, signal: AbortSignal): Promise<void> {
  if (!poll.isPrepared) await tools.prepare()
  poll.isPrepared = true
  const isFree = poll.inHand.length === 0 && !signal.aborted
  const hasWaited = isFree && (await ask(tools, poll))
  await takeAll(poll, take)
  if (hasWaited) onCaughtUp()
}

/** Asks for the next update; says whether Zalo had to wait for it, so that nothing else was waiting there. */
async function ask({ call, now, log, wait, seconds }: PullTools, poll: Poll): Promise<boolean> {
  const askedAt = now()
  try {
    // Documented as text; one object, though more would be taken.
    const result = await call('getUpdates', { timeout: String(seconds.poll) }, seconds.poll + seconds.call)
    const bodies = Array.isArray(result) ? result : [result]
    const updates = bodies.flatMap((body) => readUpdate(body) ?? [])
    if (updates.length < bodies.length)
      log('warn', 'Zalo: an update that cannot be read was passed over', shapeOf(result))
    poll.inHand.push(...updates)
    if (updates.length === 0) await wait(1000)
    return now().since(askedAt).total('seconds') >= 1
  } catch (error) {
    if (!isIdle(error)) throw error
    if (now().since(askedAt).total('seconds') < 1) await wait(1000)
    return true
  }
}

async function takeAll({ inHand }: Poll, take: Take): Promise<void> {
  for (let next = inHand[0]; next !== undefined; next = inHand[0]) {
    await take(next)
    inHand.shift()
  }
}

/** Zalo will not give it again: whoever ends the pulling waits until it is stored, within reason. */
async function emptyHand({ log, wait }: PullTools, poll: Poll, take: Take): Promise<void> {
  for (let tries = 1; poll.inHand.length > 0; tries += 1) {
    try {
      await takeAll(poll, take)
    } catch (error) {
      if (tries < lastTries) await wait(1000)
      else
        return log('error', 'Zalo: updates were not stored', {
          ids: poll.inHand.map(({ id }) => id),
          failure: describeFailure(error),
        })
    }
  }
}

async function backOff({ log, wait }: PullTools, error: unknown, failures: number, signal: AbortSignal): Promise<void> {
  const facts = { failure: describeFailure(error), failures }
  if (isTokenRefused(error)) {
    log('error', 'Zalo does not accept the bot token: check ZALO_BOT_TOKEN', facts)
    return await wait(300_000, signal)
  }
  log('warn', 'pulling from Zalo failed', facts)
  // A fifth of it by chance, so that replicas do not march in step.
  await wait(1000 * Math.min(30, 2 ** (failures - 1)) * (1 - Math.random() / 5), signal)
}

/** What it looked like, without anything it said. */
function shapeOf(result: unknown): Readonly<Record<string, unknown>> {
  if (typeof result !== 'object' || result === null) return { type: typeof result }
  const name = 'event_name' in result && typeof result.event_name === 'string' ? result.event_name : null
  return { event: name?.slice(0, 60) ?? null, fields: Object.keys(result).slice(0, 10) }
}
