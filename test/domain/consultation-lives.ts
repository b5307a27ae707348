/**
 * Lives of consultations, drawn at random: who does what, when, how much later it is written down, and when time is
 * noticed. Every step is watched: arrows, possible states, the next moment, and events that survive storing.
 */
import fc from 'fast-check'
import { expect } from 'vitest'
import { type Consultation, type ConsultationEvent, evolve, nextMoment } from '../../src/domain/consultation.ts'
import { type Answer, askedOf, isLapsed, isSettled } from '../../src/domain/consultation-answer.ts'
import { revive } from '../../src/store/json.ts'
import {
  agree,
  type Circumstances,
  cancel,
  close,
  commandOf,
  confirm,
  declineDocuments,
  declineTime,
  deliver,
  differ,
  direct,
  extend,
  given,
  grant,
  lack,
  moment,
  overrule,
  pass,
  perform,
  receive,
  register,
  reopen,
  reply,
  reroute,
  returnDraft,
  say,
  supply,
  underAnLao,
  undo,
  urge,
  type Wish,
  withdraw,
  withoutRegulation,
} from '../support/given.ts'

type Proof = { readonly of: string; readonly isRegistered: boolean }

/** Something that calls for an answer of others; perhaps they give it some seconds later. */
type Call = {
  readonly calls: keyof typeof calls
  readonly who: string
  readonly unit: string | null
  /** More time is asked for until so many hours past the letter's own deadline. */
  readonly hours: number
  readonly lead: string
  readonly reply: 'met' | 'declined' | null
  readonly after: number
}

const [objection, otherObjection] = [
  'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh',
  'Không đồng ý Điều 7, vì trùng với giờ hành chính',
]

type Callers = {
  readonly who: string
  readonly lead: string
  readonly until: Temporal.Instant
  /** When it is met. */
  readonly at: Temporal.Instant
}

const dayOf = (at: Temporal.Instant): string => at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()

/** What is said first, then how it is met, then how it is not. */
const calls = {
  time: ({ who, lead, until }: Callers): readonly Wish[] => [extend(who, until), grant(lead), declineTime(lead)],
  documents: ({ who, lead }: Callers): readonly Wish[] => [lack(who), supply(lead), declineDocuments(lead)],
  objection: (): readonly Wish[] => [
    reply('VX1', 'objected', objection),
    withdraw('VX2'),
    withdraw('VX1', 'objected', otherObjection),
  ],
  draft: (): readonly Wish[] => [agree('CA3'), confirm('CA1'), returnDraft('CA1')],
  return: ({ lead }: Callers): readonly Wish[] => [
    reply('CA1', 'returned', 'Không thuộc chức năng của đơn vị', 'YT'),
    reroute(lead, 'YT'),
    reroute('VP1', 'VP'),
  ],
  bounce: (): readonly Wish[] => [
    reply('YT1', 'returned', 'Không thuộc chức năng của đơn vị', 'CA'),
    reroute('VP1', 'CA'),
    reroute('KT1', 'VP'),
  ],
  conclusion: ({ lead, at }: Callers): readonly Wish[] => [
    reply('VX1', 'objected', objection),
    overrule('VP1', 'VHXH', dayOf(at)),
    overrule(lead, null, dayOf(at)),
  ],
  late: ({ at }: Callers): readonly Wish[] => [
    reply('CA1', 'objected', objection),
    reopen('VP1', 'CA', at.add({ hours: 120 })),
    reopen('VP1', 'CA', null),
  ],
  dissent: ({ who }: Callers): readonly Wish[] => [differ(who), direct('CT1', 1), direct('VX1')],
  end: ({ lead, at }: Callers): readonly Wish[] => [close(lead), reopen('VP1', 'VHXH', at.add({ hours: 120 }))],
}

type Step = {
  readonly wish: Wish | Proof | Call
  /** Seconds since the step before was written down. */
  readonly gap: number
  /** Seconds between the act and its being written down. */
  readonly delay: number
  /** Seconds after which the same person takes it back; null: never tried. */
  readonly undoneAfter: number | null
}

