/**
 * An invented noun, as small as one can be: a unit is called, and is missed when its deadline passes. It stands in every
 * table a kind of matter has a place in, and nowhere else: what does not know a matter by its kind loses it.
 *
 *   called ── deadline ──▶ missed
 */
import { beginning, record } from '../../src/actions/record.ts'
import { endOfDay } from '../../src/calendar/calendar.ts'
import { list, makeCard, text } from '../../src/cards/blocks.ts'
import { ofMatters } from '../../src/cards/importance.ts'
import { voices } from '../../src/cards/voices.ts'
import type { ConsultationNotice, ConsultationNoticeKind, Telling } from '../../src/domain/notice.ts'
import type { Noun } from '../../src/domain/noun.ts'
import { nouns } from '../../src/domain/nouns.ts'
import { owed, type What } from '../../src/domain/obligation.ts'
import { formReference, kinds, type MatterKind } from '../../src/domain/reference.ts'
import { accounts } from '../../src/reports/evidence-matter.ts'
import { wordings } from '../../src/reports/evidence-words.ts'
import type { Database } from '../../src/store/database.ts'
import { peekNumber, takeNumber } from '../../src/store/matters.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'

type RollCall = {
  readonly state: 'called' | 'missed'
  readonly reference: string
  readonly subject: string
  readonly unit: string
  readonly by: string
  readonly dueAt: Temporal.Instant
}

type RollCallEvent =
  | ({ readonly type: 'called'; readonly at: Temporal.Instant } & Omit<RollCall, 'state'>)
  | { readonly type: 'missed'; readonly at: Temporal.Instant }

const kind = 'roll_call' as MatterKind
const what = 'answer_call' as What
const nudgedAt = (dueAt: Temporal.Instant) => dueAt.subtract({ hours: 14 })

function tell(event: RollCallEvent, { unit, dueAt }: RollCall): readonly Telling[] {
  const told = { isLive: false, isUrgent: false, keepsQuietHours: false, untilAt: null }
  const toUnit = (said: ConsultationNoticeKind, afterSeconds: number): Telling => {
    return { ...told, notice: { kind: said, unit }, to: { who: 'deciders', unit }, key: said, afterSeconds }
  }
  if (event.type === 'missed')
    return [{ ...told, notice: { kind: 'lapsed', unit }, to: { who: 'office' }, key: 'lapsed', afterSeconds: 0 }]
  return [toUnit('asked', 0), toUnit('nudged', event.at.until(nudgedAt(dueAt)).total('seconds'))]
}

const rollCalls: Noun<RollCall, RollCallEvent> = {
  kind,
  complete: (state) => state,
  evolve: (state, event) => {
    if (event.type === 'called') {
      const { reference, subject, unit, by, dueAt } = event
      return { state: 'called', reference, subject, unit, by, dueAt }
    }
    if (state === null) throw new Error('A roll call begins with a call')
    return { ...state, state: 'missed' }
  },
  settle: ({ state, dueAt }, at) =>
    state === 'called' && Temporal.Instant.compare(dueAt, at) <= 0 ? [{ type: 'missed', at: dueAt }] : [],
  nextMoment: ({ state, dueAt }) => (state === 'called' ? dueAt : null),
  followUps: (event, state) => tell(event, state),
  owes: ({ state, unit, dueAt }) => (state === 'called' ? [{ unit, what, dueAt }] : []),
  mayKnow: () => true,
  outlineOf: ({ state, subject, by }) => ({ subject, leadUnit: 'KT', authors: [by], isOpen: state === 'called' }),
  changes: () => null,
  changesAt: () => [],
  maySee: () => true,
  manners: {
    isReminder: (said) => said === 'nudged',
    hangsUnder: (said) => (said === 'nudged' ? 'asked' : null),
    mergesFrom: (said) => (said === 'nudged' ? 2 : null),
  },
  proveDelivered: () => [],
  provenance: (event) => ({ actor: event.type === 'called' ? event.by : null, at: event.at }),
  leftBy: ({ officer }, { reference, subject, by }) =>
    by === officer ? [{ reference, subject, what: 'letter_sent' }] : [],
  moveDeadlines: () => ({ found: [], events: [] }),
  endOf: (_, { state }) => (state === 'missed' ? 'unanswered' : null),
}

type Facts = { readonly state: RollCall }

/** A roll call with this subject has no card: our own fault. */
export const unsayable = '?'

function say({ kind: said }: ConsultationNotice, { state: { reference, subject } }: Facts) {
  if (subject === unsayable) throw new Error('There is no card for it')
  return makeCard(`${reference} ${said}`, 'plain', [text(subject)])
}

const voice = {
  render: say,
  renderMerged: (said: string, parts: readonly { readonly facts: Facts }[]) => {
    const lines = parts.map(({ facts: { state } }) => `${state.reference}: ${state.subject}`)
    return makeCard(`${parts.length} ${said}`, 'plain', [list('', lines)])
  },
}

const account = {
  factsOf: (_: unknown, { subject }: RollCall) => [['Điểm danh', [{ text: subject, style: 'plain' }]]],
  outcomesOf: () => [],
}

const places: readonly (readonly [table: object, name: string, entry: unknown])[] = [
  [kinds, kind, 'DD'],
  [nouns, kind, rollCalls],
  [owed, what, { ...owed.answer, isOfPart: false }],
  [voices, kind, voice],
  [ofMatters, kind, { asked: 'vital', nudged: 'ordinary', lapsed: 'vital' }],
  [wordings, kind, ({ type }: RollCallEvent) => ({ what: type === 'called' ? 'đã gọi' : 'đã vắng', beneath: [] })],
  [accounts, kind, account],
]

/** Puts the noun into its places; the answer takes it out again. */
export function addRollCalls(): () => void {
  for (const [table, name, entry] of places) Object.assign(table, { [name]: entry })
  return () => {
    for (const [table, name] of places) Reflect.deleteProperty(table, name)
  }
}

/** Calls a unit, which has until the end of a day; the matter's reference. */
export async function callUnit(
  database: Database,
  {
    committeeId,
    by,
    unit,
    subject,
    at,
    dueOn,
  }: { committeeId: string; at: Temporal.Instant; dueOn: string } & Pick<RollCall, 'by' | 'unit' | 'subject'>,
): Promise<string> {
  return database.transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const reference = formReference(kind, await peekNumber(tx, committeeId, kind))
    await takeNumber(tx, committeeId, kind)
    const dueAt = endOfDay(Temporal.PlainDate.from(dueOn), snapshot.calendar)
    const act = { tx, snapshot, by, messenger: 'sandbox', words: '/call', at, recordedAt: at }
    const called = { type: 'called', at, reference, subject, unit, by, dueAt } as const
    await record(act, rollCalls, beginning<RollCall, RollCallEvent>(reference), { decision: [called] })
    return reference
  })
}
