/**
 * What must be so when all has come to rest: every update taken once, every act recorded once, every deadline's outcome the
 * one that follows from who said what when, every chain whole. Returns what is not so, in words.
 */
import { sql } from 'drizzle-orm'
import { type Answer, askedOf, isLapsed, isSettled } from '../../src/domain/consultation-answer.ts'
import type { Consultation } from '../../src/domain/consultation-state.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { revive } from '../../src/store/json.ts'
import { type Database, rows } from '../../src/store/tx.ts'
import { readInbound, readOutbox, verifyAll } from '../crash/reckoning.ts'
import type { Town } from '../crash/town.ts'
import { heads, type Officers, type Said } from './officers.ts'

export type Reconciled = { readonly counts: Readonly<Record<string, number>>; readonly findings: readonly string[] }

export async function reconcile(database: Database, town: Town, officers: Officers): Promise<Reconciled> {
  const matters = await readMatters(database)
  const findings = [
    ...(await missedUpdates(database, town)),
    ...(await miscountedActs(database, officers)),
    ...matters.flatMap((matter) => wrongOutcomes(matter, officers.said)),
    ...(matters.length === officers.letters()
      ? []
      : [`${officers.letters()} letters were sent, ${matters.length} are there`]),
    ...(await unfinishedTellings(database)),
    ...(await verifyAll(database)).flatMap(({ findings: found }) => found.map((finding) => JSON.stringify(finding))),
  ]
  const answers = matters.flatMap((matter) => ('answers' in matter ? Object.values(matter.answers) : []))
  const states = Object.groupBy(answers, ({ state }) => state)
  const counts = Object.fromEntries(Object.entries(states).map(([state, found]) => [state, found.length]))
  return {
    counts: { updates: town.updates.length, letters: matters.length, said: officers.said.length, ...counts },
    findings,
  }
}

async function readMatters(database: Database): Promise<readonly Consultation[]> {
  const found = await rows<{ body: unknown }>(
    database.db,
    sql`select body from matters where committee_id = ${sampleCommune.committee.id} and kind = 'consultation'`,
  )
  return found.map(({ body }) => revive(body) as Consultation)
}

async function missedUpdates(database: Database, { updates }: Town): Promise<readonly string[]> {
  const stored = new Map((await readInbound(database)).map((one) => [one.update, one]))
  const missed = updates.filter(({ update_id: id }) => stored.get(String(id))?.isHandled !== true)
  const failed = [...stored.values()].filter(({ failure }) => failure !== null)
  return [
    ...missed.map(({ update_id: id }) => `update ${id} was not handled`),
    ...failed.map(({ update, failure }) => `update ${update} failed: ${failure}`),
    ...(stored.size === updates.length ? [] : [`${updates.length} updates were made, ${stored.size} are stored`]),
  ]
}

/** Whatever somebody said leads to one line of evidence that holds their words: what it did, or why it was refused. */
async function miscountedActs(database: Database, { said }: Officers): Promise<readonly string[]> {
  const lines = await rows<{ words: string }>(
    database.db,
    sql`select body->>'words' as words from evidence where body->>'words' is not null`,
  )
  const times = Map.groupBy(
    lines.flatMap(({ words }) => /\b(\d{4,})\b/.exec(words)?.[1] ?? []),
    (number) => number,
  )
  return said
    .map((one) => ({ one, count: times.get(String(one.number))?.length ?? 0 }))
    .filter(({ count }) => count !== 1)
    .map(({ one, count }) => `what ${one.officer} said as ${one.number} about ${one.reference} stands ${count} times`)
}

function wrongOutcomes(matter: Consultation, said: readonly Said[]): readonly string[] {
  if (!('answers' in matter)) return [`${matter.reference} was never sent`]
  return Object.entries(matter.answers).flatMap(([unit, answer]) => {
    const own = said.filter(({ officer, reference }) => officer === heads[unit] && reference === matter.reference)
    const words = own
      .filter(({ verdict }) => verdict !== 'vague')
      .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
    return wrongOutcome(answer, words).map((why) => `${matter.reference} ${unit}: ${why}`)
  })
}

/** Telegram's times are whole seconds, so what was said within one of the edges may fall to either side. */
function wrongOutcome(answer: Answer, words: readonly Said[]): readonly string[] {
  const { askedAt, dueAt } = askedOf(answer)
  const since = words.filter(({ at }) => Temporal.Instant.compare(at, askedAt.subtract({ seconds: 1 })) >= 0)
  const first = since.find(({ at }) => Temporal.Instant.compare(at, dueAt) < 0)
  if (answer.state === 'asked') return [`is still asked, due ${dueAt.toString()}`]
  if (first !== undefined) {
    if (isSettled(answer) && answer.reply.text.includes(String(first.number)) && answer.state === first.verdict)
      return []
    const isAtEdge = Temporal.Instant.compare(first.at, askedAt.add({ seconds: 1 })) < 0
    return isAtEdge ? [] : [`${first.number} was said in time (${first.verdict}), the outcome is ${answer.state}`]
  }
  if (isLapsed(answer)) {
    if (!answer.lapsedAt.equals(dueAt)) return [`lapsed at ${answer.lapsedAt.toString()}, due ${dueAt.toString()}`]
    const expected = answer.asked.reach === null ? 'unreached' : 'deemed_consent'
    if (answer.state !== expected) return [`nothing was said in time: ${expected} was due, it is ${answer.state}`]
    const kept = answer.lateReplies.length
    return kept === since.length ? [] : [`${since.length} late replies were said, ${kept} are kept`]
  }
  const isLateOutcome = isSettled(answer) && answer.lapsed?.state === 'unreached' && answer.reply.lateMinutes !== null
  return isLateOutcome ? [] : [`nothing was said in time, the outcome is ${answer.state}`]
}

async function unfinishedTellings(database: Database): Promise<readonly string[]> {
  const told = await readOutbox(database)
  const unfinished = told.filter(({ state }) => state === 'waiting' || state === 'dead')
  return unfinished.map(({ number, kind, state }) => `delivery ${number} (${kind}) is ${state}`)
}
