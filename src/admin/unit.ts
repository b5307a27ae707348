/** `unit merge`: one unit is merged into another. */
import type { Command } from 'commander'
import { changeDirectory } from '../actions/directory-change.ts'
import { isRefusal } from '../domain/decision.ts'
import { mergeUnit } from '../domain/directory-change.ts'
import type { Snapshot } from '../store/snapshot.ts'
import { findCommittee } from './committees.ts'
import { circumstancesOf, complainOf, languageOption, type OperatorOptions, translatorOf } from './operator.ts'
import { type Desk, type ExitCode, type Perform, UsageFault, writeJson } from './surroundings.ts'

type MergeOptions = OperatorOptions & { readonly on: string }

/** Adds the commands of units to the program. */
export function addUnit(program: Command, perform: Perform): void {
  program
    .command('unit')
    .description('units: merge one into another')
    .command('merge')
    .description('end a unit; from that day on the other one answers for what it left open')
    .argument('<unit>', 'the code of the unit that ends')
    .argument('<into>', 'the code of the unit it is merged into')
    .requiredOption('--on <day>', 'the first day without it, such as 2026-07-01')
    .option('--committee <id>', 'the committee, needed when there are several')
    .option(...languageOption)
    .option('--json', 'print the result as JSON')
    .action(async (unit: string, into: string, options: MergeOptions) =>
      perform((desk) => merge(desk, { unit, into }, options)),
    )
}

async function merge(
  desk: Desk,
  { unit, into }: { readonly unit: string; readonly into: string },
  options: MergeOptions,
): Promise<ExitCode> {
  const on = readDay(options.on)
  const t = translatorOf(options)
  const { id } = await findCommittee(desk.database.db, options.committee)
  return desk.database.transaction(async (tx) => {
    const circumstances = await circumstancesOf(tx, desk, id)
    const { snapshot } = circumstances
    const changes = mergeUnit(snapshot.directory, { unit, into, on })
    if (isRefusal(changes)) return complainOf(desk, changes, { snapshot, t })
    const body = { unit, into, fromOn: on.toString() }
    const refusal = await changeDirectory(circumstances, { changes, type: 'unit_merged', body })
    if (refusal) return complainOf(desk, refusal, { snapshot, t })
    const names = { unit: nameOf(snapshot, unit), into: nameOf(snapshot, into) }
    if (options.json) writeJson(desk, { unit, into, on: on.toString(), endedPosts: changes.length - 1 })
    else desk.write(`${t('directory.report.merged', { ...names, day: t.day(on) })}\n`)
    return 0
  })
}

function nameOf({ directory }: Snapshot, unit: string): string {
  return directory.units.get(unit)?.name ?? unit
}

function readDay(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch (cause) {
    throw new UsageFault(`--on must be a day such as 2026-07-01, not ${text}`, { cause })
  }
}
