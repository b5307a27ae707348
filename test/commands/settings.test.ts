/** /settings: what one has set for oneself, and what the Office sees and changes of the committee. */
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Settings } from '../../src/domain/committee-settings.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { rows } from '../../src/store/tx.ts'
import { embeddedDatabase } from '../support/database.ts'
import { brief, type Chat, committeeId, found, openChat, pressable } from './chat.ts'

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
      {
        kind: 'settings',
        committee: {
          mayChange: false,
          settings: { profile: 'default', ownRegulation: { number: '03/2026/QĐ-UBND' } },
        },
      },
    ])
  })
})

describe('the committee’s settings', () => {
  const settings = async () => (await createSnapshots().load(database().db, committeeId)).settings
  const register = async () => readEvidence(database().db, committeeId, 'SO')

  test('are changed by whoever decides for the Office, with a line in the register', async () => {
    const shown = await chat.type('VP1', '/settings')
    const changes = ['digest', 'hours', 'profile', 'email', 'year 2027'].map((what) => `settings ${what}`)
    expect(pressable(shown)).toEqual(['language', 'digest', 'channels', ...changes])
    expect(brief(await chat.press('VP1', 'settings digest'))).toBe('ask settings: digestAt')
    expect(brief(await chat.type('VP1', '7h'))).toBe('settings all')
    expect((await settings()).digestAt).toBe('07:00')
    expect((await register()).at(-1)).toMatchObject({
      type: 'settings_changed',
      actor: 'VP1',
      body: { by: 'VP1', changes: [{ setting: 'digestAt', from: '07:15', to: '07:00' }] },
    })
    expect(brief(await chat.type('VP1', '8h')), 'the question is over').toBe('say notUnderstood')
  })

  test.each(['VP2', 'KT1'])('are refused to %s, whatever they type, and the attempt is written down', async (who) => {
    const before = await settings()
    expect(brief(await chat.type(who, '/caidat ban tin 7h'))).toBe('refused settings-office-only')
    expect(brief(await chat.press(who, 'settings email'))).toBe('refused settings-office-only')
    expect(await settings()).toEqual(before)
    expect((await register()).slice(-2)).toMatchObject([{ type: 'refused' }, { type: 'refused', actor: who }])
  })

  const winter = {
    from: '10-16',
    to: '04-15',
    morning: { opens: '07:30', closes: '11:30' },
    afternoon: { opens: '13:30', closes: '17:00' },
  }
  const summer = {
    from: '04-16',
    to: '10-15',
    morning: { opens: '07:00', closes: '11:30' },
    afternoon: { opens: '13:30', closes: '16:30' },
  }
  const confirmed = { confirmedYears: [{ year: 2027, source: 'TB 9/TB-BNV' }] }
  const planned = (from: string) => ({ plannedProfiles: [{ profile: 'hai-phong-2023', from }] })

  test.each<[string, readonly string[], Partial<Settings>]>([
    ['/settings email yes', [], { linksByEmail: true }],
    ['/caidat thư điện tử có', [], { linksByEmail: true }],
    ['/caidat giờ bản tin 6 giờ 30', [], { digestAt: '06:30' }],
    ['/caidat năm 2027 TB 9/TB-BNV', ['có'], confirmed],
    ['/settings year', ['2027', 'TB 9/TB-BNV', 'yes'], confirmed],
    ['/settings profile hai-phong-2023 1/1/2027', ['yes'], planned('2027-01-01')],
    ['/caidat bộ quy định', ['Hải Phòng 2023', '01/12', 'có'], planned('2026-12-01')],
    [
      '/caidat giờ làm việc 16/10-15/4: 7h30-11h30, 13h30-17h; 16/4 - 15/10: 7h-11h30, 13:30-16:30',
      ['có'],
      { officeHours: [winter, summer] },
    ],
  ])('%s', async (line, answers, changed) => {
    let heard = await chat.type('VP1', line)
    for (const answer of answers) heard = await chat.type('VP1', answer)
    expect(brief(heard)).toBe('settings all')
    expect(await settings()).toMatchObject(changed)
  })

  test('what reaches everybody is asked once more, and not done unless it is wanted', async () => {
    const asked = await chat.type('VP1', '/settings hours 8h-12h, 13h-17h')
    expect(brief(asked)).toBe('ask settings: sure')
    expect(asked).toMatchObject([{ askings: [{ values: { said: '08:00–12:00, 13:00–17:00' } }] }])
    const actions = pressable(asked)
    const before = await settings()
    expect(brief(await chat.press('VP1', actions.find((one) => one.startsWith('= no')) ?? ''))).toBe('say cancelled')
    expect(await settings()).toEqual(before)
  })

  test('a date is read back as it was understood', async () => {
    expect(await chat.type('VP1', '/settings profile hai-phong-2023 1/2')).toMatchObject([
      { askings: [{ key: 'sure', values: { said: 'Hải Phòng 2023, 01/02/2027' } }] },
    ])
  })

  test.each([
    ['/settings hours 8h-12h', 'ask settings: hours (hours-unreadable)'],
    ['/settings hours 31/4-1/5: 8h-12h, 13h-17h', 'ask settings: hours (hours-unreadable)'],
    ['/settings digest sáng sớm', 'ask settings: digestAt (time-unreadable)'],
    ['/settings profile an-lão', 'ask settings: profile (choice-unknown)'],
    ['/settings profile hai-phong-2023 1/11/2026', 'ask settings: from (coming-day-unreadable)'],
    ['/settings year hai bảy', 'ask settings: year (year-unreadable)'],
    ['/settings màu nền xanh', 'refused setting-unclear'],
  ])('%s: %s', async (line, answer) => {
    const before = await settings()
    expect(brief(await chat.type('VP1', line))).toBe(answer)
    expect(await settings()).toEqual(before)
  })

  test('a year of which no day off is known cannot be confirmed', async () => {
    await chat.type('VP1', '/settings year 2031 TB 9/TB-BNV')
    expect(brief(await chat.type('VP1', 'có'))).toBe('refused setting-year-without-days')
  })

  test('come to the Office as a message, once', async () => {
    await chat.type('VP1', '/settings email yes')
    await chat.type('VP1', '/settings email yes')
    const told = await rows<{ officer: string | null }>(
      database().db,
      sql`select officer from deliveries where notice->>'kind' = 'settings_changed'`,
    )
    expect(told).toEqual([{ officer: 'VP1' }])
  })
})

test('a question of a command that only looks is over once it is answered', async () => {
  await chat.type('KT1', '/bantin')
  await chat.type('KT1', '7h30')
  expect(brief(await chat.type('KT1', '8h'))).toBe('say notUnderstood')
})
