import { describe, expect, test } from 'vitest'
import { decide } from '../../src/domain/consultation.ts'
import { dueAtOf, faultOf, type Letter } from '../../src/domain/consultation-letter.ts'
import { actorOf, type Directory } from '../../src/domain/directory.ts'
import {
  calendar,
  cancel,
  close,
  day,
  directory,
  given,
  letter,
  moment,
  send,
  settingWith,
  shown,
  tick,
  tryPrepare,
  underAnLao,
  undo,
  unreached,
  withRegulation,
} from '../support/given.ts'

const inDefault = 'Quy tắc mặc định, rút từ An Lão 2023, mục 1 gạch 3'

describe('[AL1.3b] what the letter must state before it goes out', () => {
  test.each([
    [{ questions: [] }, ['question']],
    [{ questions: ['  '] }, ['question']],
    [{ dossier: null }, ['dossier']],
    [{ limit: null }, ['deadline']],
    [{ consulted: [] }, ['consulted']],
    [{ consulted: [{ unit: 'CA', why: ' ' }] }, ['reasons']],
    [{ questions: [], dossier: null, limit: null }, ['question', 'dossier', 'deadline']],
  ])('%j lacks %j', (change: Partial<Letter>, missing) => {
    expect(tryPrepare('20/11 08:00', { letter: change })).toMatchObject({
      code: 'letter-incomplete',
      details: { missing },
      citation: inDefault,
    })
  })

  test('a fault is cited by the letter the committee is bound by', () => {
    expect(tryPrepare('06/05/2024 08:00', { letter: { limit: null }, rules: underAnLao })).toMatchObject({
      code: 'letter-incomplete',
      citation: 'An Lão 2023, mục 1 gạch 3',
    })
  })

  test('a whole letter goes out at once and every unit has its deadline', () => {
    const story = given('20/11 08:00', unreached)
    expect(story.state).toMatchObject({ state: 'open', sentBy: 'KT1', lawfulLimit: 'letter' })
    expect([story.dueAt('VHXH'), story.dueAt('CA')]).toEqual(['2026-11-27 00:00:00', '2026-11-27 00:00:00'])
    story.expectUnit('CA', { state: 'asked', why: 'trật tự đường thủy', reach: null, askedAt: moment('20/11 08:00') })
  })

  test.each([
    [{ kind: 'working_days', days: 3 }, '2026-11-27 00:00:00'],
    [{ kind: 'working_days', days: 1 }, '2026-11-24 00:00:00'],
    [{ kind: 'hours', hours: 4 }, '2026-11-20 12:00:00'],
    [{ kind: 'until', dueAt: moment('25/11 17:00') }, '2026-11-25 17:00:00'],
    [{ kind: 'until', dueAt: moment('26/11 00:00') }, '2026-11-26 00:00:00'],
    [{ kind: 'until', dueAt: moment('25/11 00:00') }, '2026-11-26 00:00:00'],
    [{ kind: 'until', dueAt: moment('25/11 00:00'), isBefore: true }, '2026-11-25 00:00:00'],
    [{ kind: 'until', dueAt: moment('24/11 17:00') }, '2026-11-24 17:00:00'],
  ] as const)('a limit of %j sent on Friday 20/11/2026 at 08:00 ends at %s', (limit, due) => {
    expect(shown(dueAtOf(limit, moment('20/11 08:00'), calendar))).toBe(due)
  })

  test('a deadline that has passed is refused, also one that is this very moment', () => {
    for (const dueAt of [moment('20/11 07:59'), moment('20/11 08:00')])
      expect(tryPrepare('20/11 08:00', { letter: { limit: { kind: 'until', dueAt } } })).toMatchObject({
        code: 'deadline-past',
      })
  })
})

