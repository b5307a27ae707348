/** Linking without a code, by the e-mail a workspace of Slack vouches for: only where it can mean one officer and nothing else. */
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sampleCommune } from '../../src/sample-commune.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { officeGroup, openOffice } from '../support/office.ts'
import { openSlackChats, type SlackChats } from '../support/office-slack.ts'

const addressOf = (officer: string) => `${officer.toLowerCase()}@songmay.example`
const stranger = 'chỉ làm việc với cán bộ đã liên kết tài khoản'
const linked = 'Đã liên kết tài khoản này với Cao Thu Hà, theo thư điện tử'

/** Officers of the directory have their addresses; a person in Slack has one when the story says so. */
function foundedWith(emails: Readonly<Record<string, string>> = {}) {
  const officers = sampleCommune.officers.map((one) => ({ ...one, email: emails[one.id] ?? addressOf(one.id) }))
  return { ...sampleCommune, officers }
}

function vouchFor({ userOf }: SlackChats, who: string, email: string, marks: Readonly<Record<string, unknown>> = {}) {
  Object.assign(userOf(who).person, { email, marks })
}

describeOnEmbedded('linking by a verified e-mail', (database) => {
  const open = async ({ isOn = true, emails = {}, strangers = [] as readonly string[] } = {}) => {
    const founding = foundedWith(emails)
    const office = await openOffice(database(), { join: openSlackChats, unlinked: ['YT1', 'QS1'], strangers, founding })
    if (isOn) await office.says('VP1', '/settings email yes')
    return office
  }
  const register = async ({ committeeId }: { readonly committeeId: string }) =>
    rows<{ type: string; body: Readonly<Record<string, unknown>> }>(
      database().db,
      sql`select type, body from evidence where committee_id = ${committeeId} and reference = 'SO' order by sequence`,
    )
  const links = async (office: { readonly committeeId: string }) =>
    (await register(office)).flatMap(({ type, body }) => (type === 'account_linked' ? [body] : []))

  test('the first word of a member links them; the evidence, the Office and they themselves know, and no address is kept', async () => {
    const office = await open()
    vouchFor(office.chats, 'YT1', addressOf('YT1'))
    await office.says('YT1', 'xin chào')
    expect((await office.card('YT1')).text).toContain(linked)
    expect((await office.card(officeGroup)).text).toContain('Cao Thu Hà đã được liên kết qua Slack')
    expect(await links(office)).toMatchObject([{ officer: 'YT1', how: 'email', bot: 'slack' }])
    expect(JSON.stringify(await register(office))).not.toContain('@songmay')
    await office.says('YT1', '/today')
    expect((await office.card('YT1')).text).not.toContain(stranger)
    expect(await links(office)).toHaveLength(1)
  })

  test('so does opening the page of the bot, and a message says so', async () => {
    const office = await open()
    vouchFor(office.chats, 'YT1', addressOf('YT1'))
    await office.acts(() => office.chats.userOf('YT1').opensHome())
    expect((await office.card('YT1')).text).toContain('Cao Thu Hà đã được liên kết qua Slack')
    expect(await links(office)).toHaveLength(1)
  })

  test('it is off unless the Office turns it on, and Slack is not even asked', async () => {
    const office = await open({ isOn: false })
    vouchFor(office.chats, 'YT1', addressOf('YT1'))
    await office.says('YT1', 'xin chào')
    expect((await office.card('YT1')).text).toContain(stranger)
    expect(office.chats.server.calls).not.toContain('users.info')
  })

  test.each([
    ['another person', 'ai.khac@songmay.example', {}],
    ['nearly the same', 'YT1@songmay.example', {}],
    ['a blank behind', `${addressOf('YT1')} `, {}],
    ['not confirmed', addressOf('YT1'), { is_email_confirmed: false }],
    ['a guest', addressOf('YT1'), { is_restricted: true }],
    ['somebody of another organisation', addressOf('YT1'), { team_id: 'T0ELSEWHERE', is_stranger: true }],
  ])('nobody is linked by an address that is %s', async (_, email, marks) => {
    const office = await open()
    vouchFor(office.chats, 'YT1', email, marks)
    await office.says('YT1', 'xin chào')
    expect((await office.card('YT1')).text).toContain(stranger)
    expect(await links(office)).toEqual([])
  })

  test.each([
    ['the very same', addressOf('YT1')],
    ['the same but for capitals', addressOf('YT1').toUpperCase()],
  ])('nobody is linked when another officer has an address that is %s', async (_, other) => {
    const office = await open({ emails: { QS1: other } })
    vouchFor(office.chats, 'YT1', addressOf('YT1'))
    await office.says('YT1', 'xin chào')
    expect((await office.card('YT1')).text).toContain(stranger)
  })

  test('a link there is never moves: of the officer with another account, or of the account with another officer', async () => {
    const office = await open({ strangers: ['LA1'] })
    vouchFor(office.chats, 'LA1', addressOf('KT1'))
    await office.says('LA1', 'xin chào')
    expect((await office.card('LA1')).text).toContain(stranger)
    vouchFor(office.chats, 'KT1', addressOf('YT1'))
    await office.says('KT1', '/today')
    expect(await links(office)).toEqual([])
  })

  test('whom the Office unlinked needs a code: the address links nobody again', async () => {
    const office = await open()
    vouchFor(office.chats, 'YT1', addressOf('YT1'))
    await office.says('YT1', 'xin chào')
    await office.says('YT1', 'hủy liên kết')
    await office.presses('YT1', 'Hủy liên kết')
    await office.says('YT1', 'xin chào')
    expect((await office.card('YT1')).text).toContain(stranger)
    await office.says('YT1', await office.code('YT1'))
    expect((await office.card('YT1')).text).toContain('Đã liên kết tài khoản này với Cao Thu Hà.')
  })

  test('a code in the message is the one that counts', async () => {
    const office = await open()
    vouchFor(office.chats, 'YT1', addressOf('YT1'))
    await office.says('YT1', await office.code('QS1'))
    expect((await office.card('YT1')).text).toContain('Đã liên kết tài khoản này với Phan Văn Tấn')
  })

  test('while Slack does not say, a code is asked for, and the next word links', async () => {
    const office = await open()
    vouchFor(office.chats, 'YT1', addressOf('YT1'))
    office.chats.server.failNext('outage', 'users.info')
    await office.says('YT1', 'xin chào')
    expect((await office.card('YT1')).text).toContain(stranger)
    await office.says('YT1', 'xin chào')
    expect((await office.card('YT1')).text).toContain(linked)
  })
})
