/**
 * An office whose people are in four messengers, and a program in replicas: each with connections of its own to the database
 * and to every vendor, the first of them pulling. Replicas are killed at a step, in the middle of their work.
 */
import { expect, onTestFinished } from 'vitest'
import { foundCommittee } from '../../src/actions/committee.ts'
import type { Bot, Ground } from '../../src/jobs/ground.ts'
import { createIntake } from '../../src/jobs/intake.ts'
import { drain } from '../../src/jobs/loop.ts'
import type { Take } from '../../src/messengers/messenger.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { writeChannel } from '../../src/store/channels.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { ensureBot, type Founding } from '../../src/store/directory.ts'
import { type FakeClock, fakeClock } from './clock.ts'
import { freshPostgres } from './database.ts'
import { moment } from './given.ts'
import { makeMortal } from './mortal-database.ts'
import { type Chats, officeGroup, type Seen } from './office-chats.ts'
import { countWaiting, makeGround } from './office-ground.ts'
import { type Carrier, openVendors, type Vendor } from './town-vendors.ts'

type Replica = {
  readonly ground: Ground
  readonly database: Database
  /** From now on it dies when it passes that step. */
  readonly arm: (step: string) => void
  readonly isDead: () => boolean
}

/** Machine seconds after which nothing is held any more by who died. */
const leaseSeconds = 45

export class Town {
  readonly clock: FakeClock
  readonly database: Database
  readonly committeeId: string
  /** What living replicas logged as errors. */
  readonly faults: string[] = []
  readonly #url: string
  readonly #machine: FakeClock
  readonly #vendors: Readonly<Record<Carrier, Vendor>>
  readonly #homes: Readonly<Record<string, Carrier>>
  readonly #replicas: Replica[] = []
  readonly #taken = new Set<string>()
  #acts = 0
  #news = Promise.withResolvers<void>()
  #isHeld = false
  #listening: (() => Promise<void>) | null = null

  constructor(parts: {
    readonly clock: FakeClock
    readonly url: string
    readonly database: Database
    readonly vendors: Readonly<Record<Carrier, Vendor>>
    readonly homes: Readonly<Record<string, Carrier>>
    readonly committeeId: string
  }) {
    this.clock = parts.clock
    this.#machine = fakeClock(parts.clock.now().toString())
    this.#url = parts.url
    this.database = parts.database
    this.#vendors = parts.vendors
    this.#homes = parts.homes
    this.committeeId = parts.committeeId
  }

  /** Whoever the lead's officer sends a letter through. */
  get bot(): string {
    return 'telegram'
  }

  get chats(): Chats {
    return this.#vendors.telegram.chats
  }

  homeOf(chat: string): Chats {
    return this.#vendors[this.#homes[chat] ?? 'telegram'].chats
  }

