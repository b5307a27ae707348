/** Request bodies as the Bot API reads them: JSON, or multipart split by hand, since grammY's file names are unquoted. */

import { splitParts } from './multipart.ts'

export type Upload = { readonly name: string; readonly bytes: Uint8Array }
export type RequestBody = {
  readonly fields: Readonly<Record<string, unknown>>
  readonly uploads: ReadonlyMap<string, Upload>
}

/** Fields that hold JSON where the body itself is not JSON. */
const structured = new Set(['reply_markup', 'reply_parameters', 'link_preview_options', 'allowed_updates'])

export function readRequestBody(contentType: string, body: Buffer): RequestBody {
  if (contentType.startsWith('application/json')) {
    return { fields: JSON.parse(body.toString('utf8')) as Record<string, unknown>, uploads: new Map() }
  }
  const boundary = /^multipart\/form-data; ?boundary=(\S+)$/.exec(contentType)?.[1]
  if (boundary === undefined) throw new Error(`a content type the Bot API does not read: ${contentType}`)
  const fields: Record<string, unknown> = {}
  const uploads = new Map<string, Upload>()
  for (const { header, bytes } of splitParts(body, boundary)) {
    const name = /;\s*name="([^"]*)"/.exec(header)?.[1]
    const filename = /;\s*filename=([^\r;]*)/.exec(header)?.[1]
    if (name === undefined) throw new Error(`a part without a name: ${header}`)
    if (filename === undefined) fields[name] = readField(name, Buffer.from(bytes).toString('utf8'))
    else uploads.set(name, { name: filename, bytes: new Uint8Array(bytes) })
  }
  return { fields, uploads }
}

function readField(name: string, text: string): unknown {
  if (structured.has(name)) return JSON.parse(text)
  if (text === 'true' || text === 'false') return text === 'true'
  return name === 'message_id' ? Number(text) : text
}
