/** A chat with the bot for tests: the invented commune of test/support/given.ts in a database, and people who type and press. */
import { expect } from 'vitest'
import { splitAction } from '../../src/cards/action.ts'
import { buttonsOf } from '../../src/cards/card.ts'
import { formOf } from '../../src/cards/index.ts'
import type { Response } from '../../src/cards/response.ts'
import { renderResponse } from '../../src/cards/response-card.ts'
import type { Shown, Situation, StoredFile } from '../../src/commands/command.ts'
import { commands } from '../../src/commands/index.ts'
import { understand } from '../../src/commands/understand.ts'
import { loadTranslators } from '../../src/i18n.ts'
import type { Incoming } from '../../src/messengers/messenger.ts'
import { findOfficer, insertAccount } from '../../src/store/accounts.ts'
import type { Database } from '../../src/store/database.ts'
import { ensureBot, insertCommittee } from '../../src/store/directory.ts'
import { createSnapshots, type Snapshots } from '../../src/store/snapshot.ts'
import { calendar, directory, moment } from '../support/given.ts'

export const committeeId = directory.committee.id
export const bot = 'bot'

/** Founds the commune, with an account for each of some officers; their vendor id is their own code. */
export async function found(database: Database, linked: readonly string[]): Promise<void> {
  const { committee, units, officers, posts, actingOrders } = directory
  const ownRegulation = {
    title: 'Quy chế làm việc của UBND xã Cầu Sậy',
    number: '03/2026/QĐ-UBND',
    issuedOn: '2026-01-12',
    clause: 'Điều 7 khoản 2',
  }
  await database.transaction(async (tx) => {
    await insertCommittee(tx, {
      committee,
      ownRegulation,
      units: [...units.values()],
      officers: [...officers.values()],
      posts,
      actingOrders,
    })
    await ensureBot(tx, { id: bot, committeeId, messenger: 'sandbox' })
    await ensureBot(tx, { id: 'other-bot', committeeId, messenger: 'zalo-bot' })
    for (const officer of linked) await insertAccount(tx, accountOf(officer))
  })
}

function accountOf(officer: string) {
  const linkedAt = moment('01/11 08:00')
  return { committeeId, bot, vendorUser: officer, officer, chat: officer, preference: 1, isReachable: true, linkedAt }
}

export type Manner = {
  /** The card replied to, or of the latest buttons. */
  readonly shown?: Shown
  /** Whether it replies to that card; otherwise it is only the latest one. */
  readonly isReply?: boolean
  /** The group it is said in; else the private chat. */
  readonly group?: string
  /** Whether it names the bot there, as some vendors tell. */
  readonly isToUs?: boolean
  readonly file?: StoredFile
  readonly hasForms?: boolean
  readonly inBot?: string
}

export type Chat = {
  /** Moves the present: '20/11 08:00'. */
  readonly at: (when: string) => void
  readonly type: (who: string, text: string, manner?: Manner) => Promise<readonly Response[]>
  /** Sends something that the vendor does not hand over. */
  readonly bring: (who: string, what: 'file' | 'voice' | 'sticker', manner?: Manner) => Promise<readonly Response[]>
  readonly press: (who: string, action: string, manner?: Manner) => Promise<readonly Response[]>
  /** Presses where a button's words come back without its message; without `shown` no card in this chat has them. */
  readonly pressWords: (who: string, action: string, manner?: Manner) => Promise<readonly Response[]>
  readonly fill: (
    who: string,
    action: string,
    values: Readonly<Record<string, string>>,
    manner?: Manner,
  ) => Promise<readonly Response[]>
}

/** Every act is one transaction, as the jobs do it. */
export function openChat(database: Database, start: string): Chat {
  let now = moment(start)
  const snapshots = createSnapshots()
  const act = async (who: string, manner: Manner, said: Partial<Incoming>): Promise<readonly Response[]> =>
    database.transaction(async (tx) => {
      const situation = await situationOf(tx, { snapshots, who, manner, now })
      const incoming = { chat: situation.chat, sender: { id: who, name: who }, at: now, ...said } as Incoming
      const responses = await understand(incoming, manner.shown ?? null, situation, manner.file ?? null)
      for (const response of responses) expectWords(response, situation)
      return responses
    })
  return {
    at: (when) => {
      now = moment(when)
    },
    type: (who, text, manner = {}) =>
      act(who, manner, {
        kind: 'text',
        text,
        replyTo: manner.isReply ? 'message' : null,
        files: [],
        ...(manner.isToUs === undefined ? {} : { isToUs: manner.isToUs }),
      }),
    bring: (who, what, manner = {}) => act(who, manner, { kind: 'unreadable', what }),
    press: (who, action, manner = {}) =>
      act(who, manner, { kind: 'press', action, message: 'message', press: 'press' }),
    pressWords: (who, action, manner = {}) => act(who, manner, { kind: 'press', action, post: 'key', press: 'press' }),
    fill: (who, action, values, manner = {}) => act(who, manner, { kind: 'form', action, values, files: [] }),
  }
}

const translators = loadTranslators(new URL('../../locales', import.meta.url))

