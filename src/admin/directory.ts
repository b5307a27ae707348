/** `directory import`: a committee's directory out of a file. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { changeDirectory, openMattersLeft } from '../actions/directory-change.ts'
import { dayOf } from '../calendar/calendar.ts'
import { sayFact, sayLeft, sayProblem } from '../cards/directory-difference.ts'
import { type Row, readTable } from '../documents/table.ts'
import { describeChanges, type Section } from '../domain/directory-difference.ts'
import { mostRows, planImport } from '../domain/directory-import.ts'
import type { Left } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import type { Snapshot } from '../store/snapshot.ts'
import { findCommittee } from './committees.ts'
import { circumstancesOf, complainOf, languageOption, type OperatorOptions, translatorOf } from './operator.ts'
import { type Desk, type ExitCode, type Perform, UsageFault, writeJson } from './surroundings.ts'

type ImportOptions = OperatorOptions & { readonly dryRun?: true }

/** Adds the commands of the directory to the program. */
export function addDirectory(program: Command, perform: Perform): void {
  program
    .command('directory')
    .description('who is who: take over a file')
    .command('import')
    .description(`take over the whole directory from a .csv or .xlsx file of at most ${mostRows} rows`)
    .argument('<file>', 'the file; units and posts that are not in it end as of yesterday')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--committee <id>', 'the committee, needed when there are several')
    .option(...languageOption)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `\n${columnHelp}`)
    .action(async (file: string, options: ImportOptions) => perform((desk) => importFile(desk, file, options)))
}

const columnHelp = `Columns, by these names or their Vietnamese ones, in any order; several values in a cell are separated by ";":
  unit_code, unit_name, unit_abbreviations, unit_parent, unit_functions, unit_successors,
  officer_code, officer_name, post, post_order, email, phone, locale
A row without an officer describes a unit.`

async function importFile(desk: Desk, path: string, options: ImportOptions): Promise<ExitCode> {
  const rows = readRows(path)
  const t = translatorOf(options)
  const { id } = await findCommittee(desk.database.db, options.committee)
  return desk.database.transaction(async (tx) => {
    const circumstances = await circumstancesOf(tx, desk, id)
    const { snapshot, at } = circumstances
    const today = dayOf(at, snapshot.calendar)
    const { problems, changes, ignored } = planImport(rows, snapshot.directory, today)
    const sections = describeChanges(changes, snapshot.directory, today)
    const left = await openMattersLeft(circumstances, changes, at)
    const isApplied = changes.length > 0 && !options.dryRun
    const changing = { changes, type: 'directory_imported', body: { file: basename(path) } } as const
    const refusal = isApplied ? await changeDirectory(circumstances, changing) : null
    if (refusal) return complainOf(desk, refusal, { snapshot, t })
    const said = [
      ...problems.map((problem) => `${sayProblem(problem, t)}\n`),
      writeDifference({ sections, left, ignored }, snapshot, t),
      isApplied ? `${t('directory.report.imported', { number: changes.length })}\n` : '',
      problems.length + changes.length === 0 ? `${t('directory.difference.none', { file: basename(path) })}\n` : '',
    ]
    if (options.json) writeJson(desk, { isApplied, problems, sections, left, ignored })
    else desk.write(said.join(''))
    return problems.length === 0 ? 0 : 1
  })
}

type Difference = {
  readonly sections: readonly Section[]
  readonly left: readonly Left[]
  readonly ignored: readonly string[]
}

function writeDifference({ sections, left, ignored }: Difference, { directory }: Snapshot, t: Translator): string {
  const matters = sayLeft(left, directory, t)
  const told = sections.map(({ code, facts }) => ({
    heading: t(`directory.section.${code}`, { count: facts.length }),
    lines: facts.map((fact) => sayFact(fact, t)),
  }))
  const open =
    matters.length === 0 ? [] : [{ heading: t('directory.section.left', { count: matters.length }), lines: matters }]
  const unused = ignored.length === 0 ? '' : `${t('directory.difference.ignored', { columns: ignored.join(', ') })}\n`
  return `${[...told, ...open].map(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`), ''].join('\n')).join('')}${unused}`
}

function readRows(path: string): readonly Row[] {
  const table = readTable(readBytes(path), mostRows)
  if (table.rows !== null) return table.rows
  const reasons = {
    unsupported: 'is no .csv or .xlsx table',
    'not-readable': 'is damaged or locked',
    'too-large': 'is too large',
    'too-many-rows': `has more than ${mostRows} rows`,
  }
  throw new UsageFault(`The file ${path} ${reasons[table.why]}`)
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new UsageFault(`The file ${path} cannot be read`, { cause })
  }
}
