/** Sends cards, and says how it ended. Nothing is tried twice here: that is the work of the deliveries. */
import { z } from 'zod'
import type { Messenger, Sending } from '../messenger.ts'
import { type Arrived, createPost } from '../whole-post.ts'
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
    post: createPost({
      now: tools.now,
      encode: ({ card }) => encodeCard(card),
      attempt: createAttempt(tools),
      async carry({ chat, key }, piece, { index }) {
        const answer = await tools.call('sendMessage', { chat_id: chat, ...encodePiece(piece) }, tools.callSeconds)
        const { data: sent } = sentMessage.safeParse(answer)
        return [{ message: sent?.message_id ?? `${key}/${index + 1}`, at: toInstant(sent?.date ?? null) }]
      },
    }),
    edit: async () => lacking('edits'),
    answer: async () => lacking('buttons'),
    openForm: async () => lacking('forms'),
    showHome: async () => lacking('home pages'),
  }
}

function lacking(what: string): Sending {
  return { outcome: 'rejected', reason: `a Zalo bot has no ${what}` }
}

/** Failures as outcomes. A quota that is used up is met with ever longer pauses, until a card goes through. */
function createAttempt({ onTokenRefused }: SendTools) {
  const streak: QuotaStreak = { refusals: 0 }
  return async (call: () => Promise<Arrived>): Promise<Sending> => {
    try {
      const { messages, at } = await call()
      streak.refusals = 0
      return { outcome: 'sent', messages, at }
    } catch (error) {
      if (isTokenRefused(error)) onTokenRefused()
      return explainFailure(error, streak)
    }
  }
}

function encodePiece({ text, bold }: Piece) {
  return { text, ...(bold.length === 0 ? {} : { text_styles: bold.map((stretch) => ({ ...stretch, st: ['b'] })) }) }
}

/** Milliseconds, or seconds. */
function toInstant(date: number | null): Temporal.Instant | null {
  return date === null ? null : Temporal.Instant.fromEpochMilliseconds(Math.floor(date < 1e11 ? date * 1000 : date))
}
