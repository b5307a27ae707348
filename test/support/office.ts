/**
 * A whole office in memory: the program's jobs on a real database, a clock that tests move, and people who speak, press
 * and read. Scenario tests read like stories: somebody says something, time passes, somebody else sees it. After every
 * act the office comes to rest; an error in the log fails the test.
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished } from 'vitest'
import { foundCommittee } from '../../src/actions/committee.ts'
import { issueCode } from '../../src/actions/linking.ts'
import type { Form } from '../../src/cards/card.ts'
import type { Bot, Ground } from '../../src/jobs/ground.ts'
import { createIntake } from '../../src/jobs/intake.ts'
import { drain } from '../../src/jobs/loop.ts'
import type { Messenger, RawUpdate } from '../../src/messengers/messenger.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { writeChannel } from '../../src/store/channels.ts'
import type { Database } from '../../src/store/database.ts'
import { ensureBot, type Founding } from '../../src/store/directory.ts'
import { rows } from '../../src/store/tx.ts'
import { type FakeClock, fakeClock } from './clock.ts'
import { moment } from './given.ts'
import { type Beside, openBeside } from './office-beside.ts'
import { type Chats, officeGroup, type Seen, type SentFile } from './office-chats.ts'
import { countWaiting, makeGround } from './office-ground.ts'
import { openSandboxChats } from './office-sandbox.ts'
import { pullFrom } from './pulling.ts'

export { officeGroup }

export type OfficeSettings<Own extends Chats = Chats> = {
  /** When the story begins; the morning of Friday 20/11/2026 unless said otherwise. */
  readonly at?: string
  readonly founding?: Founding
  /** The id of its bot, where several offices share a database; the vendor's name unless said otherwise. */
  readonly bot?: string
  /** Officers of the directory who have no account yet, and people who are not in it at all. */
  readonly unlinked?: readonly string[]
  readonly strangers?: readonly string[]
  /** Whether the group is the Office channel from the start. */
  readonly hasOfficeChannel?: boolean
  /** The vendor that carries it all; the sandbox unless said otherwise. */
  readonly join?: (people: readonly string[], clock: FakeClock) => Promise<Own>
  /** A second vendor, in which nobody is linked yet: {@link Office.beside}. */
  readonly beside?: (people: readonly string[], clock: FakeClock) => Promise<Chats>
  /** Links on the agency's own host; files go out in the chat unless said otherwise. */
  readonly linkToFile?: Ground['linkToFile']
}

/** What a story needs besides its office: everybody's messages are the database's and the vendor's. */
export class Office<Own extends Chats = Chats> {
  readonly clock: FakeClock
  readonly database: Database
  readonly chats: Own
  /** What the program logged as errors. */
  readonly faults: string[] = []
  /** What presses were answered with, above the chat, for the presser alone. */
  readonly toasts: (string | null)[] = []
  readonly #machine: FakeClock
  readonly #linkToFile: Ground['linkToFile']
  readonly #bot: Bot
  readonly #beside: { readonly bot: Bot; readonly chats: Chats } | null
  readonly #taken = new Set<string>()
  #acts = 0
  #news = Promise.withResolvers<void>()
  #last: RawUpdate | null = null
  #isHeld = false
  #running: { readonly ground: Ground; readonly stop: () => Promise<void> } | null = null

  constructor(
    parts: {
      clock: FakeClock
      database: Database
      chats: Own
      beside: Chats | null
      founding: Founding
      bot: string | undefined
    } & Pick<Ground, 'linkToFile'>,
  ) {
    this.clock = parts.clock
    this.#linkToFile = parts.linkToFile
    this.#machine = fakeClock(parts.clock.now().toString())
    this.database = parts.database
    this.chats = parts.chats
    const { messenger } = parts.chats
    const committeeId = parts.founding.committee.id
    this.#bot = { id: parts.bot ?? messenger.name, committeeId, messenger: this.#overhear(messenger) }
    const { beside } = parts
    const other = beside?.messenger
    this.#beside = beside && other ? { bot: { id: other.name, committeeId, messenger: other }, chats: beside } : null
  }