const words = [
  '',
  'Đồng ý toàn bộ',
  'dong y',
  'khong dong y vi vuot tham quyen tai Dieu 5',
  'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh',
  'Không đồng ý',
  'Thực hiện theo quy định',
  'Đề nghị sửa Điều 5 thành 7 ngày',
  'Đã nhận',
  'Không thuộc chức năng, đề nghị gửi Trạm Y tế',
]
const who = fc.constantFrom('VX1', 'VX2', 'VX3', 'CA1', 'CA3', 'DP1', 'KN1', 'KT1', 'KT3', 'YT1', 'VP1', 'NOBODY')
const lead = fc.constantFrom('KT1', 'KT2', 'KT3', 'VX1')
const unit = fc.constantFrom(null, 'VHXH', 'CA', 'YT')
const text = fc.constantFrom(...words)
const verdict = fc.constantFrom('agreed', 'objected', 'returned', null)
const suggested = fc.constantFrom(null, 'YT', 'CA')

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(who, verdict, text, suggested, unit)
      .map(([by, ...said]) => ({ ...reply(by, said[0], said[1], said[2]), unit: said[3] })),
  },
  { weight: 2, arbitrary: fc.tuple(who, unit).map(([by, of]) => ({ ...agree(by), unit: of })) },
  { weight: 1, arbitrary: fc.tuple(who, text).map(([by, said]) => say(by, said)) },
  { weight: 1, arbitrary: who.map((by) => reply(by, 'returned', 'Không thuộc chức năng của đơn vị', 'YT')) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(who, unit, fc.constantFrom(null, 1, 2))
      .map(([by, of, draft]) => ({ ...confirm(by, draft), unit: of })),
  },
  { weight: 1, arbitrary: fc.tuple(who, unit).map(([by, of]) => ({ ...receive(by), unit: of })) },
  { weight: 3, arbitrary: who.map(undo) },
  { weight: 1, arbitrary: fc.tuple(who, unit).map(([by, of]) => ({ ...lack(by), unit: of })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        lead,
        unit,
        fc.constantFrom(
          grant,
          (by: string) => declineTime(by),
          supply,
          (by: string) => declineDocuments(by),
        ),
      )
      .map(([by, of, decide]): Wish => ({ ...decide(by), unit: of })),
  },
  { weight: 1, arbitrary: fc.tuple(lead, unit).map(([by, of]) => urge(by, of)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(who, fc.constantFrom('agreed' as const, 'objected' as const), text)
      .map(([by, says, said]) => withdraw(by, says, said)),
  },
  { weight: 1, arbitrary: who.map((by) => returnDraft(by)) },
  { weight: 1, arbitrary: fc.tuple(who, unit).map(([by, of]) => ({ ...differ(by), unit: of })) },
  { weight: 1, arbitrary: lead.map((by) => cancel(by)) },
  { weight: 2, arbitrary: lead.map(close) },
)

/** Proof of reach is dated when it is known; the step decides. */
const proof = fc.record({ of: fc.constantFrom('VHXH', 'CA'), isRegistered: fc.boolean() })
/** Most dates are past the deadline; some no later than it. */
const call: fc.Arbitrary<Call> = fc.record({
  calls: fc.constantFrom(...(Object.keys(calls) as (keyof typeof calls)[]), 'time' as const, 'documents' as const),
  who: fc.constantFrom('VX1', 'VX2', 'VX3', 'CA1', 'KT1'),
  unit,
  hours: fc.integer({ min: -30, max: 150 }),
  lead,
  reply: fc.constantFrom('met', 'declined', null),
  after: fc.integer({ min: 0, max: 86_400 }),
})
const span = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 120 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 2 * 86_400 }) },
)
const step = fc.record({
  gap: span,
  delay: span,
  undoneAfter: fc.option(fc.integer({ min: 0, max: 70 }), { freq: 3 }),
  wish: fc.oneof({ weight: 4, arbitrary: wish }, { weight: 2, arbitrary: proof }, { weight: 2, arbitrary: call }),
})

