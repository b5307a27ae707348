/** What a consulted unit and its lead may say before the deadline, as they type and press it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { readConsultation } from '../../src/actions/read.ts'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment, shown } from '../support/given.ts'
import { actionFor, brief, type Chat, committeeId, found, openChat, pressable, under } from './chat.ts'
import { sendLetter } from './letter.ts'

const database = embeddedDatabase()
let chat: Chat

/** Sent on Friday 20/11, due at 24:00 on Thursday 26/11; 24/11 is a day off. */
beforeEach(async () => {
  await found(database(), ['KT1', 'KT3', 'VX1', 'VX3', 'CA1', 'CA3', 'KN1', 'VP1'])
  chat = openChat(database(), '20/11 08:00')
  await sendLetter(chat)
})

async function asked(unit = 'VHXH') {
  const db = database().db
  const snapshot = await createSnapshots().load(db, committeeId)
  const read = await readConsultation({ tx: db, snapshot }, 'Y1', moment('23/11 12:00'))
  const answer = read && 'answers' in read ? read.answers[unit] : undefined
  if (answer === undefined) throw new Error(`${unit} was not asked`)
  return askedOf(answer)
}

async function wanted(unit = 'VHXH') {
  const [request] = (await asked(unit)).extensions
  return request && [shown(request.wantedAt), request.reason]
}

describe('/extend', () => {
  test.each([
    ['/giahan Y1 hết ngày 30/11 vì đang chờ số liệu các thôn', '2026-12-01 00:00:00', 'đang chờ số liệu các thôn'],
    ['/extend Y1 thêm 2 ngày làm việc do họp hội đồng', '2026-12-01 00:00:00', 'họp hội đồng'],
    ['/giahan Y1 17h 27/11, lý do: thiếu người', '2026-11-27 17:00:00', 'thiếu người'],
    ['gia han Y1 them 2 ngay lam viec vi cho so lieu', '2026-12-01 00:00:00', 'cho so lieu'],
    ['Y1 xin gia hạn thêm 1 ngày làm việc vì chờ số liệu'.normalize('NFD'), '2026-11-28 00:00:00', 'chờ số liệu'],
  ])('%s', async (text, until, reason) => {
    expect(brief(await chat.type('VX1', text))).toBe('say extensionAsked')
    expect(await wanted()).toEqual([until, reason])
  })

  test('in words under the card of the letter', async () => {
    const said = await chat.type('VX1', 'Xin gia hạn thêm 2 ngày làm việc vì chờ số liệu', under('Y1', [], 'VHXH'))
    expect(brief(said)).toBe('say extensionAsked')
    expect(await wanted()).toEqual(['2026-12-01 00:00:00', 'chờ số liệu'])
  })

  test('by a press: the date and the reason are asked for, and a loose date is confirmed with a tap', async () => {
    expect(brief(await chat.press('VX1', 'extend Y1', under('Y1', [], 'VHXH')))).toBe('ask extend Y1: until')
    const loose = await chat.type('VX1', 'lùi 1 ngày')
    expect(brief(loose)).toBe('ask extend Y1: until (date-needs-confirmation)')
    const [action = ''] = pressable(loose)
    expect(brief(await chat.press('VX1', action))).toBe('ask extend Y1: reason')
    expect(brief(await chat.type('VX1', 'Đang chờ số liệu'))).toBe('say extensionAsked')
    expect(await wanted()).toEqual(['2026-11-28 00:00:00', 'Đang chờ số liệu'])
  })

  test('a loose date in the line keeps the reason that came with it', async () => {
    const asks = await chat.type('VX1', '/giahan Y1 lùi 1 ngày vì chờ số liệu')
    expect(brief(asks)).toBe('ask extend Y1: until (date-needs-confirmation)')
    expect(brief(await chat.press('VX1', pressable(asks)[0] ?? ''))).toBe('say extensionAsked')
    expect(await wanted()).toEqual(['2026-11-28 00:00:00', 'chờ số liệu'])
  })

  test('a reason alone leaves the date to be asked for', async () => {
    expect(brief(await chat.type('VX1', '/giahan Y1 đang chờ số liệu của các thôn'))).toBe('ask extend Y1: until')
    expect(brief(await chat.type('VX1', 'hết ngày 30/11'))).toBe('say extensionAsked')
    expect(await wanted()).toEqual(['2026-12-01 00:00:00', 'đang chờ số liệu của các thôn'])
  })

  test('a rest day is pointed out with the day it runs to', async () => {
    const told = await chat.type('VX1', '/giahan Y1 hết ngày 28/11 vì chờ số liệu')
    expect(brief(told)).toBe('say extensionAsked + say extensionMoved')
    expect(told[1]).toMatchObject({ values: { day: '2026-11-28', wantedAt: moment('01/12 00:00') } })
  })

  test('a past date and one before the deadline are not taken', async () => {
    expect(brief(await chat.type('VX1', '/giahan Y1 hết ngày 19/11/2026 vì bận'))).toMatch(
      /^ask extend Y1: until \(date-past\)/,
    )
    expect(brief(await chat.type('VX1', '/giahan Y1 hết ngày 25/11 vì bận'))).toBe('refused extension-not-later')
  })

  test('a specialist, a stranger, a third one of a pair and a text of 5,000 characters are told why at once', async () => {
    expect(brief(await chat.type('CA3', '/giahan Y1'))).toBe('refused may-not-extend')
    expect(brief(await chat.type('VP1', '/giahan Y1 hết ngày 30/11 vì bận'))).toBe('refused not-consulted')
    expect(brief(await chat.type('VX1', `/giahan Y1 hết ngày 30/11 vì ${'a'.repeat(5000)}`))).toBe('refused too-long')
    await chat.type('VX1', '/giahan Y1 hết ngày 30/11 vì chờ số liệu')
    expect(brief(await chat.type('VX1', '/giahan Y1'))).toBe('refused extension-pending')
    expect(brief(await chat.type('VX1', '/giahan Y1 hết ngày 30/11 vì chờ số liệu'))).toBe('say extensionAsked')
    chat.at('27/11 00:00')
    expect(brief(await chat.type('CA1', '/giahan Y1 hết ngày 30/11 vì bận'))).toBe('refused extension-after-deadline')
  })
})

