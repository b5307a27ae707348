import { describe, expect, test } from 'vitest'
import { differingView } from '../../src/regulations/rules/differing-view.ts'
import { headSignsReplies } from '../../src/regulations/rules/head-signs-replies.ts'
import { type LetterFacts, letterIsComplete } from '../../src/regulations/rules/letter-is-complete.ts'
import { noStalling } from '../../src/regulations/rules/no-stalling.ts'
import { nudgeLadder } from '../../src/regulations/rules/nudge-ladder.ts'
import { ownAuthority } from '../../src/regulations/rules/own-authority.ts'
import { ownField } from '../../src/regulations/rules/own-field.ts'
import { ownWork } from '../../src/regulations/rules/own-work.ts'
import { proofOfReach, type ReachProof } from '../../src/regulations/rules/proof-of-reach.ts'
import { recipients } from '../../src/regulations/rules/recipients.ts'
import { replyIsConcrete } from '../../src/regulations/rules/reply-is-concrete.ts'
import { replyLimit } from '../../src/regulations/rules/reply-limit.ts'
import { returnAtOnce } from '../../src/regulations/rules/return-at-once.ts'
import { rightAgencies } from '../../src/regulations/rules/right-agencies.ts'
import { silenceIsConsent } from '../../src/regulations/rules/silence-is-consent.ts'
import { urgentAtOnce } from '../../src/regulations/rules/urgent-at-once.ts'
import type { Urgency } from '../../src/regulations/urgency.ts'

describe('[AL1.3f] silence past the limit', () => {
  test.each([
    [{ reached: true, limit: 'letter' }, true, 'deemed_consent'],
    [{ reached: true, limit: 'regulation' }, true, 'deemed_consent'],
    [{ reached: true, limit: null }, true, 'unanswered'],
    [{ reached: false, limit: 'letter' }, true, 'unreached'],
    [{ reached: false, limit: null }, true, 'unreached'],
    [{ reached: false, limit: 'letter' }, false, 'deemed_consent'],
    [{ reached: false, limit: null }, false, 'unreached'],
  ] as const)('%j, proof needed: %s, is %s', (silence, needsProofOfReach, outcome) => {
    expect(silenceIsConsent.apply(silence, { needsProofOfReach })).toBe(outcome)
  })
})

describe('[AL1.3f] proof of reach', () => {
  const at = (time: string): Temporal.Instant => Temporal.Instant.from(`2026-11-20T${time}:00+07:00`)
  const toHead: ReachProof = { by: 'message', at: at('09:00'), mayAnswer: true }
  const toClerk: ReachProof = { by: 'message', at: at('08:00'), mayAnswer: false }
  const numbered: ReachProof = { by: 'registry', at: at('08:30') }
  test.each([
    ['a message to whoever may answer', [toHead], ['message', 'registry'], toHead],
    ['no message to somebody who may not', [toClerk], ['message', 'registry'], null],
    ['the incoming number', [toClerk, numbered], ['message', 'registry'], numbered],
    ['the earliest of several', [toHead, numbered], ['message', 'registry'], numbered],
    ['only what the profile accepts', [toHead, numbered], ['message'], toHead],
    ['only what the profile accepts', [toHead], ['registry'], null],
    ['nothing, of nothing', [], ['message'], null],
  ] as const)('accepts %s', (_, proofs, accepts, proof) => {
    expect(proofOfReach.apply(proofs, { accepts: [...accepts], minimumWorkingDays: 1 })).toEqual({
      proof,
      minimumWorkingDays: 1,
    })
  })

  test('leaves a unit reached late one working day unless the profile says otherwise', () => {
    expect(proofOfReach.parameters.parse({ accepts: ['message'] }).minimumWorkingDays).toBe(1)
  })
})

describe('[AL1.3e] who signs a reply', () => {
  test.each([
    [['unit_head'], true, 'signs'],
    [['acting'], false, 'signs'],
    [['office_chief'], false, 'signs'],
    [['deputy_head'], true, 'signs'],
    [['deputy_head'], false, 'drafts'],
    [['specialist'], true, 'drafts'],
    [['office_staff'], true, 'drafts'],
    [['specialist', 'acting'], true, 'signs'],
    [['vice_chair', 'unit_head'], true, 'signs'],
    [['vice_chair'], true, 'may-not'],
    [[], true, 'may-not'],
  ] as const)('%j, deputies sign: %s: %s', (standings, deputiesSign, signature) => {
    expect(headSignsReplies.apply(standings, { deputiesSign })).toBe(signature)
  })
})

