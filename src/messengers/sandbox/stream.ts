/** What the page hears, as server-sent events: the whole world once, then each entry as it happens. */
import type { Vendor } from './vendor.ts'
import { type Entry, type Snapshot, viewOf } from './world.ts'

/** How many messages of a chat a page gets at the start. */
const shownMessages = 300
/** Keeps the line and the page's clock alive. */
const beatMilliseconds = 15_000
/** How soon a page that lost its line tries again. */
const returnMilliseconds = 1000
/** A page that stopped reading is let go after this many unread events. It comes back by itself. */
const mostUnread = 2_000

/** One page's stream. `lastEventId` continues an earlier one when its entries are still at hand. */
export function openStream(vendor: Vendor, lastEventId: string | undefined, intro: Snapshot['intro']): Response {
  let stop = () => {}
  const body = new ReadableStream<string>({
    start: (controller) => {
      const send = (event: string) => {
        if ((controller.desiredSize ?? 0) < -mostUnread) return end()
        controller.enqueue(event)
      }
      const end = () => {
        stop()
        controller.close()
      }
      stop = follow(vendor, send)
      send(`retry: ${returnMilliseconds}\n\n`)
      for (const event of openingEvents(vendor, lastEventId, intro)) send(event)
    },
    cancel: () => stop(),
  })
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(body.pipeThrough(new TextEncoderStream()), { headers })
}

function follow(vendor: Vendor, send: (event: string) => void): () => void {
  const unlisten = vendor.listen((entry) => send(entryEvent(vendor, entry)))
  const beat = setInterval(() => send(event('beat', vendor.now().epochMilliseconds)), beatMilliseconds)
  beat.unref()
  return () => {
    unlisten()
    clearInterval(beat)
  }
}

function openingEvents(vendor: Vendor, lastEventId: string | undefined, intro: Snapshot['intro']): string[] {
  const [epoch, seq] = (lastEventId ?? '').split(':')
  const missed = epoch === vendor.world().epoch ? vendor.since(Number(seq)) : null
  if (missed !== null) return missed.map((entry) => entryEvent(vendor, entry))
  const world = viewOf(vendor.world(), shownMessages)
  const snapshot: Snapshot = { world, now: vendor.now().epochMilliseconds, intro }
  return [event('snapshot', snapshot, `${world.epoch}:${world.seq}`)]
}

function entryEvent(vendor: Vendor, entry: Entry): string {
  return event('entry', entry, `${vendor.world().epoch}:${entry.seq}`)
}

function event(name: string, content: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(content)}\n\n`
}
