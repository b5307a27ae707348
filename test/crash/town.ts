/** The people of the sample commune on the loopback Telegram, whom no crash of the program ever stops from writing. */
import { foundCommittee } from '../../src/actions/committee.ts'
import { splitAction } from '../../src/cards/action.ts'
import { sampleCommune, sampleUsers } from '../../src/sample-commune.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { writeChannel } from '../../src/store/channels.ts'
import { openDatabase } from '../../src/store/database.ts'
import { ensureBot } from '../../src/store/directory.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { RacingClock } from '../support/racing-clock.ts'
import {
  type ServerGroup,
  type ServerUser,
  startTelegramServer,
  type TelegramServer,
} from '../support/telegram-server.ts'
import type { StoredChat, StoredMessage, Update } from '../support/telegram-vendor.ts'

export type Town = {
  readonly server: TelegramServer
  readonly office: ServerGroup
  readonly person: (officer: string) => ServerUser
  readonly says: (officer: string, text: string, under?: StoredMessage) => void
  readonly presses: (officer: string, action: string) => void
  /** The latest message of the bot in somebody's chat that has a button with this action, and says so. */
  readonly finds: (officer: string, action: string, words?: string) => StoredMessage | undefined
  /** Everything Telegram gave out as an update so far. */
  readonly updates: readonly Update[]
  /** Brings Telegram's time to the clock's. */
  readonly keepTime: () => void
}

const committeeId = sampleCommune.committee.id
const bot = 'telegram'

export async function openTown(clock: RacingClock): Promise<Town> {
  const server = await startTelegramServer()
  const people = new Map(sampleUsers.map(({ id, name }) => [id, server.addUser(name)]))
  const office = server.addGroup()
  const person = (officer: string): ServerUser => {
    const found = people.get(officer)
    if (found === undefined) throw new Error(`Nobody is called ${officer}`)
    return found
  }
  const keepTime = (): void => {
    server.vendor.now = clock.now().epochMilliseconds
  }
  const finds: Town['finds'] = (officer, action, words = '') => findCard(person(officer).chat, action, words)
  return {
    server,
    office,
    person,
    finds,
    keepTime,
    updates: recordUpdates(server),
    says: (officer, text, under) => {
      keepTime()
      person(officer).says(text, under === undefined ? {} : { replyTo: under.id })
    },
    presses: (officer, action) => {
      keepTime()
      const card = finds(officer, action)
      if (card === undefined) throw new Error(`${officer} sees no button ${action}`)
      const button = card.keyboard.flat().find(({ callback_data }) => isFor(callback_data, action))
      person(officer).presses(card.id, button?.callback_data ?? action)
    },
  }
}

function findCard({ messages }: StoredChat, action: string, words: string): StoredMessage | undefined {
  const ours = [...messages.values()].filter(({ from, text }) => from === null && text.includes(words))
  return ours.findLast(({ keyboard }) => keyboard.flat().some(({ callback_data }) => isFor(callback_data, action)))
}

/** A button of a dialogue carries its id besides. */
function isFor(data: string, action: string): boolean {
  return splitAction(data).said === action
}

/** Telegram forgets confirmed updates; we do not. */
function recordUpdates({ vendor }: TelegramServer): readonly Update[] {
  const updates: Update[] = []
  const publish = vendor.publish.bind(vendor)
  vendor.publish = (kind, body) => {
    const update = publish(kind, body)
    updates.push(update)
    return update
  }
  return updates
}

/** Founds the commune in a new database and links everybody, before the program starts for the first time. */
export async function settleTown(
  town: Town,
  where: { url?: string; dataDir?: string },
  at: Temporal.Instant,
): Promise<void> {
  const database = await openDatabase({ ...where, log: () => {} })
  await migrate(database)
  await database.transaction((tx) => foundCommittee(tx, sampleCommune, at))
  await ensureBot(database.db, { id: bot, committeeId, messenger: bot })
  await database.transaction(async (tx) => {
    for (const { id: officer } of sampleUsers) {
      const id = String(town.person(officer).id)
      const account = { committeeId, bot, vendorUser: id, officer, chat: id, preference: 1, isReachable: true }
      await insertAccount(tx, { ...account, linkedAt: at })
    }
    const chat = String(town.office.chat.id)
    await writeChannel(tx, committeeId, { bot, chat, purpose: 'office', unit: '', boundAt: at })
  })
  await database.close()
}