describe('/grant and /decline', () => {
  beforeEach(async () => {
    await chat.type('VX1', '/giahan Y1 hết ngày 30/11 vì chờ số liệu')
  })

  test.each([
    ['grant Y1 VHXH e1', '2026-12-01 00:00:00'],
    ['grant Y1', '2026-12-01 00:00:00'],
    ['chogiahan Y1 Phòng Văn hóa - Xã hội', '2026-12-01 00:00:00'],
    ['chogiahan Y1 VHXH hết ngày 27/11', '2026-11-28 00:00:00'],
    ['chogiahan Y1 hết ngày 27/11', '2026-11-28 00:00:00'],
  ])('/%s', async (line, dueAt) => {
    expect(brief(await chat.type('KT1', `/${line}`))).toBe('say extensionGranted')
    expect(shown((await asked()).dueAt)).toBe(dueAt)
  })

  test('another date is asked for by its button', async () => {
    expect(brief(await chat.press('KT1', 'grant Y1 other VHXH e1'))).toBe('ask grant Y1: until')
    expect(brief(await chat.type('KT1', 'hết ngày 27/11'))).toBe('say extensionGranted')
    expect(shown((await asked()).dueAt)).toBe('2026-11-28 00:00:00')
  })

  test('declined by a press, which asks why; by a line, which says it', async () => {
    expect(brief(await chat.press('KT1', 'decline Y1 VHXH e1'))).toBe('ask decline Y1: reason')
    expect(brief(await chat.type('KT1', 'Phiên họp đã ấn định'))).toBe('say requestDeclined')
    await chat.type('CA1', '/giahan Y1 hết ngày 30/11 vì trực lễ')
    expect(brief(await chat.type('KT1', '/tuchoi Y1 CA Phiên họp đã ấn định'))).toBe('say requestDeclined')
    expect((await asked('CA')).extensions).toMatchObject([
      { decision: { outcome: 'declined', reason: 'Phiên họp đã ấn định' } },
    ])
  })

  test('the lead’s specialist and the unit itself are told who decides', async () => {
    expect(brief(await chat.press('KT3', 'grant Y1 VHXH e1'))).toBe('refused may-not-decide')
    expect(brief(await chat.press('VX1', 'grant Y1 VHXH e1'))).toBe('refused may-not-decide')
  })

  test('two waiting: the lead chooses which', async () => {
    await chat.type('CA1', '/giahan Y1 hết ngày 30/11 vì trực lễ')
    expect(brief(await chat.type('KT1', '/chogiahan Y1'))).toBe('ask grant Y1: unit')
    expect(brief(await chat.press('KT1', '= CA'))).toBe('say extensionGranted')
    expect((await asked()).extensions).toMatchObject([{ decision: null }])
  })
})

