/** What the lead unit and the Office follow: every unit with its state, that all have one, and who cannot be reached. */
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, type Asked, askedOf, isLapsed, isSettled } from '../domain/consultation-answer.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import { openObjections } from '../domain/consultation-overrule.ts'
import { findReturned } from '../domain/consultation-reroute.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { evidenceButton, readerAsActor } from './consultation-buttons.ts'
import { roundBlock } from './consultation-letter.ts'
import { openObjectionsBlock } from './consultation-objections.ts'
import { sayWaiting } from './consultation-request-words.ts'
import { urgeButton } from './consultation-urged.ts'
import { answersOf, isTakenBack, sayOutcome, sayWhole, stampOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameUnit } from './names.ts'

/** The lead's live card. */
export function renderStatus(_: ConsultationNotice, facts: MatterFacts, t: Translator): Card {
  const { state } = facts
  const { reference, letter } = state
  const stamp = stampOf(letter, t)
  const tone = state.state === 'open' ? 'plain' : 'settled'
  return makeCard(t('consultation.title.status', { reference, subject: letter.subject }), tone, [
    fact(t('consultation.label.subject'), letter.subject),
    stamp === null ? null : fact(t('consultation.label.urgency'), stamp),
    roundBlock(state, t),
    state.state === 'draft' ? null : fact(t('consultation.label.due'), t.deadline(state.dueAt)),
    ...overviewBlocks(facts, t),
    endBlock(state, t),
    buttons(leadButtons(facts, roleInLead(letter, readerAsActor(facts)), t)),
  ])
}

/** Counts, and a line for each unit under what is to be done about it, the most pressing first. */
function overviewBlocks(facts: MatterFacts, t: Translator): readonly (Block | null)[] {
  const answers = answersOf(facts.state)
  if (answers.length === 0) return []
  const groups = groupNames.map((group) => {
    const lines = answers.filter((answer) => groupOf(answer, facts) === group).map((answer) => lineOf(answer, facts, t))
    return list(t(`consultation.group.${group}`, { number: lines.length }), lines)
  })
  return [fact(t('consultation.label.counts'), sayCounts(answers, t)), openObjectionsBlock(facts, t), ...groups]
}

/** How the units are told apart on the card of the lead, in its order. */
const groupNames = ['toAct', 'notReached', 'silent', 'lapsed', 'answered'] as const

function groupOf(answer: Answer, { state, now }: MatterFacts): (typeof groupNames)[number] {
  if (answer.state === 'asked') return answer.reach === null ? 'notReached' : 'silent'
  if (isLapsed(answer)) return 'lapsed'
  const { unit } = askedOf(answer)
  const waiting = [...openObjections(state, now), ...('answers' in state ? findReturned(state.answers, now) : [])]
  return waiting.some(({ asked }) => asked.unit === unit) ? 'toAct' : 'answered'
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
  const said = sayWhole(answer, facts, t)
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

function endBlock(state: Consultation, t: Translator): Block | null {
  switch (state.state) {
    case 'draft':
      return null
    case 'open':
      return answersOf(state).every((answer) => answer.state !== 'asked')
        ? text(t('consultation.status.allDone'))
        : null
    case 'closed':
      return text(t('consultation.status.closed', { at: t.moment(state.endedAt) }))
    case 'void':
      return text(t('consultation.status.void', { at: t.moment(state.endedAt), reason: state.reason ?? '–' }))
    default:
      return state satisfies never
  }
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
export function renderAllAnswered(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, purpose } = facts
  const { reference, letter } = state
  const answers = answersOf(state)
  const isAll = answers.every((answer) => answer.state !== 'asked')
  if (purpose === 'post' && (!isAll || state.state !== 'open' || isTakenBack(notice, state))) return null
  const title = isAll
    ? t('consultation.title.allAnswered', { reference })
    : t('consultation.title.notAllAnswered', { reference })
  return makeCard(title, isAll && answers.every(({ state }) => state === 'agreed') ? 'good' : 'plain', [
    fact(t('consultation.label.subject'), letter.subject),
    ...overviewBlocks(facts, t),
    endBlock(state, t),
    buttons(leadButtons(facts, roleInLead(letter, readerAsActor(facts)), t)),
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
