/**
 * Sends cards, and says how it ended. Nothing is tried twice here: that is the work of the deliveries. When a card of several
 * messages fails on the way, the next try of the same delivery goes on where it stopped; a restart in between forgets that.
 */
import { z } from 'zod'
import type { Messenger, Post, Sending, VendorId } from '../messenger.ts'
import type { Call } from './client.ts'
import { encodeCard, type Piece } from './encode.ts'
import { explainFailure, isTokenRefused, type QuotaStreak } from './failure.ts'

/** What sending needs. */
export type SendTools = {
  readonly call: Call
  readonly callSeconds: number
  readonly now: () => Temporal.Instant
  /** Hears that the token is not accepted. */
  readonly onTokenRefused: () => void
}

/** Deliveries that stopped half-way, the oldest forgotten first. */
const rememberedPosts = 1000

/** Messages of one card that have arrived, and when the last one did by Zalo's clock. */
type Arrived = { readonly messages: VendorId[]; at: Temporal.Instant }

/** What an answer without them would lack is made up here: the message was sent all the same. */
const sentMessage = z.object({
  message_id: z
    .union([z.string().min(1), z.int()])
    .transform(String)
    .nullish()
    .catch(null),
  date: z.coerce.number().positive().max(8.64e15).nullish().catch(null),
})

/** The sending half of the port; of it, Zalo's bots can only post. */
export function createSender(tools: SendTools): Pick<Messenger, 'post' | 'edit' | 'answer' | 'openForm' | 'showHome'> {
  return {
    post: createPost(tools),
    edit: async () => lacking('edits'),
    answer: async () => lacking('buttons'),
    openForm: async () => lacking('forms'),
    showHome: async () => lacking('home pages'),
  }
}

function lacking(what: string): Sending {
  return { outcome: 'rejected', reason: `a Zalo bot has no ${what}` }
}

function createPost(tools: SendTools): Messenger['post'] {
  const halfSent = new Map<string, Arrived>()
  const streak: QuotaStreak = { refusals: 0 }
  return async (post) => {
    const pieces = encodeCard(post.card)
    // The text may differ at the next try (it is rendered anew): only the same number of messages can be continued.
    const place = `${post.key} ${post.chat} ${pieces.length}`
    const arrived = halfSent.get(place) ?? { messages: [], at: tools.now() }
    halfSent.delete(place)
    try {
      await sendRest(tools, post, pieces, arrived)
      streak.refusals = 0
      return { outcome: 'sent', ...arrived }
    } catch (error) {
      if (isTokenRefused(error)) tools.onTokenRefused()
      const failed = explainFailure(error, streak)
      if (failed.outcome === 'retry-later' && arrived.messages.length > 0) remember(halfSent, place, arrived)
      return failed
    }
  }
}

/** Sends the pieces that have not arrived yet, each in its turn, and notes each that does. */
async function sendRest(
  { call, callSeconds, now }: SendTools,
  { chat, key, nextTurn }: Post,
  pieces: readonly Piece[],
  arrived: Arrived,
): Promise<void> {
  for (const [index, piece] of pieces.slice(arrived.messages.length).entries()) {
    if (index > 0) await nextTurn()
    const answer = await call('sendMessage', { chat_id: chat, ...encodePiece(piece) }, callSeconds)
    const { data: sent } = sentMessage.safeParse(answer)
    arrived.messages.push(sent?.message_id ?? `${key}/${arrived.messages.length + 1}`)
    arrived.at = toInstant(sent?.date ?? null) ?? now()
  }
}

function encodePiece({ text, bold }: Piece) {
  return { text, ...(bold.length === 0 ? {} : { text_styles: bold.map((stretch) => ({ ...stretch, st: ['b'] })) }) }
}

/** Milliseconds, or seconds. */
function toInstant(date: number | null): Temporal.Instant | null {
  return date === null ? null : Temporal.Instant.fromEpochMilliseconds(Math.floor(date < 1e11 ? date * 1000 : date))
}

function remember(halfSent: Map<string, Arrived>, place: string, arrived: Arrived): void {
  halfSent.set(place, arrived)
  const [oldest] = halfSent.keys()
  if (halfSent.size > rememberedPosts && oldest !== undefined) halfSent.delete(oldest)
}
