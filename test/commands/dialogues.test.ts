/** A button or a form belongs to one dialogue: pressed or sent after another began, it does nothing. */
import { beforeEach, describe, expect, test } from 'vitest'
import { splitAction } from '../../src/cards/action.ts'
import { formOf } from '../../src/cards/index.ts'
import type { Response } from '../../src/cards/response.ts'
import { loadTranslators } from '../../src/i18n.ts'
import { embeddedDatabase } from '../support/database.ts'
import { actionFor, brief, type Chat, found, latest, openChat, pressable } from './chat.ts'
import { draftLetter, sendLetter } from './letter.ts'

const database = embeddedDatabase()
const vi = loadTranslators(new URL('../../locales', import.meta.url))('vi', 'Asia/Ho_Chi_Minh')
let chat: Chat

beforeEach(async () => {
  await found(database(), ['KT1', 'VX1', 'CA1'])
  chat = openChat(database(), '20/11 08:00')
})

function formActionOf(responses: readonly Response[]): string {
  const ask = responses.find((response) => response.kind === 'ask')
  if (ask === undefined) throw new Error(`Nothing is asked: ${brief(responses)}`)
  return formOf(ask, vi).action
}

describe('the buttons under a letter', () => {
  test.each(['consult send', 'edit deadline', 'cancel'])(
    '%s does nothing once another letter was begun',
    async (said) => {
      const first = pressable(await draftLetter(chat, 'Thư một'))
      await chat.type('KT1', '/thoi')
      const second = pressable(await draftLetter(chat, 'Thư hai'))
      expect(brief(await chat.press('KT1', actionFor(said, first)))).toBe('say questionOld')
      expect(brief(await chat.type('KT1', '/bangchung Y1'))).toBe('refused unknown-reference')
      expect(brief(await chat.press('KT1', actionFor('consult send', second)))).toBe('receipt Y1 -')
    },
  )

  test('stay good while parts of it are changed', async () => {
    const first = pressable(await draftLetter(chat, 'Thư một'))
    await chat.press('KT1', actionFor('edit deadline', first))
    const again = await chat.type('KT1', '5 ngày làm việc')
    expect(brief(again)).toBe('preview')
    expect(pressable(again)).toEqual(first)
    expect(brief(await chat.press('KT1', actionFor('consult send', first)))).toBe('receipt Y1 -')
    expect(brief(await chat.press('KT1', actionFor('consult send', first)))).toBe('say questionGone')
  })

  test('are offered anew, for the same letter, to whoever only writes on', async () => {
    const first = pressable(await draftLetter(chat, 'Thư một'))
    const reminded = await chat.type('KT1', 'khoan đã, hạn sai rồi')
    expect(brief(reminded)).toBe('say waitingForSend')
    expect(actionFor('consult send', pressable(reminded))).toBe(actionFor('consult send', first))
  })

  test('are not needed by who types', async () => {
    await draftLetter(chat, 'Thư một')
    expect(brief(await chat.type('KT1', 'gửi'))).toBe('receipt Y1 -')
  })

  test('fit every messenger, however long the choice', async () => {
    await chat.type('KT1', '/layykien Thư một')
    for (const text of ['Giờ hoạt động', 'CA: an ninh', 'https://a.example/1', 'khẩn']) await chat.type('KT1', text)
    const asked = await chat.type('KT1', 'thứ sáu 28/11')
    const [longest = ''] = pressable(asked).toSorted((a, b) => b.length - a.length)
    expect(longest).toMatch(/^= until:.* ~[a-z2-7]{4}$/)
    expect(Buffer.byteLength(longest)).toBeLessThanOrEqual(64)
    expect(brief(await chat.press('KT1', longest))).toBe('ask consult: informed')
  })
})

describe('the choices under a question', () => {
  beforeEach(async () => {
    await sendLetter(chat)
    await sendLetter(chat, 'Nội quy bến đò')
  })

  test('of an older question answer no newer one', async () => {
    const which = pressable(await chat.type('VX1', 'đồng ý'))
    await chat.type('VX1', '/khongdongy')
    expect(brief(await chat.press('VX1', actionFor('= Y1', which)))).toBe('say questionOld')
    expect(brief(await chat.type('VX1', '1', latest(...which)))).not.toContain('receipt')
    expect(brief(await chat.type('VX1', '/homnay'))).toBe('today Y1:answer Y2:answer')
  })

  test('are taken by number and by typing without anything else', async () => {
    const which = pressable(await chat.type('VX1', 'đồng ý'))
    expect(brief(await chat.type('VX1', '1', latest(...which)))).toBe('receipt Y1 VHXH')
    await chat.type('VX1', 'đồng ý')
    expect(brief(await chat.type('VX1', '= Y2'))).toBe('receipt Y2 VHXH')
  })

  test('leave a number to a later question that has none', async () => {
    const which = pressable(await chat.type('VX1', 'không đồng ý'))
    await chat.type('VX1', 'Y1')
    expect(brief(await chat.type('VX1', '5', latest(...which)))).toContain('ask object Y1: text')
  })
})

describe('a form', () => {
  const words = { text: 'Điều 5 vượt thời hạn 7 ngày quy định' }
  beforeEach(() => sendLetter(chat))

  test('fills the dialogue it was opened for', async () => {
    const action = formActionOf(await chat.press('VX1', 'object Y1', { hasForms: true }))
    expect(splitAction(action)).toMatchObject({ said: 'object Y1', dialogue: expect.stringMatching(/^[a-z2-7]{4}$/) })
    expect(brief(await chat.fill('VX1', action, words))).toBe('receipt Y1 VHXH')
  })

  test('of an older dialogue fills no newer one', async () => {
    const older = formActionOf(await chat.press('KT1', 'consult', { hasForms: true }))
    await draftLetter(chat, 'Thư hai')
    expect(brief(await chat.fill('KT1', older, { subject: 'Thư một' }))).toBe('refused form-outdated')
    expect(await chat.press('KT1', 'edit deadline')).toMatchObject([{ kind: 'ask' }])
    expect(await chat.type('KT1', '5 ngày làm việc')).toMatchObject([
      { kind: 'preview', letter: { subject: 'Thư hai' } },
    ])
  })

  test('asked again for what was wrong goes on with the same letter', async () => {
    const first = await chat.press('KT1', 'consult', { hasForms: true })
    const again = await chat.fill(
      'KT1',
      formActionOf(first),
      { subject: 'Thư một', deadline: '31/11' },
      { hasForms: true },
    )
    expect(brief(again)).toBe('ask consult: deadline (date-invalid)')
    expect(formActionOf(again)).toBe(formActionOf(first))
  })

  test('with half a character or NUL in it is mended before it is kept', async () => {
    const broken = { text: `Điều 5 vượt thời hạn 7 ngày${String.fromCharCode(0, 0xd83d)}` }
    expect(brief(await chat.fill('VX1', 'object Y1', broken))).toBe('receipt Y1 VHXH')
    expect(brief(await chat.press('CA1', `object Y1 ${String.fromCharCode(0, 0xd83d)}`))).toContain('object Y1')
  })
})