  #overhear(messenger: Messenger): Messenger {
    const answer: Messenger['answer'] = (press, text) => {
      this.toasts.push(text)
      return messenger.answer(press, text)
    }
    return Object.create(messenger, { answer: { value: answer } }) as Messenger
  }

  get committeeId(): string {
    return this.#bot.committeeId
  }

  get bot(): string {
    return this.#bot.id
  }

  /** The program starts: a ground of its own, as after a crash nothing is left but the database. */
  async starts(): Promise<void> {
    const ground = this.#makeGround()
    const stopping = new AbortController()
    const listen = async (bot: Bot, chats: Chats) => {
      const take = createIntake(ground, bot, () => {})
      const heard = async (update: RawUpdate) => {
        await take(update)
        this.#last = update
        this.#taken.add(`${bot.id}:${update.id}`)
        this.#news.resolve()
        this.#news = Promise.withResolvers()
      }
      await (chats.bring?.(heard, stopping.signal) ?? pullFrom(bot.messenger, heard, stopping.signal))
    }
    const { bot, chats } = this.#beside ?? {}
    const taken = [listen(this.#bot, this.chats), ...(bot && chats ? [listen(bot, chats)] : [])]
    const stop = async () => {
      stopping.abort()
      await Promise.all(taken)
    }
    this.#running = { ground, stop }
    await this.rest()
  }

  /** The program ends; people go on writing, and the vendor keeps it. */
  async stops(): Promise<void> {
    await this.#running?.stop()
    this.#running = null
  }

  /** Time acts while nothing comes in: another replica, or the moments before a restarted one hears its messenger. */
  async settles(): Promise<void> {
    await drain(this.#makeGround())
  }

  #makeGround(): Ground {
    const { database, clock } = this
    const wait = async (until: Temporal.Instant) => this.#pass(this.#machine.now().until(until))
    const bots = this.#beside ? [this.#bot, this.#beside.bot] : [this.#bot]
    const parts = { database, clock, machine: this.#machine, wait, bots, linkToFile: this.#linkToFile }
    return makeGround(parts, (message) => this.faults.push(message))
  }

  /** Takes in, decides and delivers until nothing is left to do now, letting vendors' pauses pass. */
  async rest(): Promise<void> {
    if (this.#isHeld || this.#running === null) return
    this.chats.catchUp(this.clock.now())
    this.#beside?.chats.catchUp(this.clock.now())
    await this.hears()
    for (let pauses = 0; pauses < 600; pauses++) {
      await drain(this.#running.ground)
      if ((await countWaiting(this.database.db, this.clock.now())) === 0) return
      this.#pass(Temporal.Duration.from({ seconds: 1 }))
    }
    throw new Error(`The office does not come to rest: ${this.faults.join('; ')}`)
  }

  /** Machine time goes on, and the vendor's with it. */
  #pass(span: Temporal.Duration): void {
    if (span.sign <= 0) return
    this.#machine.advance(span)
    this.chats.advance(span.total('seconds'))
    this.#beside?.chats.advance(span.total('seconds'))
  }

  /** What is done inside comes to the program at once: everything is stored before anything is handled. */
  async together(acts: () => Promise<unknown>): Promise<void> {
    this.#isHeld = true
    await acts()
    this.#isHeld = false
    await this.rest()
  }

  /** The office in its second messenger. */
  get beside(): Beside {
    if (this.#beside === null) throw new Error('This office has one messenger')
    const { bot, chats } = this.#beside
    return openBeside({
      bot: bot.id,
      chats,
      act: (done) => this.#act(done),
      link: (officer) => this.#link(officer, bot, chats),
    })
  }

  /** One act that only this vendor knows. */
  async acts(act: () => void): Promise<void> {
    act()
    await this.#act(Promise.resolve())
  }

  /** Everything done so far was stored, whether or not it was handled. */
  async hears(): Promise<void> {
    while (this.#taken.size < this.#acts) await this.#news.promise
  }

  async says(who: string, text: string, { chat = who, under }: { chat?: string; under?: string } = {}): Promise<void> {
    const replyTo = under === undefined ? null : (await this.card(chat, under)).id
    await this.#act(this.chats.says(who, text, { chat, replyTo }))
  }

  async sends(who: string, file: SentFile, caption = ''): Promise<void> {
    await this.#act(this.chats.sends(who, file, caption))
  }

  /** Presses a button of the latest card that has it, or of the latest that says `under`. */
  async presses(who: string, label: string, { chat = who, under = '' } = {}): Promise<void> {
    const shown = await this.sees(chat)
    const card = shown.findLast(({ text, buttons }) => text.includes(under) && buttons.includes(label))
    if (card === undefined) throw new Error(`${who} sees no button “${label}”:\n\n${tell(shown)}`)
    await this.pressesOn(who, { chat, message: card.id, label })
  }

  /** Presses a button of a message as it was, which may have changed since. */
  async pressesOn(who: string, button: { chat: string; message: string; label: string }): Promise<void> {
    await this.#act(this.chats.presses(who, button))
  }

  /** The form that is open before somebody. */
  async form(who: string): Promise<Form> {
    const form = await this.chats.form(who)
    if (form === null) throw new Error(`No form is open before ${who}`)
    return form
  }

  async fills(who: string, values: Readonly<Record<string, string>>, file: SentFile | null = null): Promise<void> {
    await this.#act(this.chats.fills(who, values, file))
  }

  /** Blocks the bot, or takes it back. */
  async turns(who: string, reachable: boolean): Promise<void> {
    await this.#act(this.chats.turns(who, reachable))
  }

  /** The vendor delivers the last update once more; or somebody, before a stale screen, does the same as another act. */
  async hearsAgain({ asAnother = false } = {}): Promise<void> {
    if (this.#last === null || this.#running === null) throw new Error('Nothing was heard yet')
    const update = asAnother ? { ...this.#last, id: `${this.#last.id}-again` } : this.#last
    await createIntake(this.#running.ground, this.#bot, () => {})(update)
    await this.rest()
  }

  async #act(done: Promise<void>): Promise<void> {
    await done
    this.#acts += 1
    await this.rest()
  }

  /** Moves to a Vietnamese time: '26/11/2026 17:00', with seconds if need be. */
  async moveTo(when: string): Promise<void> {
    this.clock.moveTo(moment(when).toString())
    await this.rest()
  }

  /** Somebody sets the clock of the host back; the vendor's goes on. */
  async setsClockBack(span: Temporal.DurationLike): Promise<void> {
    this.clock.setBack(span)
    this.#machine.setBack(span)
    await this.rest()
  }

  async passes(seconds: number): Promise<void> {
    this.clock.advance({ seconds })
    await this.rest()
  }

  /** Our messages in a chat as they look now, oldest first. */
  async sees(chat: string): Promise<readonly Seen[]> {
    return this.chats.sees(chat)
  }

  /** What the Office channel holds about matters, seals left aside. */
  async escalations(): Promise<readonly Seen[]> {
    return (await this.sees(officeGroup)).filter(({ text }) => /^(Đính chính )?Y\d+\b/.test(text))
  }

  /** The latest message of ours in a chat, or the latest that says something. */
  async card(chat: string, words = ''): Promise<Seen> {
    const shown = await this.sees(chat)
    const found = shown.findLast(({ text }) => text.includes(words))
    if (found === undefined) throw new Error(`${chat} sees nothing about “${words}”:\n\n${tell(shown)}`)
    return found
  }

  async bytesOf(chat: string, name: string): Promise<Uint8Array | null> {
    return this.chats.bytesOf(chat, name)
  }

  /** How many messages of ours a chat holds. */
  async count(chat: string): Promise<number> {
    return (await this.sees(chat)).length
  }

  /** A fresh linking code, as whoever runs the program makes them. */
  async code(officer: string): Promise<string> {
    const { committeeId } = this.#bot
    const random = (count: number) => randomBytes(count)
    const made = await this.database.transaction((tx) =>
      issueCode(tx, { committeeId, officer, at: this.clock.now(), random }),
    )
    return made.code
  }

  async link(officer: string): Promise<void> {
    return this.#link(officer, this.#bot, this.chats)
  }

  async #link(officer: string, { id: bot }: Bot, chats: Chats): Promise<void> {
    const { user: vendorUser, chat } = chats.accountOf(officer)
    const preference = chats === this.chats ? 1 : 2
    const rest = { bot, preference, isReachable: true, linkedAt: this.clock.now() }
    await this.database.transaction((tx) =>
      insertAccount(tx, { committeeId: this.committeeId, vendorUser, officer, chat, ...rest }),
    )
  }

  async found(founding: Founding, hasOfficeChannel: boolean): Promise<void> {
    const at = this.clock.now()
    const { committeeId, id: bot, messenger } = this.#bot
    await this.database.transaction((tx) => foundCommittee(tx, founding, at))
    await ensureBot(this.database.db, { id: bot, committeeId, messenger: messenger.name })
    const other = this.#beside?.bot
    if (other) await ensureBot(this.database.db, { id: other.id, committeeId, messenger: other.messenger.name })
    const { chat } = this.chats.accountOf(officeGroup)
    const channel = { bot, chat, purpose: 'office', unit: '', boundAt: at } as const
    if (hasOfficeChannel) await this.database.transaction((tx) => writeChannel(tx, committeeId, channel))
  }
}

/** Opens an office on a database; it is closed with the test, which fails if anything was logged as an error. */
export async function openOffice<Own extends Chats = Chats>(
  database: Database,
  settings: OfficeSettings<Own> = {},
): Promise<Office<Own>> {
  const { at = '20/11/2026 08:00', founding = sampleCommune, hasOfficeChannel = true } = settings
  const clock = fakeClock(moment(at).toString())
  const officers = founding.officers.map(({ id }) => id)
  const join = settings.join ?? (openSandboxChats as unknown as NonNullable<OfficeSettings<Own>['join']>)
  const chats = await join([...officers, ...(settings.strangers ?? [])], clock)
  const beside = (await settings.beside?.([...officers, ...(settings.strangers ?? [])], clock)) ?? null
  const { bot, linkToFile = null } = settings
  const office = new Office({ clock, database, chats, beside, founding, bot, linkToFile })
  await office.found(founding, hasOfficeChannel)
  for (const officer of officers) if (!settings.unlinked?.includes(officer)) await office.link(officer)
  await office.starts()
  onTestFinished(async () => {
    await office.stops()
    await chats.close()
    await beside?.close()
    expect(office.faults).toEqual([])
  })
  return office
}

function tell(shown: readonly Seen[]): string {
  return shown.map(({ text, buttons }) => `${text}\n[${buttons.join('] [')}]`).join('\n\n')
}

/** The evidence of a matter, in its order. */
export async function evidenceOf<Own extends Chats>(
  { database, committeeId }: Office<Own>,
  reference: string,
): Promise<readonly { readonly type: string; readonly actor: string | null; readonly happenedAt: Temporal.Instant }[]> {
  return rows(
    database.db,
    sql`select type, actor, happened_at as "happenedAt" from evidence
      where committee_id = ${committeeId} and reference = ${reference} order by sequence`,
  )
}
