import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block, Card, Form } from '../../../src/cards/card.ts'
import type { Messenger, Post } from '../../../src/messengers/messenger.ts'
import { writePress } from '../../../src/messengers/slack/press.ts'
import { blankCard, letterFile, longCard, requestCard, sampleForm } from '../../contract/samples.ts'
import { connectTo, shownIn } from '../../support/slack-bench.ts'
import { SlackRefusal } from '../../support/slack-blocks.ts'
import type { SlackUser } from '../../support/slack-people.ts'
import { type SlackServer, startSlackServer } from '../../support/slack-server.ts'

let server: SlackServer
let user: SlackUser
let slack: Messenger
beforeEach(async () => {
  server = await startSlackServer()
  user = server.addUser('thu')
  slack = await connectTo(server, 'socket')
})
afterEach(() => server.close())

const nextTurn = async () => server.advance(1)

function post(card: Card, rest: Partial<Post> = {}): ReturnType<Messenger['post']> {
  return slack.post({ chat: user.id, card, replyTo: null, silent: false, key: 'k', nextTurn, ...rest })
}

async function postedIds(card: Card, rest: Partial<Post> = {}): Promise<readonly string[]> {
  const sending = await post(card, rest)
  if (sending.outcome !== 'sent') throw new Error(JSON.stringify(sending))
  server.advance(2)
  return sending.messages
}

const shown = () => shownIn(server.vendor.direct(user.id))

describe('a refusal of Slack', () => {
  test.each([
    ['channel_not_found', { outcome: 'unreachable', movedTo: null }],
    ['not_in_channel', { outcome: 'unreachable' }],
    ['is_archived', { outcome: 'unreachable' }],
    ['user_disabled', { outcome: 'unreachable' }],
    ['messages_tab_disabled', { outcome: 'unreachable' }],
    ['restricted_action_read_only_channel', { outcome: 'unreachable' }],
    ['invalid_auth', { outcome: 'retry-later', seconds: 300, scope: 'bot' }],
    ['token_revoked', { outcome: 'retry-later', seconds: 300, scope: 'bot' }],
    ['account_inactive', { outcome: 'retry-later', seconds: 300, scope: 'bot' }],
    ['internal_error', { outcome: 'retry-later', scope: 'bot' }],
    ['rate_limited', { outcome: 'retry-later', scope: 'chat' }],
    ['msg_too_long', { outcome: 'rejected' }],
    ['msg_blocks_too_long', { outcome: 'rejected' }],
    ['invalid_blocks', { outcome: 'rejected' }],
  ])('%s becomes %j', async (code, expected) => {
    server.failNext(new SlackRefusal(code))
    expect(await post(blankCard)).toMatchObject({ ...expected, reason: code })
  })

  test('for want of a scope names the scope, rests one chat and calls for an admin', async () => {
    const logged: unknown[] = []
    slack = await connectTo(server, 'socket', { tools: { log: (...line) => void logged.push(line) } })
    server.vendor.scopes.delete('files:write')
    const sending = await post({ ...blankCard, blocks: [{ kind: 'file', file: letterFile }] })
    expect(sending).toMatchObject({ outcome: 'retry-later', scope: 'chat', reason: 'missing_scope: files:write' })
    expect(logged).toContainEqual(['error', expect.stringContaining('install the app again'), expect.anything()])
  })

  test('a 429 rests the chat for as long as Slack says', async () => {
    server.failNext(new SlackRefusal('ratelimited', { retryAfter: 31 }))
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', seconds: 31, scope: 'chat' })
  })

  test('two cards within a second in one chat are one too many', async () => {
    await post(blankCard)
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', seconds: 1, scope: 'chat' })
  })
})

