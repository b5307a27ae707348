/** What the Office does in the chat, and what newcomers and everybody may: linking, binding, language, greeting. */
import { beforeEach, describe, expect, test } from 'vitest'
import { findOfficer } from '../../src/store/accounts.ts'
import { findGroup } from '../../src/store/addresses.ts'
import { embeddedDatabase } from '../support/database.ts'
import { bot, brief, type Chat, committeeId, found, openChat } from './chat.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['VP1', 'VP2', 'KT1'])
  chat = openChat(database(), '20/11 08:00')
})

function officerOf(vendorUser: string): Promise<string | null> {
  return findOfficer(database().db, { committeeId, bot, vendorUser })
}

async function codeFor(officer: string): Promise<string> {
  const [made] = await chat.type('VP2', `/malienket ${officer}`)
  return made?.kind === 'link_code' ? made.code : `${made?.kind}`
}

describe('a newcomer', () => {
  test.each(['xin chào', '/dongy Y1', '/homnay', 'đồng ý Y1', '/start', '1'])(
    'hears how to link after %j, and nothing else',
    async (text) => {
      expect(await chat.type('zoe', text)).toMatchObject([
        { kind: 'say', key: 'command.said.stranger', values: { committee: 'UBND xã Cầu Sậy' } },
      ])
    },
  )

  test.each([
    (code: string) => code,
    (code: string) => code.toLowerCase(),
    (code: string) => `${code.slice(0, 5)} ${code.slice(5)}`,
    (code: string) => `/start ${code}`,
    (code: string) => `/lienket ${code}`,
    (code: string) => `/link ${code.slice(0, 5)}-${code.slice(5)}`,
    (code: string) => `Mã của tôi là ${code} ạ`,
  ])('links by %s', async (write) => {
    const text = write(await codeFor('VX1'))
    expect(await chat.type('zoe', text)).toMatchObject([{ key: 'command.said.linked', values: { name: 'Cán bộ VX1' } }])
    expect(await officerOf('zoe')).toBe('VX1')
  })

  test('who types something that is no code is told what one looks like, and it does not count as a try', async () => {
    for (let count = 0; count < 6; count++) expect(brief(await chat.type('zoe', '/lienket 12345'))).toBe('say codeForm')
    expect(brief(await chat.type('zoe', await codeFor('VX1')))).toBe('say linked')
  })

  test('may neither press nor fill in anything', async () => {
    expect(brief(await chat.press('zoe', 'agree Y1'))).toBe('refused not-linked')
    expect(brief(await chat.fill('zoe', 'consult', { subject: 'x' }))).toBe('refused not-linked')
  })

  test('a code sent in a group links nobody', async () => {
    const code = await codeFor('VX1')
    expect(brief(await chat.type('zoe', `/lienket ${code}`, { group: 'g' }))).toBe('refused link-in-private')
    expect(brief(await chat.type('zoe', code))).toBe('refused code-used')
  })
})

describe('a linking code is written down nowhere', () => {
  test('but in the answer that shows it, which is erased once it was delivered', async () => {
    expect(await chat.type('VP2', '/malienket VX1')).toMatchObject([{ kind: 'link_code', erase: 'response' }])
  })

  test.each(['', '/start ', '/lienket '])('and the words after %j are erased, right or wrong', async (before) => {
    const code = await codeFor('VX1')
    const wrong = `${code.slice(0, 9)}${code.endsWith('A') ? 'B' : 'A'}`
    expect(await chat.type('zoe', `${before}${wrong}`)).toMatchObject([{ kind: 'refused', erase: 'words' }])
    expect(await chat.type('zoe', `${before}${code}`)).toMatchObject([{ kind: 'say', erase: 'words' }])
    expect(await chat.type('KT1', `/lienket ${code}`)).toMatchObject([{ kind: 'refused', erase: 'words' }])
  })

  test('nor is one with a letter too few', async () => {
    expect(await chat.type('zoe', '/lienket ABCDE2345')).toMatchObject([{ erase: 'words' }])
    expect((await chat.type('zoe', 'xin chào')).some(({ erase }) => erase !== undefined)).toBe(false)
  })
})

