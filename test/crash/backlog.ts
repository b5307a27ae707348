/** What still waits inside a living program, read where an operator reads it. */
import { setTimeout } from 'node:timers/promises'

/** Resolves when nothing of a kind waits: asked until it is so. */
export async function untilNoneWaits(url: string, kind: 'inbound' | 'deliveries'): Promise<void> {
  const answer = await fetch(`${url}/metrics`)
  if ((await answer.text()).includes(`dondoc_backlog{kind="${kind}"} 0\n`)) return
  await setTimeout(20)
  return untilNoneWaits(url, kind)
}
