/** What the lead and the Office hear of replies: objections and returns, late ones, and a lapse that was taken back. */
import { type Answer, isLapsed, isSettled, type Lapsed, type Reply } from '../domain/consultation-answer.ts'
import { forwardedTo, returnsOf } from '../domain/consultation-reroute.ts'
import type { UnitId } from '../domain/directory.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { buttons, fact, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { evidenceButton, overruleButton, reopenButton, rerouteButtons } from './consultation-buttons.ts'
import { answerOf, isTakenBack, movesBlock, replyBlocks, sayOutcome, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** An objection or a return, which the lead must act on. Agreement only moves the live card. */
export function renderAnswered(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { unit } = notice
  const { state, directory, purpose } = facts
  const { reference } = state
  const answer = answerOf(state, unit)
  const mustAct = answer.state === 'objected' || answer.state === 'returned'
  if (purpose === 'post' && (!mustAct || isTakenBack(notice, state))) return null
  const verdict = isSettled(answer) ? t(`consultation.verdict.${answer.state}`) : '–'
  return makeCard(t('consultation.title.answered', { reference, unit: nameOf(unit, facts), verdict }), toneOf(answer), [
    answer.state === 'asked' ? text(t('consultation.answered.undone')) : null,
    text(sayOutcome(answer, directory, t)),
    fact(t('consultation.label.subject'), state.letter.subject),
    ...(isSettled(answer) ? replyBlocks(answer.reply, directory, t) : []),
    mustAct ? text(sayTask(answer, facts, t)) : null,
    movesBlock(answer, facts, t),
    buttons([
      ...rerouteButtons(answer, facts, t),
      overruleButton(answer, facts, t),
      evidenceButton(reference, unit, t),
    ]),
  ])
}

/** What the lead has to do now; a request that came back twice is the Office's. */
function sayTask(answer: Answer, { state, directory }: MatterFacts, t: Translator): string {
  if (!isSettled(answer) || answer.state === 'agreed') throw new Error('Agreement gives nobody a task')
  if (answer.overruled !== null) return t('consultation.overruled.kept')
  if (answer.state === 'objected') return t('consultation.answered.objected')
  const isMoved = 'answers' in state && forwardedTo(state.answers, answer) !== null
  if (isMoved || returnsOf(answer) === 1) return t('consultation.answered.returned')
  return t('consultation.bounced.text', { count: returnsOf(answer), unit: nameUnit(directory, state.letter.leadUnit) })
}

/** A reply past the deadline, kept whole, with what it changes and what it does not. */
export function renderAnsweredLate({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference } = state
  const answer = answerOf(state, unit)
  const late = lateOf(answer)
  if (late === null && purpose === 'post') return null
  return makeCard(t('consultation.title.answeredLate', { reference, unit: nameOf(unit, facts) }), toneOf(answer), [
    text(sayOutcome(answer, directory, t)),
    fact(t('consultation.label.subject'), state.letter.subject),
    ...(late === null ? [] : lateBlocks(late, facts, t)),
    buttons([reopenButton(answer, facts, t), overruleButton(answer, facts, t), evidenceButton(reference, unit, t)]),
  ])
}

type Late = {
  readonly lapsed: Lapsed
  readonly reply: Reply
  /** Whether the Office made it the outcome, which a reply after deemed consent is not by itself. */
  readonly isTaken: boolean
}

/** The latest late reply and the lapse it came after; null when there is none. */
export function lateOf(answer: Answer): Late | null {
  if (isSettled(answer)) {
    const { lapsed, reply } = answer
    return lapsed === null ? null : { lapsed, reply, isTaken: lapsed.state === 'deemed_consent' }
  }
  const reply = isLapsed(answer) ? answer.lateReplies.at(-1) : undefined
  return isLapsed(answer) && reply !== undefined ? { lapsed: answer, reply, isTaken: false } : null
}

/** A late reply with its verdict named apart from the outcome. */
export function lateBlocks(
  { lapsed, reply, isTaken }: Late,
  { directory }: Pick<MatterFacts, 'directory'>,
  t: Translator,
): readonly (Block | null)[] {
  return [
    fact(t('consultation.label.lateReply'), t(`consultation.verdict.${reply.verdict}`)),
    ...replyBlocks(reply, directory, t),
    text(t(isTaken ? 'consultation.lateEffect.taken' : `consultation.lateEffect.${lapsed.state}`)),
  ]
}

/** A lapse that turned out not to be one. */
export function renderCorrected({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card {
  const { state, directory } = facts
  const { reference } = state
  const answer = answerOf(state, unit)
  return makeCard(t('consultation.title.corrected', { reference, unit: nameOf(unit, facts) }), toneOf(answer), [
    text(t('consultation.corrected', { unit: nameOf(unit, facts) })),
    wasClosedWithout(answer, state) ? text(t('consultation.openAgain')) : null,
    fact(t('consultation.label.outcome'), sayOutcome(answer, directory, t)),
    fact(t('consultation.label.subject'), state.letter.subject),
    buttons([evidenceButton(reference, unit, t)]),
  ])
}

/** Whether the lead closed before it knew of an answer that had been given in time. */
function wasClosedWithout(answer: Answer, state: MatterFacts['state']): boolean {
  if (state.state !== 'open' || !isSettled(answer)) return false
  return state.closings.some(({ at }) => Temporal.Instant.compare(at, answer.reply.at) > 0)
}

/** To units that still owed an answer when the lead cancelled. */
export function renderVoided(
  _: ConsultationNotice,
  { state, directory, purpose }: MatterFacts,
  t: Translator,
): Card | null {
  const { reference, letter } = state
  if (state.state !== 'void') {
    const title = t('consultation.title.asked', { reference, subject: letter.subject })
    return purpose === 'post' ? null : makeCard(title, 'plain', [fact(t('consultation.label.subject'), letter.subject)])
  }
  const values = { officer: nameOfficer(directory, state.endedBy), at: t.moment(state.endedAt) }
  return makeCard(t('consultation.title.voided', { reference }), 'settled', [
    text(t('consultation.voided', values)),
    fact(t('consultation.label.subject'), letter.subject),
    state.reason === null ? null : fact(t('consultation.label.reason'), state.reason),
  ])
}

function nameOf(unit: UnitId | null, { directory }: MatterFacts): string {
  return nameUnit(directory, unit ?? '')
}
