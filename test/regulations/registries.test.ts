import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findClause } from '../../src/regulations/clauses.ts'
import { describeProfile, sayDate } from '../../src/regulations/profile.ts'
import { anLao2023 } from '../../src/regulations/profiles/an-lao-2023.ts'
import { defaultProfile } from '../../src/regulations/profiles/default.ts'
import { findProfile, profiles } from '../../src/regulations/profiles/index.ts'
import { rachGia2024 } from '../../src/regulations/profiles/rach-gia-2024.ts'
import { rules } from '../../src/regulations/rules/index.ts'

const folder = join(import.meta.dirname, '../../src/regulations')

function namesIn(kind: string): readonly string[] {
  const files = readdirSync(join(folder, kind)).filter((file) => file !== 'index.ts')
  return files.map((file) => file.replace(/\.ts$/, '')).toSorted()
}

describe('registries', () => {
  test('hold exactly the rules of their folder', () => {
    expect(rules.map(({ id }) => id).toSorted()).toEqual(namesIn('rules'))
  })

  test('hold exactly the profiles of their folder', () => {
    expect(profiles.map(({ id }) => id).toSorted()).toEqual(namesIn('profiles'))
    expect(findProfile('an-lao-2023')).toBe(anLao2023)
    expect(findProfile('an-lao-2024')).toBeNull()
  })
})

test.each(rules.map((rule) => [rule.id, rule.clauses] as const))('%s cites rows of the letters', (_, clauses) => {
  expect(clauses.length).toBeGreaterThan(0)
  expect(clauses.filter((clause) => findClause(clause) === null)).toEqual([])
})

describe.each(profiles.map((profile) => [profile.id, profile] as const))('profile %s', (_, profile) => {
  test('gives each of its rules valid values and the clause that says so', () => {
    const faulty = Object.entries(profile.rules).filter(([id, { values, clause }]) => {
      const rule = rules.find((candidate) => candidate.id === id)
      return rule?.parameters.safeParse(values).success !== true || clause.trim() === ''
    })
    expect(faulty).toEqual([])
  })

  test('has days in order and waits only for rules it has', () => {
    expect(() => Temporal.PlainDate.from(profile.inForceFrom)).not.toThrow()
    if (profile.inForceTo !== null) expect(profile.inForceTo > profile.inForceFrom).toBe(true)
    for (const id of profile.needsOwnRegulation) expect(profile.rules).toHaveProperty(id)
  })
})

test('[AL1.3f] of the five letters only An Lão 2023 takes silence for consent', () => {
  const letters = profiles.filter(({ id }) => id !== 'default')
  expect(letters.filter(({ rules: held }) => held['silence-is-consent'] !== undefined)).toEqual([anLao2023])
})

test('[HPe] the three letters that want difficulties reported in time are cited for more time to answer', () => {
  const asking = profiles.filter((profile) => profile !== defaultProfile && profile.rules['reply-extension'])
  expect(asking.map(({ id, rules: held }) => [id, held['reply-extension']?.clause])).toEqual([
    ['an-lao-2023', 'đoạn cuối'],
    ['hai-phong-2019', 'đoạn cuối'],
    ['rach-gia-2024', 'mục 3'],
  ])
})

test('[AL hdr] a letter without number and day is described as it is', () => {
  expect(describeProfile(anLao2023)).toBe('Công văn chưa cấp số năm 2023 của UBND huyện An Lão')
  expect(describeProfile(rachGia2024)).toBe('Công văn số 288/UBND-VP ngày 21/3/2024 của UBND thành phố Rạch Giá')
})

test('dates are written as official papers write them', () => {
  expect(['2026-07-05', '2026-02-15', '2026-12-01', '2026-07', '2023'].map(sayDate)).toEqual([
    'ngày 05/7/2026',
    'ngày 15/02/2026',
    'ngày 01/12/2026',
    'tháng 7/2026',
    'năm 2023',
  ])
})
