/** Reading what the page sends with files in it: the files go on the shelf, the rest becomes plain fields. */
import type { Context } from 'hono'
import type { IncomingFile } from '../messenger.ts'
import type { Shelf } from './shelf.ts'

export type Saying = {
  readonly chat: string
  readonly user: string
  readonly text: string
  readonly replyTo: string | null
  readonly files: readonly IncomingFile[]
}
/** `values` and `files` are by field key; several values are joined with commas. */
export type Filling = {
  readonly press: string
  readonly values: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, readonly IncomingFile[]>>
}

/** Null when the body is no form. */
export async function readSaying(c: Context, shelf: Shelf): Promise<Saying | null> {
  const form = await readBody(c)
  if (form === null) return null
  const files = await shelve(form.getAll('files'), shelf)
  const [chat, user, text] = [textIn(form, 'chat'), textIn(form, 'user'), textIn(form, 'text')]
  return { chat, user, text, replyTo: textIn(form, 'replyTo') || null, files }
}

/** Null when the body is no form. Fields come as `value:<key>` and `file:<key>`. */
export async function readFilling(c: Context, shelf: Shelf): Promise<Filling | null> {
  const form = await readBody(c)
  if (form === null) return null
  const values = keysOf(form, 'value:').map((key) => [key, form.getAll(`value:${key}`).map(String).join(',')])
  const files = keysOf(form, 'file:').map(async (key) => [key, await shelve(form.getAll(`file:${key}`), shelf)])
  return {
    press: textIn(form, 'press'),
    values: Object.fromEntries(values),
    files: Object.fromEntries(await Promise.all(files)),
  }
}

async function readBody(c: Context): Promise<FormData | null> {
  return c.req.formData().catch(() => null)
}

function keysOf(form: FormData, kind: string): readonly string[] {
  const names = new Set([...form.keys()].filter((name) => name.startsWith(kind)))
  return [...names].map((name) => name.slice(kind.length))
}

function textIn(form: FormData, key: string): string {
  const value = form.get(key)
  return typeof value === 'string' ? value : ''
}

async function shelve(parts: readonly (string | File)[], shelf: Shelf): Promise<IncomingFile[]> {
  const files = parts.filter((part) => part instanceof File).filter((file) => file.size > 0)
  return Promise.all(
    files.map(async (file) => ({
      handle: await shelf.put(await file.bytes()),
      name: file.name.replace(/[\p{Cc}/\\]/gu, '_').slice(-200),
      mime: file.type || 'application/octet-stream',
      size: file.size,
    })),
  )
}
