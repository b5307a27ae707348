/** The request as the consulted unit gets it, live through every later state, and the notice "để biết". Its nudges are consultation-nudged.ts. */
import { dayOf } from '../calendar/calendar.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, type Asked, askedOf, isSettled } from '../domain/consultation-answer.ts'
import { pendingDocuments, pendingExtension } from '../domain/consultation-requests.ts'
import { signsFor } from '../domain/consultation-signer.ts'
import { actorOf } from '../domain/directory.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { accountableBlock } from './accountable.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { verdictButtons } from './consultation-buttons.ts'
import { dossierBlock, questionsBlock, roundBlock } from './consultation-letter.ts'
import { sayWaiting } from './consultation-request-words.ts'
import { withdrawButton, withdrawnBlocks } from './consultation-withdrawn.ts'
import {
  answerOf,
  lawfulLimitOf,
  movesBlock,
  replyBlocks,
  sayOutcome,
  saySilence,
  stampOf,
  toneOf,
} from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** The request. Once settled it says how, and can no longer be pressed. */
export function renderAsked({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const answer = answerOf(state, unit)
  if (purpose === 'post' && (isSettled(answer) || answer.state === 'void')) return null
  const isOpen = answer.state === 'asked'
  return makeCard(titleOf(state, isOpen, t), isOpen && state.letter.urgency !== 'normal' ? 'urgent' : toneOf(answer), [
    isOpen ? null : text(sayOutcome(answer, directory, t)),
    ...(isSettled(answer) ? replyBlocks(answer.reply, directory, t) : []),
    ...withdrawnBlocks(answer, directory, t),
    ...requestBlocks(answer, facts, t),
    movesBlock(answer, facts, t),
    ...(isOpen ? [...progressBlocks(answer, facts, t), buttons(requestButtons(answer, facts, t))] : []),
    buttons([withdrawButton(answer, facts, t)]),
  ])
}

function titleOf({ reference, letter }: Consultation, isOpen: boolean, t: Translator): string {
  const stamp = stampOf(letter, t)
  const { subject } = letter
  if (stamp === null || !isOpen) return t('consultation.title.asked', { reference, subject })
  return t('consultation.title.askedUrgent', { stamp, reference, subject })
}

function requestBlocks(answer: Answer, facts: MatterFacts, t: Translator): readonly (Block | null)[] {
  const { state, directory, dossierLink } = facts
  const { letter, rules } = state
  const asked = askedOf(answer)
  const stamp = stampOf(letter, t)
  const silence = saySilence(rules, lawfulLimitOf(state), t)
  return [
    fact(t('consultation.label.subject'), letter.subject),
    fact(t('consultation.label.leadUnit'), nameUnit(directory, letter.leadUnit)),
    fact(t('consultation.label.why'), asked.why),
    roundBlock(state, t),
    accountableBlock(answer, facts, t),
    stamp === null ? null : fact(t('consultation.label.urgency'), stamp),
    questionsBlock(letter, t),
    dossierBlock(letter.dossier, dossierLink, t),
    fact(t('consultation.label.due'), t.deadline(asked.dueAt)),
    answer.state === 'asked' ? fact(t('consultation.label.silence'), silence) : null,
  ]
}

/** What the unit has already done short of answering. */
function progressBlocks(asked: Asked, { directory }: MatterFacts, t: Translator): readonly (Block | null)[] {
  const { receipts, draft, unclear } = asked
  const received = receipts.map(({ by, at }) =>
    t('consultation.asked.receipt', { officer: nameOfficer(directory, by), at: t.moment(at) }),
  )
  return [
    list(t('consultation.label.receipts'), received),
    draft === null ? null : fact(t('consultation.label.draft'), sayDraft(draft, directory, t)),
    ...sayWaiting(asked, t).map((line) => fact(t('consultation.label.request'), line)),
    unclear === null ? null : text(t('consultation.asked.unclear', { officer: nameOfficer(directory, unclear.by) })),
  ]
}

function sayDraft(draft: NonNullable<Asked['draft']>, directory: MatterFacts['directory'], t: Translator): string {
  const verdict = t(`consultation.verdict.${draft.verdict}`)
  return t('consultation.asked.draft', { officer: nameOfficer(directory, draft.by), verdict })
}

function requestButtons(asked: Asked, facts: MatterFacts, t: Translator): readonly (Button | null)[] {
  const { state, reader } = facts
  const { receipts } = asked
  const { reference, letter } = state
  const isReceived = reader.officer === null ? receipts.length > 0 : receipts.some(({ by }) => by === reader.officer)
  return [
    ...verdictButtons(reference, t),
    isReceived ? null : button(t('consultation.button.receive'), ['receive', reference]),
    letter.dossier?.kind === 'file' ? button(t('consultation.button.file'), ['file', reference]) : null,
    mayAskForTime(asked, facts) ? button(t('consultation.button.extend'), ['extend', reference]) : null,
    pendingDocuments(asked) === null ? button(t('consultation.button.lack'), ['lack', reference]) : null,
  ]
}

/** In a group whoever may will press it. */
function mayAskForTime(asked: Asked, { state, directory, calendar, reader, now }: MatterFacts): boolean {
  if (pendingExtension(asked) !== null) return false
  return (
    reader.officer === null ||
    signsFor(actorOf(directory, reader.officer, dayOf(now, calendar)), asked.unit, state.rules)
  )
}

/** To a unit that is only told and owes nothing. */
export function renderInformed(
  _: ConsultationNotice,
  { state, directory, purpose, dossierLink }: MatterFacts,
  t: Translator,
): Card | null {
  const { reference, letter } = state
  if (purpose === 'post' && state.state === 'void') return null
  return makeCard(t('consultation.title.informed', { reference, subject: letter.subject }), 'plain', [
    text(t('consultation.informed', { unit: nameUnit(directory, letter.leadUnit) })),
    fact(t('consultation.label.subject'), letter.subject),
    questionsBlock(letter, t),
    dossierBlock(letter.dossier, dossierLink, t),
    letter.dossier?.kind === 'file' ? buttons([button(t('consultation.button.file'), ['file', reference])]) : null,
  ])
}
