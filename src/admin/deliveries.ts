/** `deliveries list | redrive | expire`: what could not be said, and saying it again. */
import type { Command } from 'commander'
import { expireDeadLetters } from '../actions/forgetting.ts'
import { type ListedDelivery, type ListedState, listDeliveries, redriveDead } from '../store/dead-letters.ts'
import { findCommittee } from './committees.ts'
import { circumstancesOf } from './operator.ts'
import { type Desk, type ExitCode, type Perform, UsageFault, writeJson } from './surroundings.ts'

const states: readonly ListedState[] = ['dead', 'unreachable', 'expired', 'waiting']
const committeeOption = ['--committee <id>', 'the committee, needed when there are several'] as const
const jsonOption = ['--json', 'print the result as JSON'] as const
/** More are no list to read. */
const mostListed = 1000

type Options = { readonly committee?: string; readonly json?: true }

/** Adds the commands of deliveries to the program. */
export function addDeliveries(program: Command, perform: Perform): void {
  const deliveries = program.command('deliveries').description('messages that could not be said: look, redrive, expire')
  deliveries
    .command('list')
    .description('list deliveries in a state, the oldest first; exit code 1 when there is a dead letter')
    .option('--state <state>', states.join(' | '), 'dead')
    .option(...committeeOption)
    .option(...jsonOption)
    .action(async (options: Options & { readonly state: string }) => perform((desk) => list(desk, options)))
  deliveries
    .command('redrive')
    .description('put dead letters back: rendered anew, and not sent when no longer true or too late')
    .argument('[number...]', 'the numbers of dead letters, as `list` shows them')
    .option('--all-dead', 'every dead letter of the committee')
    .option(...committeeOption)
    .option(...jsonOption)
    .action(async (numbers: readonly string[], options: Options & { readonly allDead?: true }) =>
      perform((desk) => redrive(desk, readWanted(numbers, options), options)),
    )
  deliveries
    .command('expire')
    .description('end dead letters that are past their use (done by itself every working day)')
    .option(...committeeOption)
    .option(...jsonOption)
    .action(async (options: Options) => perform((desk) => expire(desk, options)))
}

async function list(desk: Desk, { state, committee, json }: Options & { readonly state: string }): Promise<ExitCode> {
  const wanted = states.find((one) => one === state)
  if (wanted === undefined) throw new UsageFault(`There is no state ${state}, only ${states.join(' | ')}`)
  const { id } = await findCommittee(desk.database.db, committee)
  const found = await listDeliveries(desk.database.db, id, { state: wanted, limit: mostListed })
  if (json) writeJson(desk, found)
  else if (found.length === 0) desk.write(`No delivery is ${wanted}\n`)
  else desk.write(found.map(describe).join(''))
  return wanted === 'dead' && found.length > 0 ? 1 : 0
}

function describe(one: ListedDelivery): string {
  const { of, kind } = (one.notice ?? {}) as { readonly of?: string; readonly kind?: string }
  const to = one.officer === null ? `${one.bot}:${one.chat}` : `${one.officer} (${one.bot}:${one.chat})`
  const about = [one.reference, of, kind].filter((part) => part !== null && part !== undefined).join(' ')
  const when = one.endedAt === null ? `recorded ${one.recordedAt.toString()}` : `ended ${one.endedAt.toString()}`
  const why = one.failure === null ? '' : `\n    ${one.failure.split('\n', 1)[0]}`
  return `${one.number}  ${one.kind} to ${to}: ${about}\n    ${when}, tried ${one.attempts} times${why}\n`
}

function readWanted(numbers: readonly string[], { allDead }: { readonly allDead?: true }): readonly number[] | 'all' {
  if ((numbers.length === 0) === (allDead === undefined)) throw new UsageFault('Give either numbers or --all-dead')
  if (allDead) return 'all'
  const wrong = numbers.find((typed) => !/^\d{1,15}$/.test(typed))
  if (wrong !== undefined) throw new UsageFault(`${wrong} is no number of a delivery`)
  return numbers.map(Number)
}

async function redrive(desk: Desk, wanted: readonly number[] | 'all', { committee, json }: Options): Promise<ExitCode> {
  const { id } = await findCommittee(desk.database.db, committee)
  const redriven = await desk.database.transaction((tx) => redriveDead(tx, id, wanted))
  const notDead = wanted === 'all' ? [] : wanted.filter((number) => !redriven.includes(number))
  if (json) writeJson(desk, { redriven, notDead })
  else desk.write(`Put back: ${redriven.length === 0 ? 'none' : redriven.join(', ')}\n`)
  if (notDead.length > 0) desk.complain(`No dead letters of this committee: ${notDead.join(', ')}\n`)
  return notDead.length > 0 ? 1 : 0
}

async function expire(desk: Desk, { committee, json }: Options): Promise<ExitCode> {
  const { id } = await findCommittee(desk.database.db, committee)
  const expired = await desk.database.transaction(async (tx) => expireDeadLetters(await circumstancesOf(tx, desk, id)))
  if (json) writeJson(desk, { expired })
  else desk.write(`Ended: ${expired.length === 0 ? 'none' : expired.join(', ')}\n`)
  return 0
}
