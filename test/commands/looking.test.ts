/** Looking something up: only what there is to see, and in a group only for whoever asks. */
import { beforeEach, describe, expect, test } from 'vitest'
import { embeddedDatabase } from '../support/database.ts'
import { brief, type Chat, found, openChat, pressable, under } from './chat.ts'
import { sendLetter } from './letter.ts'

const database = embeddedDatabase()
const inGroup = { group: 'g' }
let chat: Chat

beforeEach(async () => {
  await found(database(), ['KT1', 'KT3', 'VX1', 'DP1', 'YT1', 'VP2'])
  chat = openChat(database(), '20/11 08:00')
})

describe('/evidence of one unit', () => {
  test.each(['/bangchung Y1 VP', '/evidence Y1 Văn phòng', '/xem Y1 VP'])('%s, which was not asked', async (text) => {
    await sendLetter(chat)
    expect(await chat.type('KT1', text)).toMatchObject([
      { kind: 'refused', refusal: { code: 'not-consulted', details: { units: ['VHXH', 'CA'] } } },
    ])
  })

  test('of a draft is not there yet, nor the draft itself for those it will ask', async () => {
    await sendLetter(chat, 'Nội quy bến đò', 'KT3')
    expect(brief(await chat.type('KT1', '/bangchung Y1 CA'))).toBe('refused not-sent')
    expect(brief(await chat.type('KT1', '/bangchung Y1 VP'))).toBe('refused not-consulted')
    expect(brief(await chat.type('KT1', '/bangchung Y1'))).toBe('evidence Y1 -')
    expect(brief(await chat.type('VX1', '/bangchung Y1'))).toBe('refused not-your-matter')
    expect(brief(await chat.type('VX1', '/hoso Y1'))).toBe('refused not-your-matter')
  })

  test('that was asked is shown, under whichever card it is asked for', async () => {
    await sendLetter(chat)
    expect(brief(await chat.type('VP2', '/bangchung Y1 CA'))).toBe('evidence Y1 CA')
    expect(brief(await chat.press('VX1', 'evidence Y1', under('Y1', [], 'VHXH')))).toBe('evidence Y1 -')
  })
})

describe('/show', () => {
  beforeEach(() => sendLetter(chat))

  test.each([
    ['VX1', '/xem Y1', 'matter Y1 VHXH asked'],
    ['DP1', '/xem Y1 CA', 'matter Y1 CA asked'],
    ['KT1', '/show Y1', 'matter Y1 - status'],
    ['VP2', '/xem Y1', 'matter Y1 - status'],
    ['VP2', '/xem Y1 CA', 'matter Y1 - status'],
    ['YT1', 'xem lại Y1', 'matter Y1 - informed'],
    ['YT1', '/xem Y9', 'refused unknown-reference'],
  ])('%s types %j: %s', async (who, text, told) => expect(brief(await chat.type(who, text))).toBe(told))

  test('opens for somebody of two units the one that still owes its answer', async () => {
    await chat.press('DP1', 'agree Y1', under('Y1', [], 'VHXH'))
    expect(brief(await chat.type('DP1', '/xem Y1'))).toBe('matter Y1 CA asked')
  })

  test('shows the head a draft that waits to be sent', async () => {
    await sendLetter(chat, 'Nội quy bến đò', 'KT3')
    expect(brief(await chat.type('KT1', '/xem Y2'))).toBe('matter Y2 - letter_to_confirm')
  })
})

test('/today opens each matter by a button, for the unit that owes it', async () => {
  await sendLetter(chat)
  const buttons = pressable(await chat.type('DP1', '/homnay'))
  expect(buttons.toSorted()).toEqual(['show Y1 CA', 'show Y1 VHXH'])
  expect(brief(await chat.press('DP1', 'show Y1 CA'))).toBe('matter Y1 CA asked')
})

describe('in a group', () => {
  beforeEach(() => sendLetter(chat))

  test.each([
    ['/bangchung Y1', 'evidence Y1 -'],
    ['/hoso Y1', 'file Y1'],
    ['/homnay', 'today Y1:answer'],
    ['/trogiup Y1', 'help Y1'],
    ['/xem Y1', 'matter Y1 VHXH asked'],
    ['/bangchung', 'ask evidence: reference'],
  ])('%j is answered to whoever asked alone', async (text, told) => {
    expect(brief(await chat.type('VX1', text, inGroup))).toBe(`say sentPrivately + ${told} (privately)`)
  })

  test('a press is answered so, too', async () => {
    expect(brief(await chat.press('VX1', 'evidence Y1 CA', inGroup))).toBe(
      'say sentPrivately + evidence Y1 CA (privately)',
    )
  })

  test('a refusal has nothing to hide', async () => {
    expect(brief(await chat.type('YT1', '/bangchung Y9', inGroup))).toBe('refused unknown-reference')
  })

  test('a question asked privately is answered in the private chat', async () => {
    await chat.type('VX1', '/bangchung', inGroup)
    expect(brief(await chat.type('VX1', 'Y1'))).toBe('evidence Y1 -')
  })

  test('a letter begun there is written and sent in private', async () => {
    expect(brief(await chat.type('KT1', '/layykien', inGroup))).toBe(
      'say sentPrivately + ask consult: subject (privately)',
    )
    expect(await chat.type('KT1', 'Nội quy bến đò', inGroup)).toEqual([])
    expect(brief(await chat.type('KT1', 'Nội quy bến đò'))).toBe('ask consult: questions')
  })

  test('a form for it is opened for the presser alone, and its preview is private', async () => {
    const opened = await chat.press('KT1', 'consult', { ...inGroup, hasForms: true })
    expect(brief(opened)).toBe('ask consult: subject (privately)')
    const dialogue = opened[0]?.kind === 'ask' ? opened[0].dialogue : ''
    expect(brief(await chat.fill('KT1', `consult ~${dialogue}`, { subject: 'Nội quy' }, inGroup))).toBe(
      'say sentPrivately + ask consult: questions (privately)',
    )
  })
})
