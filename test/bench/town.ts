/** A town large enough to measure in: many units, each with a linked head, and as many consultations as wanted. */
import { sql } from 'drizzle-orm'
import { foundCommittee } from '../../src/actions/committee.ts'
import { prepareConsultation } from '../../src/actions/consultation.ts'
import { witnessDelivery } from '../../src/actions/witness.ts'
import type { Letter } from '../../src/domain/consultation-letter.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { ensureBot, type Founding } from '../../src/store/directory.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import type { Database } from '../../src/store/tx.ts'

export const committeeId = 'xa-do'
export const bot = 'telegram'
export const sentAt = Temporal.Instant.from('2026-11-16T08:00+07:00')
/** 24:00 of Thursday 19 November 2026, three working days later. */
export const dueAt = Temporal.Instant.from('2026-11-20T00:00+07:00')

/** A private chat with Telegram has the number of the person. */
export const userOf = (unit: number): number => 1000 + unit

const sinceOn = Temporal.PlainDate.from('2025-07-01')
const plain = { abbreviations: [], parent: null, functions: [], validFromOn: sinceOn, validToOn: null, successors: [] }
const unitId = (number: number): string => `DV${number}`
const headOf = (number: number): string => `${unitId(number)}-1`

function foundingOf(units: number): Founding {
  const numbers = Array.from({ length: units + 1 }, (_, number) => number)
  return {
    committee: {
      id: committeeId,
      name: 'UBND xã Đo',
      level: 'commune',
      timeZone: 'Asia/Ho_Chi_Minh',
      language: 'vi',
      profile: 'default',
    },
    ownRegulation: {
      title: 'Quy chế làm việc của UBND xã Đo',
      number: '01/2026/QĐ-UBND',
      issuedOn: '2026-01-12',
      clause: 'Điều 3',
    },
    units: numbers.map((number) => ({ ...plain, id: unitId(number), name: `Đơn vị số ${number}` })),
    officers: numbers.map((number) => ({ id: headOf(number), name: `Cán bộ ${number}`, language: 'vi' as const })),
    posts: numbers.map((number) => ({
      unit: unitId(number),
      officer: headOf(number),
      kind: 'unit_head' as const,
      order: 1,
      fromOn: sinceOn,
      toOn: null,
    })),
    actingOrders: [],
  }
}

/** Founds the town. Unit 0 leads; the heads of all are linked. */
export async function foundTown(database: Database, units: number): Promise<void> {
  await database.transaction((tx) => foundCommittee(tx, foundingOf(units), sentAt))
  await ensureBot(database.db, { id: bot, committeeId, messenger: bot })
  await database.transaction(async (tx) => {
    for (let number = 0; number <= units; number += 1) {
      const chat = String(userOf(number))
      const account = { committeeId, bot, vendorUser: chat, officer: headOf(number), chat, preference: 1 }
      await insertAccount(tx, { ...account, isReachable: true, linkedAt: sentAt })
    }
  })
}

function letterTo(units: readonly number[]): Letter {
  return {
    leadUnit: unitId(0),
    subject: 'Dự thảo Quy chế phối hợp giải tỏa hành lang đê',
    questions: ['Mức hỗ trợ tại Điều 5', 'Nguồn kinh phí tại Điều 7'],
    consulted: units.map((number) => ({ unit: unitId(number), why: 'có liên quan đến địa bàn' })),
    everybodyBecause: 'liên quan đến mọi địa bàn',
    dossier: { kind: 'link', url: 'https://vanban.xado.example/ho-so/7' },
    limit: { kind: 'working_days', days: 3 },
    urgency: 'normal',
    informed: [],
    statesSilence: false,
    againBecause: 'mỗi lần đo hỏi lại cùng nội dung',
  }
}

/** Sends one consultation to some units and proves that each was reached; its reference. */
export async function sendConsultation(database: Database, units: readonly number[]): Promise<string> {
  return database.transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const times = { at: sentAt, recordedAt: sentAt }
    const act = { tx, snapshot, by: headOf(0), bot, messenger: bot, words: 'consult', ...times }
    const outcome = await prepareConsultation(act, letterTo(units))
    if (outcome.refusal !== null) throw new Error(outcome.refusal.code)
    const matter = { kind: 'consultation', reference: outcome.reference } as const
    for (const number of units) {
      const [unit, officer] = [unitId(number), headOf(number)]
      const delivered = { kind: 'asked', unit, officer, messenger: bot, at: sentAt, recordedAt: sentAt }
      const line = { type: 'delivered', actor: null, messenger: bot, happenedAt: sentAt, recordedAt: sentAt, body: {} }
      await witnessDelivery({ ...act, by: null, words: null }, matter, { delivered, line })
    }
    return outcome.reference
  })
}

/** Nothing of what was told so far is left to send. */
export async function forgetDeliveries(database: Database): Promise<void> {
  await database.db.execute(sql`delete from deliveries`)
}

/** Copies a consultation `count` times under further numbers, with what is owed and its evidence. */
export async function multiply(database: Database, reference: string, count: number): Promise<void> {
  const [first, last] = [100_000, 100_000 + count - 1]
  const copy = sql`generate_series(${first}::int, ${last}::int) n`
  await database.db.execute(sql`
    insert into matters (committee_id, reference, kind, state, body, next_due_at, evidence_sequence, evidence_hash, changed_at)
    select committee_id, 'Y' || n, kind, state, jsonb_set(body, '{reference}', to_jsonb('Y' || n)), next_due_at, evidence_sequence,
      evidence_hash, changed_at from matters, ${copy} where reference = ${reference}`)
  await database.db.execute(sql`
    insert into obligations (committee_id, unit, reference, what, due_at)
    select committee_id, unit, 'Y' || n, what, due_at from obligations, ${copy} where reference = ${reference}`)
  await database.db.execute(sql`analyze matters, obligations`)
}
