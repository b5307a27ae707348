/** The commands put together: parses the command line, opens what a command needs, and turns every end into an exit code. */
import { Command, CommanderError } from 'commander'
import { FaultySettings, readConfig } from '../config.ts'
import { addBot } from './bot.ts'
import { addCalendar } from './calendar.ts'
import { addCommittee } from './committee.ts'
import { addDeliveries } from './deliveries.ts'
import { addDirectory } from './directory.ts'
import { addDoctor } from './doctor.ts'
import { addEvidence } from './evidence.ts'
import { addLinkCodes } from './link-codes.ts'
import { addSlackManifest } from './slack-manifest.ts'
import { type ExitCode, type Perform, type Surroundings, UsageFault } from './surroundings.ts'
import { addUnit } from './unit.ts'

const exitCodes = `
Exit codes: 0 all is well, 1 something was found wrong, 2 the command could not run (usage, settings, database).
The settings are those of the program. The embedded database serves one process: stop the program first.`

/** Runs one command line, without the program's own name. Never throws: what goes wrong is told, and is the exit code. */
export async function runAdmin(parameters: readonly string[], surroundings: Surroundings): Promise<ExitCode | 2> {
  let ended: ExitCode = 0
  const performAt =
    (state: DatabaseState): Perform =>
    async (work) => {
      ended = await withDesk(surroundings, state, work)
    }
  const program = createProgram(surroundings, performAt)
  try {
    await program.parseAsync(parameters, { from: 'user' })
    return ended
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    surroundings.complain(`${tellFault(error)}\n`)
    return 2
  }
}

type DatabaseState = Parameters<Surroundings['openDatabase']>[1]

function createProgram({ write, complain }: Surroundings, performAt: (state: DatabaseState) => Perform): Command {
  const perform = performAt('migrated')
  const program = new Command('admin')
    .description("Đôn Đốc's command line for whoever runs it")
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: complain })
    .showHelpAfterError('(--help says more)')
    .addHelpText('after', exitCodes)
  addCommittee(program, perform, { write })
  addCalendar(program, perform)
  addBot(program, perform)
  addLinkCodes(program, perform)
  addDirectory(program, perform)
  addUnit(program, perform)
  addEvidence(program, perform)
  addSlackManifest(program, { write })
  addDeliveries(program, perform)
  addDoctor(program, performAt('as-it-is'))
  return program
}

async function withDesk(
  surroundings: Surroundings,
  state: DatabaseState,
  work: Parameters<Perform>[0],
): Promise<ExitCode> {
  const config = readConfig(surroundings.variables)
  const database = await surroundings.openDatabase(config, state)
  try {
    return await work({ ...surroundings, config, database })
  } finally {
    await database.close()
  }
}

/** Expected trouble by its message; anything else with its root, without what a database error quotes. */
function tellFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof FaultySettings || error instanceof UsageFault) return error.message
  const isStatement = error.message.startsWith('Failed query')
  const own = isStatement ? [] : [error.message]
  return [...own, ...(error.cause === undefined ? [] : [tellFault(error.cause)])].join(': ')
}
