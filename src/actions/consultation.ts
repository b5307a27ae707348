/** What people and time do to consultations: lock, decide, record. */
import { dayOf } from '../calendar/calendar.ts'
import { profileOn } from '../domain/committee-settings.ts'
import {
  type Command,
  type Consultation,
  type ConsultationEvent,
  decide,
  prepare,
  type Setting,
} from '../domain/consultation.ts'
import type { Letter } from '../domain/consultation-letter.ts'
import { consultations } from '../domain/consultation-noun.ts'
import type { Earlier } from '../domain/consultation-rounds.ts'
import { type Refusal, type RefusalCodes, refuse } from '../domain/decision.ts'
import { type Actor, actorOf, type UnitId } from '../domain/directory.ts'
import { formReference, type Reference } from '../domain/reference.ts'
import { type RulesInForce, type RulesProblem, rulesInForce } from '../regulations/in-force.ts'
import { findProfile } from '../regulations/profiles/index.ts'
import { peekNumber, readLettersOf, takeNumber } from '../store/matters.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Act, Outcome } from './act.ts'
import { holdCommittee } from './holding.ts'
import { beginning, lockSettled, record } from './record.ts'
import { registerRefusal } from './register.ts'
import { findUnlinked } from './tell.ts'

type ConsultationOutcome = Outcome<Consultation, ConsultationEvent>

/** What an officer wants of a consultation, without who and when: that comes from the act. */
export type ConsultationAct = Command extends infer One
  ? One extends { readonly by: Actor }
    ? Omit<One, 'by' | 'at' | 'recordedAt' | 'unlinked'>
    : never
  : never

/** Starts a consultation: sent at once by a head or deputy of the lead unit, otherwise a draft for them. */
export async function prepareConsultation(asked: Act, letter: Letter): Promise<ConsultationOutcome> {
  const act = await holdCommittee(asked)
  const { tx, snapshot, at, recordedAt } = act
  const rules = rulesNow(snapshot, at)
  if ('problem' in rules) return refuseOutside(act, refuseRules(rules, snapshot, at))
  const number = await peekNumber(tx, snapshot.committeeId, 'consultation')
  const reference = formReference('consultation', number)
  const unlinked = await unlinkedOf(act, consultedIn(letter))
  const earlier = await earlierOf(act, letter.leadUnit)
  const decision = prepare(
    { type: 'prepare', reference, letter, unlinked, earlier, by: actorNow(act), at, recordedAt },
    settingOf(snapshot, rules),
  )
  if ('refused' in decision) return refuseOutside(act, decision)
  await takeNumber(tx, snapshot.committeeId, 'consultation')
  return record(act, consultations, beginning(reference), { decision })
}

/** Acts that count days in the calendar. */
const setsDeadline: ReadonlySet<ConsultationAct['type']> = new Set([
  'send',
  'grant_extension',
  'supply_documents',
  'reroute',
  'reopen',
  'register',
])

/** Somebody acts on a consultation. A refused attempt is evidence, too. */
export async function actOnConsultation(
  asked: Act,
  reference: Reference,
  wanted: ConsultationAct,
): Promise<ConsultationOutcome> {
  const act = setsDeadline.has(wanted.type) ? await holdCommittee(asked) : asked
  const locked = await lockSettled(act, consultations, reference)
  if (locked === null) return refuseOutside(act, refuse('unknown-reference', { reference }))
  const unlinked = await unlinkedOf(act, unitsAsked(wanted, locked.state.letter))
  const command = { ...wanted, unlinked, by: actorNow(act), at: act.at, recordedAt: act.recordedAt } as Command
  const decision = decide(command, locked.state, settingOf(act.snapshot, locked.state.rules))
  return record(act, consultations, locked, { decision })
}

/** The rules a consultation opened at an instant would live by. */
export function rulesNow(snapshot: Snapshot, at: Temporal.Instant) {
  const { ownRegulation: own, overrides } = snapshot.settings
  const on = dayOf(at, snapshot.calendar)
  const id = profileOn(snapshot.settings, on)
  const profile = findProfile(id)
  if (profile === null) throw new Error(`No regulation profile is called ${id}`)
  return rulesInForce({ profile, on, own, overrides })
}

/** Why nothing can be opened when there are no rules to open it under. */
export function refuseRules(
  { problem }: RulesProblem,
  { settings, calendar }: Snapshot,
  at: Temporal.Instant,
): Refusal {
  return refuse(problems[problem], { profile: profileOn(settings, dayOf(at, calendar)) })
}

const problems: RefusalCodes<RulesProblem['problem']> = {
  'profile-not-in-force': 'profile-not-in-force',
  'override-invalid': 'override-invalid',
}

function settingOf({ directory, calendar }: Snapshot, rules: RulesInForce): Setting {
  return { directory, calendar, rules }
}

function actorNow({ snapshot, by, at }: Act): Actor {
  return actorOf(snapshot.directory, by, dayOf(at, snapshot.calendar))
}

/** Which units an act would ask, so that it is known whether anybody of them can be written to. */
function unitsAsked(wanted: ConsultationAct, letter: Letter): readonly UnitId[] {
  if (wanted.type === 'send') return consultedIn(letter)
  const isAsking = wanted.type === 'reroute' || wanted.type === 'reopen'
  return isAsking && wanted.unit !== null ? [wanted.unit] : []
}

function consultedIn({ consulted }: Letter): readonly UnitId[] {
  return consulted.map(({ unit }) => unit)
}

async function unlinkedOf({ tx, snapshot, at }: Act, units: readonly UnitId[]): Promise<readonly UnitId[]> {
  return units.length === 0 ? [] : findUnlinked(tx, snapshot, units, at)
}

/** How far back a letter counts as asking the same, in days. */
const daysOfRounds = 365

/** What a unit has asked as the lead within a year and did not cancel. */
export async function earlierOf(
  { tx, snapshot, at }: Pick<Act, 'tx' | 'snapshot' | 'at'>,
  leadUnit: UnitId,
): Promise<readonly Earlier[]> {
  const since = at.subtract({ hours: 24 * daysOfRounds })
  const found = await readLettersOf(tx, snapshot.committeeId, { leadUnit, since })
  return found.map(({ letter, ...sent }) => ({ ...sent, letter: letter as Letter }))
}

async function refuseOutside(act: Act, refusal: ReturnType<typeof refuse>): Promise<ConsultationOutcome> {
  await registerRefusal(act, refusal)
  return { refusal, reference: null }
}
