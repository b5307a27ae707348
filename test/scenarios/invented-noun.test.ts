/** A matter of an invented kind lives once through everything that is the same for matters of every kind. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openMattersLeft } from '../../src/actions/directory-change.ts'
import { textOfFile } from '../../src/documents/file-text.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { runAt } from '../admin/bench.ts'
import { postgresDatabase } from '../support/database.ts'
import { type Office, officeGroup, openOffice } from '../support/office.ts'
import { addRollCalls, callUnit, unsayable } from '../support/roll-call.ts'

const database = postgresDatabase()

/** What is invented has no words of its own in the locales; nothing else is missing. */
const forgivesWords = (office: Office) => {
  expect(office.faults.filter((fault) => !fault.includes('response.what.answer_call'))).toEqual([])
  office.faults.length = 0
}

const calls = (office: Office, unit: string, subject: string) => {
  const when = { at: office.clock.now(), dueOn: '2026-11-25' }
  return callUnit(office.database, { ...when, committeeId: office.committeeId, by: 'VP1', unit, subject })
}

describe('a matter of a kind nobody has heard of', () => {
  let remove: () => void
  beforeAll(() => {
    remove = addRollCalls()
  })
  afterAll(() => remove())

  test('is told, waits in /today, is merged with its like under its request, falls due, adds up, and is proven whole', async () => {
    const office = await openOffice(database())
    const reference = await calls(office, 'YT', 'Diễn tập phòng cháy')
    await office.rest()
    const asked = await office.card('YT1', 'DD1 asked')
    expect(asked.text).toContain('Diễn tập phòng cháy')

    await office.says('YT1', '/homnay')
    expect((await office.card('YT1')).text).toMatch(/DD1 · .*Diễn tập phòng cháy/)

    await office.moveTo('25/11/2026 07:15')
    expect((await office.card(officeGroup, 'Bản tin')).text).toMatch(/DD1.*Diễn tập phòng cháy/)
    await office.moveTo('25/11/2026 10:00')
    expect(await office.card('YT1', 'DD1 nudged')).toMatchObject({ replyTo: asked.id })

    await office.moveTo('26/11/2026 07:15')
    expect(await office.card(officeGroup, 'DD1 lapsed')).toBeDefined()
    expect((await office.card(officeGroup, 'Bản tin')).text).toContain('Đến hạn 1 = không trả lời 1')

    const lines = await readEvidence(office.database.db, office.committeeId, reference)
    expect(lines.map(({ type }) => type)).toEqual(['called', 'delivered', 'delivered', 'missed', 'delivered'])
    const { code, out } = await runAt(office.database, ['evidence', 'verify', '--json'])
    expect({ code, findings: JSON.parse(out).findings }).toEqual({ code: 0, findings: [] })
    const folder = mkdtempSync(join(tmpdir(), 'don-doc-roll-call-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    await runAt(office.database, ['evidence', 'export', 'DD1', '--out', folder])
    const file = { name: 'DD1.docx', mime: '', bytes: readFileSync(join(folder, 'DD1.docx')) }
    const { text } = await textOfFile(file)
    expect(text).toContain('Diễn tập phòng cháy')
    expect(text).toMatch(/đã vắng/i)
    expect(text, 'it is no register').not.toContain('Sổ ghi chung')
    forgivesWords(office)
  })

  test('nudges of several are one message, and each proves that it was said', async () => {
    const office = await openOffice(database())
    for (const subject of ['Diễn tập một', 'Diễn tập hai']) await calls(office, 'YT', subject)
    await office.moveTo('25/11/2026 10:00')
    expect((await office.card('YT1', '2 nudged')).text).toMatch(/DD1: Diễn tập một\nDD2: Diễn tập hai/)
    const lines = await readEvidence(office.database.db, office.committeeId, 'DD2')
    expect(lines.map(({ body }) => body['notice'])).toContain('nudged')
    forgivesWords(office)
  })

  test('the Office hears whom something could not be said to by our own fault', async () => {
    const office = await openOffice(database())
    await calls(office, 'YT', unsayable)
    await office.rest()
    expect((await office.card(officeGroup)).text).toContain('DD1: chưa báo được cho')
    const lines = await readEvidence(office.database.db, office.committeeId, 'DD1')
    expect(lines.map(({ type }) => type)).toEqual(['called', 'undelivered'])
    expect(office.faults).not.toEqual([])
    office.faults.length = 0
  })

  test('is handed over when whoever made it leaves', async () => {
    const office = await openOffice(database())
    await calls(office, 'YT', 'Diễn tập')
    const snapshot = await createSnapshots().load(office.database.db, office.committeeId)
    const ended = snapshot.directory.posts
      .filter(({ officer }) => officer === 'VP1')
      .map((post) => ({ type: 'post_ended' as const, post: { ...post, toOn: Temporal.PlainDate.from('2026-11-19') } }))
    const left = await openMattersLeft({ tx: office.database.db, snapshot }, ended, office.clock.now())
    expect(left.map(({ matters }) => matters.map((one) => one.reference))).toEqual([['DD1']])
  })
})
