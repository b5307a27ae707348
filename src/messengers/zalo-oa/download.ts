/** The bytes of a file somebody sent. Zalo hands an address out; it is only followed to Zalo's own hosts. */
import { readAtMost } from '../brought.ts'
import type { IncomingFile } from '../messenger.ts'

export type DownloadOptions = {
  /** Hosts, and those beneath them, that files lie on. */
  readonly hosts: readonly string[]
  /** Whether files may lie on plain HTTP, as they do at a stand-in of Zalo. */
  readonly isPlainAllowed: boolean
  readonly timeoutSeconds: number
}

/** Where Zalo keeps what people send. */
export const zaloHosts = ['zdn.vn', 'zadn.vn', 'zalo.me', 'zaloapp.com', 'zaloplatforms.com'] as const

/**
 * At most `limit` bytes.
 * @throws Error when the file is gone, not at Zalo, or cannot be reached; its message holds no address.
 */
export async function download(
  options: DownloadOptions,
  file: IncomingFile,
  limit: number,
): Promise<Uint8Array | 'too-large'> {
  if (file.size !== null && file.size > limit) return 'too-large'
  if (!isAtZalo(options, file.handle)) throw new Error('a file does not lie at Zalo')
  const response = await fetchFile(file.handle, options.timeoutSeconds)
  if (!response.ok) throw new Error(`a file could not be downloaded: status ${response.status}`)
  return await readAtMost(response, limit)
}

/** Redirects are not followed: they might lead into our own network. */
async function fetchFile(url: string, timeoutSeconds: number): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutSeconds * 1000) })
  } catch {
    throw new Error('a file could not be downloaded from Zalo')
  }
}

function isAtZalo({ hosts, isPlainAllowed }: DownloadOptions, url: string): boolean {
  const address = URL.parse(url)
  if (address === null || !(address.protocol === 'https:' || (isPlainAllowed && address.protocol === 'http:')))
    return false
  return hosts.some((host) => address.hostname === host || address.hostname.endsWith(`.${host}`))
}
