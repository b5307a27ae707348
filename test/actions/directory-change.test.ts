/** Changes of the directory on real databases: what is written, who is told, and what happens when two change it at once. */
import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Act } from '../../src/actions/act.ts'
import { actOnConsultation, prepareConsultation } from '../../src/actions/consultation.ts'
import { changeDirectory, openMattersLeft } from '../../src/actions/directory-change.ts'
import { verifyCommittee } from '../../src/actions/evidence.ts'
import { registerRefusal } from '../../src/actions/register.ts'
import { isRefusal } from '../../src/domain/decision.ts'
import { decidersOf } from '../../src/domain/directory.ts'
import { type Change, mergeUnit } from '../../src/domain/directory-change.ts'
import { planImport } from '../../src/domain/directory-import.ts'
import { registerReference } from '../../src/domain/reference.ts'
import { writeChannel } from '../../src/store/channels.ts'
import { lockDirectory } from '../../src/store/directory-change.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { deliveries } from '../../src/store/schema.ts'
import { createSnapshots, type Snapshot } from '../../src/store/snapshot.ts'
import type { Database } from '../../src/store/tx.ts'
import { bot, committeeId, found } from '../commands/chat.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { changed, fileLines, postLine, rowsOf } from '../support/directory-file.ts'
import { day, directory, letter, moment } from '../support/given.ts'

const today = day('2026-11-20')
const everybody = [...directory.officers.keys()]

async function act<T>(
  database: Database,
  by: string,
  work: (act: Act) => Promise<T>,
  when = '20/11 08:00',
): Promise<T> {
  return database.transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const at = moment(when)
    return work({ tx, snapshot, by, at, recordedAt: at, bot, messenger: 'sandbox', words: '/nhapdanhba' })
  })
}

function changesOf(lines: readonly string[], { directory }: Pick<Snapshot, 'directory'>): readonly Change[] {
  const { problems, changes } = planImport(rowsOf(lines), directory, today)
  expect(problems).toEqual([])
  return changes
}

async function importLines(database: Database, lines: readonly string[]): Promise<string | null> {
  const refusal = await act(database, 'VP2', (one) =>
    changeDirectory(one, {
      changes: changesOf(lines, one.snapshot),
      type: 'directory_imported',
      body: { file: 'a.csv' },
    }),
  )
  return refusal?.code ?? null
}

/** Who was told of the directory what: "VX1 left VX3: Y1 reply_draft". */
async function told(database: Database): Promise<readonly string[]> {
  const rows = await database.db.select().from(deliveries).where(eq(deliveries.committeeId, committeeId))
  return rows
    .map(({ chat, notice }) => ({ chat, notice: notice as Record<string, unknown> }))
    .filter(({ notice }) => notice['of'] === 'directory')
    .map(({ chat, notice }) => {
      const matters = notice['matters'] as { reference: string; what: string }[]
      const left = matters.map(({ reference, what }) => `${reference} ${what}`).join(', ')
      return `${chat} ${String(notice['kind'])} ${String(notice['officer'])}: ${left}`
    })
    .toSorted()
}

async function bindOffice(database: Database): Promise<void> {
  const channel = { bot, chat: 'office', purpose: 'office', unit: '', boundAt: moment('20/11 07:00') } as const
  await database.transaction((tx) => writeChannel(tx, committeeId, channel))
}

