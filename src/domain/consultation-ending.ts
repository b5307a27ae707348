/** How a consultation ends: the lead cancels it, or closes it once nobody is asked any more. */
import { refuseNotOpen, wasAsked } from './consultation-acting.ts'
import { askedOf, type Lapsed } from './consultation-answer.ts'
import { roleInLead } from './consultation-letter.ts'
import { openObjections } from './consultation-overrule.ts'
import { isSameEnd } from './consultation-repeated.ts'
import type { Consultation, ConsultationEvent, Open } from './consultation-state.ts'
import { type Decision, refuse } from './decision.ts'
import type { Actor } from './directory.ts'

type Act = { readonly by: Actor; readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant }

export type Void = Act & { readonly type: 'void'; readonly reason: string }
export type Close = Act & { readonly type: 'close' }

export function decideVoid(command: Void, state: Consultation): Decision<ConsultationEvent> {
  if (roleInLead(state.letter, command.by) !== 'decides') return refuse('may-not-send', { unit: state.letter.leadUnit })
  if (isSameEnd({ ...command, state: 'void' }, state)) return []
  if (state.state !== 'open') return refuseNotOpen(state)
  if (command.reason.trim() === '') return refuse('reason-missing')
  const { at } = command
  const reinstated = lapsedAfter(state, at).map(({ asked }) => ({ type: 'reinstated', unit: asked.unit, at }) as const)
  return [...reinstated, { type: 'voided', by: command.by.officer, at, reason: command.reason }]
}

export function decideClose(command: Close, state: Consultation): Decision<ConsultationEvent> {
  if (roleInLead(state.letter, command.by) !== 'decides') return refuse('may-not-send', { unit: state.letter.leadUnit })
  if (isSameEnd({ ...command, state: 'closed', reason: '' }, state)) return []
  if (state.state !== 'open') return refuseNotOpen(state)
  const asked = Object.values(state.answers).filter((answer) => answer.state === 'asked')
  const waiting = [...asked, ...lapsedAfter(state, command.at)]
  if (waiting.length > 0) return refuse('units-still-asked', { units: waiting.map((answer) => askedOf(answer).unit) })
  const openUnits = openObjections(state, command.at).map(({ asked: { unit } }) => unit)
  return [{ type: 'closed', by: command.by.officer, at: command.at, openObjections: openUnits }]
}

/** Answers that were still asked at an instant, though their lapse has been written down since. */
function lapsedAfter(state: Open, at: Temporal.Instant): readonly Lapsed[] {
  return Object.values(state.answers).filter((answer) => wasAsked(answer, at))
}