test('[AL1.1b] a specialist never answers for the unit: the head stays accountable', () => {
  for (const deputiesSign of [true, false])
    expect(headSignsReplies.apply(['specialist'], { deputiesSign })).toBe('drafts')
})

describe('[AL1.3b] what a request lacks', () => {
  const whole: LetterFacts = {
    questions: 1,
    consultedUnits: 2,
    unitsWithoutReason: 0,
    dossiers: 1,
    hasDeadline: true,
    hasUrgency: true,
  }
  const all = letterIsComplete.parameters.parse({
    requires: ['question', 'consulted', 'reasons', 'dossier', 'deadline', 'urgency'],
  })
  test.each([
    [{}, []],
    [{ questions: 0 }, ['question']],
    [{ consultedUnits: 0 }, ['consulted']],
    [{ unitsWithoutReason: 1 }, ['reasons']],
    [{ dossiers: 0 }, ['dossier']],
    [{ hasDeadline: false, questions: 0 }, ['question', 'deadline']],
    [{ hasUrgency: false }, ['urgency']],
  ])('%j lacks %j', (change, missing) => {
    expect(letterIsComplete.apply({ ...whole, ...change }, all)).toEqual(missing)
  })

  test('asks only for what the profile requires', () => {
    expect(letterIsComplete.apply({ ...whole, dossiers: 0, questions: 0 }, { requires: ['question'] })).toEqual([
      'question',
    ])
  })
})

describe('[H6.5,AL1.3a] whom a consultation asks', () => {
  const values = rightAgencies.parameters.parse({})
  const ask = (units: number, reason = 'thuộc lĩnh vực') =>
    Array.from({ length: units }, (_, index) => ({ unit: `P${index}`, reason }))
  test.each([
    ['some of many', ask(3), 8, null, false],
    ['everybody without a reason', ask(8), 8, null, true],
    ['everybody with a blank reason', ask(8), 8, '  ', true],
    ['everybody for a reason', ask(8), 8, 'quy chế chung', false],
    ['both of two units', ask(2), 2, null, false],
  ])('%s', (_, asked, unitsToAsk, reasonForEverybody, needsReason) => {
    const verdict = rightAgencies.apply({ asked, unitsToAsk, reasonForEverybody }, values)
    expect(verdict).toEqual({ unitsWithoutReason: [], needsReasonForEverybody: needsReason })
  })

  test('names the units asked without saying why', () => {
    const asked = [...ask(1), { unit: 'VP', reason: ' ' }]
    expect(rightAgencies.apply({ asked, unitsToAsk: 8, reasonForEverybody: null }, values).unitsWithoutReason).toEqual([
      'VP',
    ])
  })

  test('may take a share for everybody', () => {
    const facts = { asked: ask(6), unitsToAsk: 8, reasonForEverybody: null }
    expect(rightAgencies.apply(facts, { ...values, everybodyShare: 0.75 }).needsReasonForEverybody).toBe(true)
    expect(rightAgencies.apply(facts, values).needsReasonForEverybody).toBe(false)
  })
})

describe('[H6.4,AL1.2d] returning what is not the unit’s function', () => {
  const facts = {
    isBeforeDeadline: true,
    workingDaysSinceAsked: 0,
    reason: 'không thuộc chức năng',
    suggestedUnit: 'KT',
  }
  const values = returnAtOnce.parameters.parse({})
  test.each([
    [{}, 'at-once'],
    [{ workingDaysSinceAsked: 1 }, 'late'],
    [{ isBeforeDeadline: false }, 'after-deadline'],
    [{ reason: ' ' }, 'no-reason'],
    [{ suggestedUnit: null }, 'no-suggested-unit'],
  ])('%j is %s', (change, verdict) => expect(returnAtOnce.apply({ ...facts, ...change }, values)).toBe(verdict))

  test('may do without a suggestion, or leave another day, where the profile says so', () => {
    expect(returnAtOnce.apply({ ...facts, suggestedUnit: null }, { ...values, needsSuggestedUnit: false })).toBe(
      'at-once',
    )
    expect(returnAtOnce.apply({ ...facts, workingDaysSinceAsked: 1 }, { ...values, withinWorkingDays: 1 })).toBe(
      'at-once',
    )
  })
})

