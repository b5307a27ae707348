import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Messenger } from '../../../src/messengers/messenger.ts'
import { connectTo } from '../../support/slack-bench.ts'
import { SlackRefusal } from '../../support/slack-blocks.ts'
import type { SlackUser } from '../../support/slack-people.ts'
import { type SlackServer, startSlackServer } from '../../support/slack-server.ts'

let server: SlackServer
let user: SlackUser
let slack: Messenger
beforeEach(async () => {
  server = await startSlackServer()
  user = server.addUser('thu')
  user.person.email = 'thu.cao@songmay.example'
  slack = await connectTo(server, 'socket')
})
afterEach(() => server.close())

const vouched = (id = user.id) => slack.verifiedEmail?.(id)

describe('an e-mail the workspace vouches for', () => {
  test('is the confirmed address of a full member, exactly as the workspace has it', async () => {
    expect(await vouched()).toBe('thu.cao@songmay.example')
    user.person.email = 'Thu.Cao@songmay.example'
    expect(await vouched()).toBe('Thu.Cao@songmay.example')
  })

  test.each([
    { is_email_confirmed: false },
    { is_email_confirmed: undefined },
    { deleted: true },
    { is_bot: true },
    { is_workflow_bot: true },
    { is_connector_bot: true },
    { is_restricted: true },
    { is_restricted: true, is_ultra_restricted: true },
    { is_stranger: true },
    { is_invited_user: true },
    { team_id: 'T0ANOTHER' },
  ])('is none of somebody marked %j', async (marks) => {
    user.person.marks = marks
    expect(await vouched()).toBeNull()
  })

  test('is none where there is no address; an app that may not see it is at fault, and says so', async () => {
    user.person.email = null
    expect(await vouched()).toBeNull()
    server.vendor.scopes.delete('users:read.email')
    await expect(vouched()).rejects.toThrow(/missing_scope: users:read.email$/)
  })

  test('is not known while Slack does not say: it fails with a code, and without a secret', async () => {
    await expect(vouched('U0NOBODY')).rejects.toThrow(/user_not_found$/)
    server.failNext('outage', 'users.info')
    await expect(vouched()).rejects.toThrow(/does not tell an e-mail: status 502$/)
    server.failNext(new SlackRefusal('ratelimited', { retryAfter: 30 }), 'users.info')
    await expect(vouched()).rejects.toThrow(/429 retry after 30$/)
    server.vendor.scopes.delete('users:read')
    await expect(vouched()).rejects.toThrow(/missing_scope: users:read$/)
  })
})
