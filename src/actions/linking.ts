/**
 * Linking a messenger account with an officer by a one-time code, and making such codes. The code stands nowhere: its hash
 * is kept, salted with the committee. Linking again, on either side, is put to the Office (relinking.ts).
 */
import { createHash } from 'node:crypto'
import { dayOf } from '../calendar/calendar.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import { actorOf, type CommitteeId, isOfOffice, type OfficerId } from '../domain/directory.ts'
import { countAccounts, findOfficer, insertAccount, listAccounts, type SenderKey } from '../store/accounts.ts'
import { findCode, lockTries, replaceCode, useCode, writeTries } from '../store/link-codes.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import type { Act } from './act.ts'
import { registerEvent, registerRefusal } from './register.ts'
import { askRelinking } from './relinking.ts'

/** Letters and digits that nobody confuses: no O, I, L, 0, 1. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const codeLength = 10
const codeForm = new RegExp(`^[${alphabet}]{${codeLength}}$`)
const validHours = 72
const wrongTriesAllowed = 5
const lockedMinutes = 60
/** Of its code's hash, by which a request to link again is called. */
const idLength = 10

/** Somebody not linked yet, in a chat with a bot. */
export type Newcomer = {
  readonly tx: Tx
  readonly snapshot: Snapshot
  readonly bot: string
  /** The messenger's name. */
  readonly messenger: string
  readonly vendorUser: string
  readonly chat: { readonly id: string; readonly kind: 'private' | 'group' }
  /** So many people the vendor's plan lets be linked in this bot; null: any number. */
  readonly mostPeople: number | null
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
}

/**
 * `isNew` false: this account was linked with this officer before, and nothing changed. `isAsked`: linking again was put to
 * the Office.
 */
export type Linked = { readonly officer: OfficerId; readonly isNew: boolean; readonly isAsked?: true }

/** A typed text as a code: upper case, without the blanks and dashes people put in; null when it cannot be one. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  return codeForm.test(code) ? code : null
}

/**
 * Links an account by its code. Refuses with `link-locked` (minutes), `code-wrong` (left), `code-used`, `code-expired`,
 * `bot-full` (most), and in a group with `link-in-private`: a code shown there is used up.
 */
export async function linkAccount(newcomer: Newcomer, typed: string): Promise<Linked | Refusal> {
  const { tx, snapshot, at } = newcomer
  const key = keyOf(newcomer)
  const tries = await lockTries(tx, key)
  if (tries.lockedUntilAt && Temporal.Instant.compare(at, tries.lockedUntilAt) < 0) {
    return refuse('link-locked', { minutes: Math.ceil(at.until(tries.lockedUntilAt).total('minutes')) })
  }
  const hash = hashOf(snapshot.committeeId, readCode(typed) ?? typed)
  const code = await findCode(tx, snapshot.committeeId, hash)
  if (code === null) return countWrong(newcomer, tries.lockedUntilAt === null ? tries.wrong + 1 : 1)
  if (newcomer.chat.kind === 'group') return burn(newcomer, hash)
  return (await objection(newcomer, code)) ?? redeem(newcomer, { hash, officer: code.officer })
}

/** Why a code links nobody here, or that there is nothing to do. */
async function objection(
  newcomer: Newcomer,
  { officer, usedAt, expiresAt }: { officer: OfficerId; usedAt: Temporal.Instant | null; expiresAt: Temporal.Instant },
): Promise<Linked | Refusal | null> {
  const { tx, snapshot, bot, at, mostPeople } = newcomer
  if ((await findOfficer(tx, keyOf(newcomer))) === officer) return { officer, isNew: false }
  if (usedAt !== null) return refuse('code-used')
  if (Temporal.Instant.compare(expiresAt, at) <= 0) return refuse('code-expired')
  if (mostPeople === null || (await isRelinking(newcomer, officer))) return null
  const isFull = (await countAccounts(tx, snapshot.committeeId, bot)) >= mostPeople
  return isFull ? refuse('bot-full', { most: mostPeople }) : null
}

/** Whether the account is another officer's, or the officer has another one here. */
async function isRelinking(newcomer: Newcomer, officer: OfficerId): Promise<boolean> {
  const { tx, snapshot, bot } = newcomer
  if ((await findOfficer(tx, keyOf(newcomer))) !== null) return true
  return (await listAccounts(tx, snapshot.committeeId, officer)).some((account) => account.bot === bot)
}

