import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capacitiesIn, type Directory, decidersOf } from '../../src/domain/directory.ts'
import { applyChanges, leaversBy } from '../../src/domain/directory-change.ts'
import { describeChanges } from '../../src/domain/directory-difference.ts'
import { planImport } from '../../src/domain/directory-import.ts'
import type { TextRow } from '../../src/domain/directory-rows.ts'
import { changed, fileLines, heading, postLine, rowsOf } from '../support/directory-file.ts'
import { day, directory } from '../support/given.ts'

const today = day('2026-11-20')

function plan(lines: readonly string[], head = heading, on = today) {
  return planImport(rowsOf(lines, head), directory, on)
}

/** What a file comes to, as short facts: "post_ended VX3 specialist". */
function facts(lines: readonly string[], head = heading): readonly string[] {
  const { problems, changes } = plan(lines, head)
  expect(problems).toEqual([])
  return describeChanges(changes, directory, today).flatMap((section) =>
    section.facts.map(({ code, values }) => [code, ...Object.values(values)].join(' ')),
  )
}

function faults(lines: readonly string[], head = heading): readonly string[] {
  const { problems, changes } = plan(lines, head)
  expect(changes).toEqual([])
  return problems.map(({ line, code }) => `${line} ${code}`)
}

/** The directory after a file. */
function after(rows: readonly TextRow[], before: Directory, on = today): Directory {
  const { problems, changes } = planImport(rows, before, on)
  expect(problems).toEqual([])
  return applyChanges(before, changes)
}

describe('a file that says what the directory says', () => {
  test('changes nothing', () => expect(plan(fileLines())).toEqual({ problems: [], changes: [], ignored: [] }))

  test('nor does it with headings in Vietnamese, whatever their spelling, posts in words, and a row said twice', () => {
    const head =
      'MÃ ĐƠN VỊ,Tên đơn vị,Tên viết tắt,Trực thuộc,Chức năng,Sáp nhập vào,Mã cán bộ,họ và tên,Chức  vụ,Thứ tự,E-mail,Số điện thoại,Ngôn ngữ'
    const lines = fileLines().map((line) =>
      line
        .replace('unit_head', 'Trưởng phòng')
        .replace('deputy_head', 'Phó')
        .replace('office;justice', 'Tư pháp;văn phòng'),
    )
    expect(plan([...lines, lines.at(-1) ?? ''], head.normalize('NFD')).changes).toEqual([])
  })

  test('a heading that is not ours is passed over and told', () => {
    expect(
      plan(
        fileLines().map((line) => `${line},x`),
        `${heading},Ghi chú`,
      ),
    ).toMatchObject({
      problems: [],
      changes: [],
      ignored: ['Ghi chú'],
    })
  })

  test('a language somebody chose themselves stays', () => {
    const lines = fileLines().map((line) => (line.includes('KT1') ? line.replace(/,$/, ',en') : line))
    expect(facts(lines)).toEqual([])
  })
})

