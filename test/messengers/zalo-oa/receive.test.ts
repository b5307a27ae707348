import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupOf, readUpdate, receive, writePayload } from '../../../src/messengers/zalo-oa/receive.ts'

const head = '7000000000000000001'
const told = {
  app_id: '1',
  event_name: 'user_send_text',
  sender: { id: head },
  recipient: { id: '4318657068771012646' },
  timestamp: '1795000000123',
  message: { msg_id: 'a1', text: 'Đồng ý' },
}
const read = (body: object) => receive({ id: 'x', chat: head, body })
const said = (message: object, rest: object = {}) => read({ ...told, ...rest, message: { msg_id: 'a1', ...message } })
const attached = (type: string, payload: object) => ({ attachments: [{ type, payload }] })

describe('an event', () => {
  test('is a text of a nameless sender, at the vendor’s time', () => {
    expect(read(told)).toEqual({
      kind: 'text',
      chat: { id: head, kind: 'private' },
      sender: { id: head, name: '' },
      at: Temporal.Instant.fromEpochMilliseconds(1_795_000_000_123),
      text: 'Đồng ý',
      replyTo: null,
      files: [],
      press: null,
    })
  })

  test('of a group is of the group, and keeps apart from a person with the same id', () => {
    const rest = { event_name: 'user_send_group_text', recipient: { id: 'f414c8f7' }, oa_id: '43' }
    const incoming = said({ text: '/help' }, rest)
    expect(incoming).toMatchObject({ chat: { id: 'group:f414c8f7', kind: 'group' }, sender: { id: head } })
    expect(groupOf('group:f414c8f7')).toBe('f414c8f7')
    expect(groupOf('f414c8f7')).toBeNull()
    expect(readUpdate({ ...told, ...rest })).toMatchObject({ id: 'message:a1', chat: 'group:f414c8f7' })
  })

  test('tells what it answers', () => {
    expect(said({ text: 'Rõ', quote_msg_id: 'b2' })).toMatchObject({ text: 'Rõ', replyTo: 'b2' })
  })

  test('with seconds instead of milliseconds, or a number instead of text, is of the same time', () => {
    const at = Temporal.Instant.fromEpochMilliseconds(1_795_000_000_000)
    for (const timestamp of ['1795000000000', '1795000000', 1_795_000_000_000])
      expect(read({ ...told, timestamp })).toMatchObject({ at })
  })

  test('with a link says the address once', () => {
    const link = attached('link', { url: 'https://vanban.songmay.example/41' })
    const rest = { event_name: 'user_send_link' }
    expect(said({ text: 'Hồ sơ', ...link }, rest)).toMatchObject({ text: 'Hồ sơ\nhttps://vanban.songmay.example/41' })
    expect(said({ text: 'https://vanban.songmay.example/41', ...link }, rest)).toMatchObject({
      text: 'https://vanban.songmay.example/41',
    })
    expect(said(link, rest)).toMatchObject({ text: 'https://vanban.songmay.example/41' })
  })

  test.each([
    [
      'file',
      { url: 'https://x.zdn.vn/1', name: 'Tờ trình.PDF', size: '2048' },
      { handle: 'https://x.zdn.vn/1', name: 'Tờ trình.PDF', mime: 'application/pdf', size: 2048 },
    ],
    [
      'file',
      { url: 'https://x.zdn.vn/1', name: 'ho-so.bin' },
      { handle: 'https://x.zdn.vn/1', name: 'ho-so.bin', mime: 'application/octet-stream', size: null },
    ],
    ['image', { url: 'https://x.zdn.vn/2', thumbnail: 'https://x.zdn.vn/3' }, { name: 'anh.jpg', mime: 'image/jpeg' }],
    ['video', { url: 'https://x.zdn.vn/4' }, { name: 'video.mp4', mime: 'video/mp4' }],
  ])('with a %s gives what can be fetched', (type, payload, file) => {
    expect(said(attached(type, payload), { event_name: `user_send_${type}` })).toMatchObject({
      text: '',
      files: [file],
    })
  })

  test.each([
    ['user_send_sticker', attached('sticker', { url: 'https://x.zdn.vn/5' }), 'sticker'],
    ['user_send_audio', attached('audio', { url: 'https://x.zdn.vn/6' }), 'voice'],
    ['user_send_file', attached('file', { name: 'khong-co.pdf' }), 'file'],
  ])('%s without anything to read says that much', (event_name, message, what) => {
    expect(said(message, { event_name })).toMatchObject({ kind: 'unreadable', what, sender: { id: head } })
  })

  test.each(['follow', 'unfollow'])('%s tells whether the person can be reached', (event_name) => {
    const body = { event_name, oa_id: '43', follower: { id: head }, timestamp: '1795000000123' }
    expect(read(body)).toMatchObject({ kind: 'reach', reachable: event_name === 'follow', chat: { id: head } })
    expect(readUpdate(body)).toMatchObject({ id: `${event_name}:${head}:1795000000123`, chat: head })
  })

  test('of any other kind, or of our own messages, says nothing', () => {
    for (const event_name of ['oa_send_text', 'user_received_message', 'user_submit_info', 'user_join_group', '']) {
      expect(read({ ...told, event_name })).toBeNull()
      expect(readUpdate({ ...told, event_name })).toBeNull()
    }
  })

  test('in a form that is not known is unread, kept as it came, and whose it is is known', () => {
    const odd = { ...told, timestamp: 'hôm qua' }
    expect(read(odd)).toMatchObject({ kind: 'unread', from: { chat: { id: head }, sender: { id: head } } })
    expect(readUpdate(odd)).toMatchObject({ body: odd })
    expect(readUpdate(odd)?.id).not.toBe(readUpdate({ ...odd, timestamp: 'hôm nay' })?.id)
    expect(read({ ...odd, sender: 7 })).toEqual({ kind: 'unread', from: null })
    expect(read({ ...odd, event_name: 'user_send_group_text' })).toEqual({ kind: 'unread', from: null })
  })

  test('is read the same way when it is stored and understood, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.jsonValue().map((message) => ({ ...told, message })),
        ),
        (body) => {
          expect(readUpdate(body) === null).toBe(receive({ id: 'x', chat: 'x', body }) === null)
        },
      ),
    )
  })
})

describe('the words of a button', () => {
  test('come back as a press of its card, whatever its key and action are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (key, rest) => {
        const action = `agree ${rest.trim()}`.trim()
        expect(said({ text: writePayload(key.toWellFormed(), action) })).toMatchObject({
          kind: 'press',
          post: key.toWellFormed(),
          action,
        })
      }),
    )
  })

  test('typed in a group, or broken, are what was typed', () => {
    const words = writePayload('Y12:asked', 'agree Y12')
    const rest = { event_name: 'user_send_group_text', recipient: { id: 'f4' } }
    expect(said({ text: words }, rest)).toMatchObject({ kind: 'text', text: words })
    for (const text of ['#dondoc', '#dondoc key', '#dondoc %E0%A4 agree Y12', 'x #dondoc key agree Y12'])
      expect(said({ text })).toMatchObject({ kind: 'text', text })
  })
})
