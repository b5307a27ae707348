/** Two committees in one database, alike to the last code: whatever happens in one, the other does not notice. */
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { verifyCommittee } from '../../src/actions/evidence.ts'
import { readConfig } from '../../src/config.ts'
import { follow } from '../../src/program/added-bots.ts'
import type { Wanted } from '../../src/program/fleet.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import type { Founding } from '../../src/store/directory.ts'
import { type Database, rows } from '../../src/store/tx.ts'
import { runAt } from '../admin/bench.ts'
import { openRecorded, type Work } from '../bench/recorded-postgres.ts'
import { freshPostgres } from '../support/database.ts'
import { type Office, officeGroup, openOffice } from '../support/office.ts'
import { consults, hasConsulted, subject } from '../support/office-letter.ts'
import { findUnowned, type OwnerKeys, readOwnerKeys } from '../support/whose-rows.ts'

const twin: Founding = { ...sampleCommune, committee: { ...sampleCommune.committee, id: 'song-hai' } }
const twinSubject = 'Phương án thu gom rác thải sinh hoạt'

/** The statements that mean every committee's rows, by how they begin. */
const ofAll = [
  // Time acts on whatever is due, wherever it is; each matter is then settled under the committee its row names.
  'select "committee_id", "reference", "kind" from "matters" where ("matters"."next_due_at" is not null',
  // The same for the jobs of the calendar.
  'select c.id as "committeeId", j.job from committees c',
  // What waits for bots that are off, whosever they are, ends wherever it is seen first, under the committee its row names.
  'with found as ( select d.committee_id, d.number from bots b',
  // The office of the tests asks whether everything is at rest.
  'select ((select count(*) from inbound where handled_at is null)',
]

async function openBoth() {
  const journal: Work[] = []
  const database = openRecorded(await freshPostgres(), journal)
  onTestFinished(() => database.close())
  const other = await openOffice(database, { founding: twin, bot: 'bot-hai' })
  await hasConsulted(other, ['VHXH', 'YT'], { subject: twinSubject, limit: { kind: 'working_days', days: 20 } })
  await other.stops()
  // The other committee's own days are not its neighbour's doing: its calendar waits until the story is over.
  await database.db.execute(
    sql`update slots set slot_at = '2027-01-01T00:00Z' where committee_id = ${twin.committee.id}`,
  )
  const office = await openOffice(database, { bot: 'bot-may', unlinked: ['KT2'] })
  return { database, journal, office, other }
}

/** A letter from its first word to its end, with most of what people do beside it. */
async function livesAConsultation(office: Office): Promise<void> {
  const bytes = new TextEncoder().encode('Dự thảo')
  await consults(office, 'KT1', { dossier: { name: 'du-thao.txt', mime: 'text/plain', bytes } })
  await office.says('KT2', '/lienket SAI-MA-01')
  await office.says('KT2', `/lienket ${await office.code('KT2')}`)
  await office.says('VX2', '/dongy Y1 Đồng ý toàn văn')
  await office.presses('VX1', 'Xác nhận')
  await office.presses('VX1', 'Hoàn tác')
  await office.presses('VX1', 'Xác nhận')
  await office.passes(60)
  await office.presses('HC1', 'Trả lại')
  await office.fills('HC1', { text: 'Cho thuê ki-ốt không thuộc chức năng của Trung tâm', suggested: 'VP' })
  await office.passes(60)
  await office.together(async () => {
    for (const words of ['/homnay', '/xem Y1', '/hoso Y1', '/bangchung Y1', '/ngonngu vi', '/kenh', '/dondoc Y1'])
      await office.says('KT1', words)
    await office.says('QS1', '/khongdongy Y9 không có việc này')
    await office.says('QS1', '/homnay')
    await office.says('VP1', '/nghiphep CA1 25/11/2026 25/11/2026')
  })
  await office.moveTo('26/11/2026 12:00')
  await office.moveTo('27/11/2026 07:30')
  await office.says('QS1', '/khongdongy Y1 Mức phí vượt khung đã duyệt')
  await office.passes(60)
  await office.presses('KT1', 'Đóng lấy ý kiến')
  await office.says('VP1', '/xuathoso Y1')
  await office.moveTo('30/11/2026 07:30')
}

/** Every row of a committee and its bot as it lies there: with the transaction that wrote it, so that writing the same again shows. */
async function rowsOf(database: Database, keys: OwnerKeys, office: Office) {
  const found = await Promise.all(
    [...keys].map(async ([table, columns]) => {
      const own = [...columns].map((key) => {
        const owner = key === 'bot' || (table === 'bots' && key === 'id') ? office.bot : office.committeeId
        return sql`${sql.identifier(key)} = ${owner}`
      })
      const [mine] = await rows<{ all: string }>(
        database.db,
        sql`select coalesce(string_agg(xmin::text || ' ' || t::text, chr(10) order by t::text), '') as all
          from ${sql.identifier(table)} t where ${sql.join(own, sql` or `)}`,
      )
      return [table, mine?.all] as const
    }),
  )
  return new Map(found)
}

function spaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