describe('what a file changes', () => {
  test('a post that is not in it ends the day before; who is in no unit any more leaves, and history stays', () => {
    const lines = changed({ without: /VX3|DP1,.*CA|^CA,.*DP1/ })
    expect(facts(lines)).toEqual([
      'post_ended Cán bộ DP1 DP1 deputy_head Công an xã',
      'post_ended Cán bộ VX3 VX3 specialist Phòng Văn hóa - Xã hội',
      'leaver Cán bộ VX3 VX3 Phòng Văn hóa - Xã hội',
    ])
    const left = after(rowsOf(lines), directory)
    expect(left.posts).toHaveLength(directory.posts.length)
    const isIn = (on: string) =>
      capacitiesIn(left, 'VHXH', day(on)).some(({ officer, post }) => officer === 'VX3' && post === 'specialist')
    expect([isIn('2026-11-19'), isIn('2026-11-20')]).toEqual([true, false])
  })

  test('who has an acting order today has not left', () => {
    const { changes } = planImport(rowsOf(changed({ without: /VX3/ })), directory, day('2026-11-25'))
    expect(leaversBy(changes, directory, day('2026-11-25'))).toEqual([])
  })

  test('somebody new takes a post up from that day, a deputy behind those there are', () => {
    const lines = changed({ add: [postLine('VHXH', 'VX9', 'Phó'), postLine('VHXH', 'VX8', 'deputy_head')] })
    expect(facts(lines)).toEqual([
      'post_added Cán bộ VX8 VX8 deputy_head Phòng Văn hóa - Xã hội',
      'post_added Cán bộ VX9 VX9 deputy_head Phòng Văn hóa - Xã hội',
      'officer_added Cán bộ VX8 VX8',
      'officer_added Cán bộ VX9 VX9',
    ])
    const now = after(rowsOf(lines), directory)
    expect(decidersOf(now, 'VHXH', today)).toEqual(['VX1', 'VX2', 'DP1', 'VX8', 'VX9'])
    expect(decidersOf(now, 'VHXH', day('2026-11-19'))).toEqual(['VX1', 'VX2', 'DP1'])
  })

  test('the order of others than deputies says nothing and is not counted', () => {
    const lines = changed({ add: [postLine('KT', 'KT8', 'specialist'), postLine('KT', 'KT9', 'specialist')] })
    const fresh = after(rowsOf(lines), directory).posts.filter(({ fromOn }) => fromOn.equals(today))
    expect(fresh.map(({ officer, order }) => [officer, order])).toEqual([
      ['KT8', 1],
      ['KT9', 1],
    ])
  })

  test('old → new: names, addresses, functions, the order of deputies', () => {
    const lines = fileLines().map((line) =>
      line
        .replace('YT,Trạm Y tế,TYT', 'YT,Trạm Y tế xã,TYT;Y tế')
        .replace('home_affairs', 'home_affairs;emulation')
        .replace(/^(KT,.*KT2.*),1,,,$/, '$1,2,kt2@causay.example,912345678,'),
    )
    expect(facts(lines)).toEqual([
      'unit_functions Phòng Văn hóa - Xã hội VHXH home_affairs emulation home_affairs',
      'unit_name Trạm Y tế xã YT Trạm Y tế Trạm Y tế xã',
      'unit_abbreviations Trạm Y tế xã YT TYT TYT; Y tế',
      'post_order Cán bộ KT2 KT2 deputy_head Phòng Kinh tế 1 2',
      'officer_email Cán bộ KT2 KT2  kt2@causay.example',
      'officer_phone Cán bộ KT2 KT2  0912345678',
    ])
  })

  test('a unit that is not in it ends with its posts', () => {
    expect(facts(changed({ without: /^YT,/ }))).toEqual([
      'unit_ended Trạm Y tế YT',
      'post_ended Cán bộ YT1 YT1 unit_head Trạm Y tế',
      'leaver Cán bộ YT1 YT1 Trạm Y tế',
    ])
  })

  test('a unit it says was merged ends into its successor, who answer for it', () => {
    const lines = changed({ without: /^YT,/, add: ['YT,Trạm Y tế,TYT,,,VHXH,,,,,,,'] })
    expect(facts(lines).at(0)).toBe('unit_merged Trạm Y tế YT Phòng Văn hóa - Xã hội')
    const merged = after(rowsOf(lines), directory)
    expect(decidersOf(merged, 'YT', today)).toEqual(['VX1', 'VX2', 'DP1'])
    expect(decidersOf(merged, 'YT', day('2026-11-19'))).toEqual(['YT1'])
    expect(planImport(rowsOf(lines), merged, day('2026-12-01')).changes).toEqual([])
  })

  test('a unit that had ended without a successor may come back', () => {
    const without = after(rowsOf(changed({ without: /^YT,/ })), directory)
    const { changes } = planImport(rowsOf(fileLines()), without, day('2026-12-01'))
    expect(changes.map(({ type }) => type)).toEqual(['unit_changed', 'post_added'])
    expect(decidersOf(applyChanges(without, changes), 'YT', day('2026-12-01'))).toEqual(['YT1'])
  })

  test('what has no column stays, what has one and is blank is none', () => {
    const known = after(
      rowsOf(fileLines().map((line) => line.replace(/^(YT,.*YT1.*),,,$/, '$1,yt1@causay.example,,'))),
      directory,
    )
    const short = 'unit_code,officer_code,officer_name,post'
    const lines = [...directory.posts].map(({ unit, officer, kind }) => `${unit},${officer},,${kind}`)
    expect(planImport(rowsOf(lines, short), known, today).changes).toEqual([])
    expect(planImport(rowsOf(fileLines()), known, today).changes).toMatchObject([
      { type: 'officer_changed', officer: { id: 'YT1', email: null } },
    ])
  })

  test('a post given up and taken up again on the same day goes on', () => {
    const without = after(rowsOf(changed({ without: /VX3/ })), directory)
    const back = after(rowsOf(fileLines()), without)
    const again = after(rowsOf(changed({ without: /VX3/ })), back)
    const held = after(rowsOf(fileLines()), again).posts.filter(({ officer }) => officer === 'VX3')
    expect(held.map(({ fromOn, toOn }) => [fromOn.toString(), toOn?.toString() ?? null])).toEqual([
      ['2018-01-01', '2026-11-19'],
      ['2026-11-20', null],
    ])
  })
})

