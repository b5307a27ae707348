import { describe, expect, test } from 'vitest'
import { rulesInForce } from '../../src/regulations/in-force.ts'
import { endedFrom, lettersBehind } from '../../src/regulations/papers.ts'
import { anLao2023 } from '../../src/regulations/profiles/an-lao-2023.ts'
import { defaultProfile } from '../../src/regulations/profiles/default.ts'
import { haiPhong2019 } from '../../src/regulations/profiles/hai-phong-2019.ts'

const day = (iso: string) => Temporal.PlainDate.from(iso)

describe('[AL1.1a] the letters behind a matter’s rules', () => {
  test('are those its rules are drawn from, in the order they were issued, and no others', () => {
    const rules = rulesInForce({ profile: defaultProfile, on: day('2026-11-20'), own: null, overrides: [] })
    if ('problem' in rules) throw new Error(rules.problem)
    expect(lettersBehind(rules).map(({ id }) => id)).toEqual([
      'thanh-hoa-2018',
      'hai-phong-2019',
      'an-lao-2023',
      'hai-phong-2023',
      'rach-gia-2024',
    ])
    const few = { ...rules, rules: { recipients: { values: {}, citation: 'Hải Phòng 2019, phần Nơi nhận' } } }
    expect(lettersBehind(few)).toEqual([haiPhong2019])
  })

  test('bind through their last day, and are said to have ended from the next', () => {
    expect(endedFrom(anLao2023, day('2025-06-30'))).toBeNull()
    expect(endedFrom(anLao2023, day('2025-07-01'))).toEqual(day('2025-07-01'))
    expect(endedFrom(anLao2023, day('2026-11-20'))).toEqual(day('2025-07-01'))
    expect(endedFrom(haiPhong2019, day('2026-11-20'))).toBeNull()
  })
})
