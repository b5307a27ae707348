import { describe, expect, test } from 'vitest'
import { vietnam } from '../../src/calendar/calendar.ts'
import { further, samples } from './phrases.ts'
import { type Circumstances, describeReading, instant, read } from './readings.ts'

const say = (text: string, circumstances?: Circumstances) => describeReading(read(text, circumstances))

test.each(samples)('"%s" is read as %s', (text, reading) => {
  expect(say(text)).toBe(reading)
})

describe.each(Object.entries(further))('%s', (_, phrases) => {
  test.each(phrases)('"%s" is read as %s', (text, reading) => {
    expect(say(text)).toBe(reading)
  })
})

describe('extensions', () => {
  test.each([
    ['lùi 2 ngày', '2026-11-26T00:00', '? needs-confirmation: 24:00 27/11'],
    ['lùi 2 ngày', '2026-11-25T17:00', '? needs-confirmation: 17:00 27/11'],
    ['gia hạn thêm 5 ngày lv', '2026-11-21T00:00', '24:00 30/11'],
    ['xin gia hạn thêm 5 ngày làm việc', '2026-11-20T17:00', '17:00 30/11'],
    ['gia hạn thêm 1 tuần', '2026-11-21T00:00', '24:00 27/11'],
    ['thêm 24h', '2026-11-20T17:00', '17:00 21/11 (weekend)'],
    ['gia hạn đến 30/11', '2026-11-21T00:00', '24:00 30/11'],
    ['lùi đến 17h', '2026-11-18T15:00', '17:00 18/11'],
    ['lùi 2 giờ', '2026-11-18T15:00', '17:00 18/11'],
    ['dời sang 14h thứ sáu', '2026-11-18T15:00', '14:00 20/11'],
    ['lui sang thu hai', '2026-11-21T00:00', '24:00 23/11'],
    ['xin lùi sang thứ hai tuần sau', '2026-11-21T00:00', '24:00 23/11'],
    ['gia hạn thêm 5 ngày làm việc, đến 30/11', '2026-11-21T00:00', '24:00 30/11'],
    ['gia hạn thêm 3 ngày làm việc, đến 30/11', '2026-11-21T00:00', '? ambiguous: 24:00 26/11 | 24:00 30/11'],
  ])('"%s" of a matter due at %s is %s', (text, dueAt, reading) => {
    expect(say(text, { dueAt })).toBe(reading)
  })

  test.each([
    ['lùi 2 ngày (hạn 25/11)', '? needs-confirmation: 24:00 27/11'],
    ['gia hạn thêm 5 ngày lv (hạn 20/11)', '24:00 30/11'],
    ['gia hạn thêm 5 ngày lv (hạn 17h 20/11)', '17:00 30/11'],
  ])('"%s" names the deadline itself: %s', (text, reading) => {
    expect(say(text)).toBe(reading)
  })

  test('cannot be counted without a deadline', () => {
    expect(say('lùi 2 ngày')).toBe('? no-due-date')
  })
})

describe('the moment of reading', () => {
  test('a time that is over today is offered for tomorrow', () => {
    expect(say('17h', { now: '2026-11-18T17:00' })).toBe('? past: 17:00 19/11')
    expect(say('17h', { now: '2026-11-18T16:59' })).toBe('17:00 18/11')
  })

  test('a weekday on its own day is asked about, unless its time is over', () => {
    expect(say('thứ sáu', { now: '2026-11-20T08:00' })).toBe('? ambiguous: 24:00 20/11 | 24:00 27/11')
    expect(say('9h thứ sáu', { now: '2026-11-20T10:00' })).toBe('09:00 27/11')
    expect(say('thứ sáu tuần này', { now: '2026-11-21T10:00' })).toBe('? past')
  })

  test("two ways to the same moment are one answer: six o'clock and six hours at noon", () => {
    expect(say('6 giờ', { now: '2026-11-18T12:00' })).toBe('18:00 18/11')
    expect(say('6 giờ', { now: '2026-11-18T11:00' })).toBe('? ambiguous: 17:00 18/11 | 18:00 18/11')
  })

  test('"thang sau" without accents is next month or June, whichever is still to come', () => {
    expect(say('ngay 15 thang sau', { now: '2026-04-10T08:00' })).toBe('? ambiguous: 24:00 15/5 | 24:00 15/6')
    expect(say('ngay 15 thang sau', { now: '2026-11-18T08:00' })).toBe('24:00 15/12')
  })

  test('the day is the one in Vietnam', () => {
    expect(say('mai', { now: '2026-11-19T00:30' })).toBe('24:00 20/11')
  })

  test('29/2 without a year is next year when that has one, and is confirmed when far away', () => {
    expect(say('29/2', { now: '2027-12-20T08:00' })).toContain('29/2/2028')
    expect(say('29/2', { now: '2027-08-02T08:00' })).toMatch(/^\? needs-confirmation/)
  })

  test('the last working day of a week may be a worked Saturday, or an earlier day before a holiday', () => {
    expect(say('tuần này', { now: '2026-08-18T08:00' })).toBe('24:00 22/8')
    expect(say('tuần này', { now: '2026-04-28T08:00' })).toBe('24:00 29/4')
  })
})

