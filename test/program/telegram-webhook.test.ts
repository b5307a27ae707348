/** Telegram's webhook through the whole program: its door, its database, its jobs. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '../../src/store/tx.ts'
import { readInbound } from '../crash/reckoning.ts'
import { type Commune, expectEachOnce, openCommune, webhookSecret } from '../support/commune-program.ts'

const header = 'x-telegram-bot-api-secret-token'

function answersTo({ town }: Commune, officer: string, words: string): number {
  const said = [...town.person(officer).chat.messages.values()].filter(({ from }) => from === null)
  return said.filter(({ text }) => text.includes(words)).length
}

const isOpened =
  ({ town }: Commune) =>
  () =>
    town.server.vendor.webhook !== null

test('whoever knows the secret is let in: another is 401, what is no update 400, what is too large 413; nothing of it stays', async () => {
  const commune = await openCommune()
  const { url } = await commune.starts('webhook')
  await commune.until(isOpened(commune))
  const call = async (body: string | Uint8Array<ArrayBuffer>, secret: string | null) => {
    const headers = secret === null ? {} : { [header]: secret }
    return (await fetch(`${url}/webhooks/telegram`, { method: 'POST', headers, body })).status
  }
  const from = { id: 1, is_bot: false, first_name: 'Kẻ lạ' }
  const message = { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, from, text: '/trogiup' }
  const update = JSON.stringify({ update_id: 5, message })
  expect(await call(update, null)).toBe(401)
  expect(await call(update, `${webhookSecret}0`)).toBe(401)
  expect(await call('{"update_id": 5, "message"', webhookSecret)).toBe(400)
  expect(await call('{"ok": true}', webhookSecret)).toBe(400)
  expect(await call(new Uint8Array(4 * 1024 * 1024 + 1), webhookSecret)).toBe(413)
  expect(await readInbound(commune.database)).toEqual([])
  expect(await call(update, webhookSecret)).toBe(200)
  expect(await call(update, webhookSecret)).toBe(200)
  expect(await readInbound(commune.database)).toMatchObject([{ update: '5' }])
  expect(commune.logged.filter((line) => line.startsWith('error'))).toEqual([])
})

test('while the database is away every update is 500, and is brought again and handled once when it is back', async () => {
  const commune = await openCommune()
  const { town, line, delivery, until } = commune
  await commune.starts('webhook')
  await until(isOpened(commune))
  line.cut()
  town.says('KT1', '/trogiup')
  town.says('YT1', '/trogiup')
  await until(() => delivery.brought.length >= 4)
  expect(new Set(delivery.brought.map(({ status }) => status))).toEqual(new Set([500]))
  line.mend()
  await commune.rests()
  await expectEachOnce(commune)
  expect(answersTo(commune, 'KT1', 'Các lệnh')).toBe(1)
  expect(answersTo(commune, 'YT1', 'Các lệnh')).toBe(1)
})

test('from polling to the webhook and back nothing is lost and nothing handled twice', async () => {
  const commune = await openCommune()
  const { town, until } = commune
  const polling = await commune.starts('polling')
  town.says('KT1', '/trogiup')
  await commune.rests()
  await polling.stop()
  town.says('KT1', '/ngonngu vi')
  const brought = await commune.starts('webhook')
  town.says('YT1', '/trogiup')
  await until(isOpened(commune))
  await commune.rests()
  await brought.stop()
  town.says('YT1', '/homnay')
  await commune.starts('polling')
  town.says('KT1', '/homnay')
  await commune.rests()
  await expectEachOnce(commune)
  expect(town.server.vendor.webhook).toBeNull()
  for (const officer of ['KT1', 'YT1']) expect(answersTo(commune, officer, 'Các lệnh')).toBe(1)
})

test('one that polls still while the next is set to the webhook does not take it away again', async () => {
  const commune = await openCommune()
  const { town } = commune
  const polling = await commune.starts('polling')
  town.says('KT1', '/trogiup')
  await commune.rests()
  const { url } = await commune.starts('webhook')
  const door = `${url}/webhooks/telegram`
  await commune.until(async () => (await fetch(door, { method: 'POST', body: '{}' })).status === 401)
  town.says('YT1', '/trogiup')
  await commune.rests()
  expect(town.server.calls).not.toContain('setWebhook')
  await polling.stop()
  town.says('KT1', '/homnay')
  await commune.rests()
  expect(isOpened(commune)()).toBe(true)
  await expectEachOnce(commune)
})

test('a group that becomes a supergroup stays the channel of the Office', async () => {
  const commune = await openCommune()
  const { town, until, database } = commune
  await commune.starts('webhook')
  await until(isOpened(commune))
  const { id } = town.office.upgrades()
  await commune.rests()
  const bound = await rows<{ chat: string }>(database.db, sql`select chat from channels where purpose = 'office'`)
  expect(bound).toEqual([{ chat: String(id) }])
  await expectEachOnce(commune)
})