const circumstances: fc.Arbitrary<Life['circumstances']> = fc.constantFrom(
  { sentAt: '20/11 08:00' },
  { sentAt: '20/11 08:00', rules: withoutRegulation },
  { sentAt: '06/05/2024 08:00', rules: underAnLao },
  { sentAt: '20/11 16:30', letter: { limit: { kind: 'working_days', days: 1 } } },
  { sentAt: '20/11 21:00', letter: { urgency: 'immediate', limit: { kind: 'hours', hours: 4 }, statesSilence: true } },
  { sentAt: '23/11 09:00', letter: { limit: { kind: 'until', dueAt: moment('25/11 17:00') } } },
)

/** A life before it is lived. */
export type Life = {
  readonly circumstances: Circumstances & { readonly sentAt: string }
  /** Seconds from sending or, negative, from the deadline, at which the first step is written down. */
  readonly start: number
  readonly steps: readonly Step[]
  /** Seconds from sending at which time is noticed besides. */
  readonly ticks: readonly number[]
}

export const lives: fc.Arbitrary<Life> = fc.record({
  circumstances,
  start: fc.constantFrom(0, 600, -3600, -30),
  steps: fc.array(step, { minLength: 1, maxLength: 12 }),
  ticks: fc.array(fc.integer({ min: 0, max: 12 * 86_400 }), { maxLength: 6 }),
})

type Told = { readonly wish: Wish; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

const laterOf = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b)

/** The steps with their instants; nobody acts before the letter went out. */
function tellSteps({ circumstances: { sentAt }, start, steps }: Life, dueAt: Temporal.Instant): readonly Told[] {
  const begin = moment(sentAt)
  const origin = start < 0 ? dueAt : begin
  return steps.reduce<readonly Told[]>((told, { wish, gap, delay, undoneAfter }) => {
    const recordedAt = (told.at(-1)?.recordedAt ?? laterOf(begin, origin.add({ seconds: start }))).add({ seconds: gap })
    const at = laterOf(begin, recordedAt.subtract({ seconds: delay }))
    const happened = { at, recordedAt }
    if ('calls' in wish) return [...told, ...tellCall(wish, happened, dueAt)]
    const done = 'of' in wish ? prove(wish, at, recordedAt) : { wish, ...happened }
    const isUndone = undoneAfter !== null && 'who' in wish
    return [...told, done, ...(isUndone ? [takeBack(wish.who, recordedAt.add({ seconds: undoneAfter }))] : [])]
  }, [])
}

function takeBack(who: string, at: Temporal.Instant): Told {
  return { wish: undo(who), at, recordedAt: at }
}

/** What was said and, when it is answered, the answer. */
function tellCall(
  { calls: kind, who: by, unit: of, hours, lead: leader, ...answer }: Call,
  happened: Omit<Told, 'wish'>,
  dueAt: Temporal.Instant,
): readonly Told[] {
  const at = happened.recordedAt.add({ seconds: answer.after })
  const [first, met, declined] = calls[kind]({ who: by, lead: leader, until: dueAt.add({ hours }), at })
  const second = answer.reply === 'met' ? met : answer.reply === 'declined' ? declined : undefined
  const isForUnit = kind === 'time' || kind === 'documents'
  const aimed = (wanted: Wish): Wish => (isForUnit ? ({ ...wanted, unit: of } as Wish) : wanted)
  return [
    ...(first ? [{ ...happened, wish: aimed(first) }] : []),
    ...(second ? [{ wish: aimed(second), at, recordedAt: at }] : []),
    ...(second && 'who' in second && kind === 'conclusion'
      ? [takeBack(second.who, at.add({ seconds: answer.after % 120 }))]
      : []),
  ]
}

/** A delivery is told as of its moment; a registry number when the Office writes it down, dated back. */
function prove({ of, isRegistered }: Proof, at: Temporal.Instant, recordedAt: Temporal.Instant): Told {
  if (isRegistered) return { wish: register(of, '118', at), at: recordedAt, recordedAt }
  return { wish: deliver(of, of === 'CA' ? 'CA1' : 'VX1', at), at, recordedAt }
}