describe('/lack and /supply', () => {
  test('a specialist says what is missing; the lead supplies a link, its word, or a file', async () => {
    chat.at('23/11 10:00')
    expect(brief(await chat.type('KN1', '/thieuhoso Y1 bản đồ hiện trạng', under('Y1', [], 'VHXH')))).toBe(
      'say documentsAsked',
    )
    expect(brief(await chat.press('KT1', 'supply Y1 VHXH d1'))).toBe('ask supply Y1: supplied')
    expect(brief(await chat.type('KT1', 'https://vanban.causay.example/ban-do'))).toBe('say documentsSupplied')
    expect((await asked()).documents).toMatchObject([
      { decision: { outcome: 'supplied', supplied: { kind: 'link', url: 'https://vanban.causay.example/ban-do' } } },
    ])
    await chat.type('CA1', '/thieuhoso Y1 bản đồ hiện trạng')
    expect(brief(await chat.type('KT1', '/bosung Y1 CA bản giấy gửi sáng 23/11'))).toBe('say documentsSupplied')
    expect((await asked('CA')).documents).toMatchObject([
      { decision: { supplied: { kind: 'stated', how: 'bản giấy gửi sáng 23/11' } } },
    ])
  })

  test('supplied on the day the letter went out, the read-back says that the deadline stands', async () => {
    await chat.type('CA1', '/thieuhoso Y1 bản đồ hiện trạng')
    expect(brief(await chat.type('KT1', '/bosung Y1 CA bản giấy gửi chiều nay'))).toBe('say documentsSuppliedInTime')
  })

  test('under the card in words, which are no verdict; declined with the reason', async () => {
    const said = await chat.type('VX1', 'Thiếu bản đồ, chưa đủ cơ sở; gửi trước 23/11', under('Y1', [], 'VHXH'))
    expect(brief(said)).toBe('say documentsAsked')
    expect(brief(await chat.type('KT1', '/tuchoi Y1 VHXH d1 bản đồ có ở phụ lục 2'))).toBe('say requestDeclined')
    expect(brief(await chat.press('VX1', 'lack Y1', under('Y1', [], 'VHXH')))).toBe('ask lack Y1: missing')
  })

  test('time and documents at once: the lead says which it declines', async () => {
    await chat.type('CA1', '/thieuhoso Y1 bản đồ')
    await chat.type('CA1', '/giahan Y1 hết ngày 30/11 vì trực lễ')
    const which = await chat.type('KT1', '/tuchoi Y1 CA')
    expect(brief(which)).toBe('ask decline Y1: subject')
    await chat.press('KT1', actionFor('= documents', pressable(which)))
    expect(brief(await chat.type('KT1', 'Bản đồ có ở phụ lục 2'))).toBe('say requestDeclined')
    expect(await asked('CA')).toMatchObject({
      documents: [{ decision: { outcome: 'declined' } }],
      extensions: [{ decision: null }],
    })
  })
})

test('/urge: all, one, once a day', async () => {
  expect(brief(await chat.type('KT3', '/dondoc Y1 CA'))).toBe('say urged')
  expect(await chat.press('KT1', 'urge Y1')).toMatchObject([{ values: { units: ['VHXH'] } }])
  expect(brief(await chat.type('KT1', '/urge Y1'))).toBe('refused urged-today')
  expect(brief(await chat.type('KT1', '/dondoc Y1 cơ quan nào đó'))).toBe('refused unit-not-found')
  expect(brief(await chat.type('VX1', 'đôn đốc Y1'))).toBe('refused may-not-urge')
})

