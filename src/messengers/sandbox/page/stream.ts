/** The server's events: everything once, then each entry. The browser reconnects by itself and says where it was. */
import type { Entry, Snapshot } from '../world.ts'

export type Hearing = {
  readonly onSnapshot: (snapshot: Snapshot) => void
  readonly onEntry: (entry: Entry) => void
  /** The sandbox clock, in milliseconds. */
  readonly onBeat: (now: number) => void
  readonly onLine: (isOpen: boolean) => void
}

export function listen(hearing: Hearing): void {
  const source = new EventSource('/sandbox/api/stream')
  source.addEventListener('snapshot', (event) => hearing.onSnapshot(JSON.parse(event.data)))
  source.addEventListener('entry', (event) => hearing.onEntry(JSON.parse(event.data)))
  source.addEventListener('beat', (event) => hearing.onBeat(JSON.parse(event.data)))
  source.addEventListener('open', () => hearing.onLine(true))
  source.addEventListener('error', () => {
    hearing.onLine(false)
    // A browser gives up after an answer that is no stream, such as a server just starting.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(hearing), 2000)
  })
}
