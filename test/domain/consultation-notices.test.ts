import { describe, expect, test } from 'vitest'
import type { Consultation, ConsultationEvent } from '../../src/domain/consultation.ts'
import { followUps } from '../../src/domain/consultation-notices.ts'
import type { Audience, Telling } from '../../src/domain/notice.ts'
import {
  agree,
  cancel,
  close,
  confirm,
  given,
  moment,
  receive,
  reply,
  type Story,
  say,
  tick,
  undo,
  unreached,
  withoutRegulation,
} from '../support/given.ts'

const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'

function tellingsOf({
  events,
  state,
}: {
  events: readonly ConsultationEvent[]
  state: Consultation
}): readonly Telling[] {
  return events.flatMap((event, index) => followUps(event, state, index + 1))
}

/** 'lapsed VHXH → office': kind, unit, audience. */
function heard(story: Story): readonly string[] {
  return tellingsOf(story).flatMap(({ notice, to }) =>
    names(to).map((name) => `${notice.kind} ${notice.unit ?? '-'} → ${name}`),
  )
}

function names(to: Audience): readonly string[] {
  if (to.who === 'office') return ['office']
  if (to.who === 'followers') return to.officers.filter((officer) => officer !== to.except)
  return [to.who === 'officer' || to.who === 'member' ? to.officer : `${to.who} of ${to.unit}`]
}

describe('[HP nn] who must act is told apart from who is informed', () => {
  test('whoever is asked gets the request, whoever is informed only a notice, the lead its live card', () => {
    expect(heard(given('20/11 08:00', unreached))).toEqual([
      'asked VHXH → deciders of VHXH',
      'asked VHXH → unit_group of VHXH',
      'asked CA → deciders of CA',
      'asked CA → unit_group of CA',
      'informed YT → head of YT',
      'status - → KT1',
    ])
  })

  test('who is informed owes nothing: no answer, no nudge, no lapse', () => {
    const { state } = given().when('27/11 00:00', tick)
    expect('answers' in state && Object.keys(state.answers)).toEqual(['VHXH', 'CA'])
    given().when('20/11 09:00', agree('YT1')).expectRefusal('not-consulted')
    const told = ['23/11 09:00', '26/11 09:00', '27/11 00:00'].flatMap((when) => heard(given().when(when, tick)))
    expect(told.filter((line) => line.includes('YT'))).toEqual([])
  })

  test('a unit that is asked and informed is asked; nobody is told twice', () => {
    const lines = heard(given('20/11 08:00', { isReached: false, letter: { informed: ['CA', 'YT', 'YT'] } }))
    expect(lines.filter((line) => line.startsWith('informed'))).toEqual(['informed YT → head of YT'])
  })
})

describe('the lead unit', () => {
  test('confirms a draft letter, and is not asked to once it is sent', () => {
    const draft = given('19/11 08:00', {}, 'KT3')
    expect(heard(draft)).toEqual(['letter_to_confirm - → deciders of KT'])
    const both = given('20/11 08:00', unreached).events
    expect(both.map(({ type }) => type)).toEqual(['prepared', 'sent'])
    expect(heard(given('20/11 08:00', unreached)).join()).not.toContain('letter_to_confirm')
  })

  test('who prepared and who sent both follow the matter', () => {
    const sent = given('19/11 08:00', {}, 'KT3').when('20/11 08:00', { type: 'send', who: 'KT2', unlinked: [] })
    expect(heard(sent).slice(-2)).toEqual(['status - → KT2', 'status - → KT3'])
  })

  test('the Office hears at once of units nobody of which can be reached', () => {
    const sent = given('19/11 08:00', {}, 'KT3').when('20/11 08:00', { type: 'send', who: 'KT1', unlinked: ['CA'] })
    expect(heard(sent).at(-1)).toBe('unlinked - → office')
    expect(heard(given('20/11 08:00', unreached)).join()).not.toContain('unlinked')
  })

  test('hears of an objection or a return after the 60 seconds of undoing; agreement only moves its live card', () => {
    const objected = given().when('20/11 09:00', reply('VX1', 'objected', objection))
    expect(tellingsOf(objected)).toMatchObject([
      {
        notice: { kind: 'answered', unit: 'VHXH' },
        to: { who: 'followers', unit: 'KT', officers: ['KT1'] },
        afterSeconds: 60,
      },
    ])
    expect(heard(given().when('20/11 09:00', agree('VX1')))).toEqual([])
  })

  test('hears when the last unit has answered', () => {
    const last = given().when('20/11 09:00', agree('VX1')).when('20/11 10:00', agree('CA1'))
    expect(tellingsOf(last)).toMatchObject([
      {
        notice: { kind: 'all_answered', unit: null },
        to: { who: 'followers', unit: 'KT', officers: ['KT1'] },
        afterSeconds: 60,
      },
    ])
  })
})

