/** What the metrics read: what waits and since when, whatever kind it is and wherever it stands. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { enqueue } from '../../src/store/deliveries.ts'
import { noteIntake } from '../../src/store/intakes.ts'
import { addUsed, lockUsed } from '../../src/store/quotas.ts'
import { readStanding } from '../../src/store/standing.ts'
import { committeeId, foundSample } from '../admin/bench.ts'
import { describeOnBoth } from '../support/database.ts'
import { telling } from './bench.ts'

const now = Temporal.Instant.from('2026-12-01T09:00+07:00')
const later = now.add({ minutes: 5 })

describeOnBoth('how things stand', (database) => {
  test('is nothing where nothing waits, and every waiting delivery counts once', async () => {
    await foundSample(database())
    const none = { inbound: 0, deliveries: 0, oldestDeliverySeconds: 0, deadLetters: 0, intakes: [], quotas: [] }
    expect(await readStanding(database().db, { now, machine: now })).toEqual(none)
    const own = { bot: 'sandbox', chat: 'YT1', officer: 'YT1', notBeforeAt: now } as const
    const post = telling('post', own)
    const news = [
      post,
      telling('queued', own),
      telling('coming', { ...own, notBeforeAt: later.add({ hours: 1 }) }),
      { ...telling('answer', own), kind: 'answer' as const, press: '7' },
      telling('dead', own),
    ]
    await database().transaction(async (tx) => {
      await enqueue(tx, committeeId, now, news)
      await tx.execute(sql`update deliveries set is_queued = true where key = 'queued'`)
      await tx.execute(sql`update deliveries set state = 'dead', ended_at = ${now} where key = 'dead'`)
      await tx.execute(sql`insert into inbound (bot, update, chat, is_secret, received_at, attempts)
        values ('sandbox', '7', 'YT1', false, ${now}, 0)`)
      for (const month of ['2026-11', '2026-12']) {
        await lockUsed(tx, { bot: 'sandbox', month })
        await addUsed(tx, { bot: 'sandbox', month }, month === '2026-12' ? 3 : 2900)
      }
    })
    await noteIntake(database().db, { bot: 'sandbox', caughtUpAt: now, knownAt: now })
    expect(await readStanding(database().db, { now: later, machine: now.add({ seconds: 90 }) })).toEqual({
      inbound: 1,
      deliveries: 4,
      oldestDeliverySeconds: 300,
      deadLetters: 1,
      intakes: [{ bot: 'sandbox', seconds: 90 }],
      quotas: [{ bot: 'sandbox', used: 3 }],
    })
  })
})
