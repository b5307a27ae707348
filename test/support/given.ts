/**
 * Given, when, then for a consultation: an invented commune, its officers, and a story told command by command.
 * Every command is settled before and after exactly as the actions do it, so a story is what a database would hold.
 */
import { expect } from 'vitest'
import { type Calendar, dayOf, vietnam } from '../../src/calendar/calendar.ts'
import {
  type Command,
  type Consultation,
  type ConsultationEvent,
  decide,
  evolve,
  type Prepare,
  prepare,
  type Setting,
} from '../../src/domain/consultation.ts'
import { type Answer, askedOf, type Verdict } from '../../src/domain/consultation-answer.ts'
import type { Letter } from '../../src/domain/consultation-letter.ts'
import { type Decision, isRefusal, type Refusal } from '../../src/domain/decision.ts'
import { actorOf, type Directory, type OfficerId, type PostKind, type Unit } from '../../src/domain/directory.ts'
import { type OwnRegulation, type RulesInForce, rulesInForce } from '../../src/regulations/in-force.ts'
import type { Profile } from '../../src/regulations/profile.ts'
import { anLao2023 } from '../../src/regulations/profiles/an-lao-2023.ts'
import { defaultProfile } from '../../src/regulations/profiles/default.ts'

export const calendar: Calendar = vietnam()

/** '26/11 16:02' in 2026, '06/05/2024 08:00:01' in any year; Vietnamese time. */
export function moment(said: string): Temporal.Instant {
  const match = /^(\d\d)\/(\d\d)(?:\/(\d{4}))? (\d\d:\d\d(?::\d\d)?)$/.exec(said)
  if (!match) throw new Error(`No such moment: ${said}`)
  return Temporal.Instant.from(`${match[3] ?? 2026}-${match[2]}-${match[1]}T${match[4]}+07:00`)
}

function instantOf(when: string | Temporal.Instant): Temporal.Instant {
  return typeof when === 'string' ? moment(when) : when
}

export function day(iso: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(iso)
}

const sinceOn = day('2018-01-01')

function unit(id: string, name: string, change: Partial<Unit> = {}): readonly [string, Unit] {
  const usual = {
    abbreviations: [],
    parent: null,
    functions: [],
    validFromOn: sinceOn,
    validToOn: null,
    successors: [],
  }
  return [id, { id, name, ...usual, ...change }]
}

/** Code, unit, post, order among equals. DP1 and KN1 belong to two units; nobody of these exists. */
const posts: readonly (readonly [OfficerId, string, PostKind, number])[] = [
  ['KT1', 'KT', 'unit_head', 1],
  ['KT2', 'KT', 'deputy_head', 1],
  ['KT3', 'KT', 'specialist', 1],
  ['VX1', 'VHXH', 'unit_head', 1],
  ['VX2', 'VHXH', 'deputy_head', 1],
  ['VX3', 'VHXH', 'specialist', 1],
  ['CA1', 'CA', 'unit_head', 1],
  ['CA3', 'CA', 'specialist', 1],
  ['DP1', 'VHXH', 'deputy_head', 2],
  ['DP1', 'CA', 'deputy_head', 2],
  ['KN1', 'VHXH', 'specialist', 2],
  ['KN1', 'CA', 'specialist', 2],
  ['YT1', 'YT', 'unit_head', 1],
  ['VP1', 'VP', 'office_chief', 1],
  ['VP2', 'VP', 'office_staff', 1],
  ['CT1', 'LD', 'chair', 1],
]

/** Xã Cầu Sậy: Phòng Kinh tế leads, the others may be asked. The old station was merged away at the end of June 2025. */
export const directory: Directory = {
  committee: {
    id: 'cau-say',
    name: 'UBND xã Cầu Sậy',
    level: 'commune',
    timeZone: 'Asia/Ho_Chi_Minh',
    language: 'vi',
    profile: 'default',
  },
  units: new Map([
    unit('KT', 'Phòng Kinh tế', { abbreviations: ['P. KT'] }),
    unit('VHXH', 'Phòng Văn hóa - Xã hội', { abbreviations: ['VH-XH'], functions: ['home_affairs'] }),
    unit('CA', 'Công an xã', { abbreviations: ['CAX'] }),
    unit('YT', 'Trạm Y tế', { abbreviations: ['TYT'] }),
    unit('VP', 'Văn phòng HĐND và UBND', { abbreviations: ['Văn phòng'], functions: ['office', 'justice'] }),
    unit('LD', 'Lãnh đạo UBND xã'),
    unit('TKN', 'Trạm Khuyến nông', { validToOn: day('2025-06-30'), successors: ['KT'] }),
  ]),
  officers: new Map(posts.map(([id]) => [id, { id, name: `Cán bộ ${id}`, language: 'vi' }])),
  posts: posts.map(([officer, of, kind, order]) => ({ unit: of, officer, kind, order, fromOn: sinceOn, toOn: null })),
  actingOrders: [
    { unit: 'VHXH', officer: 'VX3', number: '15/QĐ-UBND', fromOn: day('2026-11-25'), toOn: day('2026-11-26') },
  ],
  leaves: [],
}

