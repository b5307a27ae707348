/** `committee create` and `committee list`; `committee set` is committee-set.ts. */
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { type Founding, foundCommittee } from '../actions/committee.ts'
import { sampleCommune } from '../sample-commune.ts'
import { listCommittees } from '../store/directory.ts'
import { addCommitteeSet } from './committee-set.ts'
import { readFounding } from './founding.ts'
import { type Desk, type ExitCode, type Perform, presentOf, UsageFault, writeJson } from './surroundings.ts'

/** Adds the commands of committees to the program. */
export function addCommittee(program: Command, perform: Perform, { write }: Pick<Desk, 'write'>): void {
  const committee = program
    .command('committee')
    .description('People’s Committees: found one, list them, change settings')
  committee
    .command('create')
    .description('found a committee with its units, officers and posts')
    .argument('[file]', 'a JSON file; `committee create --example` shows one')
    .option('--sample', 'found the sample commune of the sandbox instead')
    .option('--example', 'print a file to start from, and found nothing')
    .option('--json', 'print the result as JSON')
    .action(async (file: string | undefined, options: CreateOptions) => {
      if (options.example) writeJson({ write }, sampleCommune)
      else await perform((desk) => create(desk, file, options))
    })
  committee
    .command('list')
    .description('list the committees, the first founded first: the bots of the settings serve that one')
    .option('--json', 'print the list as JSON')
    .action(async (options: { readonly json?: true }) => perform((desk) => list(desk, options)))
  addCommitteeSet(committee, perform, { write })
}

type CreateOptions = { readonly sample?: true; readonly example?: true; readonly json?: true }

async function create(desk: Desk, file: string | undefined, { sample, json }: CreateOptions): Promise<ExitCode> {
  if ((file === undefined) === (sample === undefined)) throw new UsageFault('Give either a file or --sample')
  const read = file === undefined ? { founding: sampleCommune, faults: [] } : readFounding(readText(file))
  const faults = read.founding === null ? read.faults : await findClashes(desk, read.founding)
  if (read.founding === null || faults.length > 0) {
    desk.complain(['The committee was not founded:', ...faults.map((fault) => `  - ${fault}`), ''].join('\n'))
    return 1
  }
  const { founding } = read
  await desk.database.transaction((tx) => foundCommittee(tx, founding, presentOf(desk)))
  const { committee, units, officers, posts } = founding
  const founded = { id: committee.id, name: committee.name, units: units.length, officers: officers.length }
  if (json) writeJson(desk, founded)
  else {
    desk.write(`Founded ${committee.id}: ${committee.name}\n`)
    desk.write(`${units.length} units, ${officers.length} officers, ${posts.length} posts\n`)
    desk.write('Next: `link-codes` makes the codes with which the officers link their accounts\n')
  }
  return 0
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new UsageFault(`The file ${file} cannot be read`, { cause })
  }
}

async function findClashes({ database }: Desk, { committee }: Founding): Promise<readonly string[]> {
  const known = await listCommittees(database.db)
  return known.some(({ id }) => id === committee.id) ? [`committee.id: ${committee.id} exists already`] : []
}

async function list(desk: Desk, { json }: { readonly json?: true }): Promise<ExitCode> {
  const committees = await listCommittees(desk.database.db)
  if (json) writeJson(desk, committees)
  else if (committees.length === 0) desk.write('There is no committee yet: found one with `committee create`\n')
  else desk.write(committees.map(({ id, name }) => `${id}  ${name}\n`).join(''))
  return 0
}
