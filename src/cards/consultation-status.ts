/** What the lead unit and the Office follow: every unit with its state, that all have one, and who cannot be reached. */
import { dayOf } from '../calendar/calendar.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, type Asked, isSettled } from '../domain/consultation-answer.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import { actorOf } from '../domain/directory.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { evidenceButton } from './consultation-buttons.ts'
import { sayWaiting } from './consultation-request-words.ts'
import { urgeButton } from './consultation-urged.ts'
import { openObjections } from './consultation-withdrawn.ts'
import { answersOf, sayOutcome, stampOf } from './consultation-words.ts'
import type { MatterFacts, ReadingFacts } from './facts.ts'
import { nameUnit } from './names.ts'

/** The lead's live card. */
export function renderStatus(_: ConsultationNotice, facts: MatterFacts, t: Translator): Card {
  const { state, now, calendar } = facts
  const { reference, letter } = state
  const stamp = stampOf(letter, t)
  const tone = state.state === 'open' ? 'plain' : 'settled'
  return makeCard(t('consultation.title.status', { reference, subject: letter.subject }), tone, [
    fact(t('consultation.label.subject'), letter.subject),
    stamp === null ? null : fact(t('consultation.label.urgency'), stamp),
    state.state === 'draft' ? null : fact(t('consultation.label.due'), t.deadline(state.dueAt)),
    ...overviewBlocks(facts, t),
    ...endBlocks(facts, t),
    buttons(leadButtons(facts, roleInLead(letter, readerAsActor(facts, dayOf(now, calendar))), t)),
  ])
}

/** Counts, and a line for each unit. */
function overviewBlocks(facts: MatterFacts, t: Translator): readonly (Block | null)[] {
  const answers = answersOf(facts.state)
  const lines = answers.map((answer) => lineOf(answer, facts, t))
  return answers.length === 0
    ? []
    : [fact(t('consultation.label.counts'), sayCounts(answers, t)), list(t('consultation.label.units'), lines)]
}

const order: readonly Answer['state'][] = [
  'agreed',
  'objected',
  'returned',
  'deemed_consent',
  'unanswered',
  'unreached',
  'void',
  'asked',
]

/** "2/3 đơn vị đã có kết quả: đồng ý 1, đồng ý mặc nhiên 1, chờ ý kiến 1." */
export function sayCounts(answers: readonly Answer[], t: Translator): string {
  const counted = order.map((state) => ({ state, number: answers.filter((answer) => answer.state === state).length }))
  const said = counted
    .filter(({ number }) => number > 0)
    .map(({ state, number }) => t(`consultation.count.${state}`, { number }))
  const done = answers.filter((answer) => answer.state !== 'asked').length
  return t('consultation.count.whole', { done, all: answers.length, counts: said.join(', ') })
}

function lineOf(answer: Answer, facts: MatterFacts, t: Translator): string {
  const said = sayOutcome(answer, facts.directory, t)
  if (answer.state === 'asked') return [said, ...sayProgress(answer, facts, t)].join('; ')
  const items = isSettled(answer) ? answer.reply.items.length : 0
  return items === 0 ? said : `${said}; ${t('consultation.withItems', { count: items })}`
}

/** How far a silent unit is: whether it was reached, has received, has a draft, waits for the lead. */
export function sayProgress(asked: Asked, { unlinked }: MatterFacts, t: Translator): readonly string[] {
  const { unit, reach, receipts, draft } = asked
  const urge = asked.urges.at(-1)
  const isUnlinked = reach === null && unlinked.includes(unit)
  const notYet = isUnlinked ? t('consultation.status.unlinked') : t('consultation.status.notReached')
  return [
    reach === null ? notYet : t('consultation.status.reached', { at: t.moment(reach.at) }),
    ...(receipts.length > 0 ? [t('consultation.status.received')] : []),
    ...(draft === null ? [] : [t('consultation.status.draft')]),
    ...sayWaiting(asked, t),
    ...(urge === undefined ? [] : [t('consultation.status.urged', { at: t.moment(urge.at) })]),
  ]
}

