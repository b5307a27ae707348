/** The buttons that more than one card about a consultation carries. */
import { dayOf } from '../calendar/calendar.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, askedOf } from '../domain/consultation-answer.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import { openObjections } from '../domain/consultation-overrule.ts'
import { lacksProof } from '../domain/consultation-registry.ts'
import { mayReopen } from '../domain/consultation-reopen.ts'
import { findReturned, mayLeadReroute, type Returned } from '../domain/consultation-reroute.ts'
import { type Actor, actorOf, decidesForOffice, type UnitId } from '../domain/directory.ts'
import { mayTakeEvidence } from '../domain/evidence-access.ts'
import type { Translator } from '../i18n.ts'
import { button } from './blocks.ts'
import type { Button } from './card.ts'
import type { MatterFacts, ReadingFacts } from './facts.ts'
import { nameUnit } from './names.ts'
import { isMember } from './seen-by.ts'

/** Agree, object, return. */
export function verdictButtons(reference: string, t: Translator): readonly Button[] {
  return [
    button(t('consultation.button.agree'), ['agree', reference], 'primary'),
    button(t('consultation.button.object'), ['object', reference], 'danger'),
    button(t('consultation.button.return'), ['return', reference]),
  ]
}

/** Confirms the very draft that was shown. */
export function confirmButton(reference: string, draft: number, t: Translator): Button {
  return button(t('consultation.button.confirm'), ['confirm', reference, String(draft)], 'primary')
}

/** Sends the very draft that was shown back to whoever drafted it. */
export function returnDraftButton(reference: string, draft: number, t: Translator): Button {
  return button(t('consultation.button.returnDraft'), ['revise', reference, String(draft)])
}

/** Opens the record of the matter, or of one unit's answer in it. */
export function evidenceButton(reference: string, unit: UnitId | null, t: Translator): Button {
  return button(
    t('consultation.button.evidence'),
    unit === null ? ['evidence', reference] : ['evidence', reference, unit],
  )
}

/** The whole evidence as a document, for whoever may take it: the Office channel, and officers who may. */
export function fileButton(facts: ReadingFacts & { readonly state: Consultation }, t: Translator): Button | null {
  const { state, directory, reader } = facts
  const mayTake = reader.isOffice || mayTakeEvidence(state.letter, readerAsActor(facts), directory)
  return mayTake ? button(t('consultation.button.evidenceFile'), ['export', state.reference]) : null
}

/** Who reads, with what they may do today; a group may do nothing itself. */
export function readerAsActor({ directory, calendar, reader, now }: ReadingFacts): Actor {
  return reader.officer === null
    ? { officer: '', capacities: [] }
    : actorOf(directory, reader.officer, dayOf(now, calendar))
}

/** In the Office channel everybody sees what the Office may do, and whoever presses is looked at. */
function readsForOffice(facts: ReadingFacts): boolean {
  const { reader, directory } = facts
  return reader.officer === null ? reader.isOffice : decidesForOffice(directory, readerAsActor(facts))
}

/** Sends a returned request on: to the unit it names, or to one that is chosen then. Only the Office, once it came back twice. */
export function rerouteButtons(answer: Answer, facts: MatterFacts, t: Translator): readonly Button[] {
  const { state, directory, now } = facts
  const { unit } = askedOf(answer)
  const returned =
    state.state === 'open' ? findReturned(state.answers, now).find(({ asked }) => asked.unit === unit) : null
  if (!returned || !mayReroute(returned, facts)) return []
  const suggested = suggestionIn(returned, facts)
  const named = suggested === null ? [] : [suggested]
  return [
    ...named.map((to) =>
      button(
        t('consultation.button.rerouteTo', { unit: nameUnit(directory, to) }),
        ['reroute', state.reference, unit, to],
        'primary',
      ),
    ),
    button(t('consultation.button.reroute'), ['reroute', state.reference, unit]),
  ]
}

function mayReroute(returned: Returned, facts: MatterFacts): boolean {
  const isLead = roleInLead(facts.state.letter, readerAsActor(facts)) === 'decides'
  return readsForOffice(facts) || (isLead && mayLeadReroute(returned, facts.state.rules))
}

/** The suggested unit, where it may be asked. */
function suggestionIn({ reply }: Returned, { state }: MatterFacts): UnitId | null {
  const unit = reply.suggestedUnit
  const isAsked = 'answers' in state && unit !== null && state.answers[unit] !== undefined
  return isAsked || unit === state.letter.leadUnit ? null : unit
}

/** Writes down the number of the unit's register, while nothing else proves that it was reached. */
export function registerButton(answer: Answer, facts: MatterFacts, t: Translator): Button | null {
  const { state, reader } = facts
  const { unit } = askedOf(answer)
  const mayRegister = state.state === 'open' && lacksProof(answer) && (reader.isOffice || isMember(unit, facts))
  return mayRegister ? button(t('consultation.button.received'), ['received', state.reference, unit]) : null
}

/** Opens a settled answer again. */
export function reopenButton(answer: Answer, facts: MatterFacts, t: Translator): Button | null {
  const { state } = facts
  if (!mayReopen(answer, state) || !readsForOffice(facts)) return null
  return button(t('consultation.button.reopen'), ['reopen', state.reference, askedOf(answer).unit])
}

/** Writes down the leaders' conclusion on an objection. */
export function overruleButton(answer: Answer, facts: MatterFacts, t: Translator): Button | null {
  const { state, now } = facts
  const { unit } = askedOf(answer)
  const isOpen = state.state !== 'void' && openObjections(state, now).some(({ asked }) => asked.unit === unit)
  const mayRecord = readsForOffice(facts) || roleInLead(state.letter, readerAsActor(facts)) === 'decides'
  return isOpen && mayRecord ? button(t('consultation.button.overrule'), ['overrule', state.reference, unit]) : null
}
