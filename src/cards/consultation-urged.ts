/** The lead urges a silent unit, and the button that does it where it would work. */
import { dayOf } from '../calendar/calendar.ts'
import { type Answer, askedOf } from '../domain/consultation-answer.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import { isWaitingForLead } from '../domain/consultation-requests.ts'
import { refuseToUrge } from '../domain/consultation-urge.ts'
import { actorOf } from '../domain/directory.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, makeCard, text } from './blocks.ts'
import type { Button, Card } from './card.ts'
import { confirmButton, verdictButtons } from './consultation-buttons.ts'
import { answerOf, answersOf, lawfulLimitOf, sayOutcome, saySilence, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** Like a nudge, but from people: who urges, until when, and the buttons. Only while the unit is silent. */
export function renderUrged({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference, letter, rules } = state
  const answer = answerOf(state, unit)
  const asked = askedOf(answer)
  const urge = asked.urges.at(-1)
  const isSilent = answer.state === 'asked' && urge !== undefined
  if (purpose === 'post' && (!isSilent || isWaitingForLead(asked))) return null
  if (!isSilent) {
    const title = t('consultation.title.nudgeOver', { reference })
    return makeCard(title, toneOf(answer), [text(sayOutcome(answer, directory, t))])
  }
  const lead = nameUnit(directory, letter.leadUnit)
  const values = { officer: nameOfficer(directory, urge.by), lead, unit: nameUnit(directory, asked.unit) }
  const { draft } = asked
  return makeCard(t('consultation.title.urged', { reference, lead }), 'urgent', [
    text(t('consultation.urged', { ...values, at: t.moment(urge.at) })),
    fact(t('consultation.label.subject'), letter.subject),
    fact(t('consultation.label.due'), t.deadline(asked.dueAt)),
    fact(t('consultation.label.silence'), saySilence(rules, lawfulLimitOf(state), t)),
    buttons([draft === null ? null : confirmButton(reference, draft.number, t), ...verdictButtons(reference, t)]),
  ])
}

/** For anybody of the lead unit, while at least one silent unit may be urged today. */
export function urgeButton(facts: MatterFacts, t: Translator): Button | null {
  const { state, directory, calendar, reader, now } = facts
  if (state.state !== 'open' || reader.officer === null) return null
  const actor = actorOf(directory, reader.officer, dayOf(now, calendar))
  const mayBeUrged = (answer: Answer) => refuseToUrge(answer, now, { rules: state.rules, calendar }) === null
  if (roleInLead(state.letter, actor) === 'none' || !answersOf(state).some(mayBeUrged)) return null
  return button(t('consultation.button.urge'), ['urge', state.reference])
}