describeOnBoth('a directory that changes', (database) => {
  test('holds what the file said, and the same file changes nothing more', async () => {
    await found(database(), everybody)
    const lines = changed({
      without: /VX3|^YT/,
      add: [
        postLine('KT', 'KT9', 'deputy_head'),
        'YT,Trạm Y tế,,,,VHXH,,,,,,,',
        'TM,Tổ mới,TM,KT,media,,TM1,Lê Thử,Trưởng,,tm1@causay.example,912345678,en',
      ],
    })
    expect(await importLines(database(), lines)).toBeNull()
    const snapshot = await createSnapshots().load(database().db, committeeId)
    expect(snapshot.version).toBe(2)
    expect(changesOf(lines, snapshot)).toEqual([])
    expect(snapshot.directory.officers.get('TM1')).toMatchObject({
      name: 'Lê Thử',
      language: 'en',
      phone: '0912345678',
    })
    expect(snapshot.directory.units.get('TM')).toMatchObject({ parent: 'KT', functions: ['media'], validFromOn: today })
    expect(decidersOf(snapshot.directory, 'YT', today)).toEqual(['VX1', 'VX2', 'DP1'])
    expect(decidersOf(snapshot.directory, 'YT', day('2026-11-19'))).toEqual(['YT1'])
    expect(decidersOf(snapshot.directory, 'KT', today)).toEqual(['KT1', 'KT2', 'KT9'])
  })

  test('leaves a line in the register, without addresses and telephone numbers, and a whole chain', async () => {
    await found(database(), [])
    await importLines(database(), [...fileLines(), 'KT,,,,,,KT9,Lê Thử,specialist,,kt9@causay.example,0912345678,'])
    const lines = await readEvidence(database().db, committeeId, 'SO')
    expect(lines).toMatchObject([
      {
        type: 'directory_imported',
        actor: 'VP2',
        messenger: 'sandbox',
        body: {
          file: 'a.csv',
          words: '/nhapdanhba',
          changes: [
            { type: 'officer_added', officer: 'KT9', name: 'Lê Thử' },
            { type: 'post_added', unit: 'KT', officer: 'KT9', kind: 'specialist', fromOn: '2026-11-20', toOn: null },
          ],
        },
      },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/kt9@|0912/)
    for await (const { findings } of verifyCommittee(database(), committeeId)) expect(findings).toEqual([])
  })

  test('posts given up and taken up again on one day are written as one', async () => {
    await found(database(), [])
    for (const lines of [changed({ without: /VX3/ }), fileLines(), changed({ without: /VX3/ }), fileLines()]) {
      expect(await importLines(database(), lines)).toBeNull()
    }
    const { directory: now } = await createSnapshots().load(database().db, committeeId)
    const held = now.posts.filter(({ officer, unit }) => officer === 'VX3' && unit === 'VHXH')
    expect(held.map(({ fromOn, toOn }) => [fromOn, toOn].join(' ')).toSorted()).toEqual([
      '2018-01-01 2026-11-19',
      '2026-11-20 ',
    ])
  })

  test('tells the head and the Office what somebody who leaves had open', async () => {
    await found(database(), everybody)
    await bindOffice(database())
    await act(database(), 'KT3', (one) => prepareConsultation(one, letter))
    await act(database(), 'KT1', (one) => prepareConsultation(one, letter))
    const draft = { type: 'reply', unit: null, verdict: 'agreed', text: 'Đồng ý', suggestedUnit: null } as const
    await act(database(), 'VX3', (one) => actOnConsultation(one, 'Y2', draft))
    await importLines(
      database(),
      changed({ without: /VX3|KT3|KT1|CA1|,DP1,/, add: [postLine('KT', 'KT7', 'unit_head')] }),
    )
    expect(await told(database())).toEqual(
      [
        'office left CA1: Y2 nobody_answers',
        'office left DP1: Y2 nobody_answers',
        'office left KT1: Y2 letter_sent',
        'office left KT3: Y1 letter_draft',
        'office left VX3: Y2 reply_draft',
        'KT2 left KT1: Y2 letter_sent',
        'KT2 left KT3: Y1 letter_draft',
        'VX1 left DP1: Y2 nobody_answers',
        'VX1 left VX3: Y2 reply_draft',
      ].toSorted(),
    )
  })

  test('says nothing of a leaver who leaves nothing open', async () => {
    await found(database(), everybody)
    await bindOffice(database())
    await importLines(database(), changed({ without: /VX3/ }))
    expect(await told(database())).toEqual([])
  })

  test('a unit with nobody left to lead what it asked is told of, too', async () => {
    await found(database(), everybody)
    await act(database(), 'KT1', (one) => prepareConsultation(one, letter))
    const left = await act(database(), 'VP2', (one) =>
      openMattersLeft(one, changesOf(changed({ without: /KT1|KT2/ }), one.snapshot), moment('20/11 08:00')),
    )
    expect(left.map(({ leaver, matters }) => [leaver.officer, matters.map(({ what }) => what)])).toEqual([
      ['KT1', ['letter_sent', 'nobody_leads']],
      ['KT2', ['nobody_leads']],
    ])
  })

  test('a unit merged into another answers through its successor from that day on', async () => {
    await found(database(), everybody)
    await act(database(), 'KT1', (one) =>
      prepareConsultation(one, { ...letter, consulted: [{ unit: 'YT', why: 'y tế' }], informed: [] }),
    )
    await act(database(), 'VP2', async (one) => {
      const changes = mergeUnit(one.snapshot.directory, { unit: 'YT', into: 'CA', on: day('2026-11-23') })
      if (isRefusal(changes)) throw new Error(changes.code)
      return changeDirectory(one, { changes, type: 'unit_merged', body: { unit: 'YT', into: 'CA' } })
    })
    const agree = { type: 'reply', unit: null, verdict: 'agreed', text: '', suggestedUnit: null } as const
    const answer = (who: string, when: string) =>
      act(database(), who, (one) => actOnConsultation(one, 'Y1', agree), when)
    expect(await answer('CA1', '20/11 17:00')).toMatchObject({ refusal: { code: 'not-consulted' } })
    expect(await answer('YT1', '23/11 08:00')).toMatchObject({ refusal: { code: 'not-consulted' } })
    expect(await answer('CA1', '23/11 08:00')).toMatchObject({
      refusal: null,
      state: { answers: { YT: { state: 'agreed' } } },
    })
  })
})

describe('two who change it at once, on PostgreSQL', () => {
  const database = postgresDatabase()

  test('the second one hears that it is another directory by now, and nothing of theirs is written', async () => {
    await found(database(), [])
    const bothPlanned = Promise.withResolvers<void>()
    let planned = 0
    const importBeside = (without: RegExp) =>
      act(database(), 'VP2', async (one) => {
        const changes = changesOf(changed({ without }), one.snapshot)
        planned += 1
        if (planned === 2) bothPlanned.resolve()
        await bothPlanned.promise
        return changeDirectory(one, { changes, type: 'directory_imported', body: { file: 'a.csv' } })
      })
    const both = await Promise.all([importBeside(/VX3/), importBeside(/CA3/)])
    expect(both.map((refusal) => refusal?.code ?? 'done').toSorted()).toEqual(['directory-changed', 'done'])
    const { directory: now, version } = await createSnapshots().load(database().db, committeeId)
    expect(version).toBe(2)
    expect(now.posts.filter(({ toOn }) => toOn !== null)).toHaveLength(1)
  })

  test('what others write meanwhile does not wait for whoever changes the directory', async () => {
    await found(database(), [])
    const locked = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const changing = act(database(), 'VP2', async ({ tx }) => {
      await lockDirectory(tx, committeeId)
      locked.resolve()
      await written.promise
    })
    await locked.promise
    const writing = act(database(), 'QS1', async (other) => {
      await other.tx.execute(sql`set local lock_timeout = '1s'`)
      await registerRefusal(other, { refused: true, code: 'no-such-matter', details: {}, citation: null })
    })
    await writing.finally(() => written.resolve())
    await changing
    expect((await readEvidence(database().db, committeeId, registerReference)).map(({ type }) => type)).toEqual([
      'refused',
    ])
  })
})