describe('[AL1.3f] a lapse is told at once', () => {
  test('to the Office, to the lead and to the silent unit’s deciders', () => {
    const lapsed = given().when('20/11 09:00', agree('CA1')).when('27/11 00:00', tick)
    expect(heard(lapsed)).toEqual(['lapsed VHXH → office', 'lapsed VHXH → KT1', 'lapsed VHXH → deciders of VHXH'])
    expect(tellingsOf(lapsed).every(({ isLive, afterSeconds }) => isLive && afterSeconds === 0)).toBe(true)
  })

  test.each([
    ['unanswered', given('20/11 08:00', { rules: withoutRegulation })],
    ['unreached', given('20/11 08:00', unreached)],
  ])('also where it is %s', (state, story) => {
    const lapsed = story.when('27/11 00:00', tick).expectUnit('CA', { state })
    expect(heard(lapsed)).toContain('lapsed CA → office')
  })

  test('a lapse that was none is corrected to the Office and the lead', () => {
    const corrected = given().when('27/11 00:01', tick).when('26/11 23:50', agree('VX1'), '27/11 00:10')
    expect(heard(corrected).slice(0, 2)).toEqual(['corrected VHXH → office', 'corrected VHXH → KT1'])
  })
})

describe('[AL1.3g] a late reply is shown', () => {
  test('to the Office and the lead, and who drafted it hears that it was confirmed', () => {
    const late = given()
      .when('26/11 09:00', { ...agree('KN1'), unit: 'VHXH' })
      .when('27/11 00:00', tick)
    expect(heard(late.when('27/11 08:00', confirm('VX1')))).toEqual([
      'answered_late VHXH → office',
      'answered_late VHXH → KT1',
      'reply_confirmed VHXH → KN1',
    ])
    expect(heard(late.when('27/11 08:00', reply('VX1', 'objected', objection)))).toEqual([
      'answered_late VHXH → office',
      'answered_late VHXH → KT1',
    ])
  })

  test('also where it becomes the outcome', () => {
    const late = given('20/11 08:00', { rules: withoutRegulation }).when('27/11 00:00', tick)
    expect(heard(late.when('27/11 08:00', agree('VX1')))).toEqual([
      'answered_late VHXH → office',
      'answered_late VHXH → KT1',
    ])
  })
})

