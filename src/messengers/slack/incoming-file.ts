/** A file somebody sent, as Slack tells of it in a message or a form. */
import { z } from 'zod'
import type { IncomingFile } from '../messenger.ts'

export const slackFile = z.object({
  id: z.string(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
  url_private_download: z.string().nullish(),
})

/** Null for a file without an address: deleted meanwhile, or kept in another workspace. */
export function readFile(file: z.infer<typeof slackFile>): IncomingFile | null {
  const handle = file.url_private_download ?? file.url_private
  if (typeof handle !== 'string') return null
  return {
    handle,
    name: file.name ?? 'tep',
    mime: file.mimetype ?? 'application/octet-stream',
    size: file.size ?? null,
  }
}
