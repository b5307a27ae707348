/** Nudges before the deadline, to the silent and about them: whoever has answered by now hears nothing. */
import { dayOf, lastDayBefore, workingDaysBetween } from '../calendar/calendar.ts'
import { type Answer, type Asked, askedOf, type ReplyDraft } from '../domain/consultation-answer.ts'
import { isWaitingForLead } from '../domain/consultation-requests.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { confirmButton, evidenceButton, verdictButtons } from './consultation-buttons.ts'
import { sayCounts, sayProgress } from './consultation-status.ts'
import { urgeButton } from './consultation-urged.ts'
import { answerOf, answersOf, lawfulLimitOf, sayOutcome, saySilence, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** A nudge: how long is left, what silence means, and the buttons. Only while the unit is silent. */
export function renderNudged({ unit, rungAt }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference, letter, rules } = state
  const answer = answerOf(state, unit)
  if (purpose === 'post' && (isOvertaken(answer, rungAt) || isWaitingForLead(askedOf(answer)))) return null
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

/** Whether a later nudge of the ladder was due meanwhile: only the latest is said. */
function isOvertaken(answer: Answer, rungAt: Temporal.Instant | undefined): boolean {
  const { climbedAt } = askedOf(answer)
  return rungAt !== undefined && climbedAt !== null && Temporal.Instant.compare(climbedAt, rungAt) > 0
}

/** To the lead and the Office, shortly before the deadline: which units are still silent. */
export function renderStillSilent({ rungAt }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference, letter } = state
  const silent = answersOf(state).filter((answer): answer is Asked => answer.state === 'asked')
  const [first] = silent.toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))
  if (first === undefined) return purpose === 'post' ? null : renderNoneSilent(facts, t)
  if (purpose === 'post' && silent.every((answer) => isOvertaken(answer, rungAt))) return null
  const title = t('consultation.title.stillSilent', { left: sayTimeLeft(first, facts, t), reference })
  return makeCard(title, 'urgent', [
    text(t('consultation.stillSilent.text', { count: silent.length })),
    list(
      t('consultation.label.silentUnits'),
      silent.map((answer) => [nameUnit(directory, answer.unit), ...sayProgress(answer, facts, t)].join('; ')),
    ),
    fact(t('consultation.label.subject'), letter.subject),
    fact(t('consultation.label.leadUnit'), nameUnit(directory, letter.leadUnit)),
    fact(t('consultation.label.due'), t.deadline(first.dueAt)),
    buttons([urgeButton(facts, t), evidenceButton(reference, null, t)]),
  ])
}

function renderNoneSilent({ state }: MatterFacts, t: Translator): Card {
  const { reference, letter } = state
  return makeCard(t('consultation.title.noneSilent', { reference }), 'settled', [
    fact(t('consultation.label.counts'), sayCounts(answersOf(state), t)),
    fact(t('consultation.label.subject'), letter.subject),
    buttons([evidenceButton(reference, null, t)]),
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