/** How the matter stands as a whole; an objection is said to be open, and closing does not settle it. */
function endBlocks({ state, directory }: MatterFacts, t: Translator): readonly (Block | null)[] {
  const isDone = answersOf(state).every((answer) => answer.state !== 'asked')
  const objections = state.state !== 'void' && isDone ? openObjections(state, directory, t) : null
  return [endBlock(state, isDone, t), objections === null ? null : text(objections)]
}

function endBlock(state: Consultation, isDone: boolean, t: Translator): Block | null {
  switch (state.state) {
    case 'draft':
      return null
    case 'open':
      return isDone ? text(t('consultation.status.allDone')) : null
    case 'closed':
      return text(t('consultation.status.closed', { at: t.moment(state.endedAt) }))
    case 'void':
      return text(t('consultation.status.void', { at: t.moment(state.endedAt), reason: state.reason ?? '–' }))
    default:
      return state satisfies never
  }
}

function readerAsActor({ directory, reader }: ReadingFacts, on: Temporal.PlainDate) {
  return reader.officer === null ? { officer: '', capacities: [] } : actorOf(directory, reader.officer, on)
}

/** Closing and cancelling are offered only to who may do them now. */
function leadButtons(
  facts: MatterFacts,
  role: ReturnType<typeof roleInLead>,
  t: Translator,
): readonly (Button | null)[] {
  const { state } = facts
  const { reference } = state
  const mayEnd = state.state === 'open' && role === 'decides'
  const isDone = answersOf(state).every((answer) => answer.state !== 'asked')
  return [
    mayEnd && isDone ? button(t('consultation.button.close'), ['close', reference], 'primary') : null,
    urgeButton(facts, t),
    state.state === 'draft' ? null : evidenceButton(reference, null, t),
    mayEnd ? button(t('consultation.button.void'), ['void', reference], 'danger') : null,
  ]
}

/** To the lead, when the last answer has come and still stands. */
export function renderAllAnswered(_: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, now, calendar, purpose } = facts
  const { reference, letter } = state
  const answers = answersOf(state)
  const isAll = answers.every((answer) => answer.state !== 'asked')
  if (purpose === 'post' && (!isAll || state.state !== 'open')) return null
  const title = isAll
    ? t('consultation.title.allAnswered', { reference })
    : t('consultation.title.notAllAnswered', { reference })
  return makeCard(title, isAll && answers.every(({ state }) => state === 'agreed') ? 'good' : 'plain', [
    fact(t('consultation.label.subject'), letter.subject),
    ...overviewBlocks(facts, t),
    ...endBlocks(facts, t),
    buttons(leadButtons(facts, roleInLead(letter, readerAsActor(facts, dayOf(now, calendar))), t)),
  ])
}

/** To the Office: units that were asked and that no message can reach yet. */
export function renderUnlinked(_: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference, letter } = state
  const waiting = answersOf(state).flatMap((answer) =>
    answer.state === 'asked' && answer.reach === null ? [answer] : [],
  )
  const left = waiting.filter(({ unit }) => facts.unlinked.includes(unit))
  if (left.length === 0) {
    const done = [text(t('consultation.unlinked.done')), fact(t('consultation.label.subject'), letter.subject)]
    return purpose === 'post' ? null : makeCard(t('consultation.title.linked', { reference }), 'settled', done)
  }
  const lines = left.map((asked) => sayOutcome(asked, directory, t))
  return makeCard(t('consultation.title.unlinked', { reference }), 'warning', [
    text(t('consultation.unlinked.text')),
    list(t('consultation.unlinked.units'), lines),
    fact(t('consultation.label.subject'), letter.subject),
    fact(t('consultation.label.leadUnit'), nameUnit(directory, letter.leadUnit)),
    buttons([evidenceButton(reference, null, t)]),
  ])
}
