/** The record of a matter or of one unit's answer: outcome, basis, proofs and times. It replaces no signature and no paper. */
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, type Asked, askedOf, isSettled, type ReplyDraft } from '../domain/consultation-answer.ts'
import type { Limit } from '../domain/consultation-letter.ts'
import type { Directory, UnitId } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { accountableBlock } from './accountable.ts'
import { buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { lateBlocks, lateOf } from './consultation-answered.ts'
import { evidenceButton, fileButton } from './consultation-buttons.ts'
import { viewButtons, viewsBlock } from './consultation-differing.ts'
import { lapseOf } from './consultation-lapsed.ts'
import { letterBlocks, roundBlock } from './consultation-letter.ts'
import { openObjectionsBlock } from './consultation-objections.ts'
import { sayRequests } from './consultation-request-words.ts'
import { sayCounts } from './consultation-status.ts'
import { timelineOf } from './consultation-timeline.ts'
import { withdrawnBlocks } from './consultation-withdrawn.ts'
import {
  answersOf,
  dueOf,
  findAnswer,
  lawfulLimitOf,
  movesBlock,
  replyBlocks,
  sayOutcome,
  sayReach,
  sayWhole,
  toneOf,
} from './consultation-words.ts'
import type { DossierFacts, ReadingFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'
import { seenBy } from './seen-by.ts'

type EvidenceFacts = ReadingFacts & DossierFacts & { readonly state: Consultation }

/** More buttons than this are a wall; the others open by `evidence Y12 KT`. */
const mostButtons = 10

/** Of one unit, or of the whole matter when `unit` is null or was never asked; the reader sees no answer that may still be taken back. */
export function renderEvidence(unit: UnitId | null, facts: EvidenceFacts, t: Translator): Card {
  const seen = { ...facts, state: seenBy(facts.state, facts, null) }
  const answer = findAnswer(seen.state, unit)
  return answer === null ? renderMatter(seen, t) : renderUnit(answer, seen, t)
}

function renderMatter(facts: EvidenceFacts, t: Translator): Card {
  const { state, directory, now, calendar } = facts
  const { reference, letter } = state
  const answers = answersOf(state)
  const dueAt = dueOf(state, now, calendar)
  const outcomes = answers.map((answer) => sayWhole(answer, facts, t))
  const some = answers.length <= mostButtons ? answers : []
  return makeCard(t('consultation.title.evidence', { reference }), 'plain', [
    ...letterBlocks(letter, facts, t),
    roundBlock(state, t),
    openObjectionsBlock(facts, t),
    dueAt === null ? null : fact(t('consultation.label.limit'), sayLimit(state, dueAt, t)),
    answers.length === 0 ? null : fact(t('consultation.label.counts'), sayCounts(answers, t)),
    list(t('consultation.label.units'), outcomes),
    viewsBlock(facts, t),
    list(t('consultation.label.timeline'), timelineOf({ state, unit: null }, directory, t)),
    text(t('consultation.evidenceNote')),
    buttons([
      ...viewButtons(facts, t),
      ...some.map((answer) => unitButton(answer, { state, directory }, t)),
      fileButton(facts, t),
    ]),
  ])
}

function unitButton(answer: Answer, { state, directory }: Pick<EvidenceFacts, 'state' | 'directory'>, t: Translator) {
  const { unit } = askedOf(answer)
  return { ...evidenceButton(state.reference, unit, t), label: nameUnit(directory, unit) }
}

function renderUnit(answer: Answer, facts: EvidenceFacts, t: Translator): Card {
  const { state, directory } = facts
  const { reference, letter } = state
  const asked = askedOf(answer)
  const name = nameUnit(directory, asked.unit)
  return makeCard(t('consultation.title.evidenceOfUnit', { reference, unit: name }), toneOf(answer), [
    fact(t('consultation.label.outcome'), sayOutcome(answer, directory, t)),
    movesBlock(answer, facts, t),
    ...groundBlocks(answer, { state, directory }, t),
    ...withdrawnBlocks(answer, directory, t),
    fact(t('consultation.label.subject'), letter.subject),
    fact(t('consultation.label.leadUnit'), nameUnit(directory, letter.leadUnit)),
    fact(t('consultation.label.why'), asked.why),
    accountableBlock(answer, facts, t),
    fact(t('consultation.label.limit'), sayLimit(state, asked.dueAt, t)),
    fact(t('consultation.label.reach'), sayReach(asked.reach, directory, t)),
    draftBlock(answer, { directory }, t),
    returnedDraftsBlock(asked, directory, t),
    list(t('consultation.label.requests'), sayRequests(answer, directory, t)),
    list(t('consultation.label.timeline'), timelineOf({ state, unit: asked.unit }, directory, t)),
    ladderBlock(asked, t),
    text(t('consultation.evidenceNote')),
    buttons([fileButton(facts, t)]),
  ])
}

/** What the outcome rests on: a person's words, or a lapse and its clause, or both. */
function groundBlocks(
  answer: Answer,
  facts: Pick<EvidenceFacts, 'state' | 'directory'>,
  t: Translator,
): readonly (Block | null)[] {
  const lapse = lapseOf(answer)
  const late = lateOf(answer)
  if (lapse === null) return isSettled(answer) ? replyBlocks(answer.reply, facts.directory, t) : []
  const citation = lapse.citation === null ? null : fact(t('consultation.label.basis'), lapse.citation)
  const isReplaced = isSettled(answer)
  return [
    citation,
    isReplaced ? fact(t('consultation.label.lapse'), t(`consultation.silent.${lapse.state}`)) : null,
    ...(late === null ? [] : lateBlocks(late, facts, t)),
  ]
}

/** A draft nobody confirmed stays on the sheet. */
function draftBlock(answer: Answer, { directory }: Pick<EvidenceFacts, 'directory'>, t: Translator): Block | null {
  const { draft } = askedOf(answer)
  if (draft === null || (isSettled(answer) && answer.reply.draftedBy === draft.by)) return null
  return fact(t('consultation.label.draft'), sayDraft(draft, { directory }, t))
}

/** Drafts that the head sent back stay on the sheet as well. */
function returnedDraftsBlock({ returnedDrafts }: Asked, directory: Directory, t: Translator): Block | null {
  const said = returnedDrafts.map(({ draft, by, at, reason }) =>
    t('consultation.draft.returnedKept', {
      drafter: nameOfficer(directory, draft.by),
      words: draft.text.trim(),
      officer: nameOfficer(directory, by),
      at: t.moment(at),
      reason,
    }),
  )
  return list(t('consultation.label.returnedDrafts'), said)
}

function sayDraft(draft: ReplyDraft, { directory }: Pick<EvidenceFacts, 'directory'>, t: Translator): string {
  const verdict = t(`consultation.verdict.${draft.verdict}`)
  return `${t('consultation.asked.draft', { officer: nameOfficer(directory, draft.by), verdict })} “${draft.text.trim()}”`
}

function ladderBlock({ ladder }: Asked, t: Translator): Block | null {
  return list(
    t('consultation.label.ladder'),
    ladder.map(({ at }) => t.moment(at)),
  )
}

/** "5 ngày làm việc, đến 24:00 thứ Năm 26/11/2026 (nêu trong văn bản lấy ý kiến)". */
function sayLimit(state: Consultation, dueAt: Temporal.Instant, t: Translator): string {
  const isFirst = state.state === 'draft' || dueAt.equals(state.dueAt)
  const limit = sayLength(isFirst ? state.letter.limit : null, t.deadline(dueAt), t)
  return t(`consultation.limit.${lawfulLimitOf(state) ?? 'none'}`, { limit })
}

function sayLength(limit: Limit | null, due: string, t: Translator): string {
  if (limit?.kind === 'working_days') return t('consultation.limit.working_days', { count: limit.days, due })
  if (limit?.kind === 'hours') return t('consultation.limit.hours', { count: limit.hours, due })
  return t('consultation.limit.until', { due })
}