/** What a life came to. */
export type Lived = {
  readonly state: Consultation
  readonly refusals: readonly (string | null)[]
  readonly trace: readonly ConsultationEvent[]
}

/** Lives a life to its end, noticing time at the given instants besides, and watches every step. */
export function live(
  life: Life,
  noticedAt: (state: Consultation, from: Temporal.Instant, to: Temporal.Instant) => readonly Temporal.Instant[],
): Lived {
  const sent = given(life.circumstances.sentAt, { ...life.circumstances, isReached: false })
  const dueAt = 'dueAt' in sent.state ? sent.state.dueAt : moment(life.circumstances.sentAt)
  let state: Consultation = sent.state
  let now = moment(life.circumstances.sentAt)
  const refusals: (string | null)[] = []
  const trace: ConsultationEvent[] = []
  const follow = (events: readonly ConsultationEvent[]) => {
    trace.push(...events)
    state = events.reduce<Consultation>(watch, state)
  }
  const noticeUntil = (until: Temporal.Instant) => {
    for (;;) {
      const [at] = noticedAt(state, now, until)
      if (at === undefined) return
      follow(pass(state, at))
      expectNextAfter(state, at)
      now = at
    }
  }
  for (const { wish: wanted, at, recordedAt } of tellSteps(life, dueAt)) {
    noticeUntil(recordedAt)
    const { events, refusal } = perform(state, commandOf(wanted, at, recordedAt))
    follow(events)
    refusals.push(refusal?.code ?? null)
    expectNextAfter(state, recordedAt)
    now = recordedAt
  }
  const end = laterOf(now, dueAt).add({ hours: 24 * 20 })
  noticeUntil(end)
  follow(pass(state, end))
  expectNextAfter(state, end)
  return { state, refusals, trace }
}

export const noticeNothing = () => []
export const noticeEverything = (state: Consultation, _: Temporal.Instant, to: Temporal.Instant) => {
  const next = nextMoment(state)
  return next !== null && Temporal.Instant.compare(next, to) < 0 ? [next] : []
}
export const noticeAt =
  ({ ticks, circumstances: { sentAt } }: Life) =>
  (_: Consultation, from: Temporal.Instant, to: Temporal.Instant) =>
    ticks
      .map((seconds) => moment(sentAt).add({ seconds }))
      .toSorted((a, b) => Temporal.Instant.compare(a, b))
      .filter((at) => Temporal.Instant.compare(from, at) < 0 && Temporal.Instant.compare(at, to) <= 0)

/** The arrows as they are drawn in consultation-answer.ts. */
export const arrows: Readonly<Record<Answer['state'], readonly Answer['state'][]>> = {
  asked: ['agreed', 'objected', 'returned', 'deemed_consent', 'unanswered', 'unreached', 'void'],
  agreed: ['asked', 'objected'],
  objected: ['asked', 'agreed'],
  returned: ['asked'],
  deemed_consent: ['asked', 'agreed', 'objected'],
  unanswered: ['asked', 'agreed', 'objected'],
  unreached: ['asked', 'agreed', 'objected'],
  void: [],
}

/** Follows one event and looks whether it moved along the arrows, survives storing, and left a possible state. */
function watch(before: Consultation, event: ConsultationEvent): Consultation {
  expect(revive(JSON.parse(JSON.stringify(event)))).toEqual(event)
  const after = evolve(before, event)
  if (event.type === 'differed' || event.type === 'directed')
    expect({ ...after, differing: null }).toEqual({ ...before, differing: null })
  for (const [id, answer] of Object.entries(answersOf(after))) {
    const from = answersOf(before)[id]?.state
    if (from !== undefined && from !== answer.state) expect(arrows[from]).toContain(answer.state)
    expectPossible(answer, after)
  }
  return after
}

export function answersOf(state: Consultation): Readonly<Record<string, Answer>> {
  return 'answers' in state ? state.answers : {}
}

