/**
 * What a database holds once everything has come to rest, in the words of a test. Nothing here asks the program, which is
 * gone by then.
 */
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { type Verified, verifyCommittee } from '../../src/actions/evidence.ts'
import type { Card } from '../../src/cards/card.ts'
import { commands } from '../../src/commands/index.ts'
import { loadTranslators } from '../../src/i18n.ts'
import type { Ground } from '../../src/jobs/ground.ts'
import { render } from '../../src/jobs/render.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import type { Claimed } from '../../src/store/deliveries.ts'
import { revive } from '../../src/store/json.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { type Database, rows } from '../../src/store/tx.ts'

/** A row of the outbox as it ended. */
export type Told = Omit<Claimed, 'attempt'> & { readonly state: string }

/** The updates that were stored, with what became of them, in the order of their ids. */
export async function readInbound(database: Database) {
  return rows<{ update: string; isHandled: boolean; failure: string | null }>(
    database.db,
    sql`select update, handled_at is not null as "isHandled", failure from inbound order by number`,
  )
}

/** Everything that was ever to be said. */
export async function readOutbox(database: Database): Promise<readonly Told[]> {
  const found = await rows<Told>(
    database.db,
    sql`select committee_id as "committeeId", number, key, bot, chat, is_private as "isPrivate", officer, kind, reference,
      notice, target, press, is_live as "isLive", is_urgent as "isUrgent", until_at as "untilAt", messages, state
      from deliveries order by number`,
  )
  return found.map((one) => ({ ...one, notice: revive(one.notice) }))
}

/** What people and time did, sorted: "Y1 agreed VHXH by VX1". Deliveries are left out. */
export async function readActs(database: Database): Promise<readonly string[]> {
  const found = await rows<{ reference: string; type: string; actor: string | null; unit: string | null }>(
    database.db,
    sql`select reference, type, actor, body->>'unit' as unit from evidence
      where reference <> 'SO' and type not in ('delivered', 'undelivered')`,
  )
  const acts = found.map(({ reference, type, actor, unit }) =>
    [reference, type, unit, actor === null ? null : `by ${actor}`].filter((word) => word !== null).join(' '),
  )
  return acts.toSorted()
}

/** What was told unasked, sorted: "Y1 asked VHXH to VX1", "seal 1 to the Office". Answers to what people did are left out. */
export function listTellings(told: readonly Told[]): readonly string[] {
  const tellings = told.flatMap(({ reference, notice, officer }) => {
    const { of, kind, unit, number } = notice as { of: string; kind?: string; unit?: string | null; number?: number }
    const subject = of === 'seal' ? ['seal', number] : [reference, kind, of === 'digest' ? of : unit]
    const words = [...subject, 'to', officer ?? 'the Office'].filter((word) => word !== null && word !== undefined)
    return of === 'response' ? [] : [words.join(' ')]
  })
  return tellings.toSorted()
}

/** Chat and messages of each line of evidence that says something was delivered, sorted. */
export async function readDelivered(database: Database): Promise<readonly string[]> {
  const found = await rows<{ chat: string; messages: readonly string[] }>(
    database.db,
    sql`select body->>'chat' as chat, body->'messages' as messages from evidence where type = 'delivered'`,
  )
  return found.map(placeOf).toSorted()
}

/** "500101 204,205": where something stands. */
export function placeOf({ chat, messages }: { readonly chat: string; readonly messages: readonly string[] }): string {
  return `${chat} ${messages.join()}`
}

/** Every chain, its matter's state against its own replay, and every number given out. */
export async function verifyAll(database: Database): Promise<readonly Verified[]> {
  return Array.fromAsync(verifyCommittee(database, sampleCommune.committee.id))
}

/** Draws live posts anew, from their matters as they stand. */
export async function drawAnew(
  database: Database,
  posts: readonly Told[],
  now: Temporal.Instant,
): Promise<readonly (Card | null)[]> {
  const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url))
  const ground = {
    snapshots: createSnapshots(),
    translators: loadTranslators(localesFolder, () => {}),
    commands: commands.map(({ name, alias }) => ({ name, alias })),
    bots: [],
  } as unknown as Ground
  const cards: (Card | null)[] = []
  for (const post of posts) {
    const claimed: Claimed = { ...post, kind: 'edit', target: post.number, attempt: 1 }
    const rendered = await database.transaction((tx) => render(ground, tx, claimed, { now, vendors: [] }))
    cards.push(rendered?.card ?? null)
  }
  return cards
}
