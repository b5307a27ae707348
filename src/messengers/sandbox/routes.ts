/** The page and its API below /sandbox. Everything goes through the gate; every body is bounded and checked. */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { readAsset } from './assets.ts'
import { gate } from './gate.ts'
import { comingMilestones, type Guide, move } from './guide.ts'
import * as officer from './officer.ts'
import { largestFile, type Shelf } from './shelf.ts'
import { openStream } from './stream.ts'
import { readFilling, readSaying } from './upload.ts'
import type { Vendor } from './vendor.ts'

const smallBody = 64 * 1024
const largeBody = largestFile + smallBody
/** Only these are shown in the page; everything else is handed out as bytes to save. */
const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'])

const bodies = {
  press: z.object({
    chat: z.string(),
    user: z.string(),
    message: z.string(),
    action: z.string(),
    press: z.string().regex(/^[\w-]{8,64}$/),
  }),
  drop: z.object({ press: z.string() }),
  reach: z.object({ user: z.string(), reachable: z.boolean() }),
  face: z.object({ plain: z.boolean() }),
  clock: z.union([
    z.object({ by: z.enum(['minute', 'hour', 'morning', 'milestone']) }),
    z.object({ to: z.iso.datetime({ offset: true }) }),
  ]),
}

/** Puts the page on `/` and the rest on `/sandbox/…`. `guide` is asked at each use. */
export function mountRoutes(app: Hono, vendor: Vendor, guide: () => Guide): void {
  app.use('/', gate)
  app.use('/sandbox/*', gate)
  app.use('/sandbox/api/*', async (c, next) => limitFor(c.req.path)(c, next))
  app.get('/', (c) => sendAsset(c, 'page/index.html'))
  app.get('/sandbox/api/stream', (c) => openStream(vendor, c.req.header('last-event-id'), guide().intro))
  app.get('/sandbox/api/milestones', (c) => listMilestones(c, vendor, guide()))
  app.get('/sandbox/api/file/:id', (c) => sendFile(c, vendor.shelf))
  app.post('/sandbox/api/say', async (c) =>
    respond(c, await readSaying(c, vendor.shelf), (saying) => officer.say(vendor, saying)),
  )
  app.post('/sandbox/api/form', async (c) =>
    respond(c, await readFilling(c, vendor.shelf), (filling) => officer.fillForm(vendor, filling)),
  )
  app.post('/sandbox/api/press', (c) => take(c, bodies.press, (press) => officer.pressButton(vendor, press)))
  app.post('/sandbox/api/drop', (c) => take(c, bodies.drop, ({ press }) => officer.dropForm(vendor, press)))
  app.post('/sandbox/api/reach', (c) => take(c, bodies.reach, (change) => officer.changeReach(vendor, change)))
  app.post('/sandbox/api/clock', (c) => take(c, bodies.clock, (asked) => move(vendor, guide(), asked)))
  app.post('/sandbox/api/face', (c) => take(c, bodies.face, ({ plain }) => turnFace(vendor, plain)))
  app.get('/sandbox/*', (c) => sendAsset(c, c.req.path.slice('/sandbox/'.length)))
}

function limitFor(path: string): ReturnType<typeof bodyLimit> {
  const maxSize = path.endsWith('/say') || path.endsWith('/form') ? largeBody : smallBody
  return bodyLimit({ maxSize, onError: (c) => c.json({ refused: 'too-large' }, 413) })
}

type Act<T> = (body: T) => officer.Done | Promise<officer.Done>

async function take<T>(c: Context, body: z.ZodType<T>, act: Act<T>): Promise<Response> {
  const read = body.safeParse(await c.req.json().catch(() => null))
  return respond(c, read.success ? read.data : null, act)
}

async function respond<T>(c: Context, body: T | null, act: Act<T>): Promise<Response> {
  if (body === null) return c.json({ refused: 'not-understood' }, 400)
  const done = await act(body)
  return c.json(done, 'refused' in done ? 409 : 200)
}

async function sendFile(c: Context, shelf: Shelf): Promise<Response> {
  const bytes = await shelf.get(c.req.param('id') ?? '')
  if (bytes === null) return c.notFound()
  const type = c.req.query('type') ?? ''
  const isPicture = pictures.has(type)
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': isPicture ? type : 'application/octet-stream',
    'content-disposition': isPicture ? 'inline' : 'attachment',
    // Opened by itself, a picture may be somebody's SVG: no script, no request.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'cache-control': 'private, max-age=31536000, immutable',
  })
}

function sendAsset(c: Context, path: string): Response | Promise<Response> {
  const asset = readAsset(path)
  return asset === null ? c.notFound() : c.body(asset.text, 200, { 'content-type': asset.mime })
}

async function listMilestones(c: Context, vendor: Vendor, guide: Guide): Promise<Response> {
  const coming = await comingMilestones(vendor, guide)
  return c.json(coming.map(({ label, at }) => ({ label, at: at.toString() })))
}

function turnFace(vendor: Vendor, plain: boolean): officer.Done {
  officer.turnFace(vendor, plain)
  return { done: true }
}