describe('[AL1.3e] a vague reply is asked back once and never taken', () => {
  test.each([
    [true, 0, 'take'],
    [true, 3, 'take'],
    [false, 0, 'ask-back'],
    [false, 1, 'keep-open'],
  ])('concrete: %s, asked back %i times: %s', (isConcrete, timesAskedBack, outcome) => {
    expect(replyIsConcrete.apply({ isConcrete, timesAskedBack }, { askBackTimes: 1 })).toBe(outcome)
  })
})

describe('[AL1.3b] the time to reply', () => {
  const values = replyLimit.parameters.parse({
    normalWorkingDays: 5,
    urgentWorkingDays: 2,
    veryUrgentWorkingDays: 1,
    immediateHours: 4,
  })
  const facts = { urgency: 'normal' as Urgency, isStatedInLetter: true, letterSaysSilenceConsents: false }
  test.each([
    ['normal', { workingDays: 5 }],
    ['urgent', { workingDays: 2 }],
    ['very_urgent', { workingDays: 1 }],
    ['immediate', { hours: 4 }],
  ] as const)('%s: %j proposed', (urgency, proposed) => {
    expect(replyLimit.apply({ ...facts, urgency }, values).proposed).toEqual(proposed)
  })

  test.each([
    [{}, {}, 'letter'],
    [{ isStatedInLetter: false }, {}, null],
    [{ isStatedInLetter: false }, { isSetByRegulation: true }, 'regulation'],
    [{ urgency: 'immediate' }, {}, null],
    [{ urgency: 'immediate', letterSaysSilenceConsents: true }, {}, 'letter'],
    [{ urgency: 'immediate' }, { immediateConsentOnlyIfLetterSays: false }, 'letter'],
  ] as const)('%j with %j is lawful by %s', (change, set, lawful) => {
    expect(replyLimit.apply({ ...facts, ...change }, { ...values, ...set }).lawful).toBe(lawful)
  })
})

describe('[H6.6,AL1.3c] asking the same question again', () => {
  const values = noStalling.parameters.parse({})
  test.each([
    [1, null, 'may-ask'],
    [2, null, 'needs-reason'],
    [2, ' ', 'needs-reason'],
    [2, 'dự thảo đã thay đổi Điều 5', 'may-ask'],
  ])('round %i for the reason %j: %s', (round, reason, verdict) => {
    expect(noStalling.apply({ round, reason }, values)).toBe(verdict)
  })
})

describe('[AL1.3d] the ladder of nudges', () => {
  const values = nudgeLadder.parameters.parse({
    halfWay: true,
    workingDaysBefore: [1, 2],
    at: '09:00',
    lastDayAt: '09:00',
    minutesBefore: [15, 60],
  })
  const halfWay = { kind: 'half-way' }
  const before = (workingDays: number) => ({ kind: 'working-days-before', workingDays, at: '09:00' })
  const lastDay = { kind: 'last-day', at: '09:00' }
  test.each([
    [{ workingDays: 5 }, [halfWay, before(2), before(1), lastDay]],
    [{ workingDays: 2 }, [before(1), lastDay]],
    [{ workingDays: 1 }, [lastDay]],
    [{ hours: 4 }, [halfWay, { kind: 'minutes-before', minutes: 60 }, { kind: 'minutes-before', minutes: 15 }]],
    [{ hours: 1 }, [halfWay, { kind: 'minutes-before', minutes: 15 }]],
  ])('for %j', (length, rungs) => expect(nudgeLadder.apply(length, values)).toEqual(rungs))

  test('has no rung the profile leaves out', () => {
    expect(
      nudgeLadder.apply({ workingDays: 5 }, { ...values, halfWay: false, workingDaysBefore: [], lastDayAt: null }),
    ).toEqual([])
  })

  test.each(['9:00', '24:00', '09:60', ''])('knows no time "%s"', (at) => {
    expect(nudgeLadder.parameters.safeParse({ ...values, at }).success).toBe(false)
  })
})

