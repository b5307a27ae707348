import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type RunningServer, type ServerOptions, startServer } from '../../src/http/server.ts'

const fine = (): Promise<readonly string[]> => Promise.resolve([])
const running: RunningServer[] = []
const errors: unknown[] = []

async function start(changes: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    routes: [],
    health: fine,
    ready: fine,
    metrics: () => Promise.resolve('lapses 4\n'),
    onError: (error) => errors.push(error),
    closeMs: 50,
    ...changes,
  })
  running.push(server)
  return server
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
  errors.length = 0
})

describe('health', () => {
  test('is 200 while nothing stands in the way', async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/healthz`)
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, reasons: [] }])
  })

  test('not ready is 503 with every reason, and says nothing of health', async () => {
    const { url } = await start({ ready: () => Promise.resolve(['database: no answer', 'telegram: not connected']) })
    const answer = await fetch(`${url}/readyz`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ ok: false, reasons: ['database: no answer', 'telegram: not connected'] })
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('a check that throws is 503; the error goes to the log, not to the caller', async () => {
    const { url } = await start({ ready: () => Promise.reject(new Error('postgres://u:secret@db')) })
    const answer = await fetch(`${url}/readyz`)
    expect([answer.status, await answer.text()]).toEqual([503, '{"ok":false,"reasons":["the check failed"]}'])
    expect(errors).toHaveLength(1)
  })

  test('a check that hangs is 503', async () => {
    const { url } = await start({ health: () => new Promise(() => {}), checkMs: 10 })
    const answer = await fetch(`${url}/healthz`)
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false, reasons: ['no answer within 10 ms'] }])
  })

  test('metrics are plain text for Prometheus', async () => {
    const answer = await fetch(`${(await start()).url}/metrics`)
    expect(answer.headers.get('content-type')).toContain('text/plain')
    expect(await answer.text()).toBe('lapses 4\n')
  })
})

describe('what others mount', () => {
  test('answers, but cannot take health away', async () => {
    const routes = [
      {
        mount: (app: Parameters<ServerOptions['routes'][number]['mount']>[0]) =>
          void app.get('*', (c) => c.text('mine')),
      },
    ]
    const { url } = await start({ routes })
    expect(await (await fetch(`${url}/page`)).text()).toBe('mine')
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true, reasons: [] })
  })

  test('an error is 500 without its words, and is told to the log', async () => {
    const { url } = await start({
      routes: [
        {
          mount: (app) =>
            void app.get('/broken', () => {
              throw new Error('secret words')
            }),
        },
      ],
    })
    const answer = await fetch(`${url}/broken`)
    expect([answer.status, await answer.text()]).toEqual([500, '{"error":"internal"}'])
    expect(errors).toEqual([new Error('secret words')])
  })

  test('a body too large is 413, with its length told or not', async () => {
    const { url } = await start({
      bodyBytes: 10,
      routes: [{ mount: (app) => void app.post('/in', async (c) => c.text(await c.req.text())) }],
    })
    const post = (body: string | ReadableStream): Promise<Response> =>
      fetch(`${url}/in`, { method: 'POST', body, duplex: 'half' })
    expect((await post('0123456789')).status).toBe(200)
    expect((await post('0123456789x')).status).toBe(413)
    expect((await post(new Blob(['x'.repeat(5_000)]).stream())).status).toBe(413)
  })

  test('an unknown path is 404', async () => {
    const answer = await fetch(`${(await start()).url}/nothing`)
    expect([answer.status, await answer.json()]).toEqual([404, { error: 'not-found' }])
  })
})

test('every answer carries the headers that keep a page to itself, and none that names the software', async () => {
  const { headers } = await fetch(`${(await start()).url}/nothing`)
  expect(headers.get('content-security-policy')).toContain("default-src 'self'")
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.has('x-powered-by')).toBe(false)
  expect(headers.has('server')).toBe(false)
})

describe('closing', () => {
  test('lets a request finish, and may be asked twice', async () => {
    const gate = Promise.withResolvers<string>()
    const entered = Promise.withResolvers<void>()
    const { url, close } = await start({
      closeMs: 5_000,
      routes: [
        {
          mount: (app) =>
            void app.get('/slow', async (c) => {
              entered.resolve()
              return c.text(await gate.promise)
            }),
        },
      ],
    })
    const answer = fetch(`${url}/slow`)
    await entered.promise
    const closed = Promise.all([close(), close()])
    gate.resolve('done')
    expect(await (await answer).text()).toBe('done')
    await closed
    await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  })

  test('cuts what does not end by itself', async () => {
    const entered = Promise.withResolvers<void>()
    const { url, close } = await start({
      closeMs: 20,
      routes: [
        {
          mount: (app) =>
            void app.get('/forever', () => {
              entered.resolve()
              return new Promise<Response>(() => {})
            }),
        },
      ],
    })
    const answer = fetch(`${url}/forever`)
    await entered.promise
    await Promise.all([close(), expect(answer).rejects.toThrow()])
  })

  test('is not held up by a connection that says nothing', async () => {
    const { url, close } = await start()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    await expect(Promise.all([close(), once(socket, 'close')])).resolves.toBeDefined()
  })
})

test('a port that is taken is an error that names it and keeps the cause', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await expect(start({ port })).rejects.toThrow(
    expect.objectContaining({ message: `cannot listen on 127.0.0.1:${port}`, cause: expect.anything() }),
  )
  other.close()
})
