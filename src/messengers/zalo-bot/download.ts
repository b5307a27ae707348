/** The bytes of a photo somebody sent: Zalo gives its address, open to whoever knows it. Other files it does not hand over. */
import { readAtMost } from '../brought.ts'
import type { IncomingFile } from '../messenger.ts'
import { NetworkFault } from './failure.ts'

export type DownloadSettings = {
  /** Photos lie elsewhere, but only here may they lie without https. */
  readonly apiRoot: string
  readonly timeoutSeconds: number
}

/**
 * At most `limit` bytes.
 * @throws Error when the photo is gone, cannot be reached or lies at no address that Zalo would give
 */
export async function download(
  { apiRoot, timeoutSeconds }: DownloadSettings,
  { handle }: IncomingFile,
  limit: number,
): Promise<Uint8Array | 'too-large'> {
  const url = URL.parse(handle)
  if (url === null || (url.protocol !== 'https:' && url.origin !== new URL(apiRoot).origin))
    throw new Error('a photo of Zalo lies at no address to be opened')
  try {
    return await fetchAtMost(url, limit, timeoutSeconds)
  } catch (error) {
    // oxlint-disable-next-line eslint/preserve-caught-error -- whoever knows the address has the photo
    throw new Error(`a photo could not be downloaded from Zalo: ${new NetworkFault(error).message}`)
  }
}

async function fetchAtMost(url: URL, limit: number, timeoutSeconds: number): Promise<Uint8Array | 'too-large'> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutSeconds * 1000) })
  if (!response.ok) throw new Error('no photo', { cause: { code: `status ${response.status}` } })
  return await readAtMost(response, limit)
}