describe('[H6.5] the right agencies are asked, each for a reason', () => {
  const everybody = ['VHXH', 'CA', 'YT', 'VP'].map((unit) => ({ unit, why: 'thuộc lĩnh vực' }))

  test('asking everybody needs a reason of its own', () => {
    expect(tryPrepare('20/11 08:00', { letter: { consulted: everybody, informed: [] } })).toMatchObject({
      code: 'everybody-needs-reason',
      citation: 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 5',
    })
    const because = { consulted: everybody, informed: [], everybodyBecause: 'quy chế chung của mọi cơ quan' }
    expect(Object.keys(given('20/11 08:00', { isReached: false, letter: because }).state)).toContain('answers')
  })

  test('asking all but one is not asking everybody, though a merged unit stands in the directory', () => {
    const story = given('20/11 08:00', { isReached: false, letter: { consulted: everybody.slice(1), informed: [] } })
    story.expectUnit('VP', { state: 'asked' })
  })

  test.each([
    ['the lead itself', [{ unit: 'KT', why: 'x' }], 'consults-itself'],
    ['a unit twice', [letter.consulted[0]!, letter.consulted[0]!], 'unit-twice'],
    ['a unit nobody knows', [{ unit: 'XYZ', why: 'x' }], 'unit-unknown'],
    ['a unit that was merged away', [{ unit: 'TKN', why: 'x' }], 'unit-unknown'],
  ])('%s is not asked', (_, consulted, code) => {
    expect(tryPrepare('20/11 08:00', { letter: { consulted } })).toMatchObject({ code })
  })

  test('a unit that is only informed must exist, too', () => {
    expect(tryPrepare('20/11 08:00', { letter: { informed: ['XYZ'] } })).toMatchObject({
      code: 'unit-unknown',
      details: { units: ['XYZ'] },
    })
  })
})

describe('who sends', () => {
  test.each(['KT1', 'KT2'])('the head and a deputy of the lead unit send at once: %s', (who) => {
    expect(tryPrepare('20/11 08:00', {}, who)).toMatchObject({ state: { state: 'open', sentBy: who, preparedBy: who } })
  })

  test('a specialist prepares a draft, which a decider of the lead sends later with the clock running from then', () => {
    const draft = given('19/11 16:00', {}, 'KT3')
    expect(draft.state.state).toBe('draft')
    const sent = draft.when('20/11 08:00', send('KT2'))
    expect(sent.state).toMatchObject({ state: 'open', preparedBy: 'KT3', sentBy: 'KT2' })
    expect(sent.dueAt('CA')).toBe('2026-11-27 00:00:00')
  })

  test('nobody else sends it', () => {
    expect(tryPrepare('20/11 08:00', {}, 'VX1')).toMatchObject({ code: 'not-your-unit', details: { unit: 'KT' } })
    const draft = given('19/11 16:00', {}, 'KT3')
    for (const who of ['KT3', 'VX1', 'VP1']) draft.when('20/11 08:00', send(who)).expectRefusal('may-not-send')
  })

  test('a draft whose date has passed meanwhile is not sent', () => {
    const limit = { kind: 'until', dueAt: moment('20/11 17:00') } as const
    given('19/11 16:00', { isReached: false, letter: { limit } }, 'KT3')
      .when('20/11 17:00', send('KT1'))
      .expectRefusal('deadline-past')
  })

  test('what is sent is not sent again', () => {
    const sent = given('20/11 08:00', unreached)
    sent.when('20/11 08:01', send('KT1')).expectEvents()
    const { details } = sent.when('20/11 08:01', send('KT2')).expectRefusal('already-sent').refusal ?? {}
    expect(details).toEqual({ reference: 'Y1', by: 'KT1', at: moment('20/11 08:00') })
  })

  test('a draft owes nobody an answer, and nothing can be done with it but send it', () => {
    const draft = given('19/11 16:00', {}, 'KT3')
    expect(draft.when('30/11 08:00', tick).events).toEqual([])
    for (const wish of [cancel('KT1'), close('KT1'), undo('KT3')])
      draft.when('20/11 08:00', wish).expectRefusal('not-sent')
  })
})

