import { type SQL, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { emptyHead, hashOf, readEvidence } from '../../src/store/evidence.ts'
import type { Database } from '../../src/store/tx.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { committeeId, foundSample, liveConsultation, runAt, stageOf } from './bench.ts'

type Found = { readonly reference: string; readonly sequence: number | null; readonly why: string }

const verifyAt = async (database: Database) => {
  const { code, out } = await runAt(database, ['evidence', 'verify', '--json'])
  const { matters, lines, findings } = JSON.parse(out)
  const told = (findings as Found[]).map(({ reference, sequence, why }) => [reference, sequence, why])
  return { code, matters, lines, findings: told }
}

describeOnBoth('evidence verify', (database) => {
  test('finds a long life of a consultation, its deliveries and its refusals whole, at every step of it', async () => {
    await foundSample(database())
    const steps: unknown[] = []
    const looking: Database = {
      ...database(),
      transaction: async (work) => {
        const result = await database().transaction(work)
        steps.push((await verifyAt(database())).findings)
        return result
      },
    }
    await liveConsultation(looking)
    expect(steps.length).toBeGreaterThan(15)
    expect(steps.flat()).toEqual([])
    expect(await verifyAt(database())).toEqual({ code: 0, matters: 2, lines: 32, findings: [] })
  })

  test('changes nothing', async () => {
    await foundSample(database())
    await stageOf(database()).prepare('KT1', '18T08:00')
    const before = await readEvidence(database().db, committeeId, 'Y1')
    await verifyAt(database())
    expect(await readEvidence(database().db, committeeId, 'Y1')).toEqual(before)
  })
})

describeOnBoth('a state that an earlier version wrote', (database) => {
  test('lacks what that version did not know of, and is whole all the same', async () => {
    await foundSample(database())
    await stageOf(database()).prepare('KT1', '18T08:00')
    await database().db.execute(sql`
      update matters set body = body #- '{answers,CA,timesAskedBack}' #- '{answers,CA,receipts}' where reference = 'Y1'`)
    expect((await verifyAt(database())).findings).toEqual([])
    const { refusal } = await stageOf(database()).act('CA1', '18T09:00', { type: 'receive', unit: 'CA' })
    expect(refusal).toBeNull()
    expect((await verifyAt(database())).findings).toEqual([])
  })
})

describe('evidence verify, after somebody tampered with the tables', () => {
  const database = postgresDatabase()
  const verify = () => verifyAt(database())
  const tamper = async (statement: SQL) => {
    await foundSample(database())
    await liveConsultation(database())
    await database().db.execute(statement)
    return verify()
  }

  test('is not fooled by what is written while it looks', async () => {
    await foundSample(database())
    const living = liveConsultation(database())
    const seen = await Promise.all(Array.from({ length: 12 }, verify))
    await living
    expect(seen.flatMap(({ findings }) => findings)).toEqual([])
  })

  test.each<[string, SQL, readonly (string | number | null)[]]>([
    [
      'the words of a reply',
      sql`update evidence set body = jsonb_set(body, '{reply,text}', '"Đồng ý"') where reference = 'Y1' and sequence = 23`,
      ['Y1', 23, 'changed'],
    ],
    [
      'who did it',
      sql`update evidence set actor = 'CT1' where reference = 'Y1' and sequence = 24`,
      ['Y1', 24, 'changed'],
    ],
    [
      'when it happened, by a microsecond',
      sql`update evidence set happened_at = happened_at - interval '1 microsecond' where reference = 'Y1' and sequence = 27`,
      ['Y1', 27, 'changed'],
    ],
    [
      'a line that was dropped',
      sql`delete from evidence where reference = 'Y1' and sequence = 25`,
      ['Y1', 25, 'missing'],
    ],
    [
      'last lines that were dropped',
      sql`delete from evidence where reference = 'Y1' and sequence >= 30`,
      ['Y1', 30, 'missing'],
    ],
    [
      'a line added at the end',
      sql`insert into evidence select committee_id, reference, 32, type, actor, messenger, happened_at, recorded_at, body, hash, hash
        from evidence where reference = 'Y1' and sequence = 31`,
      ['Y1', 32, 'changed'],
    ],
    [
      'the state of the matter',
      sql`update matters set body = jsonb_set(body, '{answers,CA,state}', '"agreed"') where reference = 'Y1'`,
      ['Y1', null, 'state-differs'],
    ],
    [
      'the letter in the state of the matter',
      sql`update matters set body = jsonb_set(body, '{letter,questions}', '["Câu khác"]') where reference = 'Y1'`,
      ['Y1', null, 'state-differs'],
    ],
    [
      'the moment time acts next',
      sql`update matters set next_due_at = now() where reference = 'Y1'`,
      ['Y1', null, 'time-differs'],
    ],
    ['a matter whose row is gone', sql`delete from matters where reference = 'Y1'`, ['Y1', 1, 'without-matter']],
    [
      'a line of the committee’s register',
      sql`update evidence set body = '{}' where reference = 'SO' and sequence = 1`,
      ['SO', 1, 'changed'],
    ],
  ])('finds %s', async (_, statement, finding) => {
    const { code, findings } = await tamper(statement)
    expect(code).toBe(1)
    expect(findings).toContainEqual(finding)
  })

  test('finds a matter that is gone with its evidence, because its number was given out', async () => {
    await tamper(sql`delete from evidence where reference = 'Y1'`)
    await database().db.execute(sql`delete from matters where reference = 'Y1'`)
    expect(await verify()).toEqual({ code: 1, matters: 2, lines: 1, findings: [['Y1', null, 'matter-missing']] })
  })

  test('finds a register that is gone', async () => {
    await tamper(sql`delete from evidence where reference = 'SO'`)
    await database().db.execute(sql`delete from matters where reference = 'SO'`)
    expect((await verify()).findings).toEqual([['SO', null, 'matter-missing']])
  })

  test('finds lines that changed places', async () => {
    const swapped = sql`
      update evidence e set type = o.type, actor = o.actor, messenger = o.messenger, happened_at = o.happened_at, recorded_at = o.recorded_at, body = o.body
      from evidence o where e.reference = 'Y1' and o.reference = 'Y1' and (e.sequence, o.sequence) in ((3, 5), (5, 3))`
    expect((await tamper(swapped)).findings).toEqual([
      ['Y1', 3, 'changed'],
      ['Y1', 5, 'changed'],
    ])
  })

  test('finds every line that was changed, and those after a dropped one are not blamed', async () => {
    const { findings } = await tamper(sql`
      with gone as (delete from evidence where reference = 'Y1' and sequence = 4)
      update evidence set actor = 'CT1' where reference = 'Y1' and sequence in (10, 23)`)
    expect(findings).toEqual([
      ['Y1', 4, 'missing'],
      ['Y1', 10, 'changed'],
      ['Y1', 23, 'changed'],
    ])
  })

  test('finds a line inserted in the middle with all that follows moved on', async () => {
    const { findings } = await tamper(sql`
      update evidence set sequence = sequence + 100 where reference = 'Y1' and sequence > 20`)
    expect(findings[0]).toEqual(['Y1', 21, 'missing'])
    await database().db.execute(
      sql`update evidence set sequence = sequence - 99 where reference = 'Y1' and sequence > 100`,
    )
    await database().db.execute(sql`
      insert into evidence select committee_id, reference, 21, type, actor, messenger, happened_at, recorded_at, body, hash, hash
      from evidence where reference = 'Y1' and sequence = 20`)
    const sequences = (await verify()).findings.map(([, sequence]) => sequence)
    expect(sequences).toContain(21)
  })

  test('finds a chain that was forged whole but does not end as the matter says', async () => {
    await tamper(sql`update evidence set actor = 'CT1' where reference = 'Y1' and sequence = 24`)
    let before = emptyHead.hash
    for (const line of await readEvidence(database().db, committeeId, 'Y1')) {
      const hash = hashOf(committeeId, { ...line, previousHash: before })
      await database().db.execute(sql`
        update evidence set previous_hash = ${before}, hash = ${hash} where reference = 'Y1' and sequence = ${line.sequence}`)
      before = hash
    }
    expect((await verify()).findings).toEqual([['Y1', 31, 'changed']])
  })

  test('finds events that follow each other by no rule, in a chain that is whole', async () => {
    await tamper(sql`delete from evidence where reference = 'Y1' and sequence > 1`)
    const [first] = await readEvidence(database().db, committeeId, 'Y1')
    if (!first) throw new Error('the chain is empty')
    const hash = hashOf(committeeId, { ...first, type: 'closed' })
    await database().db.execute(sql`update evidence set type = 'closed', hash = ${hash} where reference = 'Y1'`)
    await database().db.execute(
      sql`update matters set evidence_sequence = 1, evidence_hash = ${hash} where reference = 'Y1'`,
    )
    expect((await verify()).findings).toEqual([['Y1', null, 'not-replayable']])
  })

  test('tells each finding in a line, counts them, and ends with 1', async () => {
    await tamper(sql`update evidence set actor = 'CT1' where reference = 'Y1' and sequence = 24`)
    const { code, out } = await runAt(database(), ['evidence', 'verify', '--committee', committeeId])
    expect(code).toBe(1)
    expect(out).toContain(`${committeeId} Y1 line 24`)
    expect(out).toContain('2 matters, 32 lines: 1 finding\n')
  })

  test('has nothing to say without a committee, and does not know one that is not there', async () => {
    expect(await runAt(database(), ['evidence', 'verify'])).toMatchObject({ code: 2, out: '' })
    await foundSample(database())
    const { code, err } = await runAt(database(), ['evidence', 'verify', '--committee', 'nowhere'])
    expect({ code, err }).toEqual({ code: 2, err: `There is no committee nowhere, only ${committeeId}\n` })
  })
})
