/**
 * A messenger nobody of the program has heard of: a folder (test/support/pigeon), a line in the registry, its settings. The
 * whole program then asks and is answered through it.
 */
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { messengers } from '../../src/messengers/index.ts'
import { startProgram } from '../../src/program.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { openDatabase } from '../../src/store/database.ts'
import { ensureBot } from '../../src/store/directory.ts'
import { rows } from '../../src/store/tx.ts'
import { committeeId, foundSample, stageOf } from '../admin/bench.ts'
import { freshPostgres } from '../support/database.ts'
import { connectPigeon } from '../support/pigeon/index.ts'
import { openLoft } from '../support/pigeon/loft.ts'

const name = 'carrier-pigeon'

type Line = (typeof messengers)[number]

/** What a new messenger is: one line. It leaves the registry with the test. */
function register(line: { readonly name: string; readonly connect: Line['connect'] }): void {
  const registry = messengers as Line[]
  registry.push(line as Line)
  onTestFinished(() => void registry.pop())
}

test('asks, is answered by number, reads back, and is named in the evidence as the proof of reach', async () => {
  const loft = openLoft()
  const clock = { now: () => Temporal.Instant.from('2026-11-30T08:06+07:00') }
  register({ name, connect: (settings) => (name in settings ? connectPigeon({ loft, ...clock }) : null) })
  const url = await freshPostgres()
  const database = await openDatabase({ url, log: () => {} })
  onTestFinished(() => database.close())
  await foundSample(database, [])
  await ensureBot(database.db, { id: name, committeeId, messenger: name })
  const linkedAt = Temporal.Instant.from('2026-11-18T08:00+07:00')
  await database.transaction(async (tx) => {
    for (const officer of ['KT1', 'KT2', 'YT1']) {
      const account = { committeeId, bot: name, vendorUser: officer, officer, chat: officer, preference: 1, linkedAt }
      await insertAccount(tx, { ...account, isReachable: true })
    }
  })
  await stageOf(database).prepare('KT2', '30T08:00')
  await stageOf(database).act('KT1', '30T08:05', { type: 'send' })
  const base = readConfig({ DATABASE_URL: url, PORT: '0' })
  const config = { ...base, sandbox: false, messengers: { ...base.messengers, [name]: {} } }
  const faults: string[] = []
  const program = await startProgram(
    config,
    (level, message, facts) => void (level === 'error' && faults.push(`${message} ${JSON.stringify(facts)}`)),
    { clock },
  )
  onTestFinished(() => program.stop())
  const sees = (officer: string) =>
    loft.flown
      .filter(({ to }) => to === officer)
      .map(({ text }) => text)
      .join('\n')
  const until = async (isTrue: () => boolean | Promise<boolean>) => {
    while (!(await isTrue())) await new Promise((resolved) => setTimeout(resolved, 10))
  }
  const linesOf = (type: string) =>
    rows(
      database.db,
      sql`select messenger from evidence where reference = 'Y1' and type = ${type} and body->>'unit' = 'YT'`,
    )
  await until(() => sees('YT1').includes('1. Đồng ý'))
  expect(sees('YT1')).toContain('Lấy ý kiến Y1: Phương án bố trí chợ phiên cuối tuần')
  await until(async () => (await linesOf('delivered')).length > 0)
  loft.sends('YT1', 'số 1')
  await until(() => sees('YT1').includes('Đã ghi'))
  expect(sees('YT1')).toContain('Trạm Y tế xã đồng ý Y1')
  expect(await linesOf('delivered')).toEqual([{ messenger: name }])
  expect(await linesOf('agreed')).toEqual([{ messenger: name }])
  loft.sends('YT1', '/kenh')
  await until(() => sees('YT1').includes('1. Carrier Pigeon'))
  loft.sends('KT2', '/bangchung Y1')
  await until(() => sees('KT2').includes('đến Cao Thu Hà (Trạm Y tế xã) qua Carrier Pigeon'))
  expect(faults).toEqual([])
})
