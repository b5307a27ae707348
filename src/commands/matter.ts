/** What commands about a matter share: which matter, and for which of one's units. */
import { readConsultation } from '../actions/read.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Asking } from '../cards/asking.ts'
import type { Consultation } from '../domain/consultation.ts'
import type { Answer as UnitAnswer } from '../domain/consultation-answer.ts'
import { type Actor, findUnits, type UnitId } from '../domain/directory.ts'
import type { What } from '../domain/obligation.ts'
import { formReference, type Reference, readReference } from '../domain/reference.ts'
import { openMatters } from '../reports/today.ts'
import { shorten } from '../text/vietnamese.ts'
import type { Answer, Line, OfficerSituation, Reading, Shown, Values } from './command.ts'
import { askChoice, askText, faulty, quote } from './field.ts'

const mostMatters = 10
const longestLabel = 40

/** Asks which matter is meant, offering those that wait for the officer, all or with one thing owed; nothing when it is known. */
export async function askReference(
  line: Line,
  situation: OfficerSituation,
  what: What | 'nothing' | null = null,
): Promise<readonly Asking[]> {
  if (line.reference !== null) return []
  const open = await openMatters(situation, situation.officer, situation.at)
  const offered = new Map(
    open.filter((one) => what === null || one.what === what).map(({ reference, subject }) => [reference, subject]),
  )
  const options = [...offered]
    .slice(0, mostMatters)
    .map(([value, subject]) => ({ value, label: `${value} ${shorten(subject, longestLabel)}`.trim() }))
  return [options.length > 0 ? askChoice('reference', options) : askText('reference')]
}

/** "Y12", "y 12", or "12" where a reference is asked for. */
export function readReferenceAnswer({ text }: Answer): Reading {
  const typed = text.trim()
  const found = /^[1-9]\d{0,8}$/.test(typed)
    ? formReference('consultation', Number(typed))
    : readReference(typed)?.reference
  return found ? { values: { reference: found } } : faulty('reference-unreadable', { typed: quote(typed) })
}

/** The consultation of a line as it stands at the act; null when there is none or it is not known yet which. */
export async function findConsultation(line: Line, situation: OfficerSituation): Promise<Consultation | null> {
  if (line.reference === null) return null
  return readConsultation(situation, line.reference, situation.at)
}

/** The officer's own units among the consulted ones, with their answers. */
export function ownAnswers(consultation: Consultation, actor: Actor): readonly (readonly [UnitId, UnitAnswer])[] {
  if (!('answers' in consultation)) return []
  return Object.entries(consultation.answers).filter(([unit]) =>
    actor.capacities.some((capacity) => capacity.unit === unit),
  )
}

/**
 * For which unit a line acts: the one named, or the only one for which `isMeant`; null leaves it to the rules to say.
 * Several: they must be asked.
 */
export function chooseUnit(
  line: Line,
  answers: readonly (readonly [UnitId, UnitAnswer])[],
  isMeant: (answer: UnitAnswer) => boolean,
): { readonly unit: UnitId | null; readonly several: readonly UnitId[] } {
  const named = line.values['unit']
  if (named) return { unit: named, several: [] }
  const meant = answers.filter(([, answer]) => isMeant(answer)).map(([unit]) => unit)
  return meant.length > 1 ? { unit: null, several: meant } : { unit: meant[0] ?? null, several: [] }
}

export function askUnit(units: readonly UnitId[], situation: OfficerSituation): readonly Asking[] {
  return units.length === 0 ? [] : [askChoice('unit', offerUnits(units, situation))]
}

/** Units as options, under their names. */
export function offerUnits(units: readonly UnitId[], { snapshot }: OfficerSituation): Asking['options'] {
  return units.map((value) => ({ value, label: snapshot.directory.units.get(value)?.name ?? value }))
}

/** Reads one unit by code, name or abbreviation into the answered field. */
export function readUnit({ key, text }: Answer, { snapshot, at }: OfficerSituation): Reading {
  const found = findUnits(snapshot.directory, text, dayOf(at, snapshot.calendar))
  const [only] = found
  if (only === undefined) return faulty('unit-not-found', { typed: quote(text) })
  if (found.length === 1) return { values: { [key]: only.id } }
  return faulty(
    'unit-ambiguous',
    { typed: quote(text) },
    found.map(({ id, name }) => ({ value: id, label: name })),
  )
}

/**
 * The unit of the card that is answered, as a value of the line: when it is the officer's own, and the line is about the
 * matter of that card, they act for that unit and no other.
 */
export function unitOfCard(shown: Shown, reference: Reference | null, { actor }: OfficerSituation): Values {
  const unit = shown?.unit ?? null
  const isSame = shown?.reference === null || shown?.reference === reference
  const isOwn = actor.capacities.some((capacity) => capacity.unit === unit)
  return unit !== null && isSame && isOwn ? { unit } : {}
}
