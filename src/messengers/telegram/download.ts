/** The bytes of a file somebody sent. Telegram hands a path out, good for an hour, at an address that holds the token. */
import type { Api } from 'grammy'
import { readAtMost } from '../brought.ts'
import type { IncomingFile } from '../messenger.ts'
import { isRefusal, withoutSecrets } from './failure.ts'

/** Where files lie: `root` is the API's address with /file and the token, never to be logged. */
export type FileSource = { readonly api: Api; readonly root: string; readonly timeoutSeconds: number }

/**
 * At most `limit` bytes, which are also never more than the 20 MB Telegram gives to bots.
 * @throws Error when the file is gone or Telegram cannot be reached; its message holds no address.
 */
export async function download(
  source: FileSource,
  file: IncomingFile,
  limit: number,
): Promise<Uint8Array | 'too-large'> {
  if (file.size !== null && file.size > limit) return 'too-large'
  return await withoutSecrets('a file could not be downloaded from Telegram', async () => {
    const path = await findPath(source.api, file.handle, limit)
    return path === null ? 'too-large' : await fetchAtMost(`${source.root}/${path}`, limit, source.timeoutSeconds)
  })
}

/** Where the file lies; null when it is too large. */
async function findPath(api: Api, handle: string, limit: number): Promise<string | null> {
  try {
    const { file_path: path, file_size: size } = await api.getFile(handle)
    if (path === undefined || (size !== undefined && size > limit)) return null
    return path.split('/').map(encodeURIComponent).join('/')
  } catch (error) {
    if (isRefusal(error, /file is too big/i)) return null
    throw error
  }
}

async function fetchAtMost(url: string, limit: number, timeoutSeconds: number): Promise<Uint8Array | 'too-large'> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutSeconds * 1000) })
  if (!response.ok) throw new Error('no file', { cause: { code: `status ${response.status}` } })
  return await readAtMost(response, limit)
}
