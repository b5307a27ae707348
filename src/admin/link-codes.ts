/** `link-codes`: one-time codes for officers, printed once and kept nowhere but as hashes. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { issueCode } from '../actions/linking.ts'
import { registerEvent } from '../actions/register.ts'
import { dayOf } from '../calendar/calendar.ts'
import { qrPng } from '../documents/qr-code.ts'
import { actorOf } from '../domain/directory.ts'
import { findLinkedOfficers } from '../store/accounts.ts'
import { findOfficersWithCode } from '../store/link-codes.ts'
import { createSnapshots, type Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import { joinBots } from './bots.ts'
import { findCommittee } from './committees.ts'
import { type Desk, type ExitCode, type Perform, presentOf, UsageFault, writeJson } from './surroundings.ts'

type Options = {
  readonly committee?: string
  readonly officer?: string
  readonly unlinked?: true
  readonly qr?: string
  readonly json?: true
}

/** Adds the command of linking codes to the program. */
export function addLinkCodes(program: Command, perform: Perform): void {
  program
    .command('link-codes')
    .description(
      'make one-time linking codes for officers in office who have neither an account nor a code that still links',
    )
    .option('--committee <id>', 'the committee, needed when there are several')
    .option('--officer <code>', 'for this officer alone, whatever they have; an earlier unused code ends')
    .option('--unlinked', 'also for those whose code was not used yet; their earlier code ends')
    .option('--qr <folder>', 'also write a QR picture of each link for each officer (needs a bot that has links)')
    .option('--json', 'print the codes as JSON')
    .addHelpText(
      'after',
      '\nA code is shown this once, links one account and ends after 72 hours. Hand it over in person.',
    )
    .action(async (options: Options) => perform((desk) => makeCodes(desk, options)))
}

/** A link of one bot. */
type Link = { readonly bot: string; readonly url: string }

/** A code as it is handed out, with the links of the committee's bots whose messengers have such links. */
type HandedOut = {
  readonly officer: string
  readonly name: string
  readonly units: readonly string[]
  readonly code: string
  readonly expiresAt: Temporal.Instant
  readonly links: readonly Link[]
}

async function makeCodes(desk: Desk, options: Options): Promise<ExitCode> {
  const { database } = desk
  const { id: committeeId } = await findCommittee(database.db, options.committee)
  const linksOf = await findLinks(desk, committeeId)
  if (options.qr !== undefined && linksOf('ABCDEFGHJK').length === 0)
    throw new UsageFault('--qr needs a bot of the committee that has links, and an answer of its vendor')
  const made = await database.transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const officers = await chooseOfficers(tx, snapshot, { ...options, at: presentOf(desk) })
    const codes: HandedOut[] = []
    for (const officer of officers) codes.push(await handOut(tx, desk, { snapshot, officer, linksOf }))
    return { codes, timeZone: snapshot.calendar.timeZone }
  })
  if (options.qr !== undefined) await writePictures(options.qr, made.codes)
  if (options.json) writeJson(desk, made.codes)
  else desk.write(describeCodes(made.codes, made.timeZone))
  return 0
}

async function findLinks(desk: Desk, committeeId: string): Promise<(code: string) => readonly Link[]> {
  const { bots } = await joinBots(desk, committeeId)
  return (code) =>
    bots.flatMap(({ id, messenger }) => {
      const url = messenger.linkUrl(code)
      return url === null ? [] : [{ bot: id, url }]
    })
}

type Wanted = { readonly officer?: string; readonly unlinked?: true; readonly at: Temporal.Instant }

async function chooseOfficers(
  tx: Tx,
  { committeeId, directory, calendar }: Snapshot,
  { officer, unlinked, at }: Wanted,
): Promise<readonly string[]> {
  if (officer !== undefined) {
    if (!directory.officers.has(officer)) throw new UsageFault(`There is no officer ${officer} in ${committeeId}`)
    return [officer]
  }
  const linked = await findLinkedOfficers(tx, committeeId)
  const waiting = unlinked ? new Set<string>() : await findOfficersWithCode(tx, committeeId, at)
  const today = dayOf(at, calendar)
  return [...directory.officers.keys()]
    .filter((one) => !linked.has(one) && !waiting.has(one))
    .filter((one) => actorOf(directory, one, today).capacities.length > 0)
    .toSorted()
}

type HandingOut = {
  readonly snapshot: Snapshot
  readonly officer: string
  readonly linksOf: (code: string) => readonly Link[]
}

async function handOut(tx: Tx, desk: Desk, { snapshot, officer, linksOf }: HandingOut): Promise<HandedOut> {
  const { committeeId, directory, calendar } = snapshot
  const at = presentOf(desk)
  const { code, expiresAt } = await issueCode(tx, { committeeId, officer, at, random: desk.random })
  const body = { officer, expiresAt: expiresAt.toString(), by: 'operator' }
  const line = { type: 'code_made', actor: null, messenger: null, happenedAt: at, recordedAt: at, body }
  await registerEvent(tx, committeeId, line)
  const { capacities } = actorOf(directory, officer, dayOf(at, calendar))
  const units = [...new Set(capacities.map(({ unit }) => directory.units.get(unit)?.name ?? unit))]
  const name = directory.officers.get(officer)?.name ?? officer
  return { officer, name, units, code, expiresAt, links: linksOf(code) }
}

/** Readable by the owner alone: whoever has the picture can link as the officer. */
async function writePictures(folder: string, codes: readonly HandedOut[]): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const { officer, links } of codes) {
    for (const { bot, url } of links) {
      const name = links.length === 1 ? officer : `${officer}-${bot}`
      writeFileSync(join(folder, `${name}.png`), await qrPng(url), { mode: 0o600 })
    }
  }
}

function describeCodes(codes: readonly HandedOut[], timeZone: string): string {
  if (codes.length === 0)
    return 'Everybody in office has an account or a code: --unlinked or --officer makes new ones\n'
  return codes.map((handed) => describeCode(handed, timeZone)).join('')
}

function describeCode({ officer, name, units, code, expiresAt, links }: HandedOut, timeZone: string): string {
  const until = expiresAt.toZonedDateTimeISO(timeZone)
  const [day, time] = [until.toPlainDate().toString(), until.toPlainTime().toString({ smallestUnit: 'minute' })]
  const where = units.length === 0 ? 'in no office today' : units.join('; ')
  const grouped = `${code.slice(0, 5)}-${code.slice(5)}`
  return `${officer}  ${name} (${where})\n    ${grouped}  until ${day} ${time}\n${links.map(({ url }) => `    ${url}\n`).join('')}`
}
