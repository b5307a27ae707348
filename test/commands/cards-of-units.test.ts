/** Somebody of two units acts for the unit whose card they answer. DP1 is a deputy head of two consulted units. */
import { beforeEach, describe, expect, test } from 'vitest'
import { readConsultation } from '../../src/actions/read.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment } from '../support/given.ts'
import { brief, type Chat, committeeId, found, openChat, under } from './chat.ts'
import { sendLetter } from './letter.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['KT1', 'DP1', 'VX1'])
  chat = openChat(database(), '20/11 08:00')
  await sendLetter(chat)
})

async function states(): Promise<string> {
  return database().transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const state = await readConsultation({ tx, snapshot }, 'Y1', moment('20/11 12:00'))
    return state && 'answers' in state ? `${state.answers['VHXH']?.state} ${state.answers['CA']?.state}` : 'none'
  })
}

const culture = under('Y1', [], 'VHXH')
const police = under('Y1', [], 'CA')

describe('the words of a button that come back as text', () => {
  test('act under the card that has it, as its press would', async () => {
    expect(brief(await chat.pressWords('DP1', 'agree Y1', police))).toBe('receipt Y1 CA')
    expect(await states()).toBe('asked agreed')
  })

  test('do no more than typing the command when no card here has it', async () => {
    expect(brief(await chat.pressWords('DP1', 'agree Y1'))).toBe(brief(await chat.type('DP1', '/agree Y1')))
    expect(brief(await chat.pressWords('NguoiLa', 'agree Y1'))).toBe('say stranger')
    expect(brief(await chat.pressWords('DP1', '= KT ~abcd'))).toBe('say questionOld')
    expect(await states()).toBe('asked asked')
  })
})

describe('a press under the card of one of two units', () => {
  test('acts for that unit', async () => {
    expect(brief(await chat.press('DP1', 'agree Y1', police))).toBe('receipt Y1 CA')
    expect(await states()).toBe('asked agreed')
  })

  test('that has answered says so and never takes the other', async () => {
    await chat.press('DP1', 'agree Y1', culture)
    expect(brief(await chat.press('DP1', 'object Y1', culture))).toBe('refused already-answered')
    expect(brief(await chat.press('DP1', 'agree Y1', culture))).toBe('receipt Y1 VHXH')
    expect(await states()).toBe('agreed asked')
  })

  test('keeps to it while the reason is asked', async () => {
    expect(brief(await chat.press('DP1', 'object Y1', culture))).toBe('ask object Y1: text')
    expect(brief(await chat.type('DP1', 'Điều 5 vượt thời hạn 7 ngày quy định'))).toBe('receipt Y1 VHXH')
    expect(await states()).toBe('objected asked')
  })

  test('undoes that answer, not the latest', async () => {
    await chat.press('DP1', 'agree Y1', culture)
    await chat.press('DP1', 'agree Y1', police)
    expect(brief(await chat.press('DP1', 'undo Y1', culture))).toBe('say undone')
    expect(await states()).toBe('asked agreed')
    expect(brief(await chat.press('DP1', 'undo Y1', culture))).toBe('refused nothing-to-undo')
  })

  test('is only theirs: under another unit’s card it is asked or chosen as ever', async () => {
    expect(brief(await chat.press('VX1', 'agree Y1', police))).toBe('receipt Y1 VHXH')
    expect(await states()).toBe('agreed asked')
  })
})

describe('a reply to the card of one of two units', () => {
  test.each(['đồng ý', '/dongy', 'Nhất trí toàn bộ dự thảo', 'đồng ý Y1'])('%j answers for that unit', async (text) => {
    expect(brief(await chat.type('DP1', text, police))).toBe('receipt Y1 CA')
    expect(await states()).toBe('asked agreed')
  })

  test('that names another matter is not for that unit', async () => {
    await sendLetter(chat, 'Nội quy bến đò')
    expect(brief(await chat.type('DP1', '/dongy Y2', police))).toBe('ask agree Y2: unit')
  })

  test('whose verdict is asked settles that unit', async () => {
    const [asked] = await chat.type('DP1', 'dong y', police)
    expect(asked).toMatchObject({ key: 'command.said.verdictAsked', unit: 'CA' })
    const card = { shown: { reference: null, unit: 'CA', actions: [] } }
    expect(brief(await chat.press('DP1', 'agree Y1', card))).toBe('receipt Y1 CA')
    expect(await states()).toBe('asked agreed')
  })
})

test('by number, the unit of the card counts as well', async () => {
  expect(brief(await chat.type('DP1', '1', under('Y1', ['agree Y1', 'object Y1'], 'CA')))).toBe('receipt Y1 CA')
})
