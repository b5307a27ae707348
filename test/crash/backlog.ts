/** What still waits inside a living program, read where an operator reads it. */
import { setTimeout } from 'node:timers/promises'

/** Looks again and again until something outside this process is so. */
export async function untilTrue(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await setTimeout(20)
}

/** Resolves when nothing of a kind waits any more. */
export async function untilNoneWaits(url: string, kind: 'inbound' | 'deliveries'): Promise<void> {
  await untilTrue(async () => {
    const answer = await fetch(`${url}/metrics`)
    return (await answer.text()).includes(`dondoc_backlog{kind="${kind}"} 0\n`)
  })
}
