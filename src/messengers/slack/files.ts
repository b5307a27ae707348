/** Files in and out. Both ways go by other addresses than the API's: one that wants the token, one that must not get it. */
import type { WebClient } from '@slack/web-api'
import type { CardFile } from '../../cards/card.ts'
import { nfc } from '../../text/vietnamese.ts'
import { readAtMost } from '../brought.ts'
import type { IncomingFile } from '../messenger.ts'
import { describeFailure, UploadFailed } from './failure.ts'

/** Where files lie: the token goes to Slack's hosts and to the API's own, to no other. */
export type FileSource = { readonly token: string; readonly apiUrl: string; readonly timeoutSeconds: number }

/**
 * At most `limit` bytes of a file somebody sent.
 * @throws Error when the file is gone or Slack cannot be reached; its message holds no address.
 */
export async function download(
  source: FileSource,
  file: IncomingFile,
  limit: number,
): Promise<Uint8Array | 'too-large'> {
  if (file.size !== null && file.size > limit) return 'too-large'
  try {
    const response = await request(source, file)
    return await readAtMost(response, limit)
  } catch (error) {
    // oxlint-disable-next-line eslint/preserve-caught-error -- the cause may hold the address
    throw new Error(`a file could not be downloaded from Slack: ${describeFailure(error)}`)
  }
}

async function request({ token, apiUrl, timeoutSeconds }: FileSource, { handle, mime }: IncomingFile) {
  const url = new URL(handle)
  if (!isSlackHost(url, apiUrl)) throw failure('FOREIGN_HOST')
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    // Without the scope Slack sends us to its page for logging in.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  })
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true && mime !== 'text/html'
  if (response.status !== 200 || isPage) throw failure(isPage ? 'NO_ACCESS' : `STATUS_${response.status}`)
  return response
}

function isSlackHost(url: URL, apiUrl: string): boolean {
  if (url.origin === new URL(apiUrl).origin) return true
  return url.protocol === 'https:' && /(^|\.)slack\.com$/.test(url.hostname)
}

function failure(code: string): Error {
  return new Error('no file', { cause: { code } })
}

/** What sending a file takes. `description` is for those who cannot see it. */
export type Upload = { readonly channel: string; readonly file: CardFile; readonly description: string | null }

/** Shares a file into a channel: asked for a place, brought there, made visible. */
export async function share(client: WebClient, timeoutSeconds: number, { channel, file, description }: Upload) {
  const filename = nfc(file.name).trim() || 'tep'
  const about = description === null || description === '' ? {} : { alt_text: description }
  const place = await client.files.getUploadURLExternal({ filename, length: file.bytes.length, ...about })
  if (place.upload_url === undefined || place.file_id === undefined) throw failure('NO_UPLOAD_URL')
  const response = await fetch(place.upload_url, {
    method: 'POST',
    body: new Uint8Array(file.bytes),
    headers: { 'content-type': 'application/octet-stream' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  })
  await response.body?.cancel()
  if (!response.ok) throw new UploadFailed(response.status)
  await client.files.completeUploadExternal({ files: [{ id: place.file_id, title: filename }], channel_id: channel })
}
