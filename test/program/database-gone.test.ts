/** PostgreSQL goes away for a minute while officers press, updates come and time goes on, and comes back. */
import { describe, expect, test } from 'vitest'
import { readIntake } from '../../src/store/intakes.ts'
import { placeOf, readActs, readOutbox, verifyAll } from '../crash/reckoning.ts'
import { type Commune, expectEachOnce, openCommune } from '../support/commune-program.ts'
import type { Sent } from '../support/telegram-gate.ts'

const units = { VHXH: 'VX1', CA: 'CA1', HCC: 'HC1', QS: 'QS1', YT: 'YT1' }

/** A letter to five units, answered within a working day. */
async function asksFive({ town, until, rests }: Commune): Promise<void> {
  const asked = Object.keys(units).map((unit) => `${unit}: có liên quan`)
  const answers = ['Mức phí tại Điều 5', asked.join('\n'), 'https://vanban.songmay.example/7', 'thường']
  for (const text of ['/layykien Quy chế bến đò', ...answers, '1 ngày làm việc', 'bỏ qua', '/gui'])
    town.says('KT1', text)
  await until(() => Object.values(units).every((head) => town.finds(head, 'agree Y1') !== undefined))
  await rests()
}

describe.each(['polling', 'webhook'] as const)('by %s', (way) => {
  test('what was pressed meanwhile counts, deadlines wait for it, and everything goes on by itself', async () => {
    const sent: Sent[] = []
    let isToBreak = false
    const onSent = (message: Sent) => {
      sent.push(message)
      if (isToBreak) commune.line.cut()
    }
    const commune = await openCommune({ onSent })
    const { town, line, clock, until, rests, database, logged } = commune
    const program = await commune.starts(way)
    await until(async () => (await readIntake(database.db, 'telegram')) !== null)
    await asksFive(commune)
    isToBreak = true
    town.says('VX1', '/dongy Y1')
    await until(() => line.refusals() > 0)
    isToBreak = false
    town.presses('CA1', 'agree Y1')
    town.says('HC1', '/khongdongy Y1 Điều 7 trái Luật Giao thông đường thủy')
    town.presses('QS1', 'agree Y1')
    clock.moveTo(Temporal.Instant.from('2026-11-20T00:01+07:00'))
    clock.advanceMachine({ minutes: 1 })
    await until(() => line.refusals() > 10)
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${program.url}/readyz`)).status).toBe(503)
    line.mend()
    await rests()
    await until(async () => (await readActs(database)).includes('Y1 deemed_consent YT'))
    clock.advance({ seconds: 61 })
    await rests()
    await expectEachOnce(commune)
    expect(
      (await readActs(database)).filter((act) => / (agreed|objected|deemed_consent|reinstated) /.test(act)),
    ).toEqual([
      'Y1 agreed CA by CA1',
      'Y1 agreed QS by QS1',
      'Y1 agreed VHXH by VX1',
      'Y1 deemed_consent YT',
      'Y1 objected HCC by HC1',
    ])
    expect((await verifyAll(database)).flatMap(({ findings }) => findings)).toEqual([])
    const counted = (await readOutbox(database)).map(placeOf)
    expect(sent.filter((message) => !counted.includes(placeOf(message)))).toEqual([])
    const wordings = Object.values(Object.groupBy(logged, (entry) => entry.split('\\n', 1)[0] ?? ''))
    expect(wordings.filter((times) => (times?.length ?? 0) > 2)).toEqual([])
  })
})
