import { eq, sql } from 'drizzle-orm'
import { integer, jsonb, pgTable } from 'drizzle-orm/pg-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytes, day, instant } from '../../src/store/columns.ts'
import { openDatabase } from '../../src/store/database.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnBoth } from '../support/database.ts'

const kept = pgTable('kept', {
  id: integer().primaryKey(),
  at: instant(),
  on: day(),
  raw: bytes(),
  facts: jsonb().$type<unknown>(),
  moments: instant().array(),
})

const id = 1
const noon = Temporal.Instant.from('2026-11-18T05:00:00.123456Z')

describeOnBoth('a database', (database) => {
  beforeAll(async () => {
    await database().db.execute(sql`
      create table kept (
        id integer primary key, at timestamptz, "on" date, raw bytea, facts jsonb, moments timestamptz[])`)
  })
  afterAll(async () => {
    await database().db.execute(sql`drop table kept`)
  })

  describe('keeps values', () => {
    test('instants to the microsecond, in columns, in raw rows and as raw parameters', async () => {
      const microseconds = fc.bigInt({ min: -2_208_988_800_000_000n, max: 253_402_300_799_999_999n })
      await fc.assert(
        fc.asyncProperty(microseconds, async (count) => {
          const at = Temporal.Instant.fromEpochNanoseconds(count * 1000n)
          await database().db.delete(kept)
          await database().db.insert(kept).values({ id, at })
          const [column] = await database().db.select({ at: kept.at }).from(kept).where(eq(kept.at, at))
          const [raw] = await rows(database().db, sql`select at, at = ${at} as same from kept`)
          expect([column, raw]).toEqual([{ at }, { at, same: true }])
        }),
        { numRuns: 40 },
      )
    })

    test('without rounding a nanosecond up to the next instant', async () => {
      const at = Temporal.Instant.from('2026-11-26T16:59:59.999999999Z')
      await database().db.insert(kept).values({ id, at })
      const [row] = await database().db.select({ at: kept.at }).from(kept)
      expect(row?.at?.toString()).toBe('2026-11-26T16:59:59.999999Z')
    })

    test('days, bytes, JSON and lists of instants as they were given', async () => {
      const row = {
        id,
        at: noon,
        on: Temporal.PlainDate.from('2026-11-26'),
        raw: Uint8Array.of(0, 92, 255),
        facts: { say: 'Đồng ý', count: 3, list: ['"', null] },
        moments: [noon, noon.add({ hours: 1 })],
      }
      await database().db.insert(kept).values(row)
      expect(await database().db.select().from(kept)).toEqual([row])
    })

    test('a JSON text as a text', async () => {
      await database().db.insert(kept).values({ id, facts: 'mật ong' })
      expect(await rows(database().db, sql`select facts from kept`)).toEqual([{ facts: 'mật ong' }])
    })
  })

  describe('gives raw rows', () => {
    test('with the same values from both drivers', async () => {
      const found = await rows(
        database().db,
        sql`select 9007199254740991::int8 as big, count(*) as counted, 12.50::numeric as exact, 0.5::float8 as half,
          true as yes, null::text as nothing, array['a', 'b'] as words, array[1, 2]::int8[] as bigs,
          timestamptz '2026-11-18 12:00+07' as at, date '2026-11-26' as on, array[date '2026-11-26'] as days,
          '\\x00ff'::bytea as raw, '{"a": [1]}'::jsonb as facts`,
      )
      expect(found).toStrictEqual([
        {
          big: Number.MAX_SAFE_INTEGER,
          counted: 1,
          exact: '12.50',
          half: 0.5,
          yes: true,
          nothing: null,
          words: ['a', 'b'],
          bigs: [1, 2],
          at: Temporal.Instant.from('2026-11-18T05:00Z'),
          on: Temporal.PlainDate.from('2026-11-26'),
          days: [Temporal.PlainDate.from('2026-11-26')],
          raw: Uint8Array.of(0, 255),
          facts: { a: [1] },
        },
      ])
      expect(found[0]?.['at']).toEqual(Temporal.Instant.from('2026-11-18T05:00Z'))
    })

    test('for lists and days among the parameters', async () => {
      const today = Temporal.PlainDate.from('2026-11-18')
      const query = sql`
        select 2 = any(${sql.param([1, 2])}::int[]) as has, ${today}::date + 1 as tomorrow, ${{ a: 1 }}::jsonb as facts`
      const tomorrow = Temporal.PlainDate.from('2026-11-19')
      expect(await rows(database().db, query)).toEqual([{ has: true, tomorrow, facts: { a: 1 } }])
    })

    test('for lists of anything, back as they were', async () => {
      const words = ['phẩy, "ngoặc" {móc} \\ gạch', '', 'NULL', 'hai\ndòng']
      const moments = [Temporal.Instant.from('2026-11-18T05:00:00.123456Z')]
      const query = sql`
        select ${sql.param(words)}::text[] as words, ${sql.param([])}::text[] as none, array[null, 'a']::text[] as gaps,
          ${sql.param([1, 9007199254740991])}::bigint[] as bigs, ${sql.param(moments)}::timestamptz[] as moments,
          array[true, false] as answers, array['{"a": "b,c"}']::jsonb[] as facts, array[0.5]::float8[] as halves`
      expect(await rows(database().db, query)).toEqual([
        {
          words,
          none: [],
          gaps: [null, 'a'],
          bigs: [1, Number.MAX_SAFE_INTEGER],
          moments,
          answers: [true, false],
          facts: [{ a: 'b,c' }],
          halves: [0.5],
        },
      ])
    })

    test('and refuses a number it could not hold exactly', async () => {
      await expect(rows(database().db, sql`select 9007199254740993::int8 as big`)).rejects.toThrow()
    })
  })

  describe('in a transaction', () => {
    const count = async () => (await database().db.select().from(kept)).length

    test('keeps everything when the work resolves and gives its result', async () => {
      const result = await database().transaction(async (tx) => {
        await tx.insert(kept).values({ id })
        return 'done'
      })
      expect([result, await count()]).toEqual(['done', 1])
    })

    test('keeps nothing when the work throws', async () => {
      const work = database().transaction(async (tx) => {
        await tx.insert(kept).values({ id })
        throw new Error('changed my mind')
      })
      await expect(work).rejects.toThrow('changed my mind')
      expect(await count()).toBe(0)
    })

    test('says so when a caught failure has cost the whole transaction', async () => {
      const work = database().transaction(async (tx) => {
        await tx.insert(kept).values({ id })
        await tx.execute(sql`select 1 / 0`).catch(() => {})
      })
      await expect(work).rejects.toThrow(expect.objectContaining({ code: '22012' }))
      expect(await count()).toBe(0)
    })

    test('goes on after a failure inside a savepoint', async () => {
      await database().transaction(async (tx) => {
        await tx.insert(kept).values({ id })
        await tx.transaction((inner) => inner.execute(sql`select 1 / 0`)).catch(() => {})
        await tx.insert(kept).values({ id: 2 })
      })
      expect(await count()).toBe(2)
    })

    test('refuses the database beside the transaction at once, instead of waiting for itself', async () => {
      await database().transaction(async () => {
        const refusal = expect.objectContaining({
          message: expect.stringContaining('inside one of its own transactions'),
        })
        await expect(count()).rejects.toHaveProperty('cause', refusal)
        await expect(database().transaction(async () => {})).rejects.toEqual(refusal)
        await expect(database().ping()).rejects.toThrow()
      })
      expect(await count()).toBe(0)
    })

    test('lets work that was begun inside use the database once the transaction is over', async () => {
      const over = Promise.withResolvers<void>()
      let later: Promise<number> | undefined
      await database().transaction(async () => {
        later = over.promise.then(count)
      })
      over.resolve()
      expect(await later).toBe(0)
    })

    test('refuses the transaction after its end', async () => {
      const { tx } = await database().transaction(async (tx) => ({ tx }))
      await expect(tx.select().from(kept)).rejects.toHaveProperty(
        'cause.message',
        expect.stringContaining('after its end'),
      )
    })

    test('runs several at a time, each seeing its own', async () => {
      const ids = [1, 2, 3, 4, 5, 6, 7, 8]
      const seen = await Promise.all(
        ids.map((each) =>
          database().transaction(async (tx) => {
            await tx.insert(kept).values({ id: each })
            return tx.select({ id: kept.id }).from(kept).where(eq(kept.id, each))
          }),
        ),
      )
      expect(seen).toEqual(ids.map((each) => [{ id: each }]))
    })
  })

  test('answers a ping', async () => {
    await expect(database().ping()).resolves.toBeUndefined()
  })

  test('finds its tables empty again in every test', async () => {
    expect(await rows(database().db, sql`select id from kept`)).toEqual([])
  })
})

describe('opening', () => {
  test('needs an address or a folder', async () => {
    await expect(openDatabase({ log: () => {} })).rejects.toThrow('an address or a folder')
  })

  test('says that the server does not answer, without its password', async () => {
    const opening = openDatabase({ url: 'postgres://officer:hush@127.0.0.1:1/none', log: () => {} })
    await expect(opening).rejects.toThrow('cannot be used')
    await expect(opening).rejects.not.toThrow('hush')
  })
})
