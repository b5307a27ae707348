/** The directory as a file in the chat: sent, looked at, confirmed by its number. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Response } from '../../src/cards/response.ts'
import { storeFile } from '../../src/store/files.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { embeddedDatabase } from '../support/database.ts'
import { changed, csvOf, fileLines, postLine } from '../support/directory-file.ts'
import { moment } from '../support/given.ts'
import { brief, type Chat, committeeId, found, openChat } from './chat.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['VP1', 'VP2', 'KT1'])
  chat = openChat(database(), '20/11 08:00')
})

async function keep(bytes: Uint8Array, storedBy = 'VP2', name = 'danh-ba.csv') {
  const file = { name, mime: 'text/csv', bytes, storedBy, storedAt: moment('20/11 08:00') }
  return { id: await database().transaction((tx) => storeFile(tx, committeeId, file)), name }
}

const send = async (lines: readonly string[], text = '/nhapdanhba', who = 'VP2') =>
  chat.type(who, text, { file: await keep(csvOf(lines), who) })

function numberOf([response]: readonly Response[]): string {
  if (response?.kind !== 'difference') throw new Error(`No difference but ${response?.kind}`)
  return response.number
}

async function versionNow(): Promise<number> {
  return (await createSnapshots().load(database().db, committeeId)).version
}

const withNewcomer = changed({ without: /VX3/, add: [postLine('KT', 'KT9', 'specialist')] })

describe('/import', () => {
  test('shows the difference and changes nothing until it is confirmed by its number', async () => {
    const shown = await send(withNewcomer)
    expect(brief(shown)).toBe('difference new_posts:1 officers:1 ended_posts:1 leavers:1')
    expect(await versionNow()).toBe(1)
    const number = numberOf(shown)
    expect(number).toMatch(/^1-[\da-f]{8}$/)
    expect(await chat.press('VP2', `import confirm ${number}`)).toMatchObject([
      { key: 'command.said.directoryImported', values: { number: 3 } },
    ])
    expect(await versionNow()).toBe(2)
    const { directory } = await createSnapshots().load(database().db, committeeId)
    expect(directory.officers.get('KT9')?.name).toBe('Cán bộ KT9')
  })

  test.each(['/nhapdanhba xacnhan', '/nhapdanhba xác nhận', '/import confirm'])('%s with the number', async (words) => {
    const number = numberOf(await send(withNewcomer))
    expect(brief(await chat.type('VP2', `${words} ${number}`))).toBe('say directoryImported')
  })

  test('pressed again, and sent again, it says that nothing changes', async () => {
    const number = numberOf(await send(withNewcomer))
    await chat.press('VP2', `import confirm ${number}`)
    expect(brief(await chat.press('VP2', `import confirm ${number}`))).toBe('say directoryUnchanged')
    expect(brief(await send(withNewcomer))).toBe('say directoryUnchanged')
    expect(await versionNow()).toBe(2)
  })

  test('asks for the file when none came along, and takes no words for one', async () => {
    expect(brief(await chat.type('VP1', '/nhapdanhba'))).toBe('ask import: file')
    expect(brief(await chat.type('VP1', 'mai tôi gửi'))).toBe('ask import: file (import-needs-file)')
    const file = await keep(csvOf(withNewcomer), 'VP1')
    expect(brief(await chat.type('VP1', '', { file }))).toMatch(/^difference/)
  })

  test('the second of two to confirm is told, and shown the difference that is left', async () => {
    const [first, second] = [
      numberOf(await send(withNewcomer)),
      numberOf(await send(changed({ without: /CA3/ }), '/import', 'VP1')),
    ]
    expect(brief(await chat.press('VP1', `import confirm ${second}`))).toBe('say directoryImported')
    const told = await chat.press('VP2', `import confirm ${first}`)
    expect(brief(told)).toBe('refused directory-changed + difference new_posts:2 officers:1 ended_posts:1 leavers:1')
    expect(await versionNow()).toBe(2)
    expect(brief(await chat.press('VP2', `import confirm ${numberOf(told.slice(1))}`))).toBe('say directoryImported')
  })

  test('tells every bad row with its line, and nothing of such a file can be confirmed', async () => {
    const lines = [...fileLines(), 'KT,,,,,,KT9,An,quan huyện,,,,', 'KT,,,,,,KT8,=1+1,specialist,,,,']
    const end = lines.length
    const file = await keep(csvOf(lines))
    expect(brief(await chat.type('VP2', '/nhapdanhba', { file }))).toBe(
      `bad_rows ${end}:post-unknown ${end + 1}:formula`,
    )
    expect(brief(await chat.type('VP2', `/import confirm 1-${file.id.slice(0, 8)}`))).toMatch(/^bad_rows/)
  })

  test.each([
    ['a picture', 'refused table-unsupported', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['quotes that do not close', 'refused table-not-readable', Buffer.from('unit_code;"x\n')],
    ['a hundred thousand rows', 'refused table-too-many-rows', Buffer.from(`unit_code\n${'KT\n'.repeat(100_000)}`)],
    ['nine megabytes', 'refused table-too-large', Buffer.alloc(9 * 1024 * 1024, 'a')],
  ])('%s: %s', async (_, told, bytes) => {
    expect(brief(await chat.type('VP2', '/nhapdanhba', { file: await keep(bytes) }))).toBe(told)
  })

  test('is the Office’s, in private', async () => {
    expect(brief(await send(withNewcomer, '/nhapdanhba', 'KT1'))).toMatch(/^refused office-only/)
    const number = numberOf(await send(withNewcomer))
    expect(brief(await chat.press('KT1', `import confirm ${number}`))).toBe('refused office-only')
    expect(brief(await chat.type('VP2', '/nhapdanhba', { group: 'g' }))).toBe('refused import-in-private')
    expect(await versionNow()).toBe(1)
  })

  test('the same file sent by somebody else before is the same file', async () => {
    await send(withNewcomer, '/nhapdanhba', 'KT1')
    const number = numberOf(await send(withNewcomer))
    expect(brief(await chat.type('VP1', `/import confirm ${number}`))).toBe('say directoryImported')
  })

  test.each([
    ['1-00000000', 'import-file-gone'],
    ['1-%', 'import-which'],
    ['', 'import-which'],
  ])('the number %j: %s', async (number, code) => {
    await send(withNewcomer)
    expect(brief(await chat.type('VP2', `/import confirm ${number}`))).toBe(`refused ${code}`)
  })

  test('a file of three thousand officers is shown in a few lines, and its numbers tell all', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => postLine('KT', `N${index}`, 'specialist'))
    const [shown] = await send([...fileLines(), ...many])
    expect(brief(shown ? [shown] : [])).toBe('difference new_posts:3000 officers:3000')
    expect(JSON.stringify(shown).length).toBeLessThan(8000)
    expect(brief(await chat.press('VP2', `import confirm ${numberOf(shown ? [shown] : [])}`))).toBe(
      'say directoryImported',
    )
  })
})
