import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { findSecrecyMark } from '../src/domain/secrecy.ts'
import { type Key, loadTranslators } from '../src/i18n.ts'

const translators = loadTranslators(new URL('../locales', import.meta.url))
const vi = translators('vi', 'Asia/Ho_Chi_Minh')
const en = translators('en', 'Asia/Ho_Chi_Minh')
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)

describe('dates as an office writes them', () => {
  test('a deadline at midnight is 24:00 of the day before', () => {
    expect(vi.deadline(at('2026-11-27T00:00+07:00'))).toBe('24:00 thứ Năm 26/11/2026')
    expect(en.deadline(at('2026-11-27T00:00+07:00'))).toBe('24:00 Thursday 26/11/2026')
  })

  test('24:00 on the last day of a year stays in that year', () =>
    expect(vi.deadline(at('2027-01-01T00:00+07:00'))).toBe('24:00 thứ Năm 31/12/2026'))

  test('any other deadline is said as it is, a minute past midnight too', () => {
    expect(vi.deadline(at('2026-11-26T17:00+07:00'))).toBe('17:00 thứ Năm 26/11/2026')
    expect(vi.deadline(at('2026-11-27T00:01+07:00'))).toBe('00:01 thứ Sáu 27/11/2026')
  })

  test('what happened at midnight happened on the new day', () =>
    expect(vi.moment(at('2026-11-27T00:00+07:00'))).toBe('00:00 thứ Sáu 27/11/2026'))

  test('midnight is that of the committee', () =>
    expect(translators('vi', 'UTC').deadline(at('2026-11-27T00:00+07:00'))).toBe('17:00 thứ Năm 26/11/2026'))

  test.each([
    ['2026-11-22', 'Chủ nhật 22/11/2026', 'Sunday 22/11/2026'],
    ['2026-11-23', 'thứ Hai 23/11/2026', 'Monday 23/11/2026'],
    ['2026-11-24', 'thứ Ba 24/11/2026', 'Tuesday 24/11/2026'],
    ['2026-11-25', 'thứ Tư 25/11/2026', 'Wednesday 25/11/2026'],
    ['2026-11-27', 'thứ Sáu 27/11/2026', 'Friday 27/11/2026'],
    ['2026-02-07', 'thứ Bảy 07/02/2026', 'Saturday 07/02/2026'],
  ])('%s is %s', (day, vietnamese, english) => {
    expect(vi.day(Temporal.PlainDate.from(day))).toBe(vietnamese)
    expect(en.day(Temporal.PlainDate.from(day))).toBe(english)
  })
})

describe('spans and lists', () => {
  test.each([
    [0, 'chưa đầy 1 phút', 'less than 1 minute'],
    [0.99, 'chưa đầy 1 phút', 'less than 1 minute'],
    [1, '1 phút', '1 minute'],
    [59.9, '59 phút', '59 minutes'],
    [60, '1 giờ', '1 hour'],
    [134, '2 giờ 14 phút', '2 hours 14 minutes'],
    [1440, '1 ngày', '1 day'],
    [1441, '1 ngày', '1 day'],
    [4560, '3 ngày 4 giờ', '3 days 4 hours'],
  ])('%d minutes are "%s"', (minutes, vietnamese, english) => {
    expect(vi.span(minutes)).toBe(vietnamese)
    expect(en.span(minutes)).toBe(english)
  })

  test('a list joins its last item with a word', () => {
    expect(vi.list(['Phòng Kinh tế', 'Công an', 'Trạm Y tế'])).toBe('Phòng Kinh tế, Công an và Trạm Y tế')
    expect(en.list(['A', 'B'])).toBe('A and B')
    expect(vi.list(['A'])).toBe('A')
    expect(vi.list([])).toBe('')
  })
})

describe('texts', () => {
  test('values come out as they went in, whatever they look like', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom('$t(general.list)', '{{last}}', '{{- last}}', '<b>&"', '$&', "$'"),
    )
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        expect(vi.list([one, other])).toBe(`${one} và ${other}`)
      }),
    )
  })

  test('a value named like an option of the library is only a value', () =>
    expect(vi('general.list', { items: 'A', last: 'B', lng: 'en', context: 'x', defaultValue: 'y' })).toBe('A và B'))

  test('the same language and zone give the same translator', () => {
    expect(translators('vi', 'Asia/Ho_Chi_Minh')).toBe(vi)
    expect(vi.language).toBe('vi')
    expect(en.language).toBe('en')
  })

  test.each(['general.nothing', 'general.weekday', 'nothing.at.all'])(
    'the key "%s" names no text and throws',
    (key) => {
      expect(() => vi(key as Key)).toThrow(`no text "${key}" in "vi"`)
    },
  )

  test('a value that is missing throws', () => {
    expect(() => vi('general.list', { items: 'A' })).toThrow('no value for {{last}}')
  })
})

describe('in production', () => {
  const folder = mkdtempSync(join(tmpdir(), 'locales-'))
  for (const [language, texts] of [
    ['vi', { hello: 'Chào {{name}}', count_other: '{{count}} việc' }],
    ['en', {}],
  ] as const) {
    mkdirSync(join(folder, language))
    writeFileSync(join(folder, language, 'general.json'), JSON.stringify(texts))
  }
  afterAll(() => rmSync(folder, { recursive: true }))

  test('what English lacks is said in Vietnamese, and told', () => {
    const faults: string[] = []
    const t = loadTranslators(folder, (fault) => faults.push(fault))('en', 'UTC')
    expect(t('general.hello' as Key, { name: 'An' })).toBe('Chào An')
    expect(t('general.count' as Key, { count: 1 })).toBe('1 việc')
    expect(faults).toEqual(['no text "general.hello" in "en"', 'no text "general.count" in "en"'])
  })

  test('a value that is missing is left as …, and told', () => {
    const faults: string[] = []
    expect(loadTranslators(folder, (fault) => faults.push(fault))('vi', 'UTC')('general.hello' as Key)).toBe('Chào …')
    expect(faults).toEqual(['no value for {{name}} in "Chào {{name}}"'])
  })
})

describe('what we say ourselves', () => {
  const textsOf = (tree: unknown): readonly string[] =>
    typeof tree === 'string' ? [tree] : Object.values(tree as object).flatMap(textsOf)

  test.each(['vi', 'en'])('is never taken for a secret when somebody replies to it, in %s', (language) => {
    const folder = new URL(`../locales/${language}/`, import.meta.url)
    const texts = readdirSync(folder).flatMap((file) => {
      return textsOf(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    })
    expect(texts.length).toBeGreaterThan(500)
    expect(texts.filter((text) => findSecrecyMark(text) !== null)).toEqual([])
  })
})