describe('what a reading carries', () => {
  test('the part of a day as a deadline and as a beginning', () => {
    expect(read('sáng mai')).toMatchObject({ precision: 'part-of-day', beginsAt: instant('2026-11-19T08:00') })
    expect(read('chiều mai')).toMatchObject({ precision: 'part-of-day', beginsAt: instant('2026-11-19T14:00') })
    expect(read('sáng T7 28/11')).toMatchObject({
      at: instant('2026-11-28T11:30'),
      beginsAt: instant('2026-11-28T08:00'),
    })
  })

  test('a whole day begins nowhere, a time begins at itself', () => {
    expect(read('mai')).toMatchObject({ precision: 'day', beginsAt: null })
    expect(read('17h mai')).toMatchObject({ precision: 'minute', beginsAt: instant('2026-11-19T17:00') })
  })

  test('an interval that is asked about offers its beginnings as well', () => {
    const reading = read('2h-4h mai')
    expect(reading.kind === 'ask' && reading.candidates.map(({ beginsAt }) => beginsAt)).toEqual([
      instant('2026-11-19T02:00'),
      instant('2026-11-19T14:00'),
    ])
  })

  test('"trước" is strict, "chậm nhất" is not', () => {
    expect([read('trước 17h mai'), read('chậm nhất 17h mai')]).toMatchObject([{ strict: true }, { strict: false }])
  })

  test('a warning names the day off, and the Monday a worked Saturday was proposed for', () => {
    const [holiday, moved] = warningsOf('thứ ba')
    expect(holiday).toMatchObject({ kind: 'holiday', why: { name: 'Ngày Văn hóa Việt Nam' } })
    expect(moved?.kind === 'moved' && [moved.day.toString(), moved.to.toString()]).toEqual(['2026-11-24', '2026-11-25'])
    const swap = warningsOf('28/11').find(({ kind }) => kind === 'swap-unsettled')
    expect(swap?.kind === 'swap-unsettled' && swap.off.toString()).toBe('2026-11-23')
  })

  test('what does not exist is quoted', () => {
    expect(read('nộp trước ngày 31/11')).toEqual({ kind: 'invalid', why: 'no-such-day', text: 'ngay 31/11' })
  })
})

describe("a committee's own calendar", () => {
  const change = { name: 'Nghỉ hoán đổi', source: 'Thông báo của UBND', provisional: false }

  test('settles the swap, and the warning goes', () => {
    const swapped = vietnam({
      overrides: [
        { ...change, on: '2026-11-23', kind: 'swapped_off' },
        { ...change, on: '2026-11-28', kind: 'swapped_working' },
      ],
    })
    expect(say('28/11', { calendar: swapped })).toBe('24:00 28/11')
    expect(say('23/11', { calendar: swapped })).toBe('24:00 25/11 for 23/11 (holiday, moved)')
    expect(say('tuần sau', { calendar: swapped })).toBe('24:00 28/11')
  })

  test('confirms a year, and the warning goes', () => {
    expect(say('5/1', { calendar: vietnam({ confirmedYears: [2027] }) })).toBe('24:00 5/1/2027')
  })

  test('has its own hours', () => {
    const morning = { opens: '07:00', closes: '11:00' }
    const afternoon = { opens: '14:00', closes: '17:30' }
    const summer = vietnam({ officeHours: [{ from: '01-01', to: '12-31', morning, afternoon }] })
    expect(say('chiều mai', { calendar: summer })).toBe('17:30 19/11')
    expect(say('đầu giờ chiều mai', { calendar: summer })).toBe('14:00 19/11')
  })
})

function warningsOf(text: string) {
  const reading = read(text)
  return reading.kind === 'deadline' ? reading.warnings : []
}
