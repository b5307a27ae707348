/** The first chapters of the document: what the matter is, and what became of it for each unit. */
import { sayAccountable } from '../cards/accountable.ts'
import type { Block } from '../cards/card.ts'
import { sayViews } from '../cards/consultation-differing.ts'
import { lapseOf } from '../cards/consultation-lapsed.ts'
import { letterBlocks, roundBlock } from '../cards/consultation-letter.ts'
import { sayOpenObjections } from '../cards/consultation-objections.ts'
import { sayRequests } from '../cards/consultation-request-words.ts'
import { withdrawnBlocks } from '../cards/consultation-withdrawn.ts'
import { answersOf, replyBlocks, sayMoves, sayOutcome, sayReach } from '../cards/consultation-words.ts'
import { nameOfficer, nameUnit } from '../cards/names.ts'
import type { Cell, Line } from '../documents/official-document.ts'
import type { Consultation } from '../domain/consultation.ts'
import { type Answer, askedOf, isLapsed, isSettled } from '../domain/consultation-answer.ts'
import type { StateOf } from '../domain/nouns.ts'
import type { MatterKind } from '../domain/reference.ts'
import { type Chapter, matterOf, type Sheet, showsView } from './evidence-sheet.ts'
import { sayTime } from './evidence-words.ts'

export function matterChapters(sheet: Sheet): readonly Chapter[] {
  const matter = matterOf(sheet)
  if (matter === null) return [matterChapter(sheet, [])]
  const { factsOf, outcomesOf } = accounts[matter.kind]
  return [matterChapter(sheet, factsOf(sheet, matter.state)), ...outcomesOf(sheet, matter.state)]
}

type Fact = readonly [label: string, value: Cell]

/** What each kind of matter tells of itself: what it is, and what became of it. */
type Account<State> = {
  readonly factsOf: (sheet: Sheet, state: State) => readonly Fact[]
  readonly outcomesOf: (sheet: Sheet, state: State) => readonly Chapter[]
}

export const accounts: { readonly [Kind in MatterKind]: Account<StateOf<Kind>> } = {
  consultation: {
    factsOf: consultationFacts,
    outcomesOf: (sheet, state) => (state.state === 'draft' ? [] : [outcomesChapter(sheet, state)]),
  },
}

function matterChapter(sheet: Sheet, own: readonly Fact[]): Chapter {
  const { t, reference, lines, now, calendar } = sheet
  const facts: readonly Fact[] = [
    [t('sheet.label.reference'), plain(reference)],
    ...own,
    [t('sheet.label.exported'), plain(sayTime(now, calendar.timeZone, t))],
    [t('sheet.label.lines'), plain(String(lines.length))],
    [t('sheet.label.checked'), plain(...sayChecked(sheet))],
  ]
  const intro = { kind: 'text', text: t('sheet.intro') } as const
  return { title: t('sheet.part.matter'), parts: [intro, { kind: 'facts', facts }] }
}

function consultationFacts(sheet: Sheet, consultation: Consultation): readonly Fact[] {
  const { t, directory, now } = sheet
  const blocks = [
    ...letterBlocks(consultation.letter, { directory, dossierLink: null }, t),
    roundBlock(consultation, t),
  ]
  const letter = blocks.flatMap(factsIn)
  const sent: readonly Fact[] =
    consultation.state === 'draft'
      ? []
      : [
          [t('sheet.label.sent'), plain(sayBy({ at: consultation.sentAt, by: consultation.sentBy }, { t, directory }))],
          [t('consultation.label.due'), plain(t.deadline(consultation.dueAt))],
        ]
  const objections = sayOpenObjections({ state: consultation, directory, now }, t)
  const state = [t(`consultation.state.${consultation.state}`), ...(objections === null ? [] : [objections])]
  const views = sayViews({ state: consultation, directory }, (view) => showsView(sheet, view), t)
  const differing: readonly Fact[] = views.length === 0 ? [] : [[t('consultation.label.views'), plain(...views)]]
  return [...letter, ...sent, [t('sheet.label.state'), plain(...state)], ...differing]
}

