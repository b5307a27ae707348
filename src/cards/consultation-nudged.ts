/** A nudge before the deadline. Only the silent are nudged: whoever has answered by now hears nothing. */
import { dayOf, lastDayBefore, workingDaysBetween } from '../calendar/calendar.ts'
import type { Answer, Asked, ReplyDraft } from '../domain/consultation-answer.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { buttons, fact, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { confirmButton, verdictButtons } from './consultation-buttons.ts'
import { answerOf, lawfulLimitOf, sayOutcome, saySilence, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** A nudge: how long is left, what silence means, and the buttons. Only while the unit is silent. */
export function renderNudged({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference, letter, rules } = state
  const answer = answerOf(state, unit)
  if (answer.state !== 'asked') return purpose === 'post' ? null : renderOver(answer, facts, t)
  const { draft } = answer
  return makeCard(t('consultation.title.nudged', { left: sayTimeLeft(answer, facts, t), reference }), 'urgent', [
    text(t('consultation.nudged.text', { unit: nameUnit(directory, answer.unit) })),
    fact(t('consultation.label.subject'), letter.subject),
    fact(t('consultation.label.due'), t.deadline(answer.dueAt)),
    fact(t('consultation.label.silence'), saySilence(rules, lawfulLimitOf(state), t)),
    draft === null ? null : text(sayUnconfirmed(draft, directory, t)),
    buttons([draft === null ? null : confirmButton(reference, draft.number, t), ...verdictButtons(reference, t)]),
  ])
}

function renderOver(answer: Answer, { state, directory }: MatterFacts, t: Translator): Card {
  const title = t('consultation.title.nudgeOver', { reference: state.reference })
  return makeCard(title, toneOf(answer), [text(sayOutcome(answer, directory, t))])
}

function sayUnconfirmed(draft: ReplyDraft, directory: MatterFacts['directory'], t: Translator): string {
  const verdict = t(`consultation.verdict.${draft.verdict}`)
  return t('consultation.nudged.draft', { officer: nameOfficer(directory, draft.by), verdict })
}

/** "Còn 1 ngày làm việc"; on the last day the hours and minutes by the clock. */
function sayTimeLeft({ dueAt }: Asked, { now, calendar }: MatterFacts, t: Translator): string {
  const days = workingDaysBetween(dayOf(now, calendar), lastDayBefore(dueAt, calendar), calendar)
  if (days >= 1) return t('consultation.left.days', { count: days })
  return t('consultation.left.span', { span: t.span(now.until(dueAt).total('minutes')) })
}
