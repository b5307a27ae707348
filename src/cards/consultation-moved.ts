/** What is heard when a request or an outcome moves: sent on, come back again, opened again, overruled. */
import { isSettled } from '../domain/consultation-answer.ts'
import { returnsOf } from '../domain/consultation-reroute.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { buttons, fact, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { evidenceButton, rerouteButtons } from './consultation-buttons.ts'
import { answerOf, isTakenBack, movesBlock, replyBlocks, sayOutcome, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameUnit } from './names.ts'

/** To the Office: the case, and who answers now is for it to say. Live until it has. */
export function renderBounced(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { unit } = notice
  const { state, directory, purpose } = facts
  const answer = answerOf(state, unit)
  const asked = rerouteButtons(answer, facts, t)
  const isReturned = isSettled(answer) && answer.state === 'returned'
  if (purpose === 'post' && (!isReturned || state.state !== 'open' || isTakenBack(notice, state))) return null
  const title = t('consultation.title.bounced', { reference: state.reference, unit: nameUnit(directory, unit ?? '') })
  const lead = nameUnit(directory, state.letter.leadUnit)
  return makeCard(title, asked.length > 0 ? 'warning' : toneOf(answer), [
    isReturned ? text(t('consultation.bounced.text', { count: returnsOf(answer), unit: lead })) : null,
    fact(t('consultation.label.outcome'), sayOutcome(answer, directory, t)),
    movesBlock(answer, facts, t),
    fact(t('consultation.label.subject'), state.letter.subject),
    fact(t('consultation.label.leadUnit'), lead),
    ...(isReturned ? replyBlocks(answer.reply, directory, t) : []),
    buttons([...asked, evidenceButton(state.reference, unit, t)]),
  ])
}

/** To the lead, when the Office sent the request on. */
export function renderRerouted(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card {
  return renderMove(t('consultation.title.rerouted', titleOf(notice, facts)), [], { ...facts, notice }, t)
}

/** To the lead and whom the Office told: an answer was opened again, or a late reply is the outcome now. */
export function renderReopened(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card {
  return renderMove(t('consultation.title.reopened', titleOf(notice, facts)), [], { ...facts, notice }, t)
}

/** To the objector and the lead: the leaders decided, and the objection is kept as it is. Nothing to say when that was taken back. */
export function renderOverruled(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const answer = answerOf(facts.state, notice.unit)
  const stands = isSettled(answer) && answer.overruled !== null
  if (!stands && facts.purpose === 'post') return null
  const kept = text(t(stands ? 'consultation.overruled.kept' : 'consultation.overruled.undone'))
  return renderMove(t('consultation.title.overruled', titleOf(notice, facts)), [kept], { ...facts, notice }, t)
}

function titleOf({ unit }: ConsultationNotice, { state, directory }: MatterFacts) {
  return { reference: state.reference, unit: nameUnit(directory, unit ?? '') }
}

function renderMove(
  title: string,
  remarks: readonly Block[],
  { notice, ...facts }: MatterFacts & { readonly notice: ConsultationNotice },
  t: Translator,
): Card {
  const { state, directory } = facts
  const answer = answerOf(state, notice.unit)
  return makeCard(title, toneOf(answer), [
    fact(t('consultation.label.outcome'), sayOutcome(answer, directory, t)),
    movesBlock(answer, facts, t),
    ...remarks,
    fact(t('consultation.label.subject'), state.letter.subject),
    buttons([evidenceButton(state.reference, notice.unit, t)]),
  ])
}
