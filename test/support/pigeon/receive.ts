/** A letter as something that happened. A pigeon bears no time. */
import { z } from 'zod'
import type { Incoming, RawUpdate, Unread } from '../../../src/messengers/messenger.ts'
import type { Letter } from './loft.ts'

const shape = z.object({ number: z.int(), from: z.string(), text: z.string() })

export function readUpdate(letter: Letter): RawUpdate {
  return { id: String(letter.number), chat: letter.from, body: letter }
}

export function receive({ body }: RawUpdate): Incoming | Unread | null {
  const { data } = shape.safeParse(body)
  if (data === undefined) return null
  const { from, text } = data
  const where = { chat: { id: from, kind: 'private' }, sender: { id: from, name: from }, at: null } as const
  return { ...where, kind: 'text', text, replyTo: null, files: [], press: null }
}