test('[HP nn] only those asked to act owe anything; for report and to know is a notice', () => {
  const list = [
    { unit: 'KT', role: 'act' },
    { unit: 'CT', role: 'report' },
    { unit: 'VHXH', role: 'know' },
    { unit: 'KT', role: 'know' },
  ] as const
  expect(recipients.apply(list, { obliged: ['act'] })).toEqual({ obliged: ['KT'], noticed: ['CT', 'VHXH'] })
})

test('[HP mark] a letter stamped HỎA TỐC goes now, at any hour', () => {
  const values = urgentAtOnce.parameters.parse({ urgencies: ['immediate'] })
  expect(urgentAtOnce.apply('immediate', values)).toBe('at-once')
  expect(urgentAtOnce.apply('very_urgent', values)).toBe('in-office-hours')
})

describe('[H6.1] what a unit decides itself is not sent up', () => {
  const values = ownAuthority.parameters.parse({})
  const above = (reason: string) => ownAuthority.apply([{ unit: 'LD', reason }], values)

  test.each(['xin ý kiến chỉ đạo', 'để lãnh đạo quyết định', ' ', 'việc quan trọng, dự kiến 3 ngày'])(
    'asking the leaders only because of “%s” is pointed out',
    (reason) => expect(above(reason)).toEqual(['LD']),
  )

  test.each([
    'theo Điều 9 Quy chế làm việc',
    'khoan 3 quy che yeu cau',
    'Quyết định 12/2026/QĐ-UBND',
    'công văn số 45',
    'theo Thông báo 12/TB-UBND',
  ])('a paper that demands it is ground enough: “%s”', (reason) => expect(above(reason)).toEqual([]))

  test('a committee may do without', () => {
    expect(ownAuthority.apply([{ unit: 'LD', reason: 'xin ý kiến' }], { needsPaper: false })).toEqual([])
  })
})

describe('[TH1.2c] a differing view', () => {
  const above = [['HEAD', 'ACTING'], ['CHAIR'], ['PROVINCE']]

  test.each([
    [{ text: 'Điều 5 trái luật', above }, 2, 'goes-up', ['HEAD', 'ACTING', 'CHAIR']],
    [{ text: 'Điều 5 trái luật', above }, 1, 'goes-up', ['HEAD', 'ACTING']],
    [{ text: ' ', above }, 2, 'empty', []],
    [{ text: 'Điều 5 trái luật', above: [] }, 2, 'nobody-above', []],
  ] as const)('%j, heard by %i levels: %s', (facts, levels, verdict, hears) => {
    expect(differingView.apply(facts, { levels })).toEqual({ verdict, hears })
  })
})

describe('[H6.2,AL1.2b,RG3a,TH1.2b] passing on work', () => {
  test.each([
    [{ direction: 'up', reason: 'việc khó' }, true, 'needs-paper'],
    [{ direction: 'down', reason: 'cấp dưới nắm việc hơn' }, true, 'needs-paper'],
    [{ direction: 'up', reason: 'Điều 9 Quy chế làm việc' }, true, 'may-pass'],
    [{ direction: 'down', reason: 'Quyết định 12/2026/QĐ-UBND' }, true, 'may-pass'],
    [{ direction: 'sideways', reason: 'không thuộc chức năng' }, true, 'may-pass'],
    [{ direction: 'up', reason: 'việc khó' }, false, 'may-pass'],
  ] as const)('%j, where a paper is needed %s: %s', (facts, needsPaper, verdict) => {
    expect(ownWork.apply(facts, { needsPaper })).toBe(verdict)
  })
})

test('[H6.3,AL1.2c,TH1.2b] a committee may do without the warning of another’s field', () => {
  expect(ownField.apply({ named: ['CA'], isDenied: false }, { warns: true })).toBe('another')
  expect(ownField.apply({ named: [], isDenied: true }, { warns: true })).toBe('another')
  expect(ownField.apply({ named: [], isDenied: false }, { warns: true })).toBe('own')
  expect(ownField.apply({ named: ['CA'], isDenied: true }, { warns: false })).toBe('own')
})
