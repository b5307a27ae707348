import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { enqueue } from '../../src/store/deliveries.ts'
import { markHandled, storeInbound } from '../../src/store/inbound.ts'
import { forgetWork } from '../../src/store/retention.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnBoth } from '../support/database.ts'
import { committeeId, foundSmall, telling, time } from './bench.ts'

describeOnBoth('what is old', (database) => {
  beforeEach(() => foundSmall(database()))

  const forget = (before: string) => database().transaction((tx) => forgetWork(tx, committeeId, time(before)))
  const update = {
    bot: 'bot',
    update: '1',
    chat: 'c',
    body: { text: 'Đồng ý' },
    isSecret: false,
    receivedAt: time('08:00'),
  }
  const bodies = () => rows(database().db, sql`select update, body from inbound order by update`)

  test('of updates keeps its key, so that no redelivery is handled twice, and loses its words', async () => {
    await storeInbound(database().db, update, time('08:00'))
    await storeInbound(database().db, { ...update, update: '2' }, time('08:00'))
    await database().transaction((tx) => markHandled(tx, update, time('08:01')))
    await forget('08:01')
    expect(await bodies()).toMatchObject([{ body: { text: 'Đồng ý' } }, { body: { text: 'Đồng ý' } }])
    await forget('08:02')
    expect(await bodies()).toEqual([
      { update: '1', body: null },
      { update: '2', body: { text: 'Đồng ý' } },
    ])
    expect(await storeInbound(database().db, update, time('08:00'))).toBe(false)
  })

  test('of deliveries loses what was only an answer; what shows a matter, lives or waits stays', async () => {
    const answer = { of: 'response', kind: 'say', key: 'response.fault', values: {}, buttons: [] }
    const news = [
      telling('answered', { notice: answer }),
      telling('live', { notice: answer, isLive: true }),
      telling('asked'),
      telling('waiting', { notice: answer }),
    ]
    await database().transaction((tx) => enqueue(tx, committeeId, time('08:00'), news))
    await database().db.execute(
      sql`update deliveries set state = 'sent', ended_at = ${time('08:10')} where key <> 'waiting'`,
    )
    await forget('09:00')
    const kept = await rows<{ key: string }>(
      database().db,
      sql`select key from deliveries where notice->>'erased' is null order by number`,
    )
    expect(kept.map(({ key }) => key)).toEqual(['live', 'asked', 'waiting'])
  })

  test('of strangers and idle chats is forgotten', async () => {
    await database().db.execute(sql`
      insert into link_tries (committee_id, bot, vendor_user, wrong, locked_until_at)
      values (${committeeId}, 'bot', 'old', 5, ${time('08:00')}), (${committeeId}, 'bot', 'new', 5, ${time('10:00')}),
        (${committeeId}, 'bot', 'counting', 3, null)`)
    await database().db.execute(sql`
      insert into queues (bot, chat, head, is_urgent, free_at)
      values ('bot', 'idle', null, false, ${time('08:00')}), ('bot', 'busy', 7, false, ${time('08:00')})`)
    await forget('09:00')
    expect(await rows(database().db, sql`select vendor_user as user from link_tries order by 1`)).toEqual([
      { user: 'counting' },
      { user: 'new' },
    ])
    expect(await rows(database().db, sql`select chat from queues`)).toEqual([{ chat: 'busy' }])
  })
})