describe('[H6.1] a matter within the lead’s own authority is not sent up', () => {
  const led: Directory = {
    ...directory,
    units: new Map([...directory.units, ['LD', { ...directory.units.get('YT')!, id: 'LD', name: 'Lãnh đạo UBND xã' }]]),
    posts: [
      ...directory.posts,
      { unit: 'LD', officer: 'CT1', kind: 'chair', order: 1, fromOn: day('2025-07-01'), toOn: null },
      { unit: 'VP', officer: 'PCT', kind: 'vice_chair', order: 1, fromOn: day('2025-07-01'), toOn: null },
    ],
  }
  const ask = (unit: string, why: string, rules = withRegulation) =>
    faultOf({ ...letter, consulted: [{ unit, why }] }, { directory: led, calendar, rules }, moment('20/11 08:00'))

  test('the leaders are asked for an opinion only where a paper demands it, which the reason names', () => {
    expect(ask('LD', 'xin ý kiến chỉ đạo')).toMatchObject({
      code: 'leaders-asked-without-paper',
      details: { units: ['LD'] },
      citation: 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 1',
    })
    expect(ask('LD', 'theo Điều 9 khoản 3 Quy chế làm việc')).toBeNull()
  })

  test('the Office is an agency like others, though a vice chair sits there', () => {
    expect(ask('VP', 'thẩm định về tư pháp')).toBeNull()
  })

  test('matters opened before the rule was there go on without it', () => {
    const rules = { ...withRegulation, rules: { ...withRegulation.rules } }
    Reflect.deleteProperty(rules.rules, 'own-authority')
    expect(ask('LD', 'xin ý kiến chỉ đạo', rules)).toBeNull()
  })
})

describe('[H6.6] consulting is no means to dodge or delay', () => {
  const many = Array.from({ length: 61 }, (_, index) => `U${index}`)
  const [, model] = [...directory.units][0]!
  const crowded = {
    ...directory,
    units: new Map([...directory.units, ...many.map((id) => [id, { ...model, id }] as const)]),
  }
  const ask = (count: number) =>
    faultOf(
      { ...letter, consulted: many.slice(0, count).map((unit) => ({ unit, why: 'thuộc lĩnh vực' })) },
      { directory: crowded, calendar, rules: withRegulation },
      moment('20/11 08:00'),
    )

  test('no letter asks more units than an office can oversee', () => {
    expect(ask(61)).toMatchObject({ code: 'too-many-units', details: { most: 60 } })
    expect(ask(60)).toBeNull()
  })
})

describe('a matter keeps the rules it was opened under', () => {
  const at = moment('20/11 09:00')
  const act = (who: string) => ({ by: actorOf(directory, who, day('2026-11-20')), at, recordedAt: at })

  test('a draft is sent by the rules it was prepared under', () => {
    const consulted = ['VHXH', 'CA', 'YT', 'VP'].map((unit) => ({ unit, why: 'thuộc lĩnh vực' }))
    const rules = { ...withRegulation, rules: { ...withRegulation.rules } }
    Reflect.deleteProperty(rules.rules, 'right-agencies')
    const { state } = given('19/11 16:00', { letter: { consulted, informed: [] }, rules }, 'KT3')
    const command = { type: 'send', unlinked: [], ...act('KT1') } as const
    expect(decide(command, state, settingWith(withRegulation))).toMatchObject([{ type: 'sent' }])
  })

  test('an answer is judged by them, and they are cited', () => {
    const { state } = given()
    const words = { unit: null, verdict: 'returned', text: 'Không thuộc chức năng', suggestedUnit: null } as const
    expect(decide({ type: 'reply', ...words, ...act('VX1') }, state, settingWith(underAnLao))).toMatchObject({
      code: 'return-no-suggested-unit',
      citation: 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 4',
    })
  })
})
