import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCluster } from '../support/cluster.ts'
import { racingClock } from '../support/racing-clock.ts'
import { openGate } from '../support/telegram-gate.ts'
import { serverToken } from '../support/telegram-server.ts'
import { Chain } from './chain.ts'
import { tellStory } from './story.ts'
import { openTown, settleTown } from './town.ts'

const minutes = 5 * 60_000

test('loses nothing and doubles nothing when killed before or after every commit, on PostgreSQL', {
  timeout: minutes,
}, async () => {
  const cluster = await startCluster({ durable: true })
  onTestFinished(cluster.remove)
  await run('postgres', { url: cluster.url('postgres') })
})

test('loses nothing and doubles nothing when killed before or after every commit, on the embedded database', {
  timeout: minutes,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-crash-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  await run('embedded', { dataDir })
})

async function run(kind: 'postgres' | 'embedded', where: { url?: string; dataDir?: string }): Promise<void> {
  const clock = racingClock({
    shown: Temporal.Instant.from('2026-11-18T09:30+07:00').epochMilliseconds,
    wall: Date.now(),
  })
  const town = await openTown(clock)
  onTestFinished(() => town.server.close())
  let t = Date.now()
  await settleTown(town, where, clock.now())
  console.log('settled', Date.now() - t)
  const accepted: { chat: string; message: string; life: number }[] = []
  const gate = await openGate(town.server, {
    onCall: () => town.keepTime(),
    stops: (moment) => {
      const r = chain.stops(moment)
      chain.tellNews()
      return r
    },
    onAccepted: (one) => accepted.push({ ...one, life: chain.lives }),
  })
  onTestFinished(() => gate.close())
  const environment = {
    ...(where.url ? { DATABASE_URL: where.url } : { DATA_DIR: where.dataDir ?? '' }),
    PORT: '0',
    TELEGRAM_BOT_TOKEN: serverToken,
    TELEGRAM_API_ROOT: gate.url,
  }
  const chain = new Chain({ database: kind, environment, clock })
  onTestFinished(() => chain.close())
  const dies = chain.dies.bind(chain)
  chain.dies = async (m, l) => {
    t = Date.now()
    await dies(m, l)
    console.log(m, Date.now() - t)
  }
  try {
    await tellStory({ chain, town, clock, gate })
  } finally {
    console.log(chain.faults, [...chain.passed])
    for (const p of ['KT1', 'VX1', 'QS1', 'CA1', 'YT1', 'HC1', 'VP1'])
      console.log(
        '###',
        p,
        [...town.person(p).chat.messages.values()]
          .map(
            (m) =>
              `${m.from ? '> ' : ''}${m.text.slice(0, 90).replaceAll('\n', ' | ')} [${m.keyboard
                .flat()
                .map((b) => b.callback_data)
                .slice(0, 3)}]`,
          )
          .join('\n'),
      )
    console.log(
      '### office',
      [...town.server.vendor.chats.values()]
        .filter((c) => c.type !== 'private')
        .map((c) => [...c.messages.values()].map((m) => m.text.slice(0, 100))),
    )
  }
  expect(chain.faults).toEqual([])
}
