/** What came in and is to be handled when something is not as it was. The rest is lived in the scenarios. */
import { expect, test } from 'vitest'
import { handleSafely } from '../../src/jobs/handle.ts'
import { fakeClock } from '../support/clock.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment } from '../support/given.ts'
import { makeGround } from '../support/office-ground.ts'

const database = embeddedDatabase()

test('what came through a bot that left meanwhile waits, and is no fault', async () => {
  const clock = fakeClock('2026-11-20T08:00+07:00')
  const faults: string[] = []
  const parts = { database: database(), clock, machine: clock, wait: async () => {}, linkToFile: null, bots: [] }
  const ground = makeGround(parts, (fault) => faults.push(fault))
  const came = { update: '1', chat: '7', body: {}, isSecret: false, sinceAt: null, receivedAt: moment('20/11 08:00') }
  const waiting = { bot: 'so-2', ...came, attempts: 0 }
  expect(await handleSafely(ground, waiting, new Map())).toBe(false)
  expect(faults).toEqual([])
})
