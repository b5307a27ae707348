/**
 * Several tellings of one kind to one reader, as one card: a line for each with its own reference and deadline, and a button
 * that opens it. A single one keeps its own card; what each of them would say alone decides what stands here.
 */
import { type Answer, type Asked, askedOf } from '../domain/consultation-answer.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { shorten } from '../text/vietnamese.ts'
import { button, buttons, list, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { seenThrough } from './consultation.ts'
import { lapseOf } from './consultation-lapsed.ts'
import { answerOf, answersOf, lawfulLimitOf, sayOutcome, saySilence } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameUnit } from './names.ts'
import { openButton } from './response-today.ts'
import { isMember } from './seen-by.ts'

const longestSubject = 90

/** Which kinds are merged, each with its like. */
export type MergedKind = 'nudged' | 'still_silent' | 'lapsed'

/** One of the tellings, with the facts of its matter. */
export type Part = { readonly notice: ConsultationNotice; readonly facts: MatterFacts }

/** The card of several tellings. */
export function renderMerged(kind: MergedKind, said: readonly Part[], t: Translator): Card {
  const parts = said.map(({ notice, facts }) => ({ notice, facts: seenThrough(notice, facts) }))
  switch (kind) {
    case 'nudged':
      return renderNudges(parts, t)
    case 'still_silent':
      return renderSilent(parts, t)
    case 'lapsed':
      return renderLapses(parts, t)
    default:
      return kind satisfies never
  }
}

/** What one owes, the earliest deadline first, and what silence would mean; what was answered meanwhile stands below. */
function renderNudges(parts: readonly Part[], t: Translator): Card {
  const read = parts.map((part) => ({ ...part, answer: answerOf(part.facts.state, part.notice.unit) }))
  const open = read
    .flatMap(({ answer, facts }) => (answer.state === 'asked' ? [{ answer, facts }] : []))
    .toSorted((a, b) => Temporal.Instant.compare(a.answer.dueAt, b.answer.dueAt))
  const over = read.filter(({ answer }) => answer.state !== 'asked')
  const title = open.length === 0 ? t('merged.nudged.over') : t('merged.nudged.title', { count: open.length })
  return makeCard(title, open.length === 0 ? 'settled' : 'urgent', [
    list(
      t('merged.nudged.open'),
      open.map(({ answer, facts }) => sayOwed(answer, facts, t)),
    ),
    ...sayOnce(
      t('consultation.label.silence'),
      open.map(({ facts }) => said(facts, saySilence(facts.state.rules, lawfulLimitOf(facts.state), t))),
    ),
    list(
      t('merged.nudged.done'),
      over.map(({ answer, facts }) => said(facts, sayOutcome(answer, facts.directory, t)).whole),
    ),
    buttons(open.map(({ answer, facts }) => openAnswer(answer, facts, t))),
  ])
}

function sayOwed({ unit, dueAt, draft }: Asked, { state, directory }: MatterFacts, t: Translator): string {
  const subject = shorten(state.letter.subject, longestSubject)
  const line = t('merged.line', {
    ...referenceOf(state),
    unit: nameUnit(directory, unit),
    subject,
    due: t.deadline(dueAt),
  })
  return draft === null ? line : `${line}; ${t('consultation.status.draft')}`
}

function openAnswer({ unit }: Asked, { state, directory }: MatterFacts, t: Translator): Button {
  return openButton({ ...referenceOf(state), unit, what: 'answer' }, { directory }, t)
}

function referenceOf({ reference }: MatterFacts['state']) {
  return { reference }
}

/** To the lead and the Office: in which matters who is still silent. */
function renderSilent(parts: readonly Part[], t: Translator): Card {
  const lines = parts.map(({ facts }) => ({ facts, silent: answersOf(facts.state).filter(isAsked) }))
  const open = lines.filter(({ silent }) => silent.length > 0)
  const title = open.length === 0 ? t('merged.silent.over') : t('merged.silent.title', { count: open.length })
  return makeCard(title, open.length === 0 ? 'settled' : 'urgent', [
    open.length === 0 ? null : text(t('merged.silent.text')),
    list(
      null,
      open.map(({ facts, silent }) => saySilent(silent, facts, t)),
    ),
    buttons(
      open.map(({ facts: { state } }) => button(t('merged.open', referenceOf(state)), ['show', state.reference])),
    ),
  ])
}

function isAsked(answer: Answer): answer is Asked {
  return answer.state === 'asked'
}

function saySilent(silent: readonly Asked[], { state, directory }: MatterFacts, t: Translator): string {
  const [first] = silent.map(({ dueAt }) => dueAt).toSorted((a, b) => Temporal.Instant.compare(a, b))
  const units = t.list(silent.map(({ unit }) => nameUnit(directory, unit)))
  const subject = shorten(state.letter.subject, longestSubject)
  const due = first === undefined ? '' : t.deadline(first)
  return t('merged.silent.line', { ...referenceOf(state), units, subject, due })
}

/** Cases that lapsed together: each with its outcome, the basis once where it is the same, and a button to its record. */
function renderLapses(parts: readonly Part[], t: Translator): Card {
  const read = parts.map(({ notice, facts }) => {
    const answer = answerOf(facts.state, notice.unit)
    return { facts, answer, lapse: lapseOf(answer) }
  })
  const cited = read.flatMap(({ facts, lapse }) =>
    lapse === null || lapse.citation === null ? [] : [said(facts, lapse.citation)],
  )
  return makeCard(t('merged.lapsed.title', { count: read.filter(({ lapse }) => lapse !== null).length }), 'warning', [
    list(
      null,
      read.map(({ answer, facts }) => sayLapse(answer, facts, t)),
    ),
    ...sayOnce(t('consultation.label.basis'), cited),
    buttons(read.map(({ answer, facts }) => openLapse(answer, facts, t))),
  ])
}

function sayLapse(answer: Answer, { state, directory }: MatterFacts, t: Translator): string {
  const subject = shorten(state.letter.subject, longestSubject)
  return t('merged.lapsed.line', { ...referenceOf(state), outcome: sayOutcome(answer, directory, t), subject })
}

/** The silent unit opens its request, where it may still answer late; everybody else the record. */
function openLapse(answer: Answer, facts: MatterFacts, t: Translator): Button {
  const { unit } = askedOf(answer)
  const { reference } = facts.state
  const open = openButton({ reference, unit, what: 'answer' }, facts, t)
  return isMember(unit, facts) ? open : button(open.label, ['evidence', reference, unit])
}

type Sentence = { readonly words: string; readonly whole: string }

function said({ state }: MatterFacts, words: string): Sentence {
  return { words, whole: `${state.reference}: ${words}` }
}

/** What holds for all of them is said once, otherwise for each. */
function sayOnce(label: string, sentences: readonly Sentence[]): readonly (Block | null)[] {
  const distinct = [...new Set(sentences.map(({ words }) => words))]
  if (distinct.length <= 1) return [list(label, distinct)]
  return [
    list(
      label,
      sentences.map(({ whole }) => whole),
    ),
  ]
}