function sayBy(
  { at, by }: { readonly at: Temporal.Instant; readonly by: string },
  { t, directory }: Pick<Sheet, 't' | 'directory'>,
): string {
  return t('sheet.sentBy', { at: t.moment(at), officer: nameOfficer(directory, by) })
}

function sayChecked({ t, findings, row }: Sheet): readonly string[] {
  if (findings.length === 0) return [t('sheet.whole', { number: row.head.sequence })]
  const said = findings.map(({ sequence, why }) => t(`evidence.finding.${why}`, sequence === null ? {} : { sequence }))
  return [t('sheet.broken'), ...said]
}

function outcomesChapter(sheet: Sheet, consultation: Consultation): Chapter {
  const { t, directory } = sheet
  const columns = [
    { title: t('sheet.column.number'), share: 13, isCentred: true },
    { title: t('sheet.column.unit'), share: 29 },
    { title: t('sheet.column.outcome'), share: 64 },
    { title: t('sheet.column.ground'), share: 54 },
  ] as const
  const rows = answersOf(consultation).map((answer, index): readonly Cell[] => {
    const { unit, why } = askedOf(answer)
    const asked: Cell = [
      { text: nameUnit(directory, unit), style: 'bold' },
      { text: why, style: 'quiet' },
      { text: `${t('consultation.label.accountable')}: ${sayAccountable(answer, sheet, t)}`, style: 'plain' },
    ]
    return [
      plain(String(index + 1)),
      asked,
      outcomeCell(answer, { t, directory }, consultation),
      groundCell(answer, { t, directory }),
    ]
  })
  return { title: t('sheet.part.outcomes'), parts: [{ kind: 'table', columns, rows }] }
}

type Words = Pick<Sheet, 't' | 'directory'>

function outcomeCell(answer: Answer, { t, directory }: Words, state: Consultation): Cell {
  const replies = isSettled(answer) ? [answer.reply] : isLapsed(answer) ? answer.lateReplies : []
  const blocks = [
    ...replies.flatMap((reply) => replyBlocks(reply, directory, t)),
    ...withdrawnBlocks(answer, directory, t),
  ]
  const said = blocks.flatMap(linesOf)
  const moves = sayMoves(answer, { state, directory }, t).flatMap((move) => plain(move))
  return [{ text: sayOutcome(answer, directory, t), style: 'bold' }, ...said, ...moves]
}

function groundCell(answer: Answer, { t, directory }: Words): Cell {
  const { dueAt, reach } = askedOf(answer)
  const lapse = lapseOf(answer)
  const said = [
    `${t('consultation.label.due')}: ${t.deadline(dueAt)}`,
    `${t('consultation.label.reach')}: ${sayReach(reach, directory, t)}`,
    ...sayRequests(answer, directory, t),
    ...(lapse?.citation ? [`${t('consultation.label.basis')}: ${lapse.citation}`] : []),
  ]
  return plain(...said)
}

function plain(...texts: readonly string[]): Cell {
  return texts.flatMap((text) => text.split('\n')).map((text): Line => ({ text, style: 'plain' }))
}

/** What a card says in a block, as a row of facts. */
function factsIn(block: Block | null): readonly Fact[] {
  switch (block?.kind) {
    case 'fact':
      return [[block.label, plain(block.value)]]
    case 'link':
      return [[block.label, plain(block.url)]]
    case 'list':
      return [[block.label ?? '', plain(...numberItems(block.items))]]
    default:
      return []
  }
}

function numberItems(items: readonly string[]): readonly string[] {
  return items.length === 1 ? items : items.map((item, index) => `${index + 1}. ${item}`)
}

/** The same, as lines of a cell. */
function linesOf(block: Block | null): readonly Line[] {
  return factsIn(block).flatMap(([label, [first, ...others]]) => [
    { text: `${label}: ${first?.text ?? ''}`, style: 'plain' },
    ...others,
  ])
}
