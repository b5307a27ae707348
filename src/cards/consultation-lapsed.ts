/** A deadline that passed in silence: one card, worded for the Office, the lead or the silent unit. Never "agreed". */
import { type Answer, askedOf, isLapsed, isSettled, type Lapsed } from '../domain/consultation-answer.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { buttons, fact, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { lateBlocks, lateOf } from './consultation-answered.ts'
import { evidenceButton, registerButton, reopenButton, verdictButtons } from './consultation-buttons.ts'
import { answerOf, movesBlock, sayFormer, sayOutcome, sayReach, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameUnit } from './names.ts'
import { isMember } from './seen-by.ts'

/** Nothing to say once the lapse was taken back; a late reply does not take it back. */
export function renderLapsed({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const answer = answerOf(state, unit)
  const lapse = lapseOf(answer)
  if (lapse === null) return purpose === 'post' ? null : renderTakenBack(answer, facts, t)
  const name = nameUnit(directory, lapse.asked.unit)
  const late = lateOf(answer)
  return makeCard(t(`consultation.title.${lapse.state}`, { reference: state.reference, unit: name }), toneOf(lapse), [
    text(t(`consultation.lapsed.${roleOf(lapse, facts)}.${lapse.state}`, { unit: name })),
    ...lapseBlocks(lapse, facts, t),
    movesBlock(answer, facts, t),
    ...(late === null ? lateInvitation(lapse, facts, t) : lateBlocks(late, facts, t)),
    buttons(lapseButtons(answer, facts, t)),
  ])
}

/** The lapse itself, whether it still stands or a late reply took its place. */
export function lapseOf(answer: Answer): Lapsed | null {
  if (isLapsed(answer)) return answer
  return isSettled(answer) ? answer.lapsed : null
}

/** The silent unit and the lead read it as such wherever they read; everybody else reads as the Office. */
function roleOf({ asked }: Lapsed, facts: MatterFacts): 'forUnit' | 'forLead' | 'forOffice' {
  if (isMember(asked.unit, facts)) return 'forUnit'
  const { state, reader } = facts
  const follows =
    state.state !== 'draft' && [state.sentBy, state.preparedBy].some((officer) => officer === reader.officer)
  return follows || isMember(state.letter.leadUnit, facts) ? 'forLead' : 'forOffice'
}

/** The facts a lapse rests on: deadline, basis, proof of reach or its absence. */
function lapseBlocks(lapse: Lapsed, { state, directory }: MatterFacts, t: Translator): readonly (Block | null)[] {
  const { asked, citation, lapsedAt, recordedAt } = lapse
  const isRecordedLater = lapsedAt.until(recordedAt).total('minutes') >= 1
  return [
    fact(t('consultation.label.lapse'), t(`consultation.silent.${lapse.state}`)),
    fact(t('consultation.label.due'), t.deadline(lapsedAt)),
    fact(t('consultation.label.subject'), state.letter.subject),
    fact(t('consultation.label.leadUnit'), nameUnit(directory, state.letter.leadUnit)),
    citation === null ? null : fact(t('consultation.label.basis'), citation),
    fact(t('consultation.label.reach'), sayReach(asked.reach, directory, t)),
    isRecordedLater ? text(t('consultation.lapsed.recordedLater', { at: t.moment(recordedAt) })) : null,
  ]
}

function lateInvitation(lapse: Lapsed, facts: MatterFacts, t: Translator): readonly Block[] {
  if (roleOf(lapse, facts) !== 'forUnit' || facts.state.state !== 'open') return []
  return [text(t(`consultation.lapsed.late.${lapse.state}`))]
}

/** The silent unit may still answer late; it cannot return any more. */
function lapseButtons(answer: Answer, facts: MatterFacts, t: Translator): readonly (Button | null)[] {
  const { reference, state } = facts.state
  const mayReply =
    state === 'open' && isLapsed(answer) && roleOf(answer, facts) === 'forUnit' && lateOf(answer) === null
  const replies = mayReply ? verdictButtons(reference, t).slice(0, 2) : []
  const office = [registerButton(answer, facts, t), reopenButton(answer, facts, t)]
  return [...replies, ...office, evidenceButton(reference, askedOf(answer).unit, t)]
}

function renderTakenBack(answer: Answer, facts: MatterFacts, t: Translator): Card {
  const { state, directory } = facts
  const { unit } = askedOf(answer)
  const title = t('consultation.title.corrected', { reference: state.reference, unit: nameUnit(directory, unit) })
  const reopened = askedOf(answer).former.at(-1)
  return makeCard(title, toneOf(answer), [
    text(reopened === undefined ? t('consultation.lapsed.takenBack') : sayFormer(reopened, directory, t)),
    fact(t('consultation.label.outcome'), sayOutcome(answer, directory, t)),
    fact(t('consultation.label.subject'), state.letter.subject),
    buttons([evidenceButton(state.reference, unit, t)]),
  ])
}