/** Sent by Phòng Kinh tế on 20/11/2026, three working days end at 24:00 of 26/11, since 24/11 is a day off. */
export const letter: Letter = {
  leadUnit: 'KT',
  subject: 'Dự thảo Quy chế quản lý bến đò Cầu Sậy',
  questions: ['Mức phí tại Điều 5'],
  consulted: [
    { unit: 'VHXH', why: 'nếp sống văn minh nơi công cộng' },
    { unit: 'CA', why: 'trật tự đường thủy' },
  ],
  everybodyBecause: null,
  dossier: { kind: 'link', url: 'https://vanban.causay.example/ho-so/41' },
  limit: { kind: 'working_days', days: 3 },
  urgency: 'normal',
  informed: ['YT'],
  statesSilence: false,
  againBecause: null,
}

const own: OwnRegulation = {
  title: 'Quy chế làm việc của UBND xã Cầu Sậy',
  number: '03/2026/QĐ-UBND',
  issuedOn: '2026-01-12',
  clause: 'Điều 7 khoản 2',
}

function rulesOf(profile: Profile, on: string, regulation: OwnRegulation | null): RulesInForce {
  const rules = rulesInForce({ profile, on: day(on), own: regulation, overrides: [] })
  if ('problem' in rules) throw new Error(rules.problem)
  return rules
}

/** The default profile with the commune's own regulation: silence is consent. */
export const withRegulation = rulesOf(defaultProfile, '2026-11-20', own)
/** Without one: silence only escalates. */
export const withoutRegulation = rulesOf(defaultProfile, '2026-11-20', null)
/** A district of the letter of 2023, in its time. */
export const underAnLao = rulesOf(anLao2023, '2024-05-06', null)

/** A command as its author means it: who and when are added when it is told. */
export type Wish = Command extends infer One
  ? One extends { readonly by: unknown }
    ? Omit<One, 'by' | 'at' | 'recordedAt'> & { readonly who: OfficerId }
    : Omit<One, 'at' | 'recordedAt'>
  : never

type WishFor<Type extends Wish['type']> = Extract<Wish, { readonly type: Type }>

/** Somebody replies in words, through a verdict's button or command, or both. */
export function reply(
  who: OfficerId,
  verdict: Verdict | null,
  text = '',
  suggestedUnit: string | null = null,
): WishFor<'reply'> {
  return { type: 'reply', who, unit: null, verdict, text, suggestedUnit }
}

export function agree(who: OfficerId, text = ''): WishFor<'reply'> {
  return reply(who, 'agreed', text)
}

export function say(who: OfficerId, text: string): WishFor<'reply'> {
  return reply(who, null, text)
}

export function confirm(who: OfficerId, draft: number | null = null): WishFor<'confirm'> {
  return { type: 'confirm', who, unit: null, draft }
}

export function receive(who: OfficerId): WishFor<'receive'> {
  return { type: 'receive', who, unit: null }
}

export function undo(who: OfficerId): WishFor<'undo'> {
  return { type: 'undo', who }
}

export function close(who: OfficerId): WishFor<'close'> {
  return { type: 'close', who }
}

export function cancel(who: OfficerId, reason = 'Rút dự thảo để làm lại'): WishFor<'void'> {
  return { type: 'void', who, reason }
}

export function send(who: OfficerId): WishFor<'send'> {
  return { type: 'send', who, unlinked: [] }
}

/** A unit asks for more time, until a moment. */
export function extend(
  who: OfficerId,
  wanted: string | Temporal.Instant,
  reason = 'Đang chờ số liệu của các thôn',
): WishFor<'ask_extension'> {
  return { type: 'ask_extension', who, unit: null, wantedAt: instantOf(wanted), reason }
}

/** The lead grants what was asked, or another date. */
export function grant(who: OfficerId, due: string | Temporal.Instant | null = null): WishFor<'grant_extension'> {
  return { type: 'grant_extension', who, unit: null, number: null, dueAt: due === null ? null : instantOf(due) }
}

