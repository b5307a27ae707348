/** Linking accounts by one-time codes, on a real embedded database. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Act } from '../../src/actions/act.ts'
import { type IssuedCode, type Linked, linkAccount, makeLinkCode, readCode } from '../../src/actions/linking.ts'
import type { Refusal } from '../../src/domain/decision.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { accounts, linkCodes } from '../../src/store/schema.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { bot, committeeId, found, random } from '../commands/chat.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment } from '../support/given.ts'

const database = embeddedDatabase()

beforeEach(() => found(database(), ['VP1', 'KT1']))

type Try = {
  readonly at?: string
  readonly inBot?: string
  readonly kind?: 'private' | 'group'
  readonly mostPeople?: number
}

async function link(
  who: string,
  code: string,
  { at = '20/11 09:00', inBot = bot, kind = 'private', mostPeople }: Try = {},
) {
  return database().transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const times = { at: moment(at), recordedAt: moment(at) }
    const where = { bot: inBot, messenger: inBot === bot ? 'sandbox' : 'zalo-bot', vendorUser: who }
    return linkAccount(
      { tx, snapshot, ...where, mostPeople: mostPeople ?? null, chat: { id: who, kind }, ...times },
      code,
    )
  })
}

async function make(by: string, officer: string, at = '20/11 08:00'): Promise<IssuedCode | Refusal> {
  return database().transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const times = { at: moment(at), recordedAt: moment(at) }
    const act: Act = { tx, snapshot, by, ...times, bot, messenger: 'sandbox', words: '/malienket' }
    return makeLinkCode(act, officer, random)
  })
}

async function codeFor(officer: string, at?: string): Promise<string> {
  const made = await make('VP1', officer, at)
  if ('refused' in made) throw new Error(made.code)
  return made.code
}

function codeOf(result: Linked | Refusal): string {
  if ('refused' in result) return result.code
  return `${result.officer}${result.isAsked ? ' asked' : result.isNew ? '' : ' again'}`
}

async function register(): Promise<readonly string[]> {
  const lines = await readEvidence(database().db, committeeId, 'SO')
  return lines.map(({ type }) => type)
}

test('a further account of an officer is written down with the ones they had', async () => {
  await link('zoe', await codeFor('VX1'))
  await link('zoe-elsewhere', await codeFor('VX1'), { inBot: 'other-bot' })
  const lines = await readEvidence(database().db, committeeId, 'SO')
  expect(lines.filter(({ type }) => type === 'account_linked')).toMatchObject([
    { body: { officer: 'VX1', bot, account: 'zoe', others: [] } },
    { body: { officer: 'VX1', bot: 'other-bot', account: 'zoe-elsewhere', others: [bot] } },
  ])
})

describe('a code', () => {
  test('links one account with one officer, once, and leaves a trace', async () => {
    const code = await codeFor('VX1')
    expect(codeOf(await link('zoe', code))).toBe('VX1')
    expect(codeOf(await link('zoe', code))).toBe('VX1 again')
    expect(codeOf(await link('tom', code))).toBe('code-used')
    const linked = await database().db.select().from(accounts)
    expect(linked.filter(({ officer }) => officer === 'VX1')).toMatchObject([
      { vendorUser: 'zoe', chat: 'zoe', preference: 1, isReachable: true },
    ])
    expect(await register()).toEqual(['code_made', 'account_linked'])
  })

  test('is read however it is typed', async () => {
    const code = await codeFor('VX1')
    expect(codeOf(await link('zoe', ` ${code.slice(0, 5).toLowerCase()} - ${code.slice(5).toLowerCase()} `))).toBe(
      'VX1',
    )
  })

  test('is stored nowhere: only its hash, salted with the committee', async () => {
    const code = await codeFor('VX1')
    const rows = await database().db.select().from(linkCodes)
    expect(JSON.stringify(rows)).not.toContain(code)
    expect(rows).toMatchObject([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(JSON.stringify(await readEvidence(database().db, committeeId, 'SO'))).not.toContain(code)
  })

  test('holds for 72 hours and no second longer', async () => {
    const [early, late] = [await codeFor('VX1', '20/11 08:00'), await codeFor('CA1', '20/11 08:00')]
    expect(codeOf(await link('zoe', early, { at: '23/11 07:59:59' }))).toBe('VX1')
    expect(codeOf(await link('tom', late, { at: '23/11 08:00' }))).toBe('code-expired')
  })

  test('ends when the same officer gets a new one', async () => {
    const [first, second] = [await codeFor('VX1'), await codeFor('VX1', '20/11 08:30')]
    expect(codeOf(await link('zoe', first))).toBe('code-used')
    expect(codeOf(await link('zoe', second))).toBe('VX1')
  })

  test('shown in a group is used up', async () => {
    const code = await codeFor('VX1')
    expect(codeOf(await link('zoe', code, { kind: 'group' }))).toBe('link-in-private')
    expect(codeOf(await link('zoe', code))).toBe('code-used')
  })

  test('has ten characters that nobody confuses', async () => {
    const codes = await Promise.all(['VX1', 'CA1', 'YT1'].map((officer) => codeFor(officer)))
    for (const code of codes) expect(code).toMatch(/^[ABCDEFGHJKMNPQRSTUVWXYZ2-9]{10}$/)
    expect(new Set(codes).size).toBe(3)
  })
})

describe('wrong codes', () => {
  const wrong = 'AAAAABBBBB'

  test('five lock the sender for an hour, also for the right code', async () => {
    const code = await codeFor('VX1')
    const told = []
    for (let count = 0; count < 5; count++) told.push(await link('zoe', wrong))
    expect(told).toMatchObject([
      { code: 'code-wrong', details: { left: 4 } },
      { details: { left: 3 } },
      { details: { left: 2 } },
      { details: { left: 1 } },
      { code: 'link-locked', details: { minutes: 60 } },
    ])
    expect(await link('zoe', code, { at: '20/11 09:59:59' })).toMatchObject({
      code: 'link-locked',
      details: { minutes: 1 },
    })
    expect(codeOf(await link('zoe', code, { at: '20/11 10:00' }))).toBe('VX1')
    expect(await register()).toEqual(['code_made', 'linking_locked', 'account_linked'])
  })

  test('lock nobody else, and are counted anew after the hour', async () => {
    const code = await codeFor('VX1')
    for (let count = 0; count < 5; count++) await link('zoe', wrong)
    expect(await link('zoe', wrong, { at: '20/11 10:00' })).toMatchObject({ code: 'code-wrong', details: { left: 4 } })
    expect(codeOf(await link('tom', code))).toBe('VX1')
  })

  test('of another committee are wrong here', async () => {
    const code = await codeFor('VX1')
    await database()
      .db.update(linkCodes)
      .set({ hash: 'f'.repeat(64) })
    expect(codeOf(await link('zoe', code))).toBe('code-wrong')
  })
})

test('a bot takes no more people than its vendor’s plan, says so, and leaves the code unused', async () => {
  const code = await codeFor('VX1')
  expect(await link('vx', code, { mostPeople: 2 })).toMatchObject({ code: 'bot-full', details: { most: 2 } })
  expect(codeOf(await link('vx', code, { mostPeople: 3 }))).toBe('VX1')
})

describe('linking again needs the Office', () => {
  test('an officer has one account in a bot, and may have one in another', async () => {
    const [first, second] = [await codeFor('KT1'), await codeFor('VX1')]
    expect(codeOf(await link('zoe', first))).toBe('KT1 asked')
    expect(codeOf(await link('zoe', second))).toBe('VX1')
    const third = await codeFor('VX1')
    expect(codeOf(await link('zoe-on-zalo', third, { inBot: 'other-bot' }))).toBe('VX1')
    const linked = await database().db.select().from(accounts)
    expect(linked.find(({ bot: of }) => of === 'other-bot')).toMatchObject({ officer: 'VX1', preference: 2 })
  })

  test('an account belongs to one officer; asking for another leaves a trace and uses the code up', async () => {
    const code = await codeFor('VX1')
    expect(codeOf(await link('KT1', code))).toBe('VX1 asked')
    expect(await register()).toEqual(['code_made', 'relinking_asked'])
    expect(codeOf(await link('zoe', code))).toBe('code-used')
  })
})

describe('making a code', () => {
  test.each([
    ['VP1', 'VX1', 'made'],
    ['VP2', 'VX1', 'made'],
    ['KT1', 'VX1', 'office-only'],
    ['VP1', 'XX9', 'unknown-officer'],
  ])('%s for %s: %s', async (by, officer, expected) => {
    const made = await make(by, officer)
    expect('refused' in made ? made.code : 'made').toBe(expected)
    expect(await register()).toEqual([expected === 'made' ? 'code_made' : 'refused'])
  })
})

test('a text is a code only with ten of its characters', () => {
  expect(readCode('abcde 23456')).toBe('ABCDE23456')
  expect(readCode('ABCDE‑23456')).toBe('ABCDE23456')
  for (const text of ['ABCDE2345', 'ABCDE234567', 'ABCDE23450', 'OBCDE23456', 'chào anh chị', ''])
    expect(readCode(text)).toBeNull()
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readCode(text) ?? 'ABCDE23456').toMatch(/^[ABCDEFGHJKMNPQRSTUVWXYZ2-9]{10}$/)
    }),
  )
})
