/**
 * Who may talk to the sandbox: this computer's own browser, on a page that came from here. A name that resolves to
 * 127.0.0.1 (rebinding), another site's form and another machine are all turned away.
 */
import type { Context, MiddlewareHandler, Next } from 'hono'

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]'])
const loopbackAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** What the page may load: only what we serve, and no script or style within the text. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Lets loopback through and marks every answer; anything else gets 403. */
export const gate: MiddlewareHandler = (c, next) =>
  isLoopback(c) && isOurs(c)
    ? passMarked(c, next)
    : Promise.resolve(c.json({ refused: 'only-from-this-computer' }, 403))

async function passMarked(c: Context, next: Next): Promise<void> {
  await next()
  const strict = { 'content-security-policy': policy, 'cache-control': 'no-cache' }
  for (const [name, value] of Object.entries(strict)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  c.res.headers.set('x-content-type-options', 'nosniff')
  c.res.headers.set('referrer-policy', 'no-referrer')
  c.res.headers.set('cross-origin-resource-policy', 'same-origin')
}

function isLoopback(c: Context): boolean {
  // Set by @hono/node-server; absent when the app is called without a socket.
  const address: unknown = c.env?.incoming?.socket?.remoteAddress
  if (typeof address === 'string' && !loopbackAddresses.has(address)) return false
  return loopbackNames.has((c.req.header('host') ?? '').replace(/:\d+$/, ''))
}

function isOurs(c: Context): boolean {
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== `http://${c.req.header('host')}`) return false
  const site = c.req.header('sec-fetch-site') ?? 'same-origin'
  if (site === 'same-origin' || site === 'none') return true
  // A link elsewhere may lead here; nothing elsewhere may load or send from here.
  return c.req.method === 'GET' && c.req.path === '/' && c.req.header('sec-fetch-mode') === 'navigate'
}
