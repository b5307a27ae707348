/**
 * What must be true once everything has come to rest: read from the database, beside what Telegram itself saw. Nothing
 * here asks the program; every figure has two independent sources.
 */
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { type Verified, verifyCommittee } from '../../src/actions/evidence.ts'
import { commands } from '../../src/commands/index.ts'
import { loadTranslators } from '../../src/i18n.ts'
import type { Ground } from '../../src/jobs/ground.ts'
import { render } from '../../src/jobs/render.ts'
import { encodeTexts } from '../../src/messengers/telegram/encode.ts'
import type { Claimed } from '../../src/store/deliveries.ts'
import { revive } from '../../src/store/json.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { type Database, rows } from '../../src/store/tx.ts'
import { parseHtml } from '../support/telegram-html.ts'
import { committeeId } from './town.ts'

/** A row of the outbox as it ended. */
export type Told = Omit<Claimed, 'attempt'> & { readonly state: string }

/** Updates the program has stored, with what became of them. */
export async function readInbound(database: Database): Promise<readonly { update: string; isHandled: boolean; failure: string | null }[]> {
  return rows(database.db, sql`select update, handled_at is not null as "isHandled", failure from inbound order by update`)
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

/** What people and time did, in the order of each matter: "Y1 agreed VHXH by VX1". Deliveries are left out. */
export async function readActs(database: Database): Promise<readonly string[]> {
  const found = await rows<{ reference: string; type: string; actor: string | null; unit: string | null }>(
    database.db,
    sql`select reference, type, actor, body->>'unit' as unit from evidence
      where reference <> 'SO' and type not in ('delivered', 'undelivered') order by reference, sequence`,
  )
  return found.map(({ reference, type, actor, unit }) =>
    [reference, type, ...(unit === null ? [] : [unit]), ...(actor === null ? [] : ['by', actor])].join(' '),
  )
}

/** The messages that the evidence says were delivered, one entry for each line. */
export async function readDelivered(database: Database): Promise<readonly string[]> {
  const found = await rows<{ told: string }>(
    database.db,
    sql`select body->>'chat' || ' ' || (body->'messages')::text as told from evidence where type = 'delivered'`,
  )
  return found.map(({ told }) => told).toSorted()
}

/** Every chain, its matter's state against its own replay, and every number given out. */
export async function verifyAll(database: Database): Promise<readonly Verified[]> {
  return Array.fromAsync(verifyCommittee(database, committeeId))
}

/** How a message would look if it were said now: its text and the actions of its buttons. */
export type Look = { readonly text: string; readonly actions: readonly string[] }

/** Draws live cards anew from the matter as it stands. */
export async function drawAnew(database: Database, live: readonly Told[], now: Temporal.Instant): Promise<readonly Look[]> {
  const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url))
  const ground = {
    snapshots: createSnapshots(),
    translators: loadTranslators(localesFolder, () => {}),
    commands: commands.map(({ name, alias }) => ({ name, alias })),
    bots: [],
  } as unknown as Ground
  const looks: Look[] = []
  for (const post of live) {
    const claimed: Claimed = { ...post, kind: 'edit', target: post.number, attempt: 1 }
    const rendered = await database.transaction((tx) => render(ground, tx, claimed, now))
    const [text] = rendered === null ? [] : encodeTexts(rendered.card)
    const actions = text?.keyboard.flat().map(({ callback_data }) => callback_data) ?? []
    looks.push({ text: parseHtml(text?.html ?? '').text, actions })
  }
  return looks
}
