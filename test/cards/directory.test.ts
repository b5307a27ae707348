import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { usualOfficeHours } from '../../src/calendar/season.ts'
import { buttonsOf, type Card } from '../../src/cards/card.ts'
import { renderDirectoryNotice } from '../../src/cards/directory.ts'
import { renderBadRows, renderDifference, sayFact, sayProblem } from '../../src/cards/directory-difference.ts'
import type { Response } from '../../src/cards/response.ts'
import { type Settings, settingKeys } from '../../src/domain/committee-settings.ts'
import type { Fact } from '../../src/domain/directory-difference.ts'
import { directory, en, vi } from './commune.ts'

const facts = { directory }

function textOf({ title, blocks }: Card): string {
  const said = blocks.flatMap((block) =>
    block.kind === 'text' ? [block.text] : block.kind === 'list' ? [block.label ?? '', ...block.items] : [],
  )
  return [title, ...said].join('\n')
}

const posts = Array.from(
  { length: 15 },
  (_, index): Fact => ({
    code: 'post_added',
    values: { name: `Cán bộ ${index}`, code: `N${index}`, post: 'deputy_head', where: 'Phòng Kinh tế' },
  }),
)

const difference: Extract<Response, { kind: 'difference' }> = {
  kind: 'difference',
  file: 'danh-ba.xlsx',
  number: '12-3fa90b1c',
  sections: [
    {
      code: 'units',
      count: 1,
      facts: [{ code: 'unit_functions', values: { name: 'Văn phòng', code: 'VP', from: '', to: 'justice office' } }],
    },
    { code: 'new_posts', count: 300, facts: posts },
  ],
  left: [
    {
      leaver: { officer: 'staff', units: ['KT'] },
      matters: [{ reference: 'Y3', subject: 'Quy chế chợ', what: 'reply_draft' }],
    },
  ],
  ignored: ['Ghi chú'],
}

describe('the difference', () => {
  test('says what changes, old → new, how much there is beyond what it shows, and is confirmed by its number', () => {
    const card = renderDifference(difference, directory, vi)
    expect(textOf(card)).toContain('Thay đổi danh bạ: 301')
    expect(textOf(card)).toContain('Văn phòng, chức năng: (trống) → tư pháp và Văn phòng')
    expect(textOf(card)).toContain('Cán bộ 0 (N0): Phó Thủ trưởng, Phòng Kinh tế')
    expect(textOf(card)).toContain('… và 288 mục nữa')
    expect(textOf(card)).toContain('Y3: dự thảo trả lời chờ xác nhận · Quy chế chợ (Nguyễn Thu An)')
    expect(textOf(card)).toContain('Cột không dùng đến: Ghi chú')
    expect(buttonsOf(card)).toMatchObject([{ action: 'import confirm 12-3fa90b1c' }])
  })

  test('in English', () => {
    const said = textOf(renderDifference(difference, directory, en))
    expect(said).toContain('Văn phòng, functions: (none) → justice and Office')
    expect(said).toContain('… and 288 more')
  })
})

test('bad rows are told by their line, as many as fit', () => {
  const problems = Array.from({ length: 20 }, (_, index) => ({
    line: index + 2,
    column: 'post' as const,
    code: 'post-unknown',
    values: { column: 'post', typed: 'quan' },
  }))
  const said = textOf(renderBadRows({ kind: 'bad_rows', file: 'a.csv', problems, count: 40 }, vi))
  expect(said).toContain('40 chỗ cần sửa')
  expect(said).toContain('Dòng 2: Chức vụ “quan” không có trong danh mục.')
  expect(said).toContain('… và 28 mục nữa')
  expect(said).not.toContain('Dòng 14:')
})

test('a code without words of its own is still told with its line', () => {
  const problem = { line: 7, column: null, code: 'never-heard-of', values: {} }
  const quiet = Object.assign(
    (key: string, values?: Record<string, string | number>) =>
      key === 'directory.problem.never-heard-of' ? key : en(key as 'directory.problem.other', values),
    { ...en },
  )
  expect(sayProblem(problem, quiet as typeof en)).toBe('Line 7: This line cannot be read.')
})

