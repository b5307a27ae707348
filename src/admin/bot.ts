/** `bot add`, `bot list` and `bot remove`: bots of a committee beside those of the settings. */
import type { Command } from 'commander'
import { registerEvent } from '../actions/register.ts'
import { messengers } from '../messengers/index.ts'
import { type BotValues, readBotValues, sealBotValues } from '../program/bot-settings.ts'
import { disableBot, findBot, listAddedBots, writeAddedBot } from '../store/bots.ts'
import { findCommittee } from './committees.ts'
import { type Desk, type ExitCode, type Perform, presentOf, UsageFault, writeJson } from './surroundings.ts'

const names = messengers.map(({ name }) => name)

/** Adds the commands of bots to the program. */
export function addBot(program: Command, perform: Perform): void {
  const bot = program.command('bot').description('bots of a committee, beside those of the settings')
  bot
    .command('add')
    .description('add a bot, or give one other settings; the running program takes it up within ten seconds')
    .argument('<messenger>', names.join(' | '))
    .option('--committee <id>', 'which committee, when there are several')
    .option('--id <id>', 'how the bot is called; MESSENGER-COMMITTEE unless given')
    .option('--set <NAME=VALUE...>', 'a setting, by its name in the environment; NAME alone takes it from there')
    .option('--stdin', 'read further lines NAME=VALUE from standard input: secrets then stand in no shell history')
    .action(async (messenger: string, options: AddOptions) => perform((desk) => add(desk, messenger, options)))
  bot
    .command('list')
    .description('list the added bots; secrets are never shown')
    .option('--json', 'print the list as JSON')
    .action(async (options: { readonly json?: true }) => perform((desk) => list(desk, options)))
  bot
    .command('remove')
    .description('turn an added bot off; what it was told and said stays, what waits for it goes on in other channels')
    .argument('<id>')
    .action(async (id: string) => perform((desk) => remove(desk, id)))
}

type AddOptions = {
  readonly committee?: string
  readonly id?: string
  readonly set?: readonly string[]
  readonly stdin?: true
}

async function add(desk: Desk, named: string, options: AddOptions): Promise<ExitCode> {
  const messenger = names.find((name) => name === named)
  if (messenger === undefined) throw new UsageFault(`There is no messenger ${named}, only ${names.join(' | ')}`)
  const { encryptionKey } = desk.config
  if (encryptionKey === null)
    throw new UsageFault('ENCRYPTION_KEY is needed: what a bot is joined by is kept encrypted')
  const committeeId = (await findCommittee(desk.database.db, options.committee)).id
  const id = options.id ?? `${messenger}-${committeeId}`
  await refuseId(desk, id, { messenger, committeeId })
  const lines = [...(options.set ?? []), ...(options.stdin ? linesOf(await desk.readInput()) : [])]
  const values = readValues(lines, desk.variables)
  readBotValues(messenger, values, desk.config)
  const settings = sealBotValues(encryptionKey, id, values)
  await desk.database.transaction(async (tx) => {
    await writeAddedBot(tx, { id, committeeId, messenger, settings })
    await registerEvent(tx, committeeId, lineOf(desk, 'bot_added', { bot: id, messenger }))
  })
  desk.write(`${id} serves ${committeeId}. Its webhook, where it has one: /webhooks/${messenger}/${id}\n`)
  return 0
}

/** @throws UsageFault for an id that is no part of an address, or is somebody else's */
async function refuseId(
  { database }: Desk,
  id: string,
  { messenger, committeeId }: { readonly messenger: string; readonly committeeId: string },
): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id)) throw new UsageFault('--id takes small letters, digits and -')
  if (names.some((name) => name === id)) throw new UsageFault(`${id} is the bot of the settings`)
  const known = await findBot(database.db, id)
  if (known === null) return
  const isSame = known.committeeId === committeeId && known.messenger === messenger
  if (!isSame) throw new UsageFault(`${id} is a ${known.messenger} bot of ${known.committeeId}: choose another --id`)
}

function linesOf(input: string): readonly string[] {
  return input.split(/\r?\n/).filter((line) => line.trim() !== '')
}

/** @throws UsageFault */
function readValues(lines: readonly string[], variables: Desk['variables']): BotValues {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value] = /^\s*([A-Z][A-Z0-9_]*)\s*(?:=(.*))?$/.exec(line) ?? []
      if (name === '') throw new UsageFault('A setting is written NAME=VALUE')
      const given = value?.trim() ?? variables[name]
      if (given === undefined || given === '')
        throw new UsageFault(`${name} has no value, and the environment has none`)
      return [name, given]
    }),
  )
}

async function list(desk: Desk, { json }: { readonly json?: true }): Promise<ExitCode> {
  const found = await listAddedBots(desk.database.db)
  const told = found.map(({ settings: _, disabledAt, ...bot }) => ({ ...bot, isOn: disabledAt === null }))
  if (json) writeJson(desk, told)
  else if (told.length === 0) desk.write('No bot was added; those of the settings are in the environment\n')
  else
    for (const one of told) desk.write(`${one.id}  ${one.messenger}  ${one.committeeId}  ${one.isOn ? 'on' : 'off'}\n`)
  return 0
}

async function remove(desk: Desk, id: string): Promise<ExitCode> {
  const known = await findBot(desk.database.db, id)
  if (known === null || known.settings === null) throw new UsageFault(`No bot ${id} was added; \`bot list\` shows them`)
  if (known.disabledAt === null) {
    await desk.database.transaction(async (tx) => {
      await disableBot(tx, id, presentOf(desk))
      const facts = { bot: id, messenger: known.messenger }
      await registerEvent(tx, known.committeeId, lineOf(desk, 'bot_removed', facts))
    })
  }
  desk.write(`${id} is off\n`)
  return 0
}

function lineOf(
  desk: Desk,
  type: 'bot_added' | 'bot_removed',
  facts: { readonly bot: string; readonly messenger: string },
) {
  const at = presentOf(desk)
  return { type, actor: null, messenger: null, happenedAt: at, recordedAt: at, body: { by: 'operator', ...facts } }
}