/** Everything said has words in both languages, and its buttons fit; a missing text throws. Receipts and sheets are the cards' own tests. */
function expectWords(response: Response, { snapshot, officer, at: now }: Situation): void {
  if (['receipt', 'evidence', 'matter', 'file', 'help'].includes(response.kind)) return
  const { directory, calendar } = snapshot
  const reader = { officer, isOffice: false }
  const facts = {
    directory,
    calendar,
    reader,
    now,
    matter: null,
    unlinked: [],
    dossierLink: null,
    rules: null,
    commands,
    linkWays: [],
    qr: null,
    file: null,
  }
  for (const language of ['vi', 'en'] as const) {
    const t = translators(language, 'Asia/Ho_Chi_Minh')
    const card = renderResponse(response, facts, t)
    for (const { action } of buttonsOf(card)) expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64)
    if (response.kind === 'ask') expect(formOf(response, t).fields.length).toBe(response.askings.length)
  }
}

type Acting = {
  readonly snapshots: Snapshots
  readonly who: string
  readonly manner: Manner
  readonly now: Temporal.Instant
}

async function situationOf(tx: Situation['tx'], { snapshots, who, manner, now }: Acting): Promise<Situation> {
  const inBot = manner.inBot ?? bot
  const snapshot = await snapshots.load(tx, committeeId)
  const officer = await findOfficer(tx, { committeeId, bot: inBot, vendorUser: who })
  const chat = manner.group ? { id: manner.group, kind: 'group' as const } : { id: who, kind: 'private' as const }
  const times = { at: now, recordedAt: now }
  return {
    tx,
    snapshot,
    bot: inBot,
    messenger: inBot === bot ? 'sandbox' : 'zalo-bot',
    chat,
    vendorUser: who,
    mostPeople: null,
    officer,
    ...times,
    random,
    hasForms: manner.hasForms ?? false,
    verifiedEmail: null,
    mayCopyTo: (id) => id !== 'metered-bot',
  }
}

/** Repeatable bytes, no two calls alike. */
let drawn = 0
export function random(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => {
    drawn = (drawn * 1103515245 + 12345) % 2147483648
    return (drawn >> 16) & 255
  })
}

/** A reply to the card of a matter, perhaps the one a unit got. */
export function under(reference: string, actions: readonly string[] = [], unit: string | null = null): Manner {
  return { shown: { reference, unit, actions }, isReply: true }
}

/** What the buttons under responses do that need no matter. */
export function pressable(responses: readonly Response[]): readonly string[] {
  const t = translators('vi', 'Asia/Ho_Chi_Minh')
  const nothing = {
    matter: null,
    unlinked: [],
    dossierLink: null,
    rules: null,
    commands,
    linkWays: [],
    qr: null,
    file: null,
  }
  const reader = { officer: 'KT1', isOffice: false }
  const facts = { directory, calendar, reader, now: moment('20/11 08:00'), ...nothing }
  return responses.flatMap((response) => buttonsOf(renderResponse(response, facts, t)).map(({ action }) => action))
}

/** The one of some actions that says this, in whatever dialogue. */
export function actionFor(said: string, actions: readonly string[]): string {
  const found = actions.find((action) => splitAction(action).said === said)
  if (found === undefined) throw new Error(`None of ${actions.join(', ')} says ${said}`)
  return found
}

/** The latest card with buttons. */
export function latest(...actions: readonly string[]): Manner {
  return { shown: { reference: null, unit: null, actions } }
}

/** Responses in one line: "ask consult: subject", "refused too-long", "say sentPrivately + today Y1:answer (privately)". */
export function brief(responses: readonly Response[]): string {
  return responses.map((response) => `${briefOne(response)}${response.privately ? ' (privately)' : ''}`).join(' + ')
}

function briefOne(response: Response): string {
  switch (response.kind) {
    case 'say':
      return `say ${response.key.replace('command.said.', '')}`
    case 'refused':
      return `refused ${response.refusal.code}`
    case 'receipt':
      return `receipt ${response.reference} ${response.unit ?? '-'}`
    case 'ask': {
      const [first] = response.askings
      return `ask ${response.action}: ${first?.key}${first?.fault ? ` (${first.fault.code})` : ''}`
    }
    case 'evidence':
      return `evidence ${response.reference} ${response.unit ?? '-'}`
    case 'matter':
      return `matter ${response.reference} ${response.unit ?? '-'} ${response.card}`
    case 'file':
    case 'evidence_file':
      return `${response.kind} ${response.reference}`
    case 'help':
      return `help ${response.topic ?? ''}`.trim()
    case 'today':
      return `today ${response.lines.map(({ reference, what }) => `${reference}:${what}`).join(' ')}`.trim()
    case 'bad_rows':
      return `bad_rows ${response.problems.map(({ line, code }) => `${line}:${code}`).join(' ')}`
    case 'difference':
      return `difference ${response.sections.map(({ code, count }) => `${code}:${count}`).join(' ')}`
    case 'channels':
      return `channels ${response.channels.map(({ bot, hasCopies }) => `${bot}${hasCopies ? '+' : ''}`).join(' ')}`
    case 'settings':
      return `settings ${response.committee === null ? 'own' : 'all'}`
    case 'preview':
    case 'link_code':
      return response.kind
    default:
      return response satisfies never
  }
}
