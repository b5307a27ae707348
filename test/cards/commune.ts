/** An invented commune, its letter, and consultations brought into any state by the domain's own commands. */
import { type Calendar, vietnam } from '../../src/calendar/calendar.ts'
import type { MatterFacts, Reader, ResponseFacts } from '../../src/cards/facts.ts'
import {
  asOf,
  type Command,
  type Consultation,
  type ConsultationEvent,
  decide,
  evolve,
  prepare,
} from '../../src/domain/consultation.ts'
import type { Letter } from '../../src/domain/consultation-letter.ts'
import { type Decision, isRefusal } from '../../src/domain/decision.ts'
import { actorOf, type Directory, type PostKind, type Unit } from '../../src/domain/directory.ts'
import { loadTranslators } from '../../src/i18n.ts'
import { type OwnRegulation, type RulesInForce, rulesInForce } from '../../src/regulations/in-force.ts'
import { defaultProfile } from '../../src/regulations/profiles/default.ts'

export const calendar: Calendar = vietnam()
const translators = loadTranslators(new URL('../../locales', import.meta.url))
export const vi = translators('vi', 'Asia/Ho_Chi_Minh')
export const en = translators('en', 'Asia/Ho_Chi_Minh')

const since = Temporal.PlainDate.from('2025-07-01')

function unit(id: string, name: string, functions: Unit['functions'] = []): [string, Unit] {
  const span = { validFromOn: since, validToOn: null, successors: [], parent: null }
  return [id, { id, name, abbreviations: [], functions, ...span }]
}

function post(officer: string, of: string, kind: PostKind) {
  return { unit: of, officer, kind, order: 1, fromOn: since, toOn: null }
}

const names = {
  lead: 'Lê Thị Hoa',
  leadStaff: 'Phạm Văn Cường',
  head: 'Trần Văn Minh',
  staff: 'Nguyễn Thu An',
  culture: 'Vũ Ngọc Lan',
  service: 'Đỗ Quốc Bảo',
  chief: 'Hoàng Anh Tuấn',
}
export type Person = keyof typeof names

export const directory: Directory = {
  committee: {
    id: 'suoi-mo',
    name: 'UBND xã Suối Mơ',
    level: 'commune',
    timeZone: 'Asia/Ho_Chi_Minh',
    language: 'vi',
    profile: 'default',
  },
  units: new Map([
    unit('VP', 'Văn phòng', ['office']),
    unit('TP', 'Tổ Tư pháp', ['justice']),
    unit('KT', 'Phòng Kinh tế'),
    unit('VHXH', 'Phòng Văn hóa - Xã hội', ['home_affairs']),
    unit('HCC', 'Trung tâm Phục vụ hành chính công'),
  ]),
  officers: new Map(Object.entries(names).map(([id, name]) => [id, { id, name, language: 'vi' as const }])),
  posts: [
    post('lead', 'TP', 'unit_head'),
    post('leadStaff', 'TP', 'specialist'),
    post('head', 'KT', 'unit_head'),
    post('staff', 'KT', 'specialist'),
    post('culture', 'VHXH', 'deputy_head'),
    post('service', 'HCC', 'unit_head'),
    post('chief', 'VP', 'office_chief'),
  ],
  actingOrders: [],
  leaves: [],
}

export const letter: Letter = {
  leadUnit: 'TP',
  subject: 'Dự thảo Quy chế quản lý chợ Suối Mơ',
  questions: ['Mức phí tại Điều 5', 'Giờ mở cửa tại Điều 7'],
  consulted: [
    { unit: 'KT', why: 'quản lý thu phí chợ' },
    { unit: 'VHXH', why: 'nếp sống văn minh nơi công cộng' },
  ],
  everybodyBecause: null,
  dossier: { kind: 'file', file: 'f1', name: 'du-thao-quy-che.docx' },
  limit: { kind: 'working_days', days: 3 },
  urgency: 'normal',
  informed: ['HCC'],
  statesSilence: false,
  againBecause: null,
}

const ownRegulation: OwnRegulation = {
  title: 'Quy chế làm việc xã Suối Mơ',
  number: '07/QC-UBND',
  issuedOn: '2026-01-05',
  clause: 'Điều 9 khoản 3',
}

