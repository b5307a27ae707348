/** What waits for a head: a letter to send, a specialist's reply to confirm; and that it was confirmed. */
import {
  type Answer,
  askedOf,
  isLapsed,
  isSettled,
  type Reply,
  type ReplyDraft,
} from '../domain/consultation-answer.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { confirmButton, returnDraftButton, verdictButtons } from './consultation-buttons.ts'
import { differButton } from './consultation-differing.ts'
import { letterBlocks, roundBlock } from './consultation-letter.ts'
import {
  answerOf,
  dueOf,
  itemsLabel,
  lawfulLimitOf,
  replyBlocks,
  sayOutcome,
  saySilence,
  suggestionOf,
  toneOf,
} from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** The whole letter for the deciders of the lead, until one of them sends it. */
export function renderLetterToConfirm(_: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, purpose } = facts
  const { reference, letter } = state
  const isDraft = state.state === 'draft'
  if (!isDraft && purpose === 'post') return null
  const values = { reference, subject: letter.subject }
  const title = isDraft ? t('consultation.title.letterToConfirm', values) : t('consultation.title.letterSent', values)
  return makeCard(title, isDraft && letter.urgency !== 'normal' ? 'urgent' : 'plain', [
    text(sayLetterState(facts, t)),
    ...letterBlocks(letter, facts, t),
    roundBlock(state, t),
    dueBlock(facts, t),
    isDraft ? fact(t('consultation.label.silence'), saySilence(state.rules, lawfulLimitOf(state), t)) : null,
    isDraft ? buttons([button(t('consultation.button.send'), ['send', reference], 'primary')]) : null,
  ])
}

function sayLetterState({ state, directory }: MatterFacts, t: Translator): string {
  if (state.state === 'draft')
    return t('consultation.letter.toConfirm', { officer: nameOfficer(directory, state.preparedBy) })
  return t('consultation.letter.sent', { officer: nameOfficer(directory, state.sentBy), at: t.moment(state.sentAt) })
}

function dueBlock({ state, now, calendar }: MatterFacts, t: Translator): Block | null {
  const dueAt = dueOf(state, now, calendar)
  if (dueAt === null) return null
  return fact(
    t(state.state === 'draft' ? 'consultation.label.dueIfSentNow' : 'consultation.label.due'),
    t.deadline(dueAt),
  )
}

/** A specialist's reply, for the deciders of the answering unit. */
export function renderReplyToConfirm({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const answer = answerOf(state, unit)
  const draft = openDraft(answer)
  const title = t('consultation.title.replyToConfirm', {
    reference: state.reference,
    unit: nameUnit(directory, unit ?? ''),
  })
  if (draft === null) {
    const gone = [text(t('consultation.draft.gone')), text(sayOutcome(answer, directory, t))]
    return purpose === 'post' ? null : makeCard(title, toneOf(answer), gone)
  }
  return makeCard(title, 'plain', [
    text(sayDrafted(draft, unit ?? '', facts, t)),
    isLapsed(answer) ? text(t('consultation.draft.afterLapse')) : null,
    fact(t('consultation.label.subject'), state.letter.subject),
    list(itemsLabel(draft.verdict, t), draft.items),
    suggestionOf(draft.suggestedUnit, directory, t),
    draft.text.trim() === '' ? null : fact(t('consultation.label.words'), `“${draft.text.trim()}”`),
    answer.state === 'asked' ? fact(t('consultation.label.due'), t.deadline(answer.dueAt)) : null,
    buttons([confirmButton(state.reference, draft.number, t), returnDraftButton(state.reference, draft.number, t)]),
  ])
}

/** To the drafter: why it came back, and that the unit still owes its answer. */
export function renderDraftReturned({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose, reader } = facts
  const { reference } = state
  const answer = answerOf(state, unit)
  const { returnedDrafts, draft } = askedOf(answer)
  const returned = returnedDrafts.findLast((one) => one.draft.by === reader.officer) ?? returnedDrafts.at(-1)
  const isOwed = answer.state === 'asked' && draft === null
  const title = t('consultation.title.draftReturned', { reference })
  if (returned === undefined)
    return purpose === 'post' ? null : makeCard(title, toneOf(answer), [text(sayOutcome(answer, directory, t))])
  const values = { officer: nameOfficer(directory, returned.by), at: t.moment(returned.at) }
  return makeCard(title, isOwed ? 'warning' : toneOf(answer), [
    text(t('consultation.draft.returned', values)),
    fact(t('consultation.label.reason'), returned.reason),
    fact(t('consultation.label.subject'), state.letter.subject),
    fact(t('consultation.label.draft'), `“${returned.draft.text.trim()}”`),
    text(sayOutcome(answer, directory, t)),
    isOwed ? buttons([...verdictButtons(reference, t), differButton(reference, t)]) : null,
  ])
}

function sayDrafted({ by, verdict }: ReplyDraft, unit: string, { directory }: MatterFacts, t: Translator): string {
  const values = { officer: nameOfficer(directory, by), unit: nameUnit(directory, unit) }
  return t('consultation.draft.toConfirm', { ...values, verdict: t(`consultation.verdict.${verdict}`) })
}

/** The draft that still waits; null once a reply came of it or the answer can no longer be given. */
function openDraft(answer: Answer): ReplyDraft | null {
  if (answer.state === 'asked') return answer.draft
  if (!isLapsed(answer)) return null
  const { draft } = answer.asked
  const isTaken = answer.lateReplies.some((reply) => reply.draftedBy === draft?.by && reply.text === draft.text)
  return isTaken ? null : draft
}

/** To the drafter. Nothing to say when the head took it back again. */
export function renderReplyConfirmed({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference } = state
  const reply = confirmedReply(answerOf(state, unit))
  if (reply?.draftedBy === undefined || reply.draftedBy === null) {
    const undone = [text(t('consultation.draft.notConfirmed'))]
    return purpose === 'post'
      ? null
      : makeCard(t('consultation.title.replyNotConfirmed', { reference }), 'plain', undone)
  }
  const values = { officer: nameOfficer(directory, reply.by), drafter: nameOfficer(directory, reply.draftedBy) }
  return makeCard(t('consultation.title.replyConfirmed', { reference }), 'good', [
    text(t('consultation.draft.confirmed', values)),
    text(sayOutcome(answerOf(state, unit), directory, t)),
    fact(t('consultation.label.subject'), state.letter.subject),
    ...replyBlocks(reply, directory, t),
  ])
}

function confirmedReply(answer: Answer): Reply | null {
  if (isSettled(answer)) return answer.reply.draftedBy === null ? null : answer.reply
  return isLapsed(answer) ? (answer.lateReplies.findLast(({ draftedBy }) => draftedBy !== null) ?? null) : null
}