function expectPossible(answer: Answer, state: Consultation): void {
  const { dueAt, reach, unit: of, former } = askedOf(answer)
  for (const { answer: one } of former) expect(one.asked.former).toEqual([])
  if (answer.state === 'void') expect(state.state).toBe('void')
  if (isLapsed(answer)) {
    expect(answer.lapsedAt).toEqual(dueAt)
    expect(Temporal.Instant.compare(answer.recordedAt, answer.lapsedAt)).toBeGreaterThanOrEqual(0)
    expect(reach === null).toBe(answer.state === 'unreached')
    expect(answer.citation === null).toBe(answer.state !== 'deemed_consent')
    expect('by' in answer).toBe(false)
    if (answer.lateReplies.length > 0) expect(answer.state).toBe('deemed_consent')
    for (const late of answer.lateReplies) expectLate(late, answer.lapsedAt)
  }
  if (!isSettled(answer)) return
  const { reply: given, lapsed, withdrawn, overruled } = answer
  if (overruled !== null) expect(answer.state).toBe('objected')
  for (const one of withdrawn) expect(one.verdict).toBe('objected')
  expect(given.verdict).toBe(answer.state)
  expect(['unit_head', 'deputy_head', 'office_chief', 'acting']).toContain(given.post)
  expect(given.post === 'acting').toBe(given.order !== null)
  if (given.verdict === 'returned') expect([null, of]).not.toContain(given.suggestedUnit)
  if (given.verdict === 'objected') expect(given.items).not.toEqual([])
  if (lapsed !== null) {
    const isTaken = answer.asked.former.some(({ how }) => how === 'late_taken')
    expect(isTaken ? ['deemed_consent', 'unanswered', 'unreached'] : ['unanswered', 'unreached']).toContain(
      lapsed.state,
    )
    return expectLate(given, lapsed.lapsedAt)
  }
  if (withdrawn.length > 0 && Temporal.Instant.compare(given.at, dueAt) >= 0) return expectLate(given, dueAt)
  expect(given.lateMinutes).toBeNull()
  expect(Temporal.Instant.compare(given.at, dueAt)).toBeLessThan(0)
}

function expectLate(
  { at, lateMinutes }: { at: Temporal.Instant; lateMinutes: number | null },
  lapsedAt: Temporal.Instant,
): void {
  const minutes = lapsedAt.until(at).total('minutes')
  expect(minutes).toBeGreaterThanOrEqual(0)
  expect(lateMinutes).toBe(Math.max(1, Math.ceil(minutes)))
}

function expectNextAfter(state: Consultation, now: Temporal.Instant): void {
  const next = nextMoment(state)
  const isWaiting = state.state === 'open' && Object.values(answersOf(state)).some((answer) => answer.state === 'asked')
  expect(next !== null).toBe(isWaiting)
  if (next !== null) expect(Temporal.Instant.compare(next, now)).toBeGreaterThan(0)
}

/** What must not depend on when time was noticed: everything but the nudges and when a lapse was written down. */
export function essence({ state, refusals }: Lived) {
  const answers = Object.entries(answersOf(state)).map(([id, answer]) => {
    const { climbedAt: _, former, ...asked } = askedOf(answer)
    const lapsed = isLapsed(answer) ? answer : isSettled(answer) ? answer.lapsed : null
    return {
      id,
      state: answer.state,
      asked,
      former: former.map((one) => ({ ...one, answer: outcomeOf(one.answer) })),
      overruled: isSettled(answer) ? answer.overruled : null,
      reply: isSettled(answer) ? answer.reply : null,
      lapse: lapsed && {
        state: lapsed.state,
        lapsedAt: lapsed.lapsedAt,
        citation: lapsed.citation,
        late: lapsed.lateReplies,
      },
    }
  })
  return { state: state.state, answers, refusals, differing: 'differing' in state ? state.differing : [] }
}

function outcomeOf(answer: Answer) {
  const { dueAt, reach } = askedOf(answer)
  const late = isLapsed(answer) ? answer.lateReplies : []
  return { state: answer.state, dueAt, reach, late, reply: isSettled(answer) ? answer.reply : null }
}
