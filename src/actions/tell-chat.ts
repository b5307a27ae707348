/** A sentence for a private chat, whoever it belongs to: a stranger's, or one whose link has just ended. */
import { enqueue } from '../store/deliveries.ts'
import type { Circumstances } from './act.ts'

/** `said`: a text under `command.said.`. */
export type ChatSaying = {
  readonly bot: string
  readonly chat: string
  readonly key: string
  readonly said: string
  readonly values: Readonly<Record<string, string>>
}

/** Records it, once under its key. */
export async function tellChat(
  { tx, snapshot, recordedAt }: Circumstances,
  { bot, chat, key, said, values }: ChatSaying,
): Promise<void> {
  const notice = { of: 'response', kind: 'say', key: `command.said.${said}`, values, buttons: [] }
  const when = { isLive: false, isUrgent: false, notBeforeAt: recordedAt, untilAt: null }
  const own = { kind: 'post', officer: null, isPrivate: true, reference: null, target: null, press: null } as const
  await enqueue(tx, snapshot.committeeId, recordedAt, [{ bot, chat, key, notice, ...own, ...when }])
}
