/** Takes up bots that were added while the program runs, and lets go of those that were turned off or got other settings. */
import { describeFault } from '../jobs/fault.ts'
import { pause } from '../jobs/pause.ts'
import { type AddedBot, listAddedBots } from '../store/bots.ts'
import type { Fleet } from './fleet.ts'
import { type Joining, wantAdded } from './wanted.ts'

/** Seconds between looks. */
const lookAgainSeconds = 5

export type AddedBotsOptions = Joining & {
  readonly fleet: Pick<Fleet, 'join' | 'leave'>
  /** Told what must never be read in a log line from now on. */
  readonly onSecrets: (secrets: readonly string[]) => void
}

/** Looks until stopped. A bot that cannot be read is told of once, and holds up no other. */
export function followAddedBots(options: AddedBotsOptions): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController()
  const here = new Map<string, string>()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await follow(options, here).catch((error: unknown) => {
        options.log('warn', 'Added bots could not be looked up', { error: describeFault(error) })
      })
      await pause(lookAgainSeconds, stopping.signal)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await ended
    },
  }
}

/** One look. `here`: the settings by which each bot was taken up, or could not be. */
export async function follow(options: AddedBotsOptions, here: Map<string, string>): Promise<void> {
  const found = await listAddedBots(options.database.db)
  const wanted = new Map(found.filter(({ disabledAt }) => disabledAt === null).map((bot) => [bot.id, bot]))
  for (const [id, settings] of here) {
    if (wanted.get(id)?.settings.toHex() === settings) continue
    here.delete(id)
    await options.fleet.leave(id)
  }
  for (const bot of wanted.values()) {
    if (here.has(bot.id)) continue
    here.set(bot.id, bot.settings.toHex())
    takeUp(options, bot)
  }
}

function takeUp({ fleet, onSecrets, ...joining }: AddedBotsOptions, bot: AddedBot): void {
  try {
    const { wanted, secrets } = wantAdded(bot, joining)
    onSecrets(secrets)
    fleet.join(wanted)
  } catch (error) {
    const facts = {
      bot: bot.id,
      committee: bot.committeeId,
      error: error instanceof Error ? error.message : String(error),
    }
    joining.log(
      'error',
      'An added bot cannot be taken up; add it again, or set the ENCRYPTION_KEY it was added with',
      facts,
    )
  }
}