export function rulesWith(own: OwnRegulation | null): RulesInForce {
  const rules = rulesInForce({ profile: defaultProfile, on: Temporal.PlainDate.from('2026-11-20'), own, overrides: [] })
  if ('problem' in rules) throw new Error(rules.problem)
  return rules
}

/** An instant of the commune: '20/11 08:00', in 2026. Friday 20/11; the 24th is a day off. */
export function at(said: string): Temporal.Instant {
  const match = /^(\d\d)\/(\d\d) (\d\d:\d\d(?::\d\d)?)$/.exec(said)
  if (!match) throw new Error(`No such moment: ${said}`)
  return Temporal.Instant.from(`2026-${match[2]}-${match[1]}T${match[3]}+07:00`)
}

function actor(person: Person) {
  return actorOf(directory, person, Temporal.PlainDate.from('2026-11-20'))
}

/** When somebody does something, and when it is written down: at once unless said otherwise. */
export function act(person: Person, when: string, written = when) {
  return { by: actor(person), at: at(when), recordedAt: at(written) }
}

type Opening = { readonly letter?: Partial<Letter>; readonly rules?: RulesInForce; readonly by?: Person }

/** Y12, prepared on Friday 20/11 at 08:00; sent at once by the head of the lead unit. Due 24:00 on 26/11. */
export function opened({ by = 'lead', ...opening }: Opening = {}): Consultation {
  const rules = opening.rules ?? rulesWith(ownRegulation)
  const command = {
    type: 'prepare' as const,
    reference: 'Y12',
    letter: { ...letter, ...opening.letter },
    unlinked: [],
    earlier: [],
  }
  const events = eventsOf(prepare({ ...command, ...act(by, '20/11 08:00') }, { directory, calendar, rules }))
  const state = events.reduce<Consultation | null>(evolve, null)
  if (state === null) throw new Error('Nothing was prepared')
  return state
}

/** The matter after commands, settled before each as actions do it. A refusal throws. */
export function after(state: Consultation, ...commands: readonly Command[]): Consultation {
  return commands.reduce((before, command) => {
    const settled = asOf(before, command.recordedAt, calendar)
    return eventsOf(decide(command, settled, { directory, calendar, rules: before.rules })).reduce(evolve, settled)
  }, state)
}

export function eventsOf(decision: Decision<ConsultationEvent>): readonly ConsultationEvent[] {
  if (isRefusal(decision)) throw new Error(`Refused: ${decision.code}`)
  return decision
}

type Verdict = 'agreed' | 'objected' | 'returned'

export function reply(person: Person, when: string, verdict: Verdict | null, text = '', written = when): Command {
  const suggestedUnit = verdict === 'returned' ? 'HCC' : null
  return { type: 'reply', unit: null, verdict, text, suggestedUnit, ...act(person, when, written) }
}

/** A private message to the unit's head that arrived. */
export function reached(unitId: string, officer: Person, when: string): Command {
  const reach = { kind: 'message' as const, officer, messenger: 'telegram', at: at(when) }
  return { type: 'prove_reach', unit: unitId, reach, at: at(when), recordedAt: at(when) }
}

export const office: Reader = { officer: null, isOffice: true }
export const group: Reader = { officer: null, isOffice: false }
export function reader(person: Person): Reader {
  return { officer: person, isOffice: person === 'chief' }
}

/** Facts of a new post, the matter settled as of then. */
export function facts(state: Consultation, when: string, changes: Partial<MatterFacts> = {}): MatterFacts {
  const now = at(when)
  const read = {
    directory,
    calendar,
    now,
    unlinked: [],
    dossierLink: null,
    reader: reader('lead'),
    purpose: 'post' as const,
  }
  return { ...read, state: asOf(state, now, calendar), ...changes }
}

export function responseFacts(
  matter: Consultation | null,
  when: string,
  changes: Partial<ResponseFacts> = {},
): ResponseFacts {
  const none = {
    rules: rulesWith(ownRegulation),
    commands: [],
    unlinked: [],
    dossierLink: null,
    linkWays: [],
    qr: null,
    file: null,
  }
  const now = at(when)
  const settled = matter === null ? null : asOf(matter, now, calendar)
  return {
    directory,
    calendar,
    now,
    reader: reader('head'),
    matter: settled && { kind: 'consultation', state: settled },
    ...none,
    ...changes,
  }
}
