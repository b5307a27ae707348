import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Bot, Ground } from '../../src/jobs/ground.ts'
import type { Loop } from '../../src/jobs/loop.ts'
import type { Brought, Messenger, WebhookReply } from '../../src/messengers/messenger.ts'
import { createFleet, type Fleet, type Wanted } from '../../src/program/fleet.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { openLeadership } from '../../src/store/leadership.ts'
import { fakeClock } from '../support/clock.ts'
import { embeddedDatabase } from '../support/database.ts'
import { makeGround } from '../support/office-ground.ts'

const database = embeddedDatabase()
const committeeId = sampleCommune.committee.id

let bots: Bot[]
let joined: string[]
let left: string[]
let opened: string[]
let logged: string[]
let news: PromiseWithResolvers<void>
let fleet: Fleet

beforeEach(() => {
  bots = []
  const expected: string[] = []
  joined = []
  left = []
  opened = []
  logged = []
  news = Promise.withResolvers()
  const clock = fakeClock('2026-11-20T08:00+07:00')
  const parts = { database: database(), clock, machine: clock, wait: async () => {}, linkToFile: null }
  const ground: Ground = {
    ...makeGround({ ...parts, bots }, () => {}),
    expected,
    log: (_level, message, facts) => {
      logged.push(`${message} ${JSON.stringify(facts)}`)
      tellNews()
    },
  }
  const leadership = openLeadership(database())
  const loop: Loop = {
    wake: () => {},
    joins: ({ id }) => joined.push(id),
    leaves: async ({ id }) => {
      await Promise.resolve()
      left.push(`${id} ${bots.some((bot) => bot.id === id) ? 'still' : 'no longer'} here`)
    },
    stop: async () => {},
  }
  fleet = createFleet({ ground, bots, expected, leadership, loop, publicUrl: 'https://ubnd.example' })
})
afterEach(() => fleet.stop())

function tellNews(): void {
  news.resolve()
  news = Promise.withResolvers()
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await news.promise
}

/** A bot that is brought its updates, whose answer to a call is said by the test. */
function brought(name: string, accept: Brought['accept'], open: Brought['open'] = async () => {}): Messenger {
  const ingress: Brought = {
    kind: 'webhook',
    accept,
    isBehind: null,
    open: async (url) => {
      await open(url)
      opened.push(url)
      tellNews()
    },
  }
  return { name, ingress } as Messenger
}

const saying = (words: string) => async (): Promise<WebhookReply> => ({ status: 200, body: words })
const nobodys = async () => null

function wanted(id: string, messenger: string, connect: Wanted['connect']): Wanted {
  return { id, committeeId, messenger, connect }
}

async function call(messenger: string, bot: string | null = null) {
  return (await fleet.take({ messenger, bot, headers: {}, body: new Uint8Array() }))?.body ?? null
}

describe('joining', () => {
  test('one that cannot be reached is tried again and holds up no other', async () => {
    let tries = 0
    fleet.join(
      wanted('slack', 'slack', async () => {
        tries += 1
        if (tries === 1) throw new Error('slack.com cannot be reached')
        return brought('slack', nobodys)
      }),
    )
    fleet.join(wanted('telegram', 'telegram', async () => brought('telegram', nobodys)))
    await until(() => opened.length === 1)
    expect(joined).toEqual(['telegram'])
    await until(() => opened.length === 2)
    expect(joined).toEqual(['telegram', 'slack'])
    expect(bots.map(({ id }) => id)).toEqual(joined)
    expect(logged[0]).toContain('slack.com cannot be reached')
  })

  test('one whose access runs out sees to it from the first, though nothing is said', async () => {
    let kept = 0
    const keepAccess = async () => {
      kept += 1
      tellNews()
    }
    fleet.join(wanted('zalo-oa', 'zalo-oa', async () => ({ ...brought('zalo-oa', nobodys), keepAccess })))
    await until(() => kept > 0)
    expect(kept).toBe(1)
  })

  test('one that is let go writes down what it has under way before it is forgotten', async () => {
    fleet.join(wanted('so-2', 'telegram', async () => brought('telegram', nobodys)))
    await until(() => joined.length === 1 && opened.length === 1)
    await fleet.leave('so-2')
    expect(left).toEqual(['so-2 still here'])
    expect(bots).toEqual([])
  })

  test('one that is still being tried does not keep the program from stopping', async () => {
    fleet.join(wanted('slack', 'slack', () => Promise.reject(new Error('never'))))
    await until(() => logged.length > 0)
    await fleet.stop()
    expect(bots).toEqual([])
  })
})

describe('the address of a bot', () => {
  test('is told to its vendor until the vendor takes it; added bots have their own', async () => {
    let refusals = 1
    const hesitant = async () => {
      refusals -= 1
      if (refusals >= 0) throw new Error('bad webhook: Failed to resolve host')
    }
    fleet.join(wanted('telegram', 'telegram', async () => brought('telegram', nobodys, hesitant)))
    fleet.join(wanted('so-2', 'telegram', async () => brought('telegram', nobodys)))
    await until(() => opened.length === 2)
    expect(opened.toSorted()).toEqual([
      'https://ubnd.example/webhooks/telegram',
      'https://ubnd.example/webhooks/telegram/so-2',
    ])
    expect(logged.some((line) => line.includes('Failed to resolve host'))).toBe(true)
  })

  test('a call goes to the bot of its address, and on to the next of that messenger when it is not its own', async () => {
    fleet.join(wanted('first', 'slack', async () => brought('slack', saying('first'))))
    fleet.join(wanted('slack', 'slack', async () => brought('slack', nobodys)))
    fleet.join(wanted('telegram', 'telegram', async () => brought('telegram', saying('telegram'))))
    await until(() => opened.length === 3)
    expect(await call('slack')).toBe('first')
    expect(await call('slack', 'first')).toBe('first')
    expect(await call('telegram')).toBe('telegram')
  })

  test('a call for a bot that is not joined yet is told to come again', async () => {
    const joining = Promise.withResolvers<Messenger>()
    fleet.join(wanted('slack', 'slack', () => joining.promise))
    const body = { messenger: 'slack', bot: null, headers: {}, body: new Uint8Array() }
    expect(await fleet.take(body)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    joining.resolve(brought('slack', saying('joined')))
    await until(() => opened.length === 1)
    expect(await call('slack')).toBe('joined')
  })

  test('nobody is at the address of another messenger, of an unknown bot, or of calls that are nobody’s', async () => {
    fleet.join(wanted('telegram', 'telegram', async () => brought('telegram', nobodys)))
    await until(() => opened.length === 1)
    expect(await call('telegram')).toBeNull()
    expect(await call('slack')).toBeNull()
    expect(await call('telegram', 'so-9')).toBeNull()
    expect(await call('slack', 'telegram')).toBeNull()
  })
})