describe('two committees with the same codes, numbers and chats', () => {
  test('what one lives through leaves every row of the other as it was, and no statement forgets whose rows it means', async () => {
    const { database, journal, office, other } = await openBoth()
    const keys = await readOwnerKeys(database.db)
    const before = await rowsOf(database, keys, other)
    expect(before.get('matters')).toContain(twinSubject)
    expect(before.get('deliveries')).toContain('YT1')

    await livesAConsultation(office)
    expect(await rowsOf(database, keys, other)).toEqual(before)

    await other.starts()
    await other.says('YT1', '/xem Y1')
    await other.says('YT1', '/homnay')
    await other.says('KT1', '/bangchung Y1')
    const told = async (one: Office) =>
      (await Promise.all([...sampleCommune.officers.map(({ id }) => id), officeGroup].map((chat) => one.sees(chat))))
        .flat()
        .map(({ text }) => text)
        .join('\n')
    expect(await told(other)).toContain(twinSubject)
    expect(await told(other)).not.toContain(subject)
    expect(await told(office)).toContain(subject)
    expect(await told(office)).not.toContain(twinSubject)
    for (const { committeeId } of [office, other])
      for await (const { reference, findings } of verifyCommittee(database, committeeId))
        expect([committeeId, reference, ...findings]).toEqual([committeeId, reference])

    const statements = [...new Set(journal.flatMap((work) => work.statements.map(([text]) => text.trim())))]
    expect(statements.length, 'the story is rich').toBeGreaterThan(120)
    const unowned = statements.filter((text) => findUnowned(text, keys).length > 0)
    const known = unowned.map((text) => ofAll.find((begins) => spaced(text).startsWith(begins)) ?? text)
    expect(new Set(known)).toEqual(new Set(ofAll))
  }, 60_000)

  test('a bot added to the second is taken up for the second, beside one of the first', async () => {
    const { database } = await openBoth()
    const variables = { ENCRYPTION_KEY: 'ab'.repeat(32) }
    for (const { committee } of [sampleCommune, twin]) {
      const input = `TELEGRAM_BOT_TOKEN=4242:${committee.id}-AAH-khong-phai-that_0123456789\n`
      const added = await runAt(database, ['bot', 'add', 'telegram', '--committee', committee.id, '--stdin'], {
        variables,
        input,
      })
      expect(added).toMatchObject({ code: 0, err: '' })
    }
    const joined: Wanted[] = []
    const fleet = { join: (wanted: Wanted) => void joined.push(wanted), leave: async () => {} }
    await follow({ config: readConfig(variables), database, log: () => {}, fleet, onSecrets: () => {} }, new Map())
    expect(joined.map(({ id, committeeId }) => [id, committeeId])).toEqual([
      ['telegram-song-hai', 'song-hai'],
      ['telegram-song-may', 'song-may'],
    ])
  })
})

describe('a statement that forgets whose rows it means is found', () => {
  const owner = new Set(['committee_id'])
  const keys: OwnerKeys = new Map([
    ['committees', new Set(['id'])],
    ['bots', new Set(['id', 'committee_id'])],
    ['matters', owner],
    ['evidence', owner],
    ['deliveries', new Set(['committee_id', 'bot'])],
    ['queues', new Set(['bot'])],
  ])

  test.each([
    ['a number is no owner', 'select * from "matters" where "matters"."reference" = $1', ['matters']],
    ['nothing at all is asked', 'delete from matters', ['matters']],
    ['another column comes from a parameter', 'update deliveries d set bot = $1 where d.number = $2', ['deliveries']],
    [
      'a join that goes by the reference alone',
      'select * from matters m join evidence e on e.reference = m.reference where m.committee_id = $1',
      ['evidence'],
    ],
    ['a question inside', 'select (select count(*) from evidence) from matters where committee_id = $1', ['evidence']],
    [
      'the other half of a union',
      'select 1 from matters where committee_id = $1 union all select 1 from evidence',
      ['evidence'],
    ],
    [
      'a part that names no owner, and what goes by it',
      'with due as (select committee_id from matters) delete from evidence e using due where e.committee_id = due.committee_id',
      ['matters'],
    ],
    ['what is inserted names none', 'insert into matters (reference) values ($1)', ['matters']],
    ['more than', 'select 1 from matters where committee_id >= $1', ['matters']],
  ])('%s', (_, statement, tables) => expect(findUnowned(statement, keys)).toEqual(tables))

  test.each([
    'select * from "matters" where ("matters"."committee_id" = $1 and "matters"."reference" = $2) for update',
    'select 1 from deliveries d join bots b on b.id = d.bot where b.committee_id = $1',
    'select 1 from matters m where m.committee_id = $1 and exists (select from evidence e where e.committee_id = m.committee_id)',
    'delete from queues where bot in (select id from bots where committee_id = $1) and head is null',
    'insert into "matters" ("committee_id", "reference") values ($1, $2) on conflict do nothing',
    'select 1 from committees where id = $1',
    'update queues q set head = $2 from queues own where own.bot = $1 and q.bot = own.bot',
  ])('and none is found in: %s', (statement) => expect(findUnowned(statement, keys)).toEqual([]))
})
