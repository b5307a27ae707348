/**
 * One small server for everything that comes in over HTTP: health, metrics, and what others mount on it.
 * It knows no messenger and no database; what it reports arrives as functions.
 */
import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'

/** Something that brings its own routes. */
export type Routes = { readonly mount: (app: Hono) => void }

/** What stands in the way, one short sentence each, without secrets; nothing stands in the way when empty. */
export type Check = () => Promise<readonly string[]>

export type ServerOptions = {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly routes: readonly Routes[]
  /** Whether the process must be started again (GET /healthz). */
  readonly health: Check
  /** Whether it may get work now (GET /readyz). */
  readonly ready: Check
  /** What Prometheus reads (GET /metrics). */
  readonly metrics: () => Promise<string>
  /** Told of whatever a handler threw; the caller only learns 500. */
  readonly onError: (error: unknown) => void
  /** Largest request taken, in bytes; 1 MiB unless given. */
  readonly bodyBytes?: number
  /** How long a check may take before it counts as failed, in milliseconds; 3 s unless given. */
  readonly checkMs?: number
  /** How long {@link RunningServer.close} lets requests finish, in milliseconds; 5 s unless given. */
  readonly closeMs?: number
}

export type RunningServer = {
  /** Where it listens, "http://127.0.0.1:8080". */
  readonly url: string
  /** Takes nothing new, lets what runs finish, cuts what is left after `closeMs`. May be called again. */
  readonly close: () => Promise<void>
}

/** @throws when it cannot listen there, with the system's error as cause */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: createApp(options).fetch, overrideGlobalObjects: false }) as Server
  server.requestTimeout = 60_000
  server.headersTimeout = 10_000
  server.on('request', (_request, response) => response.once('close', () => dropIfClosing(server)))
  await listen(server, options)
  const closed = once(server, 'close')
  const close = async (): Promise<void> => {
    if (server.listening) endSoon(server, options.closeMs ?? 5_000)
    await closed
  }
  return { url: urlOf(server, options.host), close }
}

function createApp(options: ServerOptions): Hono {
  const app = new Hono()
  const answer = (check: Check) => (c: Context) => answerCheck(c, check, options)
  app.use(secureHeaders({ contentSecurityPolicy: ownPageOnly, strictTransportSecurity: false }))
  app.use(bodyLimit({ maxSize: options.bodyBytes ?? 1024 * 1024 }))
  app.get('/healthz', answer(options.health))
  app.get('/readyz', answer(options.ready))
  app.get('/metrics', async (c) =>
    c.body(await options.metrics(), 200, { 'content-type': 'text/plain; version=0.0.4' }),
  )
  for (const routes of options.routes) routes.mount(app)
  app.notFound((c) => c.json({ error: 'not-found' }, 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    options.onError(error)
    return c.json({ error: 'internal' }, 500)
  })
  return app
}

/** A page of ours may load what we serve and nothing else, and nobody may frame it. TLS is the proxy's. */
const ownPageOnly = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

async function answerCheck(c: Context, check: Check, { checkMs = 3_000, onError }: ServerOptions): Promise<Response> {
  const reasons = await Promise.race([check(), giveUp(checkMs)]).catch((error: unknown) => {
    onError(error)
    return ['the check failed']
  })
  return c.json({ ok: reasons.length === 0, reasons }, reasons.length === 0 ? 200 : 503)
}

function giveUp(milliseconds: number): Promise<readonly string[]> {
  return new Promise((resolve) => {
    setTimeout(() => resolve([`no answer within ${milliseconds} ms`]), milliseconds).unref()
  })
}

async function listen(server: Server, { host, port }: ServerOptions): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`cannot listen on ${host}:${port}`, { cause })
  }
}

/** A connection kept alive past the last answer would hold {@link RunningServer.close} up. */
function dropIfClosing(server: Server): void {
  if (!server.listening) setImmediate(() => server.closeIdleConnections())
}

function endSoon(server: Server, milliseconds: number): void {
  server.close()
  setTimeout(() => server.closeAllConnections(), milliseconds).unref()
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : ''
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
