/**
 * Long polling by hand: an update is confirmed (by asking for the next one) only after it was taken.
 *
 *   preparing ── webhook removed, name known ──▶ polling ── failure ──▶ backing off ──▶ polling
 *                                                        ── abort ────▶ stopped
 *
 * On abort the last batch stays unconfirmed and comes again: confirming it here would cut off the next replica's poll.
 */
import { type Api, GrammyError } from 'grammy'
import type { Update } from 'grammy/types'
import type { MessengerTools, Take } from '../messenger.ts'
import { describeFailure, isTokenRefused } from './failure.ts'
import { readUpdate, wantedUpdates } from './receive.ts'

/** What pulling needs. */
export type PullTools = {
  /** A client whose timeout is longer than the poll. */
  readonly api: Api
  readonly log: MessengerTools['log']
  /** How long Telegram may hold an idle poll open. */
  readonly pollSeconds: number
  /** Waits so many milliseconds, or until the signal aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Removes the webhook, learns the bot's name. Its failure counts as a failed poll. */
  readonly prepare: (signal: AbortSignal) => Promise<void>
}

/** What comes of pulling: updates, and the news that none is left. */
export type Taking = { readonly take: Take; readonly onCaughtUp: () => void }

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>

/** Telegram gives so many at a time, at the most. */
const batch = 100

/** Where a poll stands: the first update not yet taken, the failures since something went well, whether more may wait. */
type Poll = { offset: number; failures: number; isPrepared: boolean; isCaughtUp: boolean }

/** Pulls until the signal aborts; whatever fails is logged and tried again, ever more slowly, at most every 30 seconds. */
export async function pullUpdates(tools: PullTools, taking: Taking, signal: AbortSignal): Promise<void> {
  const poll: Poll = { offset: 0, failures: 0, isPrepared: false, isCaughtUp: false }
  while (!signal.aborted) {
    try {
      if (!poll.isPrepared) await tools.prepare(signal)
      poll.isPrepared = true
      await takeBatch(tools, poll, taking, signal)
      poll.failures = 0
    } catch (error) {
      if (signal.aborted) return
      poll.failures += 1
      poll.isCaughtUp = false
      // Somebody may have set a webhook meanwhile.
      if (isConflict(error)) poll.isPrepared = false
      await backOff(tools, error, poll.failures, signal)
    }
  }
}

async function takeBatch(tools: PullTools, poll: Poll, taking: Taking, signal: AbortSignal): Promise<void> {
  const timeout = poll.isCaughtUp ? tools.pollSeconds : 0
  const request = { offset: poll.offset, timeout, limit: batch, allowed_updates: wantedUpdates }
  const updates: readonly Update[] = await tools.api.getUpdates(request, toGrammySignal(signal))
  for (const body of updates) {
    if (signal.aborted) return
    const update = readUpdate(body)
    if (update !== null) await taking.take(update)
    poll.offset = body.update_id + 1
    poll.failures = 0
  }
  poll.isCaughtUp = updates.length < batch
  if (poll.isCaughtUp) taking.onCaughtUp()
}

async function backOff({ log, wait }: PullTools, error: unknown, failures: number, signal: AbortSignal): Promise<void> {
  const facts = { failure: describeFailure(error), failures }
  if (isTokenRefused(error)) {
    log('error', 'Telegram does not accept the bot token: check TELEGRAM_BOT_TOKEN', facts)
    return await wait(300_000, signal)
  }
  const conflict = 'another program pulls this bot, or its webhook is set'
  log('warn', isConflict(error) ? `Telegram: ${conflict}` : 'pulling from Telegram failed', facts)
  await wait(backOffMilliseconds(error, failures), signal)
}

/** 1, 2, 4 … 30 seconds, a fifth of it by chance so that replicas do not march in step; at least what Telegram asks for. */
function backOffMilliseconds(error: unknown, failures: number): number {
  const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) : 0
  const span = Math.min(30, 2 ** (failures - 1)) * (1 - Math.random() / 5)
  return 1000 * Math.max(asked, span)
}

function isConflict(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 409
}

/** grammY declares a polyfill's signal; it only listens for `abort`, which Node's own has. */
export function toGrammySignal(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal
}
