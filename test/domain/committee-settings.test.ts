import { describe, expect, test } from 'vitest'
import { vietnam } from '../../src/calendar/calendar.ts'
import { usualOfficeHours } from '../../src/calendar/season.ts'
import { planSettings, profileOn, type Settings } from '../../src/domain/committee-settings.ts'

const own = { title: 'Quy chế làm việc', number: '12/2026/QĐ-UBND', issuedOn: '2026-07-06', clause: 'Điều 9' }
const current: Settings = {
  profile: 'default',
  plannedProfiles: [],
  ownRegulation: null,
  overrides: [],
  digestAt: '07:15',
  officeHours: usualOfficeHours,
  confirmedYears: [],
  linksByEmail: false,
}
const today = { at: Temporal.Instant.from('2026-11-23T09:00:00+07:00'), calendar: vietnam() }
const days = (normalWorkingDays: number, from: string) => ({ rule: 'reply-limit', values: { normalWorkingDays }, from })
const faults = (change: Partial<Settings>, before = current) => planSettings(before, change, today).faults

describe('a change of settings', () => {
  test('keeps what it does not name, and tells what becomes different', () => {
    const {
      settings,
      faults: none,
      differences,
    } = planSettings(current, { ownRegulation: own, digestAt: '07:15' }, today)
    expect(none).toEqual([])
    expect(settings).toEqual({ ...current, ownRegulation: own })
    expect(differences).toEqual([{ setting: 'ownRegulation', from: null, to: own }])
  })

  test('adds overrides; one of the same rule and day takes the other’s place, and once more it changes nothing', () => {
    const before = { ...current, overrides: [days(7, '2026-12-01'), days(8, '2027-01-01')] }
    const change = { overrides: [days(9, '2026-12-01')] }
    const { settings, differences } = planSettings(before, change, today)
    expect(settings.overrides).toEqual([days(8, '2027-01-01'), days(9, '2026-12-01')])
    expect(differences).toHaveLength(1)
    expect(planSettings(settings, change, today).differences).toEqual([])
  })

  test('is the same whatever order a database keeps the parts in', () => {
    const { clause, issuedOn, number, title } = own
    const before = { ...current, ownRegulation: { clause, issuedOn, number, title } }
    expect(planSettings(before, { ownRegulation: own }, today).differences).toEqual([])
  })

  test('never dates back: an override is of today or later, but one that has been in force may stand in the file', () => {
    expect(faults({ overrides: [days(7, '2026-11-22')] })).toEqual([
      { place: 'reply-limit from 2026-11-22', code: 'override-dates-back' },
    ])
    expect(faults({ overrides: [days(7, '2026-11-23')] })).toEqual([])
    const before = { ...current, overrides: [days(7, '2026-10-01')] }
    expect(faults({ overrides: [days(7, '2026-10-01')] }, before)).toEqual([])
    expect(faults({ overrides: [days(6, '2026-10-01')] }, before)).toMatchObject([{ code: 'override-dates-back' }])
  })

  test.each([
    [{ profile: 'ha-noi-1999' }, 'profile-unknown'],
    [{ profile: 'an-lao-2023' }, 'profile-not-in-force'],
    [{ ownRegulation: { ...own, issuedOn: '2026-11-24' } }, 'regulation-not-yet-issued'],
    [{ overrides: [{ rule: 'no-such-rule', values: null, from: '2026-12-01' }] }, 'override-unknown-rule'],
    [
      { overrides: [{ rule: 'reply-limit', values: { normalWorkingDays: 'x' }, from: '2026-12-01' }] },
      'override-invalid-values',
    ],
    [
      { profile: 'hai-phong-2023', overrides: [{ rule: 'silence-is-consent', values: null, from: '2026-12-01' }] },
      'override-not-in-profile',
    ],
  ])('%j is refused: %s', (change, code) => expect(faults(change)).toMatchObject([{ code }]))

  test('plans a profile for a day to come, which binds what is opened from then on and nothing before', () => {
    const planned = [{ profile: 'hai-phong-2023', from: '2027-01-01' }]
    const { settings, faults: none } = planSettings(current, { plannedProfiles: planned }, today)
    expect(none).toEqual([])
    expect(['2026-12-31', '2027-01-01'].map((on) => profileOn(settings, Temporal.PlainDate.from(on)))).toEqual([
      'default',
      'hai-phong-2023',
    ])
    const instead = [{ profile: 'hai-phong-2019', from: '2027-01-01' }]
    expect(planSettings(settings, { plannedProfiles: instead }, today).settings.plannedProfiles).toEqual(instead)
  })

  test('a profile set now ends those that began before, and leaves those to come', () => {
    const to = (from: string) => ({ profile: 'hai-phong-2023', from })
    const before = { ...current, plannedProfiles: [to('2026-10-01'), to('2027-01-01')] }
    const { settings } = planSettings(before, { profile: 'hai-phong-2019' }, today)
    expect(profileOn(settings, Temporal.PlainDate.from('2026-11-23'))).toBe('hai-phong-2019')
    expect(settings.plannedProfiles).toEqual([to('2027-01-01')])
  })

  test('confirms a year by a paper, once, and takes it back', () => {
    const paper = { year: 2027, source: 'TB 9/TB-BNV' }
    const { settings } = planSettings(current, { confirmedYears: [paper] }, today)
    expect(settings.confirmedYears).toEqual([paper])
    expect(planSettings(settings, { confirmedYears: [paper] }, today).differences).toEqual([])
    const back = planSettings(settings, { confirmedYears: [{ year: 2027, source: null }] }, today)
    expect([back.faults, back.settings.confirmedYears]).toEqual([[], []])
  })

  const hours = (opens: string, closes: string, opensAgain: string) => ({
    officeHours: [
      {
        ...usualOfficeHours[0],
        morning: { opens, closes },
        afternoon: { opens: opensAgain, closes: '17:00' },
      },
    ] as const,
  })

  test.each([
    [{ plannedProfiles: [{ profile: 'an-lao-2023', from: '2027-01-01' }] }, 'profile-not-in-force'],
    [{ plannedProfiles: [{ profile: 'ha-noi-1999', from: '2027-01-01' }] }, 'profile-unknown'],
    [{ plannedProfiles: [{ profile: 'hai-phong-2023', from: '2026-11-23' }] }, 'profile-dates-back'],
    [hours('11:30', '07:30', '13:30'), 'hours-out-of-order'],
    [hours('07:30', '11:30', '11:00'), 'hours-out-of-order'],
    [{ confirmedYears: [{ year: 2029, source: 'TB 9/TB-BNV' }] }, 'year-without-days'],
    [{ confirmedYears: [{ year: 2027, source: ' ' }] }, 'year-without-source'],
  ])('%j is refused: %s', (change, code) => expect(faults(change)).toMatchObject([{ code }]))
})