describe('/linkcode', () => {
  test.each([
    ['VX1', 'link_code'],
    ['vx1', 'link_code'],
    ['Cán bộ VX1', 'link_code'],
    ['can bo vx1', 'link_code'],
    ['cán bộ', 'ask linkcode: officer (officer-ambiguous)'],
    ['Nguyễn Văn A', 'ask linkcode: officer (officer-not-found)'],
  ])('for %j: %s', async (name, told) => expect(brief(await chat.type('VP2', `/malienket ${name}`))).toBe(told))

  test('asks for whom, and a namesake is chosen by code', async () => {
    expect(brief(await chat.type('VP2', '/malienket'))).toBe('ask linkcode: officer')
    const [asked] = await chat.type('VP2', 'cán bộ')
    expect(asked).toMatchObject({
      askings: [{ options: expect.arrayContaining([{ value: 'VX1', label: 'Cán bộ VX1 (VX1)' }]) }],
    })
    expect(brief(await chat.press('VP2', '= VX1'))).toBe('link_code')
  })

  test('is the Office’s, and never in a group', async () => {
    expect(brief(await chat.type('KT1', '/malienket VX1'))).toBe('refused office-only')
    expect(brief(await chat.type('KT1', '/malienket'))).toMatch(/^refused/)
    expect(brief(await chat.type('VP2', '/malienket VX1', { group: 'g' }))).toBe('refused code-in-private')
  })
})

describe('/bind', () => {
  const inGroup = { group: 'g' }
  const groupOf = (purpose: 'office' | 'leaders' | 'unit', unit = '') =>
    findGroup(database().db, committeeId, { purpose, unit })

  test.each([
    ['/gankenh văn phòng', 'office', ''],
    ['/bind office', 'office', ''],
    ['/gankenh lãnh đạo', 'leaders', ''],
    ['/gankenh Phòng Kinh tế', 'unit', 'KT'],
    ['/bind VH-XH', 'unit', 'VHXH'],
  ] as const)('%j binds the group to %s %s', async (text, purpose, unit) => {
    expect(brief(await chat.type('VP1', text, inGroup))).toMatch(/^say bound/)
    expect(await groupOf(purpose, unit)).toEqual({ bot, chat: 'g' })
  })

  test('asks what for, then which unit', async () => {
    expect(brief(await chat.type('VP1', '/gankenh', inGroup))).toBe('ask bind: purpose')
    expect(brief(await chat.press('VP1', '= unit', inGroup))).toBe('ask bind: unit')
    expect(brief(await chat.press('VP1', '= YT', inGroup))).toBe('say boundUnit')
    expect(await groupOf('unit', 'YT')).toEqual({ bot, chat: 'g' })
  })

  test('asks before a group is replaced, or gets another purpose, and no changes nothing', async () => {
    await chat.type('VP1', '/gankenh văn phòng', inGroup)
    expect(brief(await chat.type('VP1', '/gankenh văn phòng', { group: 'h' }))).toBe('ask bind: replacesGroup')
    expect(brief(await chat.press('VP1', '= no', { group: 'h' }))).toBe('say cancelled')
    expect(await groupOf('office')).toEqual({ bot, chat: 'g' })
    await chat.type('VP1', '/gankenh văn phòng', { group: 'h' })
    expect(brief(await chat.press('VP1', '= yes', { group: 'h' }))).toBe('say boundOffice')
    expect(await groupOf('office')).toEqual({ bot, chat: 'h' })
    expect(brief(await chat.type('VP1', '/gankenh lãnh đạo', { group: 'h' }))).toBe('ask bind: replacesPurpose')
    expect(brief(await chat.type('VP1', '/gankenh văn phòng', { group: 'h' })), 'the same once more').toBe(
      'say boundOffice',
    )
  })

  test('is refused outside a group and to others', async () => {
    expect(brief(await chat.type('VP1', '/gankenh'))).toBe('refused bind-in-group')
    expect(brief(await chat.type('VP2', '/gankenh văn phòng', inGroup))).toBe('refused chief-only')
  })
})

describe('/language', () => {
  test.each([
    ['/ngonngu en', 'say languageSet'],
    ['/language tiếng Việt', 'say languageSet'],
    ['/ngonngu', 'ask language: language'],
    ['/ngonngu tiếng Lào', 'ask language: language (choice-unknown)'],
  ])('%j: %s', async (text, told) => expect(brief(await chat.type('KT1', text))).toBe(told))

  test('suggestions come in the language chosen', async () => {
    expect(await chat.type('KT1', '/dongyy')).toMatchObject([{ values: { names: '/dongy' } }])
    await chat.type('KT1', '/ngonngu en')
    expect(await chat.type('KT1', '/dongyy')).toMatchObject([{ values: { names: '/agree' } }])
  })
})

test('who is linked already is told so, and another code changes nothing', async () => {
  expect(brief(await chat.type('KT1', '/start'))).toBe('say greeting')
  expect(brief(await chat.type('KT1', `/start ${await codeFor('VX1')}`))).toBe('say relinkAsked')
  expect(brief(await chat.type('KT1', '/lienket'))).toBe('ask link: code')
  expect(brief(await chat.type('KT1', await codeFor('KT1')))).toBe('say linkedAlready')
  expect(await officerOf('KT1')).toBe('KT1')
})
