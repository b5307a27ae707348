/** The daily digest of the Office: what is due, who cannot be reached, and yesterday's deadlines, added up. */
import type { OfficerId, UnitId } from '../domain/directory.ts'
import type { Finding } from '../domain/finding.ts'
import { ends, type Reckoning } from '../domain/reckoning.ts'
import type { Reference } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import { shorten } from '../text/vietnamese.ts'
import { button, buttons, list, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import { sayFinding } from './finding.ts'
import { nameOfficer, nameUnit } from './names.ts'

const mostLines = 10
const mostButtons = 8
const longestSubject = 90

/** A matter in which answers are due today, or overdue, and the units that owe them. */
export type DueMatter = {
  readonly reference: Reference
  readonly subject: string
  readonly dueAt: Temporal.Instant
  readonly units: readonly UnitId[]
}

export type OfficeDay = {
  readonly dueToday: readonly DueMatter[]
  readonly overdue: readonly DueMatter[]
  /** Units for which nobody who may decide can be written to. */
  readonly unlinked: readonly UnitId[]
  /** Officers in office whose every account is closed to us. */
  readonly unreachable: readonly OfficerId[]
  /** What could not be sent for good since the last report; `officer` null: it was for a group. */
  readonly deadLetters: readonly { readonly reference: Reference | null; readonly officer: OfficerId | null }[]
  readonly reckoning: Reckoning
  /** What else is wrong and the Office can mend. */
  readonly findings: readonly Finding[]
}

/** The days whose deadlines are reckoned up: from the first to the one before `dayOn`. */
export type ReckonedDays = { readonly fromOn: Temporal.PlainDate; readonly dayOn: Temporal.PlainDate }

export function renderOfficeDay(
  { day, days }: { readonly day: OfficeDay; readonly days: ReckonedDays },
  facts: ReadingFacts,
  t: Translator,
): Card {
  const { directory } = facts
  const matters = [...day.dueToday, ...day.overdue].slice(0, mostButtons)
  const isOdd = day.reckoning.open.length > 0
  return makeCard(t('digest.office.title', { day: t.day(days.dayOn) }), isOdd ? 'warning' : 'plain', [
    cut(
      t('digest.office.due'),
      day.dueToday.map((one) => sayMatter(one, facts, t)),
      t,
    ),
    cut(
      t('digest.office.overdue'),
      day.overdue.map((one) => sayMatter(one, facts, t)),
      t,
    ),
    ...sayReckoning(day.reckoning, days, { facts, t }),
    cut(
      t('digest.office.unlinked'),
      day.unlinked.map((unit) => nameUnit(directory, unit)),
      t,
    ),
    cut(
      t('digest.office.unreachable'),
      day.unreachable.map((officer) => nameOfficer(directory, officer)),
      t,
    ),
    cut(
      t('digest.office.dead'),
      day.deadLetters.map((one) => sayDead(one, facts, t)),
      t,
    ),
    cut(
      t('digest.office.findings'),
      day.findings.map((one) => t('finding.said', sayFinding(one, directory, t))),
      t,
    ),
    buttons([...new Set(matters.map(({ reference }) => reference))].map((one) => button(one, ['show', one]))),
  ])
}

/** Never a wall: the first lines, and how many are left. */
function cut(label: string, lines: readonly string[], t: Translator): Block | null {
  const left = lines.length - mostLines
  return list(label, left <= 0 ? lines : [...lines.slice(0, mostLines), t('digest.office.more', { count: left })])
}

function sayMatter(
  { reference, subject, dueAt, units }: DueMatter,
  { directory }: ReadingFacts,
  t: Translator,
): string {
  const names = t.list(units.map((unit) => nameUnit(directory, unit)))
  const values = { reference, subject: shorten(subject, longestSubject), units: names, due: t.deadline(dueAt) }
  return t('digest.office.line', values)
}

function sayDead(
  { reference, officer }: OfficeDay['deadLetters'][number],
  { directory }: ReadingFacts,
  t: Translator,
): string {
  const to = officer === null ? t('digest.office.group') : nameOfficer(directory, officer)
  return reference === null ? to : `${reference} → ${to}`
}

/** "5 = 3 + 1 + 1", by name; and what does not add up, which is a fault of the program and never hidden. */
function sayReckoning(
  { due, ended, open }: Reckoning,
  { fromOn, dayOn }: ReckonedDays,
  { facts, t }: { readonly facts: ReadingFacts; readonly t: Translator },
): readonly (Block | null)[] {
  if (due === 0) return []
  const yesterday = dayOn.subtract({ days: 1 })
  const span = fromOn.equals(yesterday)
    ? t('digest.office.reckonedDay', { day: t.day(yesterday) })
    : t('digest.office.reckonedDays', { from: t.day(fromOn), to: t.day(yesterday) })
  const parts = ends.filter((end) => ended[end] > 0).map((end) => t(`digest.end.${end}`, { number: ended[end] }))
  const odd = open.map(({ reference, unit, dueAt }) =>
    t('digest.office.oddLine', { reference, unit: nameUnit(facts.directory, unit), due: t.deadline(dueAt) }),
  )
  return [
    list(span, [t('digest.office.sum', { number: due, parts: parts.length === 0 ? '0' : parts.join(' + ') })]),
    open.length === 0 ? null : text(t('digest.office.odd', { count: open.length })),
    cut(t('digest.office.oddCases'), odd, t),
  ]
}
