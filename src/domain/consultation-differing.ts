/**
 * A differing view (ý kiến khác): somebody who works on the matter differs, and their superiors are told in private. It is no
 * answer of a unit, moves no deadline and takes the work from nobody: that goes on until a superior answers, and after (TH1.2c).
 */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import { applyRule, citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { type DifferingVerdict, differingView } from '../regulations/rules/differing-view.ts'
import { refuseNotOpen } from './consultation-acting.ts'
import type { Consultation, Open } from './consultation-state.ts'
import type { DifferedEvent, DifferingView, DirectedEvent } from './consultation-views.ts'
import { type Decision, type Refusal, type RefusalCodes, refuse } from './decision.ts'
import type { Actor, Directory, OfficerId, UnitId } from './directory.ts'
import { superiorsOf } from './superiors.ts'

type Act = { readonly by: Actor; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

export type Differ = Act & {
  readonly type: 'differ'
  /** For which of one's units; null when only one works on the matter. */
  readonly unit: UnitId | null
  readonly text: string
}

export type Direct = Act & {
  readonly type: 'direct'
  /** Which view; null when only one waits for whoever answers. */
  readonly number: number | null
  readonly text: string
}

type Ground = { readonly directory: Directory; readonly calendar: Calendar }

export function decideDiffer(command: Differ, state: Consultation, ground: Ground): Decision<DifferedEvent> {
  if (state.state !== 'open') return refuseNotOpen(state)
  const { by, at, text } = command
  const unit = unitOf(command, state)
  if (typeof unit !== 'string') return unit
  const last = state.differing.at(-1)
  if (last?.by === by.officer && last.text === text) return []
  const above = superiorsOf(ground.directory, { officer: by.officer, unit }, dayOf(at, ground.calendar))
  const checked = applyRule(state.rules, differingView, { text, above })
  const { verdict, hears } = checked?.result ?? differingView.apply({ text, above }, differingView.parameters.parse({}))
  const code = refusals[verdict]
  if (code !== null) return refuse(code, {}, checked?.citation)
  const number = state.differing.length + 1
  return [{ type: 'differed', unit, number, by: by.officer, at, text, superiors: hears }]
}

const refusals: RefusalCodes<DifferingVerdict['verdict'], 'goes-up'> = {
  'goes-up': null,
  empty: 'differ-empty',
  'nobody-above': 'differ-nobody-above',
}

/** The units of somebody that work on the matter: its lead, and those that were asked. */
export function unitsAtWork(state: Open, by: Actor): readonly UnitId[] {
  const working = [state.letter.leadUnit, ...Object.keys(state.answers)]
  return [...new Set(working)].filter((unit) => by.capacities.some((capacity) => capacity.unit === unit))
}

/** Until when the work of a unit goes on, whatever anybody thinks of it: its answer or, of the lead, the last it waits for. */
export function dueAtOfWork({ letter, answers }: Open, unit: UnitId): Temporal.Instant | null {
  const asked = Object.values(answers).flatMap((answer) => (answer.state === 'asked' ? [answer] : []))
  const own = asked.filter((answer) => unit === letter.leadUnit || answer.unit === unit)
  const ordered = own.map(({ dueAt }) => dueAt).toSorted((a, b) => Temporal.Instant.compare(a, b))
  return ordered.at(-1) ?? null
}

function unitOf({ by, unit }: Differ, state: Open): UnitId | Refusal {
  const own = unitsAtWork(state, by)
  const meant = unit === null ? own : own.filter((one) => one === unit)
  const [only, ...others] = meant
  if (only === undefined) return refuse('may-not-differ', { reference: state.reference }, citation(state.rules))
  return others.length === 0 ? only : refuse('which-unit', { units: meant })
}

function citation(rules: RulesInForce): string | null {
  return citationOf(rules, differingView)
}

/** A superior who was told answers, also once the consultation is over. */
export function decideDirect(
  { by, at, number, text }: Direct,
  state: Consultation,
  { directory, calendar }: Ground,
): Decision<DirectedEvent> {
  if (state.state === 'draft') return refuseNotOpen(state)
  const { reference, rules, differing } = state
  const told = viewsAnsweredBy(state, by.officer, { directory, on: dayOf(at, calendar) })
  const waiting = told.filter(({ directions }) => directions.length === 0)
  const meant = number === null ? (waiting.length > 0 ? waiting : told) : told.filter((one) => one.number === number)
  const [view, ...others] = meant
  if (view === undefined) {
    const isKnown = number === null ? differing.length > 0 : differing.some((one) => one.number === number)
    const isOthers = isKnown && told.length === 0
    return isOthers
      ? refuse('may-not-direct', { reference }, citation(rules))
      : refuse('no-view', { reference }, citation(rules))
  }
  if (others.length > 0) return refuse('which-view', { numbers: meant.map((one) => String(one.number)) })
  if (text.trim() === '') return refuse('direct-empty')
  const last = view.directions.at(-1)
  if (last?.by === by.officer && last.text === text) return []
  return [{ type: 'directed', unit: view.unit, number: view.number, by: by.officer, at, text }]
}

/** The directory, and the day it is looked at. */
export type Standing = { readonly directory: Directory; readonly on: Temporal.PlainDate }

/** The views somebody answers. */
export function viewsAnsweredBy(state: Consultation, officer: OfficerId, standing: Standing): readonly DifferingView[] {
  return state.state === 'draft' ? [] : state.differing.filter((view) => answersView(view, officer, standing))
}

/** Whether somebody answers a view: a superior who was told, or whoever stands there today. */
export function answersView(
  { by, unit, superiors }: DifferingView,
  officer: OfficerId,
  { directory, on }: Standing,
): boolean {
  if (officer === by) return false
  return superiors.includes(officer) || superiorsOf(directory, { officer: by, unit }, on).flat().includes(officer)
}

/** Whether somebody may read a view: its author, and the superiors. Nobody else. */
export function mayReadView(view: DifferingView, officer: OfficerId, standing: Standing): boolean {
  return view.by === officer || answersView(view, officer, standing)
}
