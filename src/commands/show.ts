/** /show, /xem: the card of a matter once more, as it came to the unit asked, to the lead, or to whom it was only told. */
import type { Response } from '../cards/response.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Actor, isOfOffice, type UnitId } from '../domain/directory.ts'
import type { Line, OfficerSituation } from './command.ts'
import { makeLookCommand, ofUnit, refuseUnit } from './look.ts'
import { ownAnswers } from './matter.ts'

export const show = makeLookCommand({
  name: 'show',
  alias: 'xem',
  words: ['xem lai', 'mo lai the'],
  restAnswers: ofUnit,
  show: showCard,
})

function showCard(consultation: Consultation, { values }: Line, situation: OfficerSituation): Response {
  const { reference } = consultation
  const named = values[ofUnit] ?? null
  const refusal = named === null ? null : refuseUnit(consultation, named)
  if (refusal !== null) return refusal
  const unit = ownAskedUnit(consultation, named, situation.actor)
  return { kind: 'matter', reference, unit, card: unit === null ? cardOf(consultation, situation) : 'asked' }
}

/** The asked unit whose card it is: the one named, else the first that still owes its answer; only one's own. */
function ownAskedUnit(consultation: Consultation, named: UnitId | null, actor: Actor): UnitId | null {
  const own = ownAnswers(consultation, actor)
  const meant = named === null ? own : own.filter(([unit]) => unit === named)
  const waiting = meant.find(([, { state }]) => state === 'asked')
  return (waiting ?? meant[0])?.[0] ?? null
}

/** What those see who do not answer: the lead, the Office and the leaders follow, the others are told. */
function cardOf({ state, letter }: Consultation, { actor, snapshot }: OfficerSituation) {
  if (state === 'draft') return 'letter_to_confirm' as const
  const follows = actor.capacities.some(
    ({ unit, post }) => unit === letter.leadUnit || post === 'chair' || post === 'vice_chair',
  )
  return follows || isOfOffice(snapshot.directory, actor) ? ('status' as const) : ('informed' as const)
}
