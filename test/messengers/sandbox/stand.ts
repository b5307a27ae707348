/** A sandbox of a fictional commune with its page mounted, as a browser on this computer meets it. */
import { Hono } from 'hono'
import { expect } from 'vitest'
import { createSandbox, type Sandbox } from '../../../src/messengers/sandbox/index.ts'
import type { Snapshot, World } from '../../../src/messengers/sandbox/world.ts'

export const host = '127.0.0.1:8080'
export const lan = { id: 'lan', name: 'Đỗ Thị Lan', role: 'Trưởng phòng Kinh tế' }
export const minh = { id: 'minh', name: 'Võ Minh', role: 'Chánh Văn phòng' }
export const office = { id: 'office', name: 'Văn phòng' }

export type Stand = {
  readonly sandbox: Sandbox
  readonly logged: string[]
  advance(seconds: number): void
  get(path: string, headers?: Record<string, string>): Promise<Response>
  send(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  upload(path: string, fields: Readonly<Record<string, string | File>>): Promise<Response>
  world(): Promise<World>
}

export function openStand(file: string | null = null, start = '2026-11-18T09:30:00+07:00'): Stand {
  let wall = Temporal.Instant.from(start)
  const logged: string[] = []
  const tools = { log: (level: string, message: string) => logged.push(`${level}: ${message}`) }
  const sandbox = createSandbox({ file, wall: { now: () => wall }, tools })
  sandbox.seed([lan, minh], [office])
  const app = new Hono()
  sandbox.mount(app)
  const call = async (path: string, init: RequestInit, headers: Record<string, string> = {}) =>
    app.request(`http://${host}${path}`, { ...init, headers: { host, ...headers } })
  const get = (path: string, headers?: Record<string, string>) => call(path, {}, headers)
  return {
    sandbox,
    logged,
    get,
    advance: (seconds) => {
      wall = wall.add({ seconds })
    },
    send: (path, body, headers) =>
      call(`/sandbox/api/${path}`, { method: 'POST', body: JSON.stringify(body) }, headers),
    upload: (path, fields) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      return call(`/sandbox/api/${path}`, { method: 'POST', body })
    },
    world: async () => (await readSnapshot(await get('/sandbox/api/stream'))).world,
  }
}

type Heard = { readonly id: string; readonly name: string; readonly content: unknown }

/** A tab listening to the stream; `next` waits for one more event. */
export function openTab(response: Response): { next: () => Promise<Heard>; close: () => Promise<void> } {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  const next = async (): Promise<Heard> => {
    for (;;) {
      const end = rest.indexOf('\n\n')
      if (end >= 0) {
        const event = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (!event.includes('data: ')) continue
        const field = (name: string) => event.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? ''
        return { id: field('id'), name: field('event'), content: JSON.parse(field('data')) as unknown }
      }
      const { value, done } = await reader.read()
      if (done) throw new Error('the stream ended')
      rest += value
    }
  }
  return { next, close: () => reader.cancel() }
}

async function readSnapshot(response: Response): Promise<Snapshot> {
  const tab = openTab(response)
  const { name, content } = await tab.next()
  await tab.close()
  expect(name).toBe('snapshot')
  return content as Snapshot
}