describe('trouble on the way', () => {
  test.each(['hang-up', 'outage', 'page', 'lost-answer'] as const)(
    '%s is tried later, and the reason holds no token',
    async (trouble) => {
      server.failNext(trouble)
      const sending = await post(blankCard)
      expect(sending).toMatchObject({ outcome: 'retry-later', scope: 'bot' })
      expect(JSON.stringify(sending)).not.toContain('not-a-real')
      expect(
        server.calls.filter((method) => method === 'chat.postMessage'),
        'nothing is retried here',
      ).toHaveLength(1)
    },
  )

  test('a server that never answers is given up in time', async () => {
    slack = await connectTo(server, 'socket', { timeouts: { call: 0.1, file: 1 } })
    server.failNext('silence')
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', reason: 'network: timed out' })
  })

  test('with the token is an error somebody must mend, and no log shows the token', async () => {
    const logged: unknown[] = []
    slack = await connectTo(server, 'socket', {
      token: 'xoxb-wrong',
      tools: { log: (...line) => void logged.push(line) },
    })
    expect(await post(blankCard)).toMatchObject({ outcome: 'retry-later', scope: 'bot', seconds: 300 })
    expect(logged).toContainEqual(['error', expect.stringContaining('SLACK_BOT_TOKEN'), expect.anything()])
    expect(JSON.stringify(logged)).not.toContain('xoxb-wrong')
  })

  test('in the middle of a card leaves no message twice when the delivery is tried again', async () => {
    const breakOnce = async () => {
      server.advance(1)
      if (shown().length === 1) server.failNext('hang-up')
    }
    expect(await post(longCard, { nextTurn: breakOnce })).toMatchObject({ outcome: 'retry-later' })
    expect(shown()).toHaveLength(1)
    server.advance(1)
    const whole = await postedIds(longCard)
    expect(shown().map(({ id }) => id)).toEqual(whole)
  })

  test('with the store of files sends the file again, and not the words', async () => {
    const card: Card = { ...blankCard, blocks: [{ kind: 'file', file: letterFile }] }
    server.failNext('outage', 'upload')
    expect(await post(card)).toMatchObject({ outcome: 'retry-later' })
    server.advance(1)
    await postedIds(card)
    expect(shown().map(({ text, files }) => [text, files.length])).toEqual([
      [blankCard.title, 0],
      ['', 1],
    ])
  })
})

describe('an edit', () => {
  const closed: Card = { title: 'Đã khép lại', tone: 'settled', blocks: [] }
  const edit = (messages: readonly string[]) => slack.edit({ chat: user.id, messages, card: closed, nextTurn })

  test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    'of a message that is %s is done',
    async (code) => {
      const messages = await postedIds(requestCard)
      server.failNext(new SlackRefusal(code))
      expect(await edit(messages)).toMatchObject({ outcome: 'sent', messages })
    },
  )

  test('goes by the real channel, although the chat goes by its person', async () => {
    const messages = await postedIds(requestCard)
    expect(await edit(messages)).toMatchObject({ outcome: 'sent', messages })
    expect(shown()).toMatchObject([{ text: '▪️ Đã khép lại', buttons: [] }])
  })

  test('of what bears no id of Slack’s changes nothing', async () => {
    expect(await edit(['sandbox-7'])).toMatchObject({ outcome: 'sent' })
    expect(server.calls).not.toContain('chat.update')
  })
})

describe('a card', () => {
  test('is posted all the same when the thread it belongs to is gone', async () => {
    let turns = 0
    const turn = async () => {
      turns += 1
      server.advance(1)
    }
    for (const replyTo of ['D01/1.000001', 'no id']) await postedIds(blankCard, { replyTo, nextTurn: turn })
    expect(turns, 'the refused call had a turn of its own').toBe(1)
    expect(shown().map(({ replyTo }) => replyTo)).toEqual([null, null])
  })

  test('with a button without an action is a programming error', async () => {
    const blocks: Block[] = [{ kind: 'buttons', buttons: [{ label: 'x', action: '', style: 'plain' }] }]
    await expect(post({ ...blankCard, blocks })).rejects.toThrow(RangeError)
  })

  test('says its words in the notification, escaped', async () => {
    await postedIds({ ...blankCard, title: 'A & B <gấp>' })
    expect([...server.vendor.direct(user.id).messages.values()][0]?.notification).toBe('A & B <gấp>')
  })
})

