/**
 * What the lead's commands about a unit's request share: whose request is meant, and which. On a line it stands as the unit
 * and "e2" (its second request for more time) or "d1" (its first missing documents), as the buttons write it.
 */

import { dayOf } from '../calendar/calendar.ts'
import type { Asking } from '../cards/asking.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Asked, askedOf } from '../domain/consultation-answer.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import { pendingDocuments, pendingExtension } from '../domain/consultation-requests.ts'
import { findUnits, type UnitId } from '../domain/directory.ts'
import type { Line, OfficerSituation, Values } from './command.ts'
import { askReference, askUnit, findConsultation } from './matter.ts'

export type Subject = 'extension' | 'documents'

/** What a line says before anything else: "VHXH e1 …", "Phòng Kinh tế …". `left`: what follows. */
export function readRequest(
  text: string,
  situation: OfficerSituation,
): { readonly values: Values; readonly left: string } {
  const { unit, left } = splitUnit(text.trim(), situation)
  const [, letter, number, behind = ''] = /^([ed])(\d{1,3})(?:\s+(.*))?$/s.exec(left) ?? []
  const named: Values = unit === null ? {} : { unit }
  if (letter === undefined || number === undefined) return { values: named, left }
  const subject = letter === 'e' ? 'extension' : 'documents'
  return { values: { ...named, subject, number }, left: behind.trim() }
}

/** The longest beginning that names a unit. */
function splitUnit(
  text: string,
  { snapshot, at }: OfficerSituation,
): { readonly unit: UnitId | null; readonly left: string } {
  const words = text.split(/\s+/).slice(0, 8)
  const today = dayOf(at, snapshot.calendar)
  for (let count = words.length; count > 0; count--) {
    const [only, ...others] = findUnits(snapshot.directory, words.slice(0, count).join(' '), today)
    if (only === undefined || others.length > 0) continue
    const left = text.replace(new RegExp(`^(?:\\S+\\s*){${count}}`), '')
    return { unit: only.id, left: left.replace(/^[\s:,;–-]+/, '') }
  }
  return { unit: null, left: text }
}

/** The requests of one kind that wait in a matter. */
function waitingFor(consultation: Consultation | null, subject: Subject | null): readonly Asked[] {
  if (consultation?.state !== 'open') return []
  const asked = Object.values(consultation.answers).flatMap((answer) => (answer.state === 'asked' ? [answer] : []))
  return asked.filter(
    (one) =>
      (subject !== 'documents' && pendingExtension(one) !== null) ||
      (subject !== 'extension' && pendingDocuments(one) !== null),
  )
}

/**
 * The matter and the unit of a request, asked for while they are not known; `asked` once they are and the officer may decide.
 * Null with nothing to ask: running says why.
 */
export async function findRequest(
  line: Line,
  subject: Subject | null,
  situation: OfficerSituation,
): Promise<{ readonly askings: readonly Asking[]; readonly asked: Asked | null }> {
  const reference = await askReference(line, situation, 'decide_request')
  if (reference.length > 0) return { askings: reference, asked: null }
  const consultation = await findConsultation(line, situation)
  const waiting = waitingFor(consultation, subject)
  const mayDecide = consultation !== null && roleInLead(consultation.letter, situation.actor) === 'decides'
  if (!mayDecide) return { askings: [], asked: null }
  const { unit = null } = line.values
  const meant = unit === null ? waiting : waiting.filter((one) => one.unit === unit)
  const [only, ...others] = meant
  if (others.length > 0)
    return {
      askings: askUnit(
        meant.map((one) => one.unit),
        situation,
      ),
      asked: null,
    }
  return { askings: [], asked: only === undefined ? null : askedOf(only) }
}

/** Which of the unit's requests a line names; null for the one that waits. */
export function numberOf({ number = '' }: Values): number | null {
  return number === '' ? null : Number(number)
}
