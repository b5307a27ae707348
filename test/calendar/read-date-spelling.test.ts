/** The same words in every spelling, and anything at all. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { further, samples } from './phrases.ts'
import { describeReading, now, read } from './readings.ts'

const phrases = [...samples, ...Object.values(further).flat()].map(([text]) => text)
const say = (text: string) => describeReading(read(text))
const withoutAccents = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')

describe('spellings', () => {
  test.each(phrases)('"%s" reads the same decomposed, in capitals and with spaces around', (text) => {
    const expected = say(text)
    expect(say(text.normalize('NFD'))).toBe(expected)
    expect(say(text.toUpperCase())).toBe(expected)
    expect(say(text.toUpperCase().normalize('NFD'))).toBe(expected)
    expect(say(`  ${text.replaceAll(' ', '  ')} `)).toBe(expected)
  })

  test.each(phrases)('"%s" without accents reads the same or is asked about, never as something else', (text) => {
    const plain = read(withoutAccents(text))
    expect(plain.kind === 'ask' ? say(text) : describeReading(plain)).toBe(say(text))
  })

  test('nearly every sample reads the same without accents', () => {
    const changed = samples.map(([text]) => text).filter((text) => say(withoutAccents(text)) !== say(text))
    expect(changed).toEqual(['đầu tháng sau', 'giữa tháng sau'])
  })

  test.each([
    ['quý sau', 'quí sau'],
    ['hoà bình, mai', 'hòa bình, mai'],
    ['mùng 5 tháng Chạp', 'mồng năm tháng chạp'],
    ['thứ tư tuần sau', 'thứ 4 tuần tới'],
    ['thứ bảy', 'thứ bẩy'],
    ['mười một giờ trưa mai', '11h trưa mai'],
    ['ngày mồng 5 tháng 12', 'ngày mùng 5/12'],
    ['Ðến hết ngày 20/11', 'đến hết ngày 20/11'],
  ])('"%s" and "%s" are the same', (one, other) => {
    expect(say(one)).not.toBe('unknown')
    expect(say(one)).toBe(say(other))
  })

  test('words that only accents tell apart stay apart', () => {
    expect(say('sau 6 ngày')).toBe(say('sáu ngày'))
    expect(say('đầu tháng sáu')).not.toBe(say('đầu tháng sau'))
    expect([read('thứ sáu tới'), read('tối thứ sáu')]).toMatchObject([
      { precision: 'day' },
      { precision: 'part-of-day' },
    ])
    expect(say('tới 24/11')).not.toBe(say('tối 24/11'))
    expect(say('lùi sang thứ hai')).not.toBe(say('sáng thứ hai'))
    expect(say('ngày mốt')).not.toBe(say('ngày một'))
  })
})

describe('anything typed', () => {
  const vocabulary = [...new Set(phrases.flatMap((text) => text.split(' ')))]
  const words = fc.array(fc.constantFrom(...vocabulary), { maxLength: 12 }).map((all) => all.join(' '))

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (text) => {
        read(text)
      }),
    )
  })

  test('is answered only with what is still to come, earliest first', () => {
    fc.assert(
      fc.property(words, (text) => {
        const reading = read(text)
        const ends = reading.kind === 'ask' ? reading.candidates.map(({ at }) => at) : []
        if (reading.kind === 'deadline') ends.push(reading.at)
        if (reading.kind === 'interval') ends.push(reading.to)
        expect(ends.every((at) => Temporal.Instant.compare(at, now) > 0)).toBe(true)
        expect(ends).toEqual(ends.toSorted((a, b) => Temporal.Instant.compare(a, b)))
      }),
      { numRuns: 2000 },
    )
  })

  test('a word nobody knows turns an answer into a question', () => {
    fc.assert(
      fc.property(fc.constantFrom('không phải', 'chưa', 'trừ', 'dự kiến', 'khoảng', 'xyz'), (word) => {
        expect(read(`${word} 20/11`)).toMatchObject({ kind: 'ask', why: 'needs-confirmation' })
      }),
    )
  })

  test('a long message is no date, even when it holds one', () => {
    expect(read(`Kính gửi các đơn vị, ${'nội dung công việc '.repeat(20)}20/11`)).toEqual({ kind: 'unknown' })
    expect(read('Đề nghị các phòng chuyên môn nghiên cứu kỹ dự thảo rồi góp ý bằng văn bản 20/11').kind).toBe('unknown')
  })

  test('is read within milliseconds, however long or contrived', () => {
    const contrived = ['1-', '0/0 ', 'ngay ', '1 ', '(((1', 'thu ', 'muoi ', 'a', ' '].map((unit) => unit.repeat(300))
    const longest = contrived.map((text) => text.slice(0, 300))
    expect(Math.max(...[...longest, ...contrived].map(time))).toBeLessThan(1000)
  })
})

/** Milliseconds for twenty readings. */
function time(text: string): number {
  const began = performance.now()
  for (let run = 0; run < 20; run += 1) read(text)
  return performance.now() - began
}

test('a quarter less than midnight is of the evening before, and never throws', () => {
  expect(read('0h kém 13').kind).not.toBe('deadline')
  expect(read('0h kém 15 thứ sáu')).toMatchObject({ kind: 'deadline' })
})