describe('what is wrong with a file is told by its line', () => {
  const bad = (line: string) => faults([...fileLines(), line])
  const last = fileLines().length + 2

  test.each([
    [',,,,,,KT5,An,specialist,,,,', 'unit-code-missing'],
    ['K T,,,,,,KT5,An,specialist,,,,', 'code-malformed'],
    ['Đ1,,,,,,KT5,An,specialist,,,,', 'code-malformed'],
    ['XX,,,,,,KT5,An,specialist,,,,', 'unit-unknown'],
    ['KT,,,,,,KT5,An,quan huyện,,,,', 'post-unknown'],
    ['KT,,,,,,KT5,An,,,,,', 'post-missing'],
    ['KT,,,,,,,An,specialist,,,,', 'officer-code-missing'],
    ['KT,,,,,,KT5,,specialist,,,,', 'officer-name-missing'],
    ['KT,,,,,,KT5,An,specialist,0,,,', 'order-malformed'],
    ['KT,,,,,,KT5,An,specialist,,an@,,', 'email-malformed'],
    ['KT,,,,,,KT5,An,specialist,,,12,', 'phone-malformed'],
    ['KT,,,,,,KT5,An,specialist,,,,lào', 'language-unknown'],
    ['XX,Tổ mới,,,bay,,,,,,,,', 'function-unknown'],
    ['XX,Tổ mới,,ZZ,,,,,,,,,', 'other-unit-unknown'],
    ['XX,Tổ mới,,XX,,,,,,,,,', 'parent-circle'],
    ['XX,Tổ mới,,,,KT,,,,,,,', 'merged-unknown'],
    ['TKN,Trạm Khuyến nông,,,,,,,,,,,', 'merged-before'],
    ['TKN,,,,,,KT5,An,specialist,,,,', 'merged-staffed'],
    ['KT,,,,,,KT5,=HYPERLINK(1),specialist,,,,', 'formula'],
    ['KT,,,,,,KT5,+cmd,specialist,,,,', 'formula'],
    ['KT,,,,,,KT5,@SUM(A1),specialist,,,,', 'formula'],
    ['KT,,,,,,KT5,-2+3,specialist,,,,', 'formula'],
    ['KT,,,,,,KT5,An,specialist,,,=1,', 'formula'],
    [`KT,,,,,,KT5,${'n'.repeat(301)},specialist,,,,`, 'too-long'],
  ])('%s: %s', (line, code) => expect(bad(line)).toEqual([`${last} ${code}`]))

  test.each([
    ['kt,,,,,,KT5,An,specialist,,,,', [`2 code-alike`, `${last} code-alike`]],
    ['KT,,,,,,KT5,An,unit_head,,,,', ['two-heads']],
    ['KT,Phòng khác,,,,,,,,,,,', ['2 contradiction', `${last} contradiction`]],
    ['CA,,,,,,KT1,Tên khác,specialist,,,,', ['contradiction', `${last} contradiction`]],
    ['KT,,,,,,kt1,An,specialist,,,,', ['code-alike', `${last} code-alike`]],
  ])('%s: both lines are told', (line, told) => {
    const found = bad(line).join('\n')
    for (const one of told) expect(found).toContain(one)
  })

  test('a code that differs from a known one in its capitals alone', () => {
    expect(faults(fileLines().map((line) => line.replaceAll('YT1', 'yt1')))).toEqual([
      `${fileLines().findIndex((line) => line.includes('YT1')) + 2} code-alike`,
    ])
  })

  test('a telephone number may begin with a plus, a dash alone is nothing', () => {
    const { problems } = plan([...fileLines(), 'KT,-,,,,,KT5,An,specialist,,–,+84912345678,'])
    expect(problems).toEqual([])
  })

  test('all bad lines at once, in their order', () => {
    expect(faults([...fileLines(), 'KT,,,,,,KT5,An,?,,,,', ',,,,,,KT6,An,specialist,,,,'])).toEqual([
      `${last} post-unknown`,
      `${last + 1} unit-code-missing`,
    ])
  })

  test('columns that are missing or stand there twice', () => {
    expect(faults(['KT,KT1'], 'unit_code,officer_code')).toEqual(['1 column-missing', '1 column-missing'])
    expect(faults(['KT,KT1,An,specialist,x'], 'unit_code,officer_code,officer_name,post,Mã đơn vị')).toEqual([
      '1 column-twice',
    ])
    expect(planImport([], directory, today).problems).toMatchObject([{ code: 'empty' }])
  })

  test('a file that would leave no Office, or nobody in it, is not the whole directory', () => {
    expect(faults(changed({ without: /^VP,/ }))).toEqual(['1 office-missing'])
    expect(faults(changed({ without: /VP1|VP2/ }))).toEqual(['1 office-empty'])
  })

  test('units that are each other’s parents', () => {
    const lines = fileLines().map((line) =>
      line
        .replace('KT,Phòng Kinh tế,P. KT,', 'KT,Phòng Kinh tế,P. KT,YT')
        .replace('YT,Trạm Y tế,TYT,', 'YT,Trạm Y tế,TYT,KT'),
    )
    expect(faults(lines)).toEqual(['2 parent-circle', '5 parent-circle'])
  })
})

