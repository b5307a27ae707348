/** What seals are for: an edit made after one was posted is found, however well it was covered up. */
import { type SQL, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { sealEvidence } from '../../src/actions/seal.ts'
import { chain, emptyHead, readEvidence } from '../../src/store/evidence.ts'
import { hashOfSeal, readSeals } from '../../src/store/seals.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import type { Database } from '../../src/store/tx.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { committeeId, foundSample, liveConsultation, runAt, stageOf } from './bench.ts'

const sealAt = (database: Database, when: string) =>
  database.transaction(async (tx) => {
    const at = Temporal.Instant.from(`2026-11-${when}+07:00`)
    return sealEvidence({ tx, snapshot: await createSnapshots().load(tx, committeeId), recordedAt: at }, at)
  })

const verifyAt = async (database: Database, ...more: readonly string[]) => {
  const { code, out } = await runAt(database, ['evidence', 'verify', '--json', ...more])
  const { findings, seals } = JSON.parse(out)
  const found = findings.map((one: { reference: string; sequence: number; why: string }) => [
    one.reference,
    one.sequence,
    one.why,
  ])
  const broken = seals.findings.map((one: { seal: number; why: string }) => [one.seal, one.why])
  return { code, findings: found, seals: broken, typed: seals.typed }
}

/** Somebody with the whole database at hand: changes a line, then every hash after it, and the matter's head. */
async function forgeChain(database: Database, change: SQL): Promise<void> {
  await database.db.execute(change)
  const lines = await readEvidence(database.db, committeeId, 'Y1')
  const forged = chain(committeeId, 'Y1', emptyHead, lines)
  for (const { sequence, previousHash, hash } of forged) {
    await database.db.execute(sql`
      update evidence set previous_hash = ${previousHash}, hash = ${hash} where reference = 'Y1' and sequence = ${sequence}`)
  }
  const head = forged.at(-1)
  await database.db.execute(
    sql`update matters set evidence_hash = ${head?.hash}, evidence_sequence = ${head?.sequence} where reference = 'Y1'`,
  )
}

/** The same person goes on with the seals: every head as it is now, every hash anew. */
async function forgeSeals(database: Database): Promise<void> {
  await database.db.execute(sql`
    update sealed_heads h set hash = e.hash from evidence e
    where e.committee_id = h.committee_id and e.reference = h.reference and e.sequence = h.sequence`)
  let previousHash = ''
  for await (const { hash: _, ...seal } of readSeals(database.db, committeeId)) {
    const hash = hashOfSeal(committeeId, { ...seal, previousHash })
    await database.db.execute(
      sql`update seals set hash = ${hash}, previous_hash = ${previousHash} where number = ${seal.number}`,
    )
    previousHash = hash
  }
}

/** Who acted is in no state: nothing but the hashes can show it. */
const otherActor = sql`update evidence set actor = 'CT1' where reference = 'Y1' and sequence = 24`

describeOnBoth('a sealed chain', (database) => {
  beforeEach(async () => {
    await foundSample(database())
    await liveConsultation(database())
  })

  test('is whole, and goes on growing after the seal', async () => {
    await sealAt(database(), '23T09:00')
    await stageOf(database()).act('KT2', '23T10:00', { type: 'close' })
    expect(await verifyAt(database())).toEqual({ code: 0, findings: [], seals: [], typed: null })
  })

  test('forged whole together with its matter shows where it was sealed', async () => {
    await sealAt(database(), '23T09:00')
    await forgeChain(database(), otherActor)
    expect(await verifyAt(database())).toMatchObject({ code: 1, findings: [['Y1', 31, 'sealed-otherwise']], seals: [] })
  })

  test('forged whole before any seal does not show: that is what seals are for', async () => {
    await forgeChain(database(), otherActor)
    expect(await verifyAt(database())).toMatchObject({ code: 0, findings: [] })
  })

  test('cut back behind the seal shows', async () => {
    await sealAt(database(), '23T09:00')
    await forgeChain(database(), sql`delete from evidence where reference = 'Y1' and sequence = 31`)
    const { findings } = await verifyAt(database())
    expect(findings).toContainEqual(['Y1', 31, 'sealed-otherwise'])
  })

  test('removed with its matter and its number is missed', async () => {
    await sealAt(database(), '23T09:00')
    for (const table of ['evidence', 'obligations', 'matters'])
      await database().db.execute(sql`delete from ${sql.identifier(table)} where reference = 'Y1'`)
    await database().db.execute(sql`update numbers set last = 0`)
    expect(await verifyAt(database())).toMatchObject({ code: 1, findings: [['Y1', null, 'matter-missing']] })
  })

  test('forged with all its seals shows to whoever types the code that was posted', async () => {
    const posted = await sealAt(database(), '23T09:00')
    await stageOf(database()).act('KT2', '23T10:00', { type: 'close' })
    await sealAt(database(), '25T09:00')
    await forgeChain(database(), otherActor)
    await forgeSeals(database())
    expect(await verifyAt(database()), 'without it nothing is wrong').toMatchObject({
      code: 0,
      findings: [],
      seals: [],
    })
    expect(await verifyAt(database(), '--seal', posted?.hash ?? '')).toMatchObject({ code: 1, typed: null })
  })
})

describe('seals', () => {
  const database = postgresDatabase()
  const typed = (hash: string) => hash.toUpperCase().match(/.{1,4}/g) ?? []

  beforeEach(async () => {
    await foundSample(database())
    await liveConsultation(database())
    await sealAt(database(), '23T09:00')
    await stageOf(database()).act('KT2', '23T10:00', { type: 'close' })
    await sealAt(database(), '25T09:00')
    await stageOf(database()).act('KT2', '25T10:00', { type: 'close' })
    await sealAt(database(), '26T09:00')
  })

  test('cover what changed since the one before, and nothing is sealed twice', async () => {
    const seals = await Array.fromAsync(readSeals(database().db, committeeId))
    expect(seals.map(({ heads }) => heads.map(({ reference, sequence }) => [reference, sequence]))).toEqual([
      [
        ['SO', 1],
        ['Y1', 31],
      ],
      [['Y1', 32]],
      [['Y1', 33]],
    ])
    expect(await sealAt(database(), '27T09:00')).toBeNull()
  })

  test.each<[string, SQL, readonly (readonly [number, string])[]]>([
    [
      'another date',
      sql`update seals set slot_at = slot_at - interval '1 day' where number = 2`,
      [[2, 'seal-changed']],
    ],
    [
      'another head',
      sql`update sealed_heads set sequence = 30 where seal = 1 and reference = 'Y1'`,
      [[1, 'seal-changed']],
    ],
    ['a head less', sql`delete from sealed_heads where seal = 1 and reference = 'SO'`, [[1, 'seal-changed']]],
    [
      'a seal less',
      sql`with gone as (delete from sealed_heads where seal = 2) delete from seals where number = 2`,
      [[2, 'seal-missing']],
    ],
    [
      'another hash',
      sql`update seals set hash = repeat('0', 64) where number = 2`,
      [
        [2, 'seal-changed'],
        [3, 'seal-changed'],
      ],
    ],
  ])('show %s', async (_, change, found) => {
    await database().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = 'replica'`)
      await tx.execute(change)
    })
    const { code, seals } = await verifyAt(database())
    expect({ code, seals }).toEqual({ code: 1, seals: found })
  })

  test('are found by their code as it is typed from the chat: in groups, in capitals, its first two lines', async () => {
    const [, second] = await Array.fromAsync(readSeals(database().db, committeeId))
    const groups = typed(second?.hash ?? '')
    for (const part of [groups, groups.slice(0, 8), [groups.join('-')]]) {
      const ran = await runAt(database(), ['evidence', 'verify', '--seal', ...part])
      expect(ran).toMatchObject({
        code: 0,
        out: expect.stringContaining(`${committeeId} seal 2 has the code that was typed`),
      })
    }
    const wrong = await runAt(database(), ['evidence', 'verify', '--seal', ...groups.toReversed()])
    expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('seal-unknown') })
    for (const part of [groups.slice(0, 7), ['not', 'a', 'code'], [...groups, '0']]) {
      expect((await runAt(database(), ['evidence', 'verify', '--seal', ...part])).code).toBe(2)
    }
  })

  test('tell the last code to compare with the Office channel', async () => {
    const { out } = await runAt(database(), ['evidence', 'verify'])
    const last = (await Array.fromAsync(readSeals(database().db, committeeId))).at(-1)
    expect(out).toContain(`${committeeId} seal 3 is the last`)
    expect(out.replace(/\s/g, '')).toContain(last?.hash)
    expect(out).toContain('2 matters, 34 lines: all whole\n')
  })
})
