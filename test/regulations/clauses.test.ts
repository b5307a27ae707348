import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clauses, findClause } from '../../src/regulations/clauses.ts'
import { coverageOf, readTags, scanTests } from '../clauses.ts'

test('the letters make 82 rows, each under its own id', () => {
  expect(clauses).toHaveLength(82)
  expect(new Set(clauses.map(({ id }) => id)).size).toBe(82)
})

test('every row names a letter and says in at most 90 characters what it asks', () => {
  for (const { ids, letters, gist } of clauses) {
    expect(ids.length).toBeGreaterThan(0)
    expect(letters.length).toBeGreaterThan(0)
    expect(gist.length).toBeGreaterThan(10)
    expect(gist.length).toBeLessThanOrEqual(90)
  }
})

test('an id written out finds the row that joins it with others', () => {
  expect(findClause('AL1.2d')?.id).toBe('H6.4,AL1.2d')
  expect(findClause('HP3a')?.id).toBe('HP0b,3a')
  expect(findClause('TH4.2c')?.letters).toEqual(['TH-643'])
  expect(findClause('AL2.1')).toBeNull()
  expect(findClause('AL9')).toBeNull()
})

/** A test named after rows, spelt apart so that this file shows none of them. */
const named = (quote: string, ...tags: readonly string[]) =>
  `(${quote}${tags.map((tag) => `[${tag}]`).join('')} lapses${quote}`

test('tags are read from the names of tests, however they are written', () => {
  const source = [
    `test${named("'", 'AL1.3f')}, () => {})`,
    `test.each([1])${named("'", 'AL1.3f', 'AL1.3g')}, () => {})`,
    `describe${named('"', 'HP mark')}, () => {})`.replace('(', '(\n  '),
    `const text = ${named("'", 'AL1.3e').slice(1)}`,
    `find${named("'", 'MẬT')})`,
  ].join('\n')
  expect(readTags(source)).toEqual(['AL1.3f', 'AL1.3f', 'AL1.3g', 'HP mark'])
})

test('a row counts as shown when a test names it, and a tag that names none is told', () => {
  const source = `test${named("'", 'H6.4')})\ntest${named("'", 'RG3a')})`
  const { shown, missing, unknown } = coverageOf([{ path: 'a.test.ts', source }])
  expect(shown.map(({ id }) => id)).toEqual(['H6.4,AL1.2d'])
  expect(missing).toHaveLength(81)
  expect(unknown).toEqual([{ file: 'a.test.ts', tag: 'RG3a' }])
})

test('every tag of our own tests names one row', () => {
  const { shown, unknown } = scanTests(join(import.meta.dirname, '..'))
  expect(unknown).toEqual([])
  expect(shown.map(({ id }) => id)).toContain('AL1.3f')
})