/** Uses the code up: to link at once, or to ask the Office where something is linked otherwise. */
async function redeem(
  newcomer: Newcomer,
  { hash, officer }: { hash: string; officer: OfficerId },
): Promise<Linked | Refusal> {
  const { tx, snapshot, chat, bot, vendorUser, messenger, at, recordedAt } = newcomer
  const key = keyOf(newcomer)
  if (!(await useCode(tx, snapshot.committeeId, hash, at))) return refuse('code-used')
  await writeTries(tx, key, { wrong: 0, lockedUntilAt: null })
  const before = await listAccounts(tx, snapshot.committeeId, officer)
  const preference = (before.at(-1)?.preference ?? 0) + 1
  const account = { ...key, officer, chat: chat.id, preference, isReachable: true, linkedAt: at }
  if ((await isRelinking(newcomer, officer)) || !(await insertAccount(tx, account))) {
    const circumstances = { tx, snapshot, by: null, messenger, words: null, at, recordedAt }
    await askRelinking({ circumstances, bot, vendorUser, chat: chat.id, officer, id: hash.slice(0, idLength) })
    return { officer, isNew: false, isAsked: true }
  }
  const others = before.map((one) => one.bot)
  await registerLine(newcomer, { type: 'account_linked', officer, others })
  return { officer, isNew: true }
}

async function countWrong(newcomer: Newcomer, wrong: number): Promise<Refusal> {
  const isLocked = wrong >= wrongTriesAllowed
  const lockedUntilAt = isLocked ? newcomer.at.add({ minutes: lockedMinutes }) : null
  await writeTries(newcomer.tx, keyOf(newcomer), { wrong, lockedUntilAt })
  if (!isLocked) return refuse('code-wrong', { left: wrongTriesAllowed - wrong })
  await registerLine(newcomer, { type: 'linking_locked', officer: null })
  return refuse('link-locked', { minutes: lockedMinutes })
}

/** A code shown to a whole group is no secret any more. */
async function burn({ tx, snapshot, at }: Newcomer, hash: string): Promise<Refusal> {
  await useCode(tx, snapshot.committeeId, hash, at)
  return refuse('link-in-private')
}

async function registerLine(
  newcomer: Newcomer,
  { type, ...facts }: { type: string; officer: OfficerId | null; others?: readonly string[] },
): Promise<void> {
  const { tx, snapshot, bot, messenger, vendorUser, at, recordedAt } = newcomer
  const body = { ...facts, bot, account: vendorUser }
  const line = { type, actor: null, messenger, happenedAt: at, recordedAt, body }
  await registerEvent(tx, snapshot.committeeId, line)
}

/** A code to hand on. It is shown this once and stored nowhere. */
export type IssuedCode = { readonly code: string; readonly expiresAt: Temporal.Instant }

/** The Office makes a code for an officer; an earlier unused one ends. Refuses with `office-only`, `unknown-officer`. */
export async function makeLinkCode(
  act: Act,
  officer: OfficerId,
  random: (count: number) => Uint8Array,
): Promise<IssuedCode | Refusal> {
  const { tx, snapshot, by, at, recordedAt, messenger } = act
  const actor = actorOf(snapshot.directory, by, dayOf(at, snapshot.calendar))
  const refusal = !isOfOffice(snapshot.directory, actor)
    ? refuse('office-only')
    : snapshot.directory.officers.has(officer)
      ? null
      : refuse('unknown-officer', { officer })
  if (refusal) {
    await registerRefusal(act, refusal)
    return refusal
  }
  const issued = await issueCode(tx, { committeeId: snapshot.committeeId, officer, at, random })
  const body = { officer, expiresAt: issued.expiresAt.toString() }
  await registerEvent(tx, snapshot.committeeId, {
    type: 'code_made',
    actor: by,
    messenger,
    happenedAt: at,
    recordedAt,
    body,
  })
  return issued
}

/** Makes a code without asking who wants it: for {@link makeLinkCode}, and for whoever runs the program. */
export async function issueCode(
  tx: Tx,
  wanted: {
    readonly committeeId: CommitteeId
    readonly officer: OfficerId
    readonly at: Temporal.Instant
    readonly random: (count: number) => Uint8Array
  },
): Promise<IssuedCode> {
  const { committeeId, officer, at, random } = wanted
  const code = drawCode(random)
  const expiresAt = at.add({ hours: validHours })
  await replaceCode(tx, committeeId, { hash: hashOf(committeeId, code), officer, madeAt: at, expiresAt })
  return { code, expiresAt }
}

/** Bytes beyond the last whole multiple of the alphabet are thrown away, so that every letter is equally likely. */
function drawCode(random: (count: number) => Uint8Array): string {
  const fair = 256 - (256 % alphabet.length)
  let code = ''
  while (code.length < codeLength) {
    const letters = [...random(codeLength)]
      .filter((byte) => byte < fair)
      .map((byte) => alphabet[byte % alphabet.length])
    code = (code + letters.join('')).slice(0, codeLength)
  }
  return code
}

function hashOf(committeeId: CommitteeId, code: string): string {
  return createHash('sha256').update(`${committeeId}:${code}`).digest('hex')
}

function keyOf({ snapshot, bot, vendorUser }: Newcomer): SenderKey {
  return { committeeId: snapshot.committeeId, bot, vendorUser }
}