const codes = ['A', 'B', 'C', 'D', 'E'] as const
const posts = ['deputy_head', 'specialist', 'vice_chair'] as const

const anyOfficer = fc.record({
  unit: fc.constantFrom('VP', ...codes),
  post: fc.constantFrom(...posts),
  officer: fc.integer({ min: 1, max: 6 }).map((number) => `O${number}`),
  order: fc.constantFrom('', '', '3'),
})

/** Files of an office that has an Office, some units, some of them merged away, and anybody anywhere. */
const anyFile = fc
  .record({
    units: fc.subarray([...codes]),
    functions: fc.constantFrom('', 'media', 'justice;media'),
    officers: fc.uniqueArray(anyOfficer, {
      selector: ({ unit, post, officer }) => `${unit} ${post} ${officer}`,
      maxLength: 12,
    }),
  })
  .map(({ units, functions, officers }) => [
    'VP,Văn phòng,,,office,,,,,,,,',
    'VP,,,,,,CVP,Chánh,office_chief,,,,',
    ...units.map((unit) => `${unit},Đơn vị ${unit},,,${functions},,,,,,,,`),
    ...officers
      .filter(({ unit }) => unit === 'VP' || units.some((one) => one === unit))
      .map(({ unit, post, officer, order }) => `${unit},,,,,,${officer},Tên ${officer},${post},${order},,,`),
  ])

const empty: Directory = { ...directory, units: new Map(), officers: new Map(), posts: [], actingOrders: [] }

/** A directory as a set of facts, whatever order it is kept in. */
function plainOf({ units, officers, posts }: Directory): readonly string[] {
  return [...units.values(), ...officers.values(), ...posts].map((one) => JSON.stringify(one)).toSorted()
}

describe('properties', () => {
  const [first, second] = [day('2026-01-05'), day('2026-06-05')]

  test('a file taken over a second time changes nothing, that day or later', () => {
    fc.assert(
      fc.property(anyFile, anyFile, (before, file) => {
        const known = after(rowsOf(before), empty, first)
        const now = after(rowsOf(file), known, second)
        expect(planImport(rowsOf(file), now, second).changes).toEqual([])
        expect(planImport(rowsOf(file), now, second.add({ days: 40 })).changes).toEqual([])
      }),
    )
  })

  test('the rows may stand in any order', () => {
    const shuffled = anyFile.chain((file) =>
      fc.tuple(fc.constant(file), fc.shuffledSubarray(file, { minLength: file.length })),
    )
    fc.assert(
      fc.property(anyFile, shuffled, (before, [file, other]) => {
        const known = after(rowsOf(before), empty, first)
        expect(plainOf(after(rowsOf(other), known, second))).toEqual(plainOf(after(rowsOf(file), known, second)))
      }),
    )
  })

  test('nothing that was is lost: every post of before stands there still, begun when it was', () => {
    fc.assert(
      fc.property(anyFile, anyFile, (before, file) => {
        const known = after(rowsOf(before), empty, first)
        const now = after(rowsOf(file), known, second)
        for (const post of known.posts) {
          expect(now.posts).toContainEqual(
            expect.objectContaining({ officer: post.officer, unit: post.unit, fromOn: post.fromOn }),
          )
        }
        const on = second.subtract({ days: 1 })
        for (const unit of known.units.keys()) {
          expect(capacitiesIn(now, unit, on).length).toBe(capacitiesIn(known, unit, on).length)
        }
      }),
    )
  })
})
