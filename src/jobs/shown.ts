/** The card somebody answers, and what of it a command needs to know. */
import type { Shown } from '../commands/command.ts'
import { readNumber } from '../commands/parse.ts'
import type { Incoming } from '../messengers/messenger.ts'
import type { Address } from '../store/addresses.ts'
import { findByKey, findByMessage, findLatestWithActions, type SentDelivery } from '../store/sent.ts'
import type { Tx } from '../store/tx.ts'
import { nfc } from '../text/vietnamese.ts'

type Place = { readonly committeeId: string; readonly address: Address; readonly at: Temporal.Instant }

/** The card a message answers: the one it replies to; for a bare number the latest with buttons that was there to be seen. */
export async function findShown(
  tx: Tx,
  { committeeId, address, at }: Place,
  incoming: Incoming,
): Promise<SentDelivery | null> {
  if (incoming.kind === 'press')
    return 'message' in incoming
      ? findByMessage(tx, committeeId, address, incoming.message)
      : findByKey(tx, committeeId, address, incoming.post)
  if (incoming.kind !== 'text') return null
  if (incoming.replyTo !== null) return findByMessage(tx, committeeId, address, incoming.replyTo)
  const chosen = readNumber(nfc(incoming.text).trim())
  if (chosen === null) return null
  return findLatestWithActions(tx, committeeId, address, { before: at, reference: chosen.reference })
}

export function shownOf(sent: SentDelivery | null): Shown {
  if (sent === null) return null
  const notice = sent.notice as { readonly unit?: string | null }
  return { reference: sent.reference, unit: notice.unit ?? null, actions: sent.actions }
}