test.each(['vi', 'en'])('every problem of a file has words in %s', (language) => {
  const sources = globSync('src/domain/directory-{rows,file,faults,import}.ts').map((path) =>
    readFileSync(path, 'utf8'),
  )
  const codes = sources.flatMap((source) => [
    ...source.matchAll(/[(,] '([a-z]+(?:-[a-z]+)+|empty|contradiction|formula)'/g),
  ])
  const texts = JSON.parse(readFileSync(`locales/${language}/directory.json`, 'utf8')).problem
  expect(codes.length).toBeGreaterThan(25)
  expect(codes.map(([, code]) => code).filter((code) => texts[code ?? ''] === undefined)).toEqual([])
})

test('every kind of change has words', () => {
  const values = { name: 'Tên', code: 'KT', from: '', to: 'office', post: 'specialist', where: 'Phòng Kinh tế' }
  const codes = [
    'unit_added',
    'unit_name',
    'unit_abbreviations',
    'unit_parent',
    'unit_functions',
    'unit_back',
    'unit_ended',
    'unit_merged',
    'officer_added',
    'officer_name',
    'officer_email',
    'officer_phone',
    'post_added',
    'post_order',
    'post_ended',
    'leaver',
  ] as const
  for (const code of codes) for (const t of [vi, en]) expect(sayFact({ code, values }, t)).toMatch(/\S/)
})

describe('what the directory gives cause to tell', () => {
  const matters = [
    { reference: 'Y1', subject: 'Quy chế chợ', what: 'letter_sent' },
    { reference: 'Y1', subject: 'Quy chế chợ', what: 'nobody_leads' },
    { reference: 'Y2', subject: 'Bến đò', what: 'nobody_answers' },
  ] as const

  test('what a leaver left open, with a way into each matter', () => {
    const card = renderDirectoryNotice({ kind: 'left', officer: 'staff', unit: 'KT', matters }, facts, vi)
    expect(textOf(card)).toContain('Nguyễn Thu An đã rời Phòng Kinh tế. Còn 3 việc')
    expect(textOf(card)).toContain('Y2: cơ quan không còn ai có quyền trả lời · Bến đò')
    expect(buttonsOf(card).map(({ action }) => action)).toEqual(['evidence Y1', 'evidence Y2'])
    const toOffice = renderDirectoryNotice({ kind: 'left', officer: 'staff', unit: null, matters }, facts, en)
    expect(textOf(toOffice)).toContain('3 of their matters are still open')
  })

  test('a unit nobody stands in for, with its days', () => {
    const [fromOn, toOn] = [Temporal.PlainDate.from('2026-11-24'), Temporal.PlainDate.from('2026-11-25')]
    const notice = { kind: 'unattended', officer: 'head', unit: 'KT', fromOn, toOn } as const
    expect(textOf(renderDirectoryNotice(notice, facts, vi))).toContain('từ thứ Ba 24/11/2026 đến hết thứ Tư 25/11/2026')
  })
})

test('an acting order: who recorded it, for whom and when, and how it is changed', () => {
  const [fromOn, toOn] = [Temporal.PlainDate.from('2026-11-24'), Temporal.PlainDate.from('2026-11-25')]
  const order = { officer: 'staff', unit: 'KT', number: '15/QĐ-UBND', fromOn, toOn }
  const card = renderDirectoryNotice({ kind: 'acting_ordered', by: 'head', ...order }, facts, vi)
  expect(textOf(card)).toContain('Nguyễn Thu An phụ trách Phòng Kinh tế từ thứ Ba 24/11/2026 đến hết thứ Tư 25/11/2026')
  expect(textOf(card)).toMatch(/đã ghi văn bản số 15\/QĐ-UBND.*\/phutrach/)
})

describe('settings that somebody changed', () => {
  const before: Settings = {
    profile: 'default',
    plannedProfiles: [],
    ownRegulation: null,
    overrides: [{ rule: 'reply-limit', values: { normalWorkingDays: 7 }, from: '2026-12-01' }],
    digestAt: '07:15',
    officeHours: usualOfficeHours,
    confirmedYears: [],
    linksByEmail: false,
  }
  const after: Settings = {
    ...before,
    plannedProfiles: [{ profile: 'hai-phong-2023', from: '2027-01-01' }],
    overrides: [...before.overrides, { rule: 'urging', values: null, from: '2026-12-01' }],
    officeHours: [usualOfficeHours[0], { ...usualOfficeHours[0], from: '04-16', to: '10-15' }],
    confirmedYears: [{ year: 2027, source: 'TB 9/TB-BNV' }],
    linksByEmail: true,
  }
  const card = (t: typeof vi, by: string | null = 'chief') =>
    renderDirectoryNotice({ kind: 'settings_changed', by, changed: settingKeys, before, after }, facts, t)

  test('are told as they were and as they are, and nothing that stayed', () => {
    const said = textOf(card(vi))
    expect(said).toContain('Bộ quy định từ thứ Sáu 01/01/2027: Hải Phòng 2023')
    expect(said).toContain('Lịch nghỉ năm 2027 đã xác nhận theo TB 9/TB-BNV')
    expect(said).toContain('01/01–31/12: 07:30–11:30, 13:30–17:00; 16/04–15/10: 07:30–11:30, 13:30–17:00')
    expect(said).toContain('Không áp dụng từ thứ Ba 01/12/2026: Cơ quan chủ trì đôn đốc')
    expect(said).toMatch(/Trước đây\n.*Giờ làm việc: 07:30–11:30, 13:30–17:00\n/s)
    expect(said).not.toMatch(/normalWorkingDays|07:15|quy chế riêng/)
  })

  test('in English, by whoever runs the program', () => {
    const { blocks } = card(en, null)
    expect(blocks[0]).toMatchObject({ value: 'the operator of the system' })
    expect(textOf(card(en))).toContain('Linking by an e-mail that the workspace has verified: on')
  })
})
