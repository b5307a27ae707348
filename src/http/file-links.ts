/**
 * Links to files the bot keeps, on the agency's own host: signed, and dead after a day. Whoever has the link has the file,
 * and nothing else: there is no listing, and what was altered by a letter is answered like what never was.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import type { Routes } from './server.ts'

/** A file as it is handed out. */
export type ServedFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

export type FileLinkOptions = {
  /** How the outside reaches us, without a slash at its end. */
  readonly publicUrl: string
  /** The same in every replica; who has it can make links to every file. */
  readonly key: Uint8Array
  /** Machine time. */
  readonly now: () => Temporal.Instant
  readonly read: (committee: string, id: string) => Promise<ServedFile | null>
  /** What people read when a link opens nothing. */
  readonly words: { readonly expired: string; readonly unknown: string }
}

/** A link, and the instant from which it is dead. */
export type FileLink = { readonly url: string; readonly untilAt: Temporal.Instant }

export type FileLinks = Routes & { readonly linkTo: (committee: string, id: string) => FileLink }

const hours = 24

/** Makes links, and serves them at GET /files/<committee>/<id>. */
export function createFileLinks(options: FileLinkOptions): FileLinks {
  return {
    linkTo(committee, id) {
      const until = Math.floor(options.now().epochMilliseconds / 1000) + hours * 3600
      const path = `/files/${encodeURIComponent(committee)}/${encodeURIComponent(id)}`
      const sig = sign(options.key, { committee, id, until: String(until) })
      return {
        url: `${options.publicUrl}${path}?until=${until}&sig=${sig}`,
        untilAt: Temporal.Instant.fromEpochMilliseconds(until * 1000),
      }
    },
    mount(app) {
      app.get('/files/:committee/:id', (c) => serve(c, options))
    },
  }
}

type Signed = { readonly committee: string; readonly id: string; readonly until: string }

function sign(key: Uint8Array, { committee, id, until }: Signed): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['file-link/1', committee, id, until]))
    .digest('base64url')
}

async function serve(c: Context, { key, now, read, words }: FileLinkOptions): Promise<Response> {
  const { committee = '', id = '' } = c.req.param() as Record<string, string>
  const { until = '', sig = '' } = c.req.query()
  c.header('cache-control', 'private, no-store')
  if (!isSame(sig, sign(key, { committee, id, until }))) return c.text(words.unknown, 404)
  if (now().epochMilliseconds >= Number(until) * 1000) return c.text(words.expired, 410)
  const file = await read(committee, id)
  if (file === null) return c.text(words.unknown, 404)
  return c.body(new Uint8Array(file.bytes), 200, {
    'content-type': typeOf(file.mime),
    'content-disposition': dispositionOf(file.name),
  })
}

/** Takes as long however much of the signature is right. */
function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const harmless =
  /^(?:application\/(?:pdf|msword|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.[\w.-]+)|image\/(?:png|jpeg)|text\/plain)$/

/** The sender claimed the type: what a browser might run is served as bytes. */
function typeOf(mime: string): string {
  return harmless.test(mime) ? mime : 'application/octet-stream'
}

/** The name for every browser: as RFC 5987 writes it, and before it in ASCII for those that do not read that. */
function dispositionOf(name: string): string {
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
  const ascii = bare.replace(/[^\x20-\x7e]|["\\%;]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
