/** What is waiting for somebody: overdue first, then today, then the rest; never a wall. */
import { dayOf, endOfDay } from '../calendar/calendar.ts'
import { meaningOf } from '../domain/obligation.ts'
import type { Key, Translator } from '../i18n.ts'
import { shorten } from '../text/vietnamese.ts'
import { button, buttons, list, makeCard, text } from './blocks.ts'
import type { Button, Card } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import { nameUnit } from './names.ts'
import type { TodayLine } from './response.ts'
import { sayCode } from './response-words.ts'

const mostLines = 10
const longestSubject = 90
const longestUnit = 30

/** What waits as of now, whoever asks when. */
export function renderToday(lines: readonly TodayLine[], facts: ReadingFacts, t: Translator): Card {
  if (lines.length === 0) return makeCard(t('response.today.none'), 'good', [text(t('response.today.noneText'))])
  return renderLines(lines, t('response.today.title', { number: oncePerAnswer(lines).length }), { facts, t })
}

/** The daily digest: the same under the day it is for. */
export function renderOwnDigest(lines: readonly TodayLine[], facts: ReadingFacts, t: Translator): Card {
  const day = t.day(dayOf(facts.now, facts.calendar))
  return renderLines(lines, t('digest.own.title', { day, count: oncePerAnswer(lines).length }), { facts, t })
}

/** A draft that waits for its confirmation is how the answer is given: the two are one line. */
function oncePerAnswer(lines: readonly TodayLine[]): readonly TodayLine[] {
  const settling = lines.filter(({ what }) => meaningOf(what).settles !== null)
  const isSettled = ({ reference, unit, what }: TodayLine) =>
    settling.some((one) => meaningOf(one.what).settles === what && one.reference === reference && one.unit === unit)
  return lines.filter((line) => !isSettled(line))
}

function renderLines(
  lines: readonly TodayLine[],
  title: string,
  { facts, t }: { readonly facts: ReadingFacts; readonly t: Translator },
): Card {
  const ordered = oncePerAnswer(lines).toSorted(byDue)
  const shown = ordered.slice(0, mostLines)
  const group = (which: Due) =>
    shown.filter((line) => dueIs(line, facts) === which).map((line) => sayLine(line, facts, t))
  const left = ordered.length - shown.length
  const isOverdue = shown.some((line) => dueIs(line, facts) === 'overdue')
  return makeCard(title, isOverdue ? 'warning' : 'plain', [
    list(t('response.today.overdue'), group('overdue')),
    list(t('response.today.today'), group('today')),
    list(t('response.today.later'), group('later')),
    left === 0 ? null : text(t('response.today.more', { count: left })),
    buttons(shown.map((line) => openButton(line, facts, t))),
  ])
}

/** Shows the matter's card again, so that it can be answered where one stands. */
export function openButton(
  { reference, unit, what }: Pick<TodayLine, 'reference' | 'unit' | 'what'>,
  { directory }: Pick<ReadingFacts, 'directory'>,
  t: Translator,
): Button {
  const label = t('response.today.open', { reference, unit: shorten(nameUnit(directory, unit), longestUnit) })
  if (what === 'direct') return button(label, ['evidence', reference])
  return button(label, meaningOf(what).isOfPart ? ['show', reference, unit] : ['show', reference])
}

type Due = 'overdue' | 'today' | 'later'

function dueIs({ dueAt }: TodayLine, { now, calendar }: ReadingFacts): Due {
  if (dueAt === null) return 'later'
  if (Temporal.Instant.compare(dueAt, now) <= 0) return 'overdue'
  return Temporal.Instant.compare(dueAt, endOfDay(dayOf(now, calendar), calendar)) <= 0 ? 'today' : 'later'
}

/** The earliest deadline first; what has none comes last. */
function byDue(a: TodayLine, b: TodayLine): number {
  if (a.dueAt === null || b.dueAt === null) return Number(a.dueAt === null) - Number(b.dueAt === null)
  return Temporal.Instant.compare(a.dueAt, b.dueAt)
}

/** What can be owed and has words: the compiler asks for those of all. */
type Worded<Known = Key> = Known extends `response.what.${infer Code}` ? Code : never

function sayLine(
  { reference, unit, what, subject, dueAt }: TodayLine,
  { directory }: ReadingFacts,
  t: Translator,
): string {
  const doing = sayCode(
    { group: 'response.what', code: what satisfies Worded, fallback: 'response.what.other', values: {} },
    t,
  )
  const values = { reference, what: doing, unit: nameUnit(directory, unit), subject: shorten(subject, longestSubject) }
  if (dueAt === null) return t('response.today.lineWithoutDue', values)
  return t('response.today.line', { ...values, due: t.deadline(dueAt) })
}
