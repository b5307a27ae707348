/** The read-back to whoever acted: what stands recorded now, with undo while it lasts. Live. */
import type { Consultation } from '../domain/consultation.ts'
import {
  type Answer,
  type Asked,
  isLapsed,
  isSettled,
  type Reply,
  type Settled,
} from '../domain/consultation-answer.ts'
import { undoSeconds } from '../domain/consultation-reply.ts'
import type { UnitId } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { lateBlocks, lateOf } from './consultation-answered.ts'
import { verdictButtons } from './consultation-buttons.ts'
import { openObjectionsBlock } from './consultation-objections.ts'
import { withdrawnBlocks } from './consultation-withdrawn.ts'
import {
  findAnswer,
  itemsLabel,
  otherFieldBlock,
  replyBlocks,
  sayLateness,
  sayOutcome,
  suggestionOf,
  toneOf,
} from './consultation-words.ts'
import type { ReadingFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'
import { mayUndo } from './seen-by.ts'

type ReceiptFacts = ReadingFacts & { readonly state: Consultation }

/** Of an answer, or of what was done with the whole matter when `unit` is null or was never asked. */
export function renderReceipt(unit: UnitId | null, facts: ReceiptFacts, t: Translator): Card {
  const answer = findAnswer(facts.state, unit)
  if (answer === null) return renderMatterReceipt(facts, t)
  if (answer.state === 'asked') return renderOpenReceipt(answer, facts, t)
  if (isSettled(answer)) return renderReplyReceipt(answer, facts, t)
  return renderLateReceipt(answer, facts, t)
}

function renderReplyReceipt(answer: Settled, facts: ReceiptFacts, t: Translator): Card {
  const { reply } = answer
  const isOpen = facts.state.state === 'open' && mayUndo(answer, facts.now) && reply.by === facts.reader.officer
  const undo = button(t('consultation.button.undo'), ['undo', facts.state.reference])
  return makeCard(
    t('consultation.title.receipt', { what: sayReply(reply, answer.asked.unit, facts, t) }),
    toneOf(answer),
    [
      ...replyBlocks(reply, facts.directory, t),
      otherFieldBlock(reply, facts, t),
      ...withdrawnBlocks(answer, facts.directory, t),
      answer.lapsed === null ? null : text(t(`consultation.lateEffect.${answer.lapsed.state}`)),
      isOpen ? text(t('consultation.receipt.undoable', { count: undoSeconds })) : null,
      isOpen ? buttons([undo]) : null,
    ],
  )
}

/** "Phòng Kinh tế đồng ý Y12, 16:02 thứ Năm 26/11/2026". */
function sayReply(reply: Reply, unit: UnitId, { state, directory }: ReceiptFacts, t: Translator): string {
  const verdict = t(`consultation.verdict.${reply.verdict}`)
  const values = { unit: nameUnit(directory, unit), verdict, reference: state.reference, at: t.moment(reply.at) }
  const late = sayLateness(reply, t)
  return late === null
    ? t('consultation.receipt.replied', values)
    : t('consultation.receipt.repliedLate', { ...values, late })
}

function renderLateReceipt(answer: Exclude<Answer, Asked | Settled>, facts: ReceiptFacts, t: Translator): Card {
  const late = isLapsed(answer) ? lateOf(answer) : null
  const outcome = sayOutcome(answer, facts.directory, t)
  if (late === null) return makeCard(outcome, toneOf(answer), [text(outcome)])
  const what = sayReply(late.reply, answer.asked.unit, facts, t)
  return makeCard(t('consultation.title.receipt', { what }), toneOf(answer), [
    text(outcome),
    ...lateBlocks(late, facts, t),
    otherFieldBlock(late.reply, facts, t),
  ])
}

/** Short of an answer: kept words, a draft, "đã nhận", or nothing after an undo. */
function renderOpenReceipt(asked: Asked, facts: ReceiptFacts, t: Translator): Card {
  const { reader, state } = facts
  const { reference } = state
  if (asked.unclear !== null && asked.unclear.by === reader.officer) return renderUnclear(asked, facts, t)
  if (asked.draft !== null && asked.draft.by === reader.officer) return renderDrafted(asked, facts, t)
  const unit = nameUnit(facts.directory, asked.unit)
  const due = t.deadline(asked.dueAt)
  const received = asked.receipts.find(({ by }) => by === reader.officer)
  if (received === undefined) {
    const owed = text(t('consultation.receipt.stillOwed', { unit, due }))
    return makeCard(t('consultation.title.undone', { reference }), 'plain', [
      owed,
      buttons(verdictButtons(reference, t)),
    ])
  }
  const what = t('consultation.receipt.received', { unit, reference, at: t.moment(received.at) })
  return makeCard(t('consultation.title.receipt', { what }), 'plain', [
    text(t('consultation.receipt.receiptOnly', { due })),
    buttons(verdictButtons(reference, t)),
  ])
}

function renderUnclear({ unit, unclear, dueAt }: Asked, { state, directory }: ReceiptFacts, t: Translator): Card {
  const name = nameUnit(directory, unit)
  const items = unclear?.items ?? []
  const isVerdictMissing = items.length > 0
  const [agree, object] = verdictButtons(state.reference, t)
  return makeCard(t('consultation.title.notRecorded', { reference: state.reference }), 'warning', [
    text(
      isVerdictMissing ? t('consultation.receipt.verdictMissing', { unit: name }) : t('consultation.receipt.tooVague'),
    ),
    fact(t('consultation.label.kept'), `“${unclear?.text.trim() ?? ''}”`),
    text(t('consultation.receipt.stillOwed', { unit: name, due: t.deadline(dueAt) })),
    buttons([agree ?? null, object ?? null]),
  ])
}

function renderDrafted({ draft, dueAt }: Asked, { state, directory }: ReceiptFacts, t: Translator): Card {
  if (draft === null) throw new Error('A receipt of a draft needs the draft')
  const what = t('consultation.receipt.drafted', {
    reference: state.reference,
    verdict: t(`consultation.verdict.${draft.verdict}`),
  })
  return makeCard(t('consultation.title.receipt', { what }), 'plain', [
    text(t('consultation.receipt.waitsForHead')),
    list(itemsLabel(draft.verdict, t), draft.items),
    suggestionOf(draft.suggestedUnit, directory, t),
    fact(t('consultation.label.draftedBy'), nameOfficer(directory, draft.by)),
    fact(t('consultation.label.due'), t.deadline(dueAt)),
  ])
}

function renderMatterReceipt({ state, directory, now }: ReceiptFacts, t: Translator): Card {
  const { reference, letter } = state
  const subject = fact(t('consultation.label.subject'), letter.subject)
  const objections = state.state === 'closed' ? openObjectionsBlock({ state, directory, now }, t) : null
  const what = t(`consultation.receipt.${stepOf(state)}`, { reference, at: t.moment(stepAt(state)) })
  return makeCard(t('consultation.title.receipt', { what }), state.state === 'open' ? 'good' : 'plain', [
    subject,
    objections,
    ...nextSteps({ state, directory }, t),
  ])
}

const steps = { draft: 'prepared', open: 'sent', closed: 'closed', void: 'void' } as const

function stepOf(state: Consultation): (typeof steps)[Consultation['state']] {
  return steps[state.state]
}

function stepAt(state: Consultation): Temporal.Instant {
  if (state.state === 'draft') return state.preparedAt
  return state.state === 'open' ? state.sentAt : state.endedAt
}

function nextSteps(
  { state, directory }: Pick<ReceiptFacts, 'state' | 'directory'>,
  t: Translator,
): readonly (Block | null)[] {
  if (state.state === 'draft') return [text(t('consultation.receipt.preparedNext'))]
  if (state.state !== 'open') return [state.reason === null ? null : fact(t('consultation.label.reason'), state.reason)]
  const units = t.list(state.letter.consulted.map(({ unit }) => nameUnit(directory, unit)))
  return [text(t('consultation.receipt.sentNext', { units, due: t.deadline(state.dueAt) }))]
}
