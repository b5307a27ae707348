/** The letter that the answers given so far make. */
import { dayOf } from '../calendar/calendar.ts'
import type { Dossier, Letter } from '../domain/consultation-letter.ts'
import { isUnitValid, type UnitId } from '../domain/directory.ts'
import { type Urgency, urgencies } from '../regulations/urgency.ts'
import type { OfficerSituation, Values } from './command.ts'
import { limitOf } from './consult-deadline.ts'
import { skipped } from './field.ts'

/** The lead unit: as chosen, or the only one the officer belongs to; null when it must be asked, or there is none. */
export function leadOf(values: Values, situation: OfficerSituation): UnitId | null {
  const own = ownUnits(situation)
  return values['lead'] ?? (own.length === 1 ? (own[0] ?? null) : null)
}

/** The units of today an officer belongs to; for those merged away they only answer what is left open. */
export function ownUnits({ actor, snapshot, at }: OfficerSituation): readonly UnitId[] {
  const today = dayOf(at, snapshot.calendar)
  const units = [...new Set(actor.capacities.map(({ unit }) => unit))]
  return units.filter((id) => {
    const unit = snapshot.directory.units.get(id)
    return unit !== undefined && isUnitValid(unit, today)
  })
}

export function listOf(kept: string | undefined): readonly UnitId[] {
  return kept === undefined || kept === skipped ? [] : kept.split(',').filter((unit) => unit !== '')
}

export function urgencyOf(values: Values): Urgency {
  return urgencies.find((one) => one === values['urgency']) ?? 'normal'
}

/** A dossier is kept as "link https://…" or "file <id> <name>". */
function dossierOf(kept: string): Dossier | null {
  const [, kind, first = '', name = ''] = /^(link|file) (\S+) ?(.*)$/s.exec(kept) ?? []
  if (kind === 'link') return { kind, url: first }
  return kind === 'file' ? { kind, file: first, name } : null
}

export function letterOf(values: Values, situation: OfficerSituation): Letter {
  const { questions = '', dossier = '', deadline = '' } = values
  const consulted = listOf(values['to'])
  const everybody = values['everybody'] ? values['everybody'] : null
  return {
    leadUnit: leadOf(values, situation) ?? '',
    subject: values['subject'] ?? '',
    questions: questions.split('\n').filter((question) => question !== ''),
    consulted: consulted.map((unit) => ({ unit, why: values[`why.${unit}`] ?? everybody ?? '' })),
    everybodyBecause: everybody,
    dossier: dossierOf(dossier),
    limit: limitOf(deadline, urgencyOf(values), situation),
    urgency: urgencyOf(values),
    informed: listOf(values['informed']).filter((unit) => !consulted.includes(unit)),
    statesSilence: values['silence'] === 'yes',
    againBecause: values['again'] ? values['again'] : null,
  }
}
