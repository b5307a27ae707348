/** `calendar import` and `calendar show`: the days on which a committee rests, or works against the week. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { type ChangedCalendar, changeCalendar } from '../actions/calendar-days.ts'
import { type Calendar, type DayChange, isProvisional } from '../calendar/calendar.ts'
import { type DayProblem, dayColumns, readDays } from '../calendar/days-as-written.ts'
import { type Row, readTable } from '../documents/table.ts'
import { createSnapshots } from '../store/snapshot.ts'
import { findCommittee } from './committees.ts'
import { circumstancesOf, complainOf, languageOption, type OperatorOptions, translatorOf } from './operator.ts'
import { type Desk, type ExitCode, type Perform, UsageFault, writeJson } from './surroundings.ts'

type ImportOptions = OperatorOptions & { readonly dryRun?: true }
type ShowOptions = Pick<OperatorOptions, 'committee' | 'json'>

const mostRows = 2000

/** Adds the commands of the calendar to the program. */
export function addCalendar(program: Command, perform: Perform): void {
  const calendar = program.command('calendar').description('days of rest and days worked in exchange')
  calendar
    .command('import')
    .description(
      'take over days from a .csv or .xlsx file; a deadline on a day that becomes free moves to the next working day',
    )
    .argument('<file>', 'the file; days that are not in it stay as they are')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--committee <id>', 'the committee, needed when there are several')
    .option(...languageOption)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `\n${columnHelp}`)
    .action(async (file: string, options: ImportOptions) => perform((desk) => importFile(desk, file, options)))
  calendar
    .command('show')
    .description('show the days of a year that are not what the week makes them, and what is not settled yet')
    .argument('<year>', 'such as 2026')
    .option('--committee <id>', 'the committee, needed when there are several')
    .option('--json', 'print the result as JSON')
    .action(async (year: string, options: ShowOptions) => perform((desk) => show(desk, year, options)))
}

const columnHelp = `Columns: ${dayColumns.join(', ')}; the last may be left out.
date is such as 2027-02-04; kind is holiday, compensatory, swapped_off, swapped_working or ordinary (what the week makes
of the day after all); provisional is yes where no notice confirms the day yet.`

async function importFile(desk: Desk, path: string, options: ImportOptions): Promise<ExitCode> {
  const { days, problems } = readDays(readRows(path))
  if (problems.length > 0) return complain(desk, path, problems)
  const { id } = await findCommittee(desk.database.db, options.committee)
  const t = translatorOf(options)
  return desk.database.transaction(async (tx) => {
    const circumstances = await circumstancesOf(tx, desk, id)
    const isDryRun = options.dryRun === true
    const outcome = await changeCalendar(circumstances, { days, file: basename(path) }, { isDryRun })
    if ('refused' in outcome) return complainOf(desk, outcome, { snapshot: circumstances.snapshot, t })
    const isApplied = !isDryRun && outcome.changed.length > 0
    if (options.json) writeJson(desk, { isApplied, ...outcome })
    else desk.write(sayOutcome(outcome, isApplied))
    return 0
  })
}

function sayOutcome({ changed, onRest }: ChangedCalendar, isApplied: boolean): string {
  const open = onRest.map((one) => `  ${sayOnRest(one)}`)
  const end = isApplied
    ? `Written: ${changed.length} days`
    : changed.length > 0
      ? 'Nothing was written: --dry-run'
      : 'Nothing changes'
  return [...changed.map((day) => `  ${sayDay(day)}`), ...open, end, ''].join('\n')
}

function sayOnRest({ reference, unit, dueAt, newDueAt, fate }: ChangedCalendar['onRest'][number]): string {
  const said = `${reference} ${unit}: ${dueAt.toString()}`
  switch (fate) {
    case 'moves':
      return `${said} moves to ${newDueAt?.toString() ?? ''}`
    case 'in_hours':
      return `${said} stays: its hours run on any day`
    case 'before_day':
      return `${said} stays: it was written as before the day after`
    case 'over':
      return `${said} had passed and stays so; the Office may open it again`
    default:
      return fate satisfies never
  }
}

function sayDay(day: DayChange): string {
  if (day.kind === 'ordinary') return `${day.on} ordinary`
  return `${day.on} ${day.kind}${day.provisional ? ' (provisional)' : ''}: ${day.name}; ${day.source}`
}

const reasons: Readonly<Record<DayProblem['code'], string>> = {
  'no-columns': `the first line must name the columns ${dayColumns.slice(0, 4).join(', ')}`,
  'no-date': 'date must be a day such as 2027-02-04',
  'no-such-kind': 'kind must be holiday, compensatory, swapped_off, swapped_working or ordinary',
  'no-source': 'name_vi and source must say what the day is and which paper says so',
  twice: 'the day stands there twice',
}

function complain(desk: Desk, path: string, problems: readonly DayProblem[]): ExitCode {
  const lines = problems.map(({ line, code }) => `  - line ${line}: ${reasons[code]}`)
  desk.complain([`Nothing of ${basename(path)} was taken over:`, ...lines, ''].join('\n'))
  return 1
}

async function show(desk: Desk, typed: string, options: ShowOptions): Promise<ExitCode> {
  if (!/^\d{4}$/.test(typed)) throw new UsageFault(`The year must be such as 2026, not ${typed}`)
  const { id } = await findCommittee(desk.database.db, options.committee)
  const { calendar } = await createSnapshots().load(desk.database.db, id)
  const year = yearOf(typed, calendar)
  if (options.json) writeJson(desk, year)
  else
    desk.write(
      [
        ...year.days.map(sayDay),
        ...year.unsettled.map(({ off, worked, source }) => `not settled: ${off} off for ${worked} worked; ${source}`),
        ...(year.isProvisional ? [`${typed} is provisional: not all of its notices are out`] : []),
        '',
      ].join('\n'),
    )
  return 0
}

function yearOf(year: string, calendar: Calendar) {
  const days = [...calendar.days.values()].filter(({ on }) => on.startsWith(year))
  return {
    days: days.toSorted((one, other) => (one.on < other.on ? -1 : 1)),
    unsettled: calendar.unsettledSwaps.filter(({ off, worked }) => off.startsWith(year) || worked.startsWith(year)),
    isProvisional: isProvisional(Temporal.PlainDate.from(`${year}-01-01`), calendar),
  }
}

function readRows(path: string): readonly Row[] {
  const table = readTable(readBytes(path), mostRows)
  if (table.rows !== null) return table.rows
  throw new UsageFault(`The file ${path} is no .csv or .xlsx table of at most ${mostRows} rows`)
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new UsageFault(`The file ${path} cannot be read`, { cause })
  }
}