export function declineTime(who: OfficerId, reason = 'Việc đã gấp'): WishFor<'decline_extension'> {
  return { type: 'decline_extension', who, unit: null, number: null, reason }
}

/** A unit says what its dossier lacks. */
export function lack(who: OfficerId, missing = 'Bản đồ hiện trạng bến đò'): WishFor<'ask_documents'> {
  return { type: 'ask_documents', who, unit: null, missing }
}

export function supply(who: OfficerId): WishFor<'supply_documents'> {
  const supplied = { kind: 'link', url: 'https://vanban.causay.example/ho-so/41/ban-do' } as const
  return { type: 'supply_documents', who, unit: null, number: null, supplied }
}

export function declineDocuments(who: OfficerId, reason = 'Bản đồ có ở phụ lục 2'): WishFor<'decline_documents'> {
  return { type: 'decline_documents', who, unit: null, number: null, reason }
}

/** The lead urges one unit, or all that are silent. */
export function urge(who: OfficerId, unit: string | null = null): WishFor<'urge'> {
  return { type: 'urge', who, unit }
}

/** A unit withdraws its objection and says what it says instead. */
export function withdraw(who: OfficerId, verdict: 'agreed' | 'objected' = 'agreed', text = ''): WishFor<'withdraw'> {
  return { type: 'withdraw', who, unit: null, verdict, text }
}

/** The head sends a draft back. */
export function returnDraft(who: OfficerId, reason = 'Nêu rõ căn cứ tại Điều 5'): WishFor<'return_draft'> {
  return { type: 'return_draft', who, unit: null, draft: null, reason }
}

/** Somebody who works on the matter differs, and tells their superiors. */
export function differ(who: OfficerId, text = 'Mức phí tại Điều 5 trái Nghị quyết của HĐND xã'): WishFor<'differ'> {
  return { type: 'differ', who, unit: null, text }
}

/** A superior answers a differing view. */
export function direct(
  who: OfficerId,
  number: number | null = null,
  text = 'Vẫn thực hiện; tôi sẽ hỏi Sở Tài chính',
): WishFor<'direct'> {
  return { type: 'direct', who, number, text }
}

export const tick: Wish = { type: 'tick' }

/** A private message came to the officer; it proves reach at the moment told. */
export function deliver(to: string, officer: OfficerId, when: string | Temporal.Instant): Wish {
  return {
    type: 'prove_reach',
    unit: to,
    reach: { kind: 'message', officer, messenger: 'sandbox', at: instantOf(when) },
  }
}

/** The Office writes down the unit's incoming number, dated by its registry. */
export function register(
  to: string,
  number: string,
  when: string | Temporal.Instant,
  who = 'VP1',
): WishFor<'register'> {
  return { type: 'register', who, unit: to, number, arrivedAt: instantOf(when) }
}

/** A returned request is sent on. */
export function reroute(
  who: OfficerId,
  to: string,
  why = 'đúng chức năng',
  from: string | null = null,
): WishFor<'reroute'> {
  return { type: 'reroute', who, from, unit: to, why, unlinked: [] }
}

/** The Office opens an answer again until an instant or, with null, makes the late reply the outcome. */
export function reopen(
  who: OfficerId,
  unit: string | null,
  until: string | Temporal.Instant | null,
): WishFor<'reopen'> {
  const dueAt = until === null ? null : instantOf(until)
  return { type: 'reopen', who, unit, reason: 'mất mạng cả ngày cuối', dueAt, tells: 'unit', unlinked: [] }
}

/** The Chair decided on an objection, on a day ('2026-11-25'). */
export function overrule(who: OfficerId, unit: string | null, on: string, number = '45/TB-UBND'): WishFor<'overrule'> {
  const conclusion = { number, concludedOn: day(on), concludedBy: 'Chủ tịch UBND xã' }
  return { type: 'overrule', who, unit, conclusion }
}

export type Circumstances = {
  readonly letter?: Partial<Letter>
  readonly rules?: RulesInForce
  readonly isReached?: false
  readonly earlier?: Prepare['earlier']
}

/** The letter went out and reached nobody yet. */
export const unreached: Circumstances = { isReached: false }

export function settingWith(rules: RulesInForce): Setting {
  return { directory, calendar, rules }
}

export function commandOf(wish: Wish, at: Temporal.Instant, recordedAt: Temporal.Instant): Command {
  if (!('who' in wish)) return { ...wish, at, recordedAt }
  const { who, ...rest } = wish
  return { ...rest, by: actorOf(directory, who, dayOf(at, calendar)), at, recordedAt }
}

