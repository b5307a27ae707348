import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readUpdate, receive } from '../../../src/messengers/telegram/receive.ts'

const me = { id: 4242, username: 'DonDocThuBot' }
const head = { id: 501, is_bot: false, first_name: 'Nguyễn Thị', last_name: 'Mẫu' }
const chat = { id: 501, type: 'private' }
const message = { message_id: 7, date: 1_795_000_000, chat, from: head, text: 'Đồng ý' }
const read = (body: object, identity: { id: number; username: string | null } = me) =>
  receive({ id: '1', chat: '501', body: { update_id: 1, ...body } }, identity)
const said = (rest: object, identity?: { id: number; username: string | null }) =>
  read({ message: { ...message, ...rest } }, identity)

describe('a message', () => {
  test('is a text with its sender, chat and time', () => {
    expect(said({})).toEqual({
      kind: 'text',
      chat: { id: '501', kind: 'private' },
      sender: { id: '501', name: 'Nguyễn Thị Mẫu' },
      at: Temporal.Instant.fromEpochMilliseconds(1_795_000_000_000),
      text: 'Đồng ý',
      replyTo: null,
      files: [],
      press: null,
    })
  })

  test.each(['group', 'supergroup'])('of a %s is of a group', (type) => {
    expect(said({ chat: { id: -1_000_000_000_123, type } })).toMatchObject({
      chat: { id: '-1000000000123', kind: 'group' },
    })
  })

  test('with a start link keeps its code', () => {
    expect(said({ text: '/start K7M2P9QRST' })).toMatchObject({ text: '/start K7M2P9QRST' })
  })

  test.each([
    ['/agree@DonDocThuBot Y12', '/agree Y12'],
    ['/agree@dondocthubot', '/agree'],
    ['@DonDocThuBot đồng ý', 'đồng ý'],
    ['@PhongKinhTe đồng ý', '@PhongKinhTe đồng ý'],
    ['gửi tới a@b.vn', 'gửi tới a@b.vn'],
    ['/đồng_ý Y12', '/đồng_ý Y12'],
  ])('"%s" is read as "%s"', (text, words) => {
    expect(said({ text })).toMatchObject({ text: words })
  })

  test('with a command for another bot says nothing to us, unless our own name is not known yet', () => {
    expect(said({ text: '/agree@AnotherBot Y12' })).toBeNull()
    expect(said({ text: '/agree@AnotherBot Y12' }, { id: 4242, username: null })).toMatchObject({ text: '/agree Y12' })
  })

  test('answers one of ours, or somebody else', () => {
    const answering = (id: number) => said({ reply_to_message: { message_id: 3, from: { id } } })
    expect(answering(4242)).toMatchObject({ replyTo: '3' })
    expect(answering(502)).toMatchObject({ replyTo: null })
  })

  test.each([
    [
      'document',
      { file_id: 'D', file_name: 'tờ trình.pdf', mime_type: 'application/pdf', file_size: 9 },
      'D',
      'tờ trình.pdf',
      9,
    ],
    ['document', { file_id: 'D' }, 'D', 'tep', null],
    ['photo', [{ file_id: 'S' }, { file_id: 'L', file_size: 90 }], 'L', 'anh.jpg', 90],
    ['voice', { file_id: 'V', mime_type: 'audio/ogg' }, 'V', 'ghi-am.ogg', null],
  ])('brings its %s as a file', (field, value, handle, name, size) => {
    const { text: _text, ...bare } = message
    expect(read({ message: { ...bare, caption: 'Kèm theo', [field]: value } })).toMatchObject({
      text: 'Kèm theo',
      files: [{ handle, name, size }],
    })
    expect(read({ message: { ...bare, [field]: value } })).toMatchObject({ text: '' })
  })

  test.each([
    ['of another bot', { from: { ...head, is_bot: true } }],
    ['of a channel', { chat: { id: -100, type: 'channel' } }],
    ['without a sender', { from: undefined }],
    ['that only serves', { text: undefined, new_chat_title: 'Văn phòng' }],
  ])('%s says nothing to us', (_name, rest) => {
    expect(said(rest)).toBeNull()
  })
})