  async found(founding: Founding): Promise<void> {
    const { committeeId, database } = this
    const at = this.clock.now()
    await database.transaction((tx) => foundCommittee(tx, founding, at))
    for (const id of Object.keys(this.#vendors)) await ensureBot(database.db, { id, committeeId, messenger: id })
    for (const { id: officer } of founding.officers) {
      const { user: vendorUser, chat } = this.homeOf(officer).accountOf(officer)
      const bot = this.#homes[officer] ?? 'telegram'
      const rest = { preference: 1, isReachable: true, linkedAt: at }
      await database.transaction((tx) => insertAccount(tx, { committeeId, bot, vendorUser, officer, chat, ...rest }))
    }
    const { chat } = this.homeOf(officeGroup).accountOf(officeGroup)
    const bot = this.#homes[officeGroup] ?? 'telegram'
    const channel = { bot, chat, purpose: 'office', unit: '', boundAt: at } as const
    await database.transaction((tx) => writeChannel(tx, committeeId, channel))
  }

  /** One more replica; the first of all listens to every messenger. */
  async joins(): Promise<void> {
    const bots = await Promise.all(
      Object.entries(this.#vendors).map(async ([id, { connect }]): Promise<Bot> => {
        return { id, committeeId: this.committeeId, messenger: await connect() }
      }),
    )
    this.#replicas.push(await this.#makeReplica(bots))
    if (this.#listening === null) this.#listen()
  }

  async #makeReplica(bots: readonly Bot[]): Promise<Replica> {
    const opened = await openDatabase({ url: this.#url, log: () => {} })
    let doomed: string | null = null
    let isDead = false
    const live = () => {
      if (isDead) throw new Error('This replica was killed')
    }
    const mortal = makeMortal(opened, (step) => {
      isDead ||= step === doomed
      live()
    })
    const database: Database = {
      ...mortal,
      get db() {
        live()
        return mortal.db
      },
      async transaction(work) {
        live()
        return mortal.transaction(work)
      },
    }
    const { clock } = this
    const wait = async (until: Temporal.Instant) => this.#pass(this.#machine.now().until(until))
    const parts = { database, bots, clock, machine: this.#machine, wait, linkToFile: null }
    const ground = makeGround(parts, (fault) => !isDead && this.faults.push(fault))
    return { ground, database, isDead: () => isDead, arm: (step) => void (doomed = step) }
  }

  #listen(): void {
    const [first] = this.#replicas
    if (first === undefined) throw new Error('No replica is left')
    const stopping = new AbortController()
    const { signal } = stopping
    const ended = first.ground.bots.map((bot) => {
      const take = createIntake(first.ground, bot, () => {})
      const heard: Take = async (update) => {
        await take(update)
        this.#taken.add(`${bot.id}:${update.id}`)
        this.#news.resolve()
        this.#news = Promise.withResolvers()
      }
      return this.#vendors[bot.id as Carrier].listen(bot.messenger, heard, signal)
    })
    this.#listening = async () => {
      stopping.abort()
      await Promise.all(ended)
    }
  }

  /**
   * Lets the first replica do alone what follows from an act, until it dies at a step; then the others go on, with a new one
   * beside them, when what it held is free again.
   */
  async killsFirstAt(step: string, act: () => Promise<unknown>): Promise<void> {
    const [first] = this.#replicas
    first?.arm(step)
    this.#isHeld = true
    await act()
    this.#isHeld = false
    this.#catchUp()
    await this.#hears()
    if (first) await drain(first.ground).catch(() => undefined)
    if (!first?.isDead()) throw new Error(`Nobody died ${step}`)
    this.#replicas.shift()
    await this.#listening?.()

    await first?.database.close()
    this.#listen()
    await this.joins()
    await this.#work()
    this.#pass(Temporal.Duration.from({ seconds: leaseSeconds }))
    await this.rest()
  }

  /** All replicas work side by side until nothing is left to do now, letting vendors' pauses pass. */
  async rest(): Promise<void> {
    if (this.#isHeld) return
    this.#catchUp()
    await this.#hears()
    for (let pauses = 0; pauses < 600; pauses++) {
      await this.#work()
      if ((await countWaiting(this.database.db, this.clock.now())) === 0) return
      this.#pass(Temporal.Duration.from({ seconds: 1 }))
    }
    throw new Error(`The town does not come to rest: ${this.faults.join('; ')}`)
  }

  async #work(): Promise<void> {
    await Promise.all(this.#replicas.map(({ ground }) => drain(ground)))
  }

  #catchUp(): void {
    for (const { chats } of Object.values(this.#vendors)) chats.catchUp(this.clock.now())
  }

  #pass(span: Temporal.Duration): void {
    if (span.sign <= 0) return
    this.#machine.advance(span)
    for (const { chats } of Object.values(this.#vendors)) chats.advance(span.total('seconds'))
  }

  async #hears(): Promise<void> {
    while (this.#taken.size < this.#acts) await this.#news.promise
  }

  async #act(done: Promise<void>): Promise<void> {
    await done
    this.#acts += 1
    await this.rest()
  }

  async says(who: string, text: string): Promise<void> {
    await this.#act(this.homeOf(who).says(who, text, { chat: who, replyTo: null }))
  }

  async presses(who: string, label: string): Promise<void> {
    const card = (await this.sees(who)).findLast(({ buttons }) => buttons.includes(label))
    if (card === undefined) throw new Error(`${who} sees no button “${label}”`)
    await this.#act(this.homeOf(who).presses(who, { chat: who, message: card.id, label }))
  }

  async moveTo(when: string): Promise<void> {
    this.clock.moveTo(moment(when).toString())
    await this.rest()
  }

  async passes(seconds: number): Promise<void> {
    this.clock.advance({ seconds })
    await this.rest()
  }

  /** Our messages in a chat as they look now, oldest first. */
  async sees(chat: string): Promise<readonly Seen[]> {
    return this.homeOf(chat).sees(chat)
  }

  /** Those of them that say something. */
  async seesAbout(chat: string, words: string): Promise<readonly Seen[]> {
    return (await this.sees(chat)).filter(({ text }) => text.includes(words))
  }

  async close(): Promise<void> {
    await this.#listening?.()
    for (const { database } of this.#replicas) await database.close()
    for (const { chats } of Object.values(this.#vendors)) await chats.close()
    await this.database.close()
  }
}

/** Opens a town with two replicas; it is closed with the test, which fails if a living replica logged an error. */
export async function openTown(founding: Founding, homes: Readonly<Record<string, Carrier>>): Promise<Town> {
  const clock = fakeClock(moment('20/11/2026 08:00').toString())
  const url = await freshPostgres()
  const database = await openDatabase({ url, log: () => {} })
  const people = founding.officers.map(({ id }) => id)
  const vendors = await openVendors(people, clock)
  const town = new Town({ clock, url, database, vendors, homes, committeeId: founding.committee.id })
  onTestFinished(async () => {
    await town.close()
    expect(town.faults).toEqual([])
  })
  await town.found(founding)
  await town.joins()
  await town.joins()
  return town
}