describe('[AL1.3d] nudges go to the silent, to more people the later it is', () => {
  test.each([
    ['23/11 09:00', 'working-days-before', ['nudged CA → deciders of CA']],
    ['25/11 07:45', 'half-way', ['nudged CA → head of CA']],
    ['25/11 09:00', 'the day before', ['nudged CA → deciders of CA', 'still_silent - → KT1']],
    [
      '26/11 09:00',
      'last-day',
      ['nudged CA → deciders of CA', 'nudged CA → unit_group of CA', 'still_silent - → KT1', 'still_silent - → office'],
    ],
  ])('at %s, %s', (when, _, lines) => {
    const story = given().when('20/11 09:00', agree('VX1')).when(when, tick)
    expect(heard(story)).toEqual(lines)
    expect(tellingsOf(story)[0]).toMatchObject({ untilAt: moment('27/11 00:00'), isUrgent: false })
  })

  test('the lead and the Office hear once, however many units are silent at the same rung', () => {
    const shared = tellingsOf(given().when('26/11 09:00', tick)).filter(({ notice }) => notice.kind === 'still_silent')
    expect(shared).toHaveLength(4)
    expect(new Set(shared.map(({ key }) => key)).size).toBe(2)
  })

  test('a nudge says which rung it is of, so that a later one makes it needless', () => {
    const [nudge] = tellingsOf(given().when('20/11 09:00', agree('VX1')).when('25/11 10:00', tick))
    expect(nudge?.notice.rungAt).toEqual(moment('25/11 09:00'))
  })

  test('nudges wait for office hours, what goes to the Office never does', () => {
    const held = tellingsOf(given().when('26/11 09:00', tick)).map(({ to, keepsQuietHours }) => [
      names(to).join(),
      keepsQuietHours,
    ])
    expect(held.every(([to, waits]) => waits === (to !== 'office'))).toBe(true)
    const asked = tellingsOf(given('20/11 08:00', unreached)).filter(({ notice }) => notice.kind === 'asked')
    expect(
      asked.some(({ keepsQuietHours }) => keepsQuietHours),
      'the clock runs from sending',
    ).toBe(false)
  })

  test('[HP mark] what is stamped hỏa tốc goes out urgent, request, nudge and lapse alike', () => {
    const urgent = { letter: { urgency: 'immediate', limit: { kind: 'hours', hours: 4 } } } as const
    const sent = given('20/11 21:00', { ...unreached, ...urgent })
    const told = [sent, sent.when('21/11 00:00', tick), sent.when('21/11 01:00', tick)].map(tellingsOf)
    expect(told.every((tellings) => tellings.length > 0 && tellings.every(({ isUrgent }) => isUrgent))).toBe(true)
    expect(
      told.flat().some(({ keepsQuietHours }) => keepsQuietHours),
      'there are no quiet hours',
    ).toBe(false)
    expect(heard(sent.when('21/11 00:45', tick))).toContain('nudged CA → unit_group of CA')
    expect(tellingsOf(given('20/11 08:00', unreached)).some(({ isUrgent }) => isUrgent)).toBe(false)
  })
})

describe('a specialist’s draft', () => {
  test('[AL1.3e] goes to whoever may confirm it; its author hears that it was', () => {
    const drafted = given().when('20/11 09:00', agree('VX3'))
    expect(heard(drafted)).toEqual(['reply_to_confirm VHXH → deciders of VHXH'])
    expect(tellingsOf(drafted)).toMatchObject([{ isLive: true }])
    expect(heard(drafted.when('20/11 10:00', confirm('VX1')))).toEqual(['reply_confirmed VHXH → VX3'])
  })
})

test('closing gives the lead one sheet of what became of each unit', () => {
  const closed = given().when('27/11 00:00', tick).when('27/11 09:00', close('KT1'))
  expect(heard(closed)).toEqual(['closed - → KT1'])
})

test('cancelling is told to whoever had not answered', () => {
  const ended = given().when('20/11 09:00', agree('VX1')).when('20/11 10:00', cancel('KT1'))
  expect(heard(ended)).toEqual(['voided CA → deciders of CA', 'voided CA → unit_group of CA'])
})

test('what concerns only whoever acted is told to nobody else', () => {
  const agreed = given().when('20/11 09:00', agree('VX1'))
  const quiet = [
    given(),
    given().when('20/11 09:00', receive('VX1')),
    given().when('20/11 09:00', say('VX1', 'Thực hiện theo quy định')),
    given().when('20/11 09:00', say('VX1', 'dong y')),
    agreed.when('20/11 09:00:30', undo('VX1')),
  ]
  expect(quiet.map(heard)).toEqual(quiet.map(() => []))
})

test('every telling of a matter has a key of its own', () => {
  const sent = given('20/11 08:00', { isReached: false, letter: { informed: ['YT', 'VP'] } })
  const keys = [sent, sent.when('27/11 00:00', tick)].map((story) => tellingsOf(story).map(({ key }) => key))
  for (const some of keys) expect(new Set(some).size).toBe(some.length)
  const [event] = given('20/11 08:00', unreached).events
  expect(followUps(event!, given('19/11 08:00', {}, 'KT3').state, 1)[0]?.key).not.toBe(
    followUps(event!, given('19/11 08:00', {}, 'KT3').state, 2)[0]?.key,
  )
})
