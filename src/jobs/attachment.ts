/** The file of an update: fetched and looked through in memory, before anything of it is stored. */
import { findSecrecyMark } from '../domain/secrecy.ts'
import type { Incoming, IncomingFile, Unread } from '../messengers/messenger.ts'
import { nfc } from '../text/vietnamese.ts'
import type { Bot, Ground } from './ground.ts'

/** Bytes: larger files are refused with a word, unread. */
const largestFile = 25 * 1024 * 1024

export type Fetched = {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
  /** Whether its text could be looked through: a scan, a locked file and other kinds cannot. */
  readonly isRead: boolean
}

/** A file that may be kept, or why there is none. `unfetched`: the vendor did not give it, however often it was asked. */
export type Attachment = Fetched | 'none' | 'secret' | 'too-large' | 'empty' | 'unfetched'

/** The file somebody sent us; in a group only what came with words or in reply to us is meant for us. */
export function attachedTo(incoming: Incoming | Unread | null): IncomingFile | null {
  if (incoming === null || !('files' in incoming)) return null
  const isForUs =
    incoming.kind === 'form' ||
    incoming.chat.kind === 'private' ||
    incoming.replyTo !== null ||
    incoming.isToUs === true ||
    incoming.text.startsWith('/')
  return isForUs ? (incoming.files[0] ?? null) : null
}

/** Fetches a file; what is marked secret, too large or empty comes back as that word. */
export async function fetchAttachment(ground: Ground, { messenger }: Bot, file: IncomingFile): Promise<Attachment> {
  if (file.size !== null && file.size > largestFile) return 'too-large'
  const bytes = await messenger.download(file, largestFile)
  if (bytes === 'too-large') return bytes
  if (bytes.length === 0) return 'empty'
  const text = await ground.documents.textOf({ name: file.name, mime: file.mime, bytes })
  if (text !== null && findSecrecyMark(text) !== null) return 'secret'
  return { name: nfc(file.name), mime: file.mime, bytes, isRead: text !== null }
}