describe('other updates', () => {
  test('a press has an action and no time', () => {
    const query = { id: '99', from: head, data: 'agree Y12', message: { message_id: 8, date: 0, chat } }
    expect(read({ callback_query: query })).toMatchObject({
      kind: 'press',
      action: 'agree Y12',
      message: '8',
      press: '99',
      at: null,
    })
  })

  test.each([
    ['kicked', {}, false],
    ['left', {}, false],
    ['member', {}, true],
    ['administrator', {}, true],
    ['restricted', { is_member: false }, false],
    ['restricted', { is_member: true }, true],
  ])('a membership %s %j means reachable: %s', (status, rest, reachable) => {
    const change = { chat, from: head, date: 1_795_000_000, new_chat_member: { status, ...rest } }
    expect(read({ my_chat_member: change })).toMatchObject({ kind: 'reach', reachable })
  })

  test('an upgraded group has moved, even when an anonymous administrator did it', () => {
    const from = { id: 1_087_968_824, is_bot: true, first_name: 'Group' }
    const upgrade = { text: undefined, from, chat: { id: -5, type: 'group' }, migrate_to_chat_id: -1_000_000_000_005 }
    expect(said(upgrade)).toMatchObject({ kind: 'moved', chat: { id: '-5' }, to: '-1000000000005' })
  })

  test('an edited message says nothing: the words first sent are the ones recorded', () => {
    expect(read({ edited_message: message })).toBeNull()
    expect(read({ channel_post: message })).toBeNull()
  })
})

describe('an act of a form that is not known', () => {
  const press = { id: 'q', from: head, data: 'agree Y12', message: { message_id: 7, chat } }
  const told = { kind: 'unread', from: { chat: { id: '501', kind: 'private' }, sender: { id: '501' } } }

  test.each([
    ['a press whose data came in another field', { callback_query: { ...press, data: undefined } }],
    ['a press with a number for its id', { callback_query: { ...press, id: 7 } }],
    ['a message whose words are no text', { message: { ...message, text: { of: 'x' } } }],
    ['a message without a time', { message: { ...message, date: undefined } }],
    ['a message beyond all time', { message: { ...message, date: 9e15 } }],
  ])('%s is unread, and whose it is is known', (_, body) => {
    expect(read(body)).toMatchObject(told)
  })

  test('is unread also when nobody knows whose it is; said in a group, nobody there is told of it', () => {
    expect(read({ callback_query: { ...press, from: 'An' } })).toEqual({ kind: 'unread', from: null })
    const group = { id: -5, type: 'group' }
    expect(read({ message: { ...message, date: 'x', chat: group } })).toEqual({ kind: 'unread', from: null })
    expect(read({ callback_query: { ...press, data: 1, message: { message_id: 7, chat: group } } })).toMatchObject({
      from: { chat: { id: '-5', kind: 'group' } },
    })
  })

  test('of a bot says nothing', () => {
    expect(read({ message: { ...message, date: 'x', from: { ...head, is_bot: true } } })).toBeNull()
  })
})

describe('a body', () => {
  test('is stored under its update id, in the queue of its chat', () => {
    expect(readUpdate({ update_id: 5, message })).toMatchObject({ id: '5', chat: '501' })
    expect(readUpdate({ update_id: 5, callback_query: { message: { chat } } })).toMatchObject({ chat: '501' })
    expect(readUpdate({ update_id: 5, poll: {} })).toMatchObject({ id: '5', chat: 'update 5' })
    expect(readUpdate({ message })).toBeNull()
  })

  test('of any JSON at all never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        readUpdate(body)
        expect(receive({ id: '1', chat: '1', body }, me)).toBeNull()
      }),
    )
  })

  test('that is almost an update never throws', () => {
    const field = fc.constantFrom(
      ...Object.keys(message),
      'caption',
      'photo',
      'document',
      'reply_to_message',
      'migrate_to_chat_id',
    )
    fc.assert(
      fc.property(
        field,
        fc.jsonValue(),
        fc.constantFrom('message', 'callback_query', 'my_chat_member'),
        (key, value, kind) => {
          const body = { update_id: 1, [kind]: { ...message, [key]: value } }
          readUpdate(body)
          receive({ id: '1', chat: '1', body }, me)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
