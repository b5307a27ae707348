import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  appendEvidence,
  type ChainedLine,
  chain,
  emptyHead,
  findBreaks,
  findOrphans,
  type Head,
  hashOf,
  type Line,
  readEvidence,
} from '../../src/store/evidence.ts'
import { writeMatter } from '../../src/store/matters.ts'
import { describeOnBoth } from '../support/database.ts'
import { committeeId, foundSmall, time } from './bench.ts'

const line = (type: string, rest: Partial<Line> = {}): Line => ({
  type,
  actor: 'KT1',
  messenger: 'bot',
  happenedAt: time('08:00'),
  recordedAt: time('08:00:01'),
  body: { text: type },
  ...rest,
})

function chainOf(count: number, head: Head = emptyHead): readonly ChainedLine[] {
  return chain(
    committeeId,
    'Y1',
    head,
    Array.from({ length: count }, (_, index) => line(`t${index}`)),
  )
}

function headOf(lines: readonly ChainedLine[]): Head {
  const { sequence, hash } = lines.at(-1) ?? emptyHead
  return { sequence, hash }
}

describe('a chain of evidence', () => {
  test('numbers its lines, and each carries the hash of the one before', () => {
    const lines = chainOf(3)
    expect(lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(lines.map(({ previousHash }) => previousHash)).toEqual(['', lines[0]?.hash, lines[1]?.hash])
    expect(new Set(lines.map(({ hash }) => hash)).size).toBe(3)
  })

  test('goes on from its head as if it had been written at once', () => {
    const whole = chain(committeeId, 'Y1', emptyHead, [line('a'), line('b'), line('c')])
    const first = chain(committeeId, 'Y1', emptyHead, [line('a')])
    expect([...first, ...chain(committeeId, 'Y1', headOf(first), [line('b'), line('c')])]).toEqual(whole)
  })

  test('is whole up to its head', () => {
    expect(findBreaks(committeeId, [], emptyHead)).toEqual([])
    expect(findBreaks(committeeId, chainOf(5), headOf(chainOf(5)))).toEqual([])
  })

  test.each<[string, (line: ChainedLine) => ChainedLine]>([
    ['type', (one) => ({ ...one, type: 'other' })],
    ['actor', (one) => ({ ...one, actor: null })],
    ['messenger', (one) => ({ ...one, messenger: null })],
    ['happenedAt', (one) => ({ ...one, happenedAt: one.happenedAt.add({ microseconds: 1 }) })],
    ['recordedAt', (one) => ({ ...one, recordedAt: one.recordedAt.subtract({ microseconds: 1 }) })],
    ['body', (one) => ({ ...one, body: { text: 'other' } })],
    ['reference', (one) => ({ ...one, reference: 'Y2' })],
    ['previousHash', (one) => ({ ...one, previousHash: 'ff' })],
    ['hash', (one) => ({ ...one, hash: 'ff' })],
  ])('breaks where the %s of a line was changed', (_, change) => {
    const lines = chainOf(4)
    const changed = lines.map((one, index) => (index === 1 ? change(one) : one))
    expect(findBreaks(committeeId, changed, headOf(lines))[0]).toEqual({ sequence: 2, why: 'changed' })
  })

  test('breaks after a line that was changed and hashed anew by itself', () => {
    const lines = chainOf(4)
    const forged = lines.map((one, index) => {
      if (index !== 1) return one
      const changed = { ...one, body: { text: 'forged' } }
      return { ...changed, hash: hashOf(committeeId, changed) }
    })
    expect(findBreaks(committeeId, forged, headOf(lines))).toEqual([{ sequence: 3, why: 'changed' }])
  })

  test('breaks when it is said to be of another committee', () => {
    expect(findBreaks('xa-khac', chainOf(1), headOf(chainOf(1)))).toEqual([{ sequence: 1, why: 'changed' }])
  })

  test('breaks when its lines were changed and hashed anew, because the head knows better', () => {
    const forged = chain(committeeId, 'Y1', emptyHead, [line('t0'), line('forged')])
    expect(findBreaks(committeeId, forged, headOf(chainOf(2)))).toEqual([{ sequence: 2, why: 'changed' }])
  })

  test('breaks at lines that are gone, and at lines beyond its head', () => {
    const lines = chainOf(5)
    expect(findBreaks(committeeId, lines.toSpliced(1, 2), headOf(lines))).toEqual([{ sequence: 2, why: 'missing' }])
    expect(findBreaks(committeeId, lines.slice(1), headOf(lines))).toEqual([{ sequence: 1, why: 'missing' }])
    expect(findBreaks(committeeId, lines.slice(0, 3), headOf(lines))).toEqual([{ sequence: 4, why: 'missing' }])
    expect(findBreaks(committeeId, [], headOf(lines))).toEqual([{ sequence: 1, why: 'missing' }])
    expect(findBreaks(committeeId, lines, headOf(lines.slice(0, 3)))).toEqual([{ sequence: 4, why: 'beyond-head' }])
  })

  test('breaks whichever of its lines is dropped, doubled or moved', () => {
    const lines = chainOf(8)
    const places = fc.tuple(fc.nat(7), fc.nat(7), fc.constantFrom('drop', 'move', 'double'))
    fc.assert(
      fc.property(places, ([from, to, how]) => {
        const one = lines[from]
        if (one === undefined || (how === 'move' && from === to)) return
        const without = how === 'double' ? lines : lines.toSpliced(from, 1)
        const tampered = how === 'drop' ? without : without.toSpliced(to, 0, one)
        const renumbered = tampered.map((each, index) => ({ ...each, sequence: index + 1 }))
        expect(findBreaks(committeeId, renumbered, headOf(lines))).not.toEqual([])
      }),
    )
  })

  test('hashes the same whatever order the facts stand in', () => {
    const [one] = chainOf(1)
    if (one === undefined) throw new Error('no line')
    const turned = { ...one, body: { b: [{ y: 1, x: null }], a: 'Đ' } }
    expect(hashOf(committeeId, { ...turned, body: { a: 'Đ', b: [{ x: null, y: 1 }] } })).toBe(
      hashOf(committeeId, turned),
    )
    expect(hashOf(committeeId, { ...turned, body: { a: 'Đ', b: [{ x: 1, y: null }] } })).not.toBe(
      hashOf(committeeId, turned),
    )
  })
})

describeOnBoth('evidence in a database', (database) => {
  beforeEach(() => foundSmall(database()))

  const append = (lines: readonly ChainedLine[]) =>
    database().transaction((tx) => appendEvidence(tx, committeeId, lines))

  test('is whole again when it is read, whatever a body holds', async () => {
    const body = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,6}(At|On)?$/),
      fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('\\u')),
    )
    const microseconds = fc.bigInt({ min: 0n, max: 4_102_444_800_000_000n })
    let number = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(body, microseconds), { minLength: 1, maxLength: 4 }), async (facts) => {
        number += 1
        const lines = facts.map(([each, at]) => {
          const happenedAt = Temporal.Instant.fromEpochNanoseconds(at * 1000n + 999n)
          return line('any', { body: { ...each, on: '2026-11-18', at: '09:00' }, happenedAt })
        })
        const written = chain(committeeId, `Y${number}`, emptyHead, lines)
        await append(written)
        const read = await readEvidence(database().db, committeeId, `Y${number}`)
        expect(findBreaks(committeeId, read, headOf(written))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('is read in its order, matter by matter', async () => {
    const lines = chainOf(12)
    await append(lines.slice(6))
    await append(lines.slice(0, 6))
    await append(chain(committeeId, 'Y2', emptyHead, [line('other')]))
    await append([])
    expect(await readEvidence(database().db, committeeId, 'Y1')).toEqual(lines)
  })

  test('takes no second line for a place', async () => {
    await append(chainOf(1))
    await expect(append(chainOf(1))).rejects.toThrow()
  })

  test('without a matter is found', async () => {
    await append(chainOf(2))
    await append(chain(committeeId, 'Y2', emptyHead, [line('other')]))
    const key = { committeeId, reference: 'Y1', kind: 'consultation', nextDueAt: null, changedAt: time('08:00') }
    await database().transaction((tx) =>
      writeMatter(tx, { ...key, state: { state: 'open' }, outline: null, head: emptyHead }),
    )
    expect(await findOrphans(database().db, committeeId)).toEqual(['Y2'])
  })
})
