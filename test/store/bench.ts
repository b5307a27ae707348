/** A small committee to hang rows on, and rows as short as a test wants to write them. */
import type { NewDelivery } from '../../src/store/deliveries.ts'
import { ensureBot, type Founding, insertCommittee } from '../../src/store/directory.ts'
import type { Database } from '../../src/store/tx.ts'

export const committeeId = 'xa-thu'
const sinceOn = Temporal.PlainDate.from('2025-07-01')
const nowhere = { abbreviations: [], parent: null, functions: [], validToOn: null, successors: [] }

export const founding: Founding = {
  committee: {
    id: committeeId,
    name: 'UBND xã Thử',
    level: 'commune',
    timeZone: 'Asia/Ho_Chi_Minh',
    language: 'vi',
    profile: 'default',
  },
  ownRegulation: null,
  units: ['KT', 'VP'].map((id) => ({ ...nowhere, id, name: `Đơn vị ${id}`, validFromOn: sinceOn })),
  officers: ['KT1', 'KT2', 'VP1'].map((id) => ({ id, name: `Cán bộ ${id}`, language: 'vi' })),
  posts: [{ unit: 'KT', officer: 'KT1', kind: 'unit_head', order: 1, fromOn: sinceOn, toOn: null }],
  actingOrders: [],
}

/** Founds the small committee (or another like it), with two bots. */
export async function foundSmall(database: Database, id: string = committeeId): Promise<void> {
  await database.transaction((tx) => insertCommittee(tx, { ...founding, committee: { ...founding.committee, id } }))
  const prefix = id === committeeId ? '' : `${id}-`
  for (const bot of ['bot', 'other'])
    await ensureBot(database.db, { id: prefix + bot, committeeId: id, messenger: 'x' })
}

/** 'HH:MM' or 'HH:MM:SS' of Wednesday 18 November 2026, Vietnamese time. */
export function time(at: string): Temporal.Instant {
  return Temporal.Instant.from(`2026-11-18T${at}+07:00`)
}

/** A telling to one chat, due at 08:00. */
export function telling(key: string, rest: Partial<NewDelivery> = {}): NewDelivery {
  return {
    key,
    bot: 'bot',
    chat: 'chat',
    isPrivate: true,
    officer: 'KT1',
    kind: 'post',
    reference: 'Y1',
    notice: { of: 'consultation', kind: 'asked', unit: 'KT' },
    target: null,
    press: null,
    isLive: false,
    isUrgent: false,
    notBeforeAt: time('08:00'),
    untilAt: null,
    ...rest,
  }
}