/** What time brings to a consultation by an instant, as events. */
export function pass(state: Consultation, at: Temporal.Instant, recordedAt = at): readonly ConsultationEvent[] {
  const decision = decide({ type: 'tick', at, recordedAt }, state, settingWith(state.rules))
  if (isRefusal(decision)) throw new Error(`Time was refused: ${decision.code}`)
  return decision
}

type Heard = {
  readonly state: Consultation
  readonly events: readonly ConsultationEvent[]
  readonly refusal: Refusal | null
}

/** One command, settled before as of the act and after as of its recording, as the actions do it. */
export function perform(state: Consultation, command: Command): Heard {
  const before = pass(state, command.at, command.recordedAt)
  const settled = before.reduce<Consultation>(evolve, state)
  const decision: Decision<ConsultationEvent> = decide(command, settled, settingWith(state.rules))
  const decided = isRefusal(decision) ? [] : decision
  const early = decided.reduce<Consultation>(evolve, settled)
  const after = pass(early, command.recordedAt)
  return {
    state: after.reduce<Consultation>(evolve, early),
    events: [...before, ...decided, ...after],
    refusal: isRefusal(decision) ? decision : null,
  }
}

/** A story so far: where it stands, and what its last command did. */
export class Story {
  readonly state: Consultation
  readonly events: readonly ConsultationEvent[]
  readonly refusal: Refusal | null

  constructor({ state, events, refusal }: Heard) {
    this.state = state
    this.events = events
    this.refusal = refusal
  }

  /** Then somebody does something; written down at once unless said otherwise. */
  when(at: string, wish: Wish, recorded = at): Story {
    return new Story(perform(this.state, commandOf(wish, moment(at), moment(recorded))))
  }

  /** What became of a unit's answer. */
  answer(of: string): Answer {
    const answer = 'answers' in this.state ? this.state.answers[of] : undefined
    if (answer === undefined) throw new Error(`${of} was not asked`)
    return answer
  }

  dueAt(of: string): string {
    return shown(askedOf(this.answer(of)).dueAt)
  }

  /** The last command led to events of these types, these facts among them; nothing but nudges beside. */
  expectEvents(...expected: readonly object[]): this {
    expectFacts(this.refusal, null)
    expectFacts(
      this.events.filter(({ type }) => type !== 'nudged'),
      expected,
    )
    return this
  }

  expectRefusal(code: string, citation?: string): this {
    expectFacts(this.refusal, citation === undefined ? { code } : { code, citation })
    return this
  }

  expectUnit(of: string, facts: object): this {
    expectFacts(this.answer(of), facts)
    return this
  }
}

function expectFacts(actual: unknown, facts: object | null): void {
  if (facts === null) expect(actual).toBeNull()
  else expect(actual).toMatchObject(facts)
}

/**
 * A story so far, or a new one: the letter goes out at once or, prepared by a specialist, waits as a draft. Unless said
 * otherwise it reached the heads of both units the moment it was sent.
 */
export function given(from: Story | string = '20/11 08:00', circumstances: Circumstances = {}, who = 'KT1'): Story {
  if (typeof from !== 'string') return from
  const story = tryPrepare(from, circumstances, who)
  if ('refused' in story) throw new Error(`Nothing was prepared: ${story.code}`)
  if (circumstances.isReached === false || story.state.state === 'draft') return story
  return story.when(from, deliver('VHXH', 'VX1', from)).when(from, deliver('CA', 'CA1', from))
}

/** The same where a refusal is what is looked for. */
export function tryPrepare(
  at: string,
  { letter: change = {}, rules = withRegulation, earlier = [] }: Circumstances,
  who = 'KT1',
): Story | Refusal {
  const now = moment(at)
  const by = actorOf(directory, who, dayOf(now, calendar))
  const decision = prepare(
    {
      type: 'prepare',
      reference: 'Y1',
      letter: { ...letter, ...change },
      unlinked: [],
      earlier,
      by,
      at: now,
      recordedAt: now,
    },
    settingWith(rules),
  )
  if (isRefusal(decision)) return decision
  const state = decision.reduce<Consultation | null>(evolve, null)
  if (state === null) throw new Error('Preparing made nothing')
  return new Story({ state, events: decision, refusal: null })
}

/** An instant as the commune reads it: '2026-11-26 23:59:59'. */
export function shown(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime().toString().replace('T', ' ')
}
