/** What an answer or a form needs to find back to whoever pressed or typed a command, carried as one text. */
import { z } from 'zod'
import type { Chat } from '../messenger.ts'

const shape = z.object({
  /** Opens one form within three seconds. */
  trigger: z.string(),
  /** Takes five answers within 30 minutes; null where Slack gives none (a person's own page). */
  url: z.string().nullable(),
  chat: z.object({ id: z.string(), kind: z.enum(['private', 'group']) }),
})

export type Press = { readonly trigger: string; readonly url: string | null; readonly chat: Chat }

export function writePress(press: Press): string {
  return JSON.stringify(press)
}

/** Null for a text that is no press of ours. */
export function readPress(text: string): Press | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