describe('a form', () => {
  const press = () =>
    writePress({ trigger: server.vendor.openTrigger(user.id), url: null, chat: { id: user.id, kind: 'private' } })

  test('three seconds later opens no more, and neither does it twice: it is asked in the chat then', async () => {
    const late = press()
    server.advance(4)
    expect(await slack.openForm(late, sampleForm)).toMatchObject({
      outcome: 'unreachable',
      reason: 'expired_trigger_id',
    })
    const twice = press()
    await slack.openForm(twice, sampleForm)
    expect(await slack.openForm(twice, sampleForm)).toMatchObject({ reason: 'exchanged_trigger_id' })
  })

  test('with more choices than Slack shows is rejected, as is one without a press', async () => {
    const options = Array.from({ length: 101 }, (_, index) => ({ value: `${index}`, label: `Đơn vị ${index}` }))
    const form: Form = {
      ...sampleForm,
      fields: [{ key: 'to', label: 'Ai?', hint: null, required: true, kind: 'choices', options }],
    }
    expect(await slack.openForm(press(), form)).toMatchObject({ outcome: 'rejected' })
    expect(await slack.openForm('nonsense', sampleForm)).toMatchObject({ outcome: 'rejected' })
  })

  test.each([10, 11, 100])('with %i choices shows them all, and brings back the chosen', async (count) => {
    const options = Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: 'Đơn vị '.repeat(20) }))
    const field = { key: 'to', label: 'Ai?', hint: null, required: true, options } as const
    const form: Form = {
      ...sampleForm,
      fields: [
        { ...field, kind: 'choices' },
        { ...field, key: 'one', kind: 'choice' },
      ],
    }
    expect(await slack.openForm(press(), form)).toMatchObject({ outcome: 'sent' })
    expect(user.person.openView?.inputs.map((input) => input.options.length)).toEqual([count, count])
  })
})

describe('words for the presser alone', () => {
  const press = (kind: 'private' | 'group') =>
    writePress({ trigger: 't', url: server.vendor.openHook('C01', user.id), chat: { id: 'C01', kind } })

  test('are whispered in a channel, and left out in private, where everything is a message', async () => {
    await slack.answer(press('group'), 'Chưa rõ & <gấp>')
    await slack.answer(press('private'), 'Đã ghi')
    expect(server.vendor.whispers).toEqual([{ channel: 'C01', user: user.id, text: 'Chưa rõ & <gấp>' }])
  })

  test('too late or too often count as said; when Slack is down they are tried later', async () => {
    const late = press('group')
    server.advance(31 * 60)
    expect(await slack.answer(late, 'Đã ghi')).toMatchObject({ outcome: 'sent' })
    server.failNext('outage', 'hooks')
    expect(await slack.answer(press('group'), 'Đã ghi')).toMatchObject({ outcome: 'retry-later' })
  })
})

describe('a file somebody sent', () => {
  const file = { handle: 'https://evil.example/x', name: 'x', mime: 'text/plain', size: null }

  test('is fetched from Slack’s hosts alone: no other gets the token', async () => {
    await expect(slack.download(file, 10)).rejects.toThrow('FOREIGN_HOST')
    await expect(slack.download({ ...file, handle: 'https://notslack.com/x' }, 10)).rejects.toThrow('FOREIGN_HOST')
  })

  test('without the scope is a failure that says no address', async () => {
    server.vendor.scopes.delete('files:read')
    user.sendsFile({ name: 'x.txt', mime: 'text/plain', bytes: new Uint8Array(3) }, '')
    const [stored] = [...server.vendor.files.values()]
    const handle = `${server.vendor.address()}files/${stored?.id}/x.txt`
    const failure = slack.download({ ...file, handle }, 10).catch(String)
    expect(await failure).toMatch(/STATUS_302$/)
    expect(await failure).not.toMatch(/http|xoxb/)
  })
})
