/** /settings: what one has set for oneself, and what the Office sees of the committee. */
import { beforeEach, describe, expect, test } from 'vitest'
import { embeddedDatabase } from '../support/database.ts'
import { brief, type Chat, found, openChat, pressable } from './chat.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['VP1', 'VP2', 'KT1'])
  chat = openChat(database(), '20/11 08:00')
})

describe('/settings', () => {
  test('shows everybody their own, with the commands that change them, and nothing of the committee', async () => {
    await chat.type('KT1', '/ngonngu en')
    await chat.type('KT1', '/bantin 6h30')
    const shown = await chat.type('KT1', '/caidat')
    expect(shown).toMatchObject([
      {
        kind: 'settings',
        own: { language: 'en', digestAt: '06:30', usualDigestAt: '07:15', channels: [{ bot: 'bot' }] },
        committee: null,
      },
    ])
    expect(pressable(shown)).toEqual(['language', 'digest', 'channels'])
    expect(brief(await chat.type('KT1', 'cài đặt'))).toBe('settings own')
  })

  test('asked for in a group goes to one’s private chat', async () => {
    expect(brief(await chat.type('KT1', '/settings', { group: 'g1' }))).toBe(
      'say sentPrivately + settings own (privately)',
    )
  })

  test('shows whoever works in the Office what the committee lives by', async () => {
    expect(await chat.type('VP2', '/settings')).toMatchObject([
      { kind: 'settings', committee: { profile: 'default', ownRegulation: { number: '03/2026/QĐ-UBND' } } },
    ])
  })
})