describe('/withdraw', () => {
  beforeEach(async () => {
    await chat.type('CA1', '/khongdongy Y1 Điều 5, vì mức phí vượt khung của tỉnh')
    chat.at('20/11 09:00')
  })

  test('with the new verdict in the line, or chosen by a tap', async () => {
    expect(brief(await chat.type('CA1', '/rut Y1'))).toBe('ask withdraw Y1: verdict')
    expect(brief(await chat.press('CA1', '= objected'))).toBe('ask withdraw Y1: text')
    expect(brief(await chat.type('CA1', 'Điều 7, vì trùng giờ hành chính'))).toBe('receipt Y1 CA')
    chat.at('20/11 09:10')
    expect(brief(await chat.type('CA1', '/withdraw Y1 đồng ý, đề nghị sửa Điều 5: giảm còn 2%'))).toBe('receipt Y1 CA')
    chat.at('20/11 09:20')
    expect(brief(await chat.type('CA1', '/rut Y1'))).toBe('refused no-objection')
  })

  test('not by a specialist, nor by another unit', async () => {
    expect(brief(await chat.type('CA3', '/rut Y1 đồng ý'))).toBe('refused may-not-withdraw')
    expect(brief(await chat.type('VX1', '/rut Y1 đồng ý'))).toBe('refused no-objection')
  })
})

test('/revise: the head sends the draft back with a reason, asked for where it is not said', async () => {
  await chat.type('CA3', '/dongy Y1')
  expect(brief(await chat.press('CA1', 'revise Y1 1'))).toBe('ask revise Y1: reason')
  expect(brief(await chat.type('CA1', 'Nêu rõ căn cứ'))).toBe('say draftReturned')
  await chat.type('CA3', '/khongdongy Y1 Điều 5, vì mức phí vượt khung của tỉnh')
  expect(brief(await chat.type('CA1', '/suaduthao Y1 viết lại Điều 5'))).toBe('say draftReturned')
  expect((await asked('CA')).returnedDrafts).toMatchObject([{ reason: 'Nêu rõ căn cứ' }, { reason: 'viết lại Điều 5' }])
  expect(brief(await chat.type('CA3', '/suaduthao Y1'))).toBe('refused may-not-return-draft')
})

describe('an act of the same person once more', () => {
  async function refusals(): Promise<number> {
    const lines = await readEvidence(database().db, committeeId, 'Y1')
    return lines.filter(({ type }) => type === 'refused').length
  }

  test.each<[string, string, readonly (readonly [string, string])[]]>([
    ['KT1', 'send Y1', []],
    ['KT1', '/xacnhan Y1', []],
    ['VX1', 'receive Y1', []],
    ['VX3', 'agree Y1', []],
    ['VX1', 'confirm Y1 1', [['VX3', 'agree Y1']]],
    ['VX1', '/lack Y1 Thiếu phụ lục 2', []],
    ['KT1', '/grant Y1 VHXH e1', [['VX1', '/giahan Y1 hết ngày 30/11 vì chờ số liệu']]],
    ['KT1', '/decline Y1 VHXH e1 không còn thời gian', [['VX1', '/giahan Y1 hết ngày 30/11 vì chờ số liệu']]],
    ['KT1', '/void Y1 lấy ý kiến lại sau', []],
    ['VX3', '/ykienkhac Y1 Mức phí này chưa tính hộ nghèo', []],
  ])('%s %s: the same receipt, and no refusal in the evidence', async (who, act, before) => {
    for (const [earlier, line] of before) await chat.type(earlier, line.startsWith('/') ? line : `/${line}`)
    const line = act.startsWith('/') ? act : `/${act}`
    const first = await chat.type(who, line)
    expect(await chat.type(who, line)).toEqual(first)
    expect(brief(first)).toMatch(/^(?:say|receipt)/)
    expect(await refusals()).toBe(0)
  })

  test('closing: the receipt again', async () => {
    chat.at('27/11 08:00')
    expect(brief(await chat.press('KT1', 'close Y1'))).toBe('receipt Y1 -')
    expect(brief(await chat.press('KT1', 'close Y1'))).toBe('receipt Y1 -')
    expect(await refusals()).toBe(0)
  })
})

test('whoever may not cancel is told so at once, not asked for a reason first', async () => {
  expect(brief(await chat.type('KT3', '/huy Y1'))).toBe('refused may-not-send')
  expect(brief(await chat.type('KT1', '/huy Y1'))).toBe('ask void Y1: reason')
})
