/** A differing view in the chat: who is asked what, and who is told that it waits. On a real embedded database. */
import { beforeEach, describe, expect, test } from 'vitest'
import { embeddedDatabase } from '../support/database.ts'
import { brief, type Chat, found, openChat, under } from './chat.ts'
import { sendLetter } from './letter.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['KT1', 'VX1', 'VX2', 'VX3', 'KN1', 'CA1', 'CT1', 'VP1', 'YT1'])
  chat = openChat(database(), '20/11 08:00')
  await sendLetter(chat)
  chat.at('20/11 10:00')
})

/** What somebody's /today lists, by what it is. */
async function waitsFor(who: string): Promise<readonly string[]> {
  const [shown] = await chat.type(who, '/homnay')
  return shown?.kind === 'today' ? shown.lines.map(({ what, unit }) => `${unit} ${what}`) : []
}

describe('[TH1.2c] /ykienkhac and /chidao', () => {
  test.each([
    '/ykienkhac Y1 Điều 5 trái Nghị quyết',
    '/differ y1 Điều 5 trái Nghị quyết',
    '/ý kiến khác Y1: Điều 5 trái Nghị quyết'.normalize('NFD'),
  ])('%s reports it in one line', async (text) => {
    expect(brief(await chat.type('VX3', text))).toBe('say differedUntil')
    expect(await waitsFor('VX1')).toContain('VHXH direct')
    expect(await waitsFor('CT1')).toContain('LD direct')
  })

  test('asks for the words, and for the unit of somebody who has two; under a card it is that card’s unit', async () => {
    expect(brief(await chat.press('VX3', 'differ Y1'))).toBe('ask differ Y1: text')
    expect(brief(await chat.type('VX3', '...'))).toBe('ask differ Y1: text (answer-empty)')
    expect(brief(await chat.type('VX3', 'Điều 5 trái Nghị quyết'))).toBe('say differedUntil')
    expect(brief(await chat.type('KN1', '/ykienkhac Y1'))).toBe('ask differ Y1: unit')
    expect(brief(await chat.type('KN1', '/ykienkhac Y1 Điều 7', under('Y1', [], 'CA')))).toBe('say differedUntil')
    expect(await waitsFor('CA1')).toContain('CA direct')
  })

  test('more than 4,000 characters are told their length', async () => {
    await chat.press('VX3', 'differ Y1')
    expect(brief(await chat.type('VX3', 'a'.repeat(4001)))).toBe('refused too-long')
  })

  test('who decides for the unit but is no superior is not told that a view waits', async () => {
    await chat.type('VX3', '/ykienkhac Y1 Điều 5 trái Nghị quyết')
    for (const other of ['VX2', 'KT1', 'CA1', 'VP1']) expect((await waitsFor(other)).join()).not.toContain('direct')
  })

  test('the superior answers by button, by line, or is asked which; then nobody waits any more', async () => {
    await chat.type('VX3', '/ykienkhac Y1 Điều 5 trái Nghị quyết')
    expect(brief(await chat.press('VX1', 'direct Y1 1'))).toBe('ask direct Y1: text')
    expect(brief(await chat.type('VX1', 'Vẫn thực hiện'))).toBe('say directed')
    expect((await waitsFor('CT1')).join()).not.toContain('direct')
    await chat.type('VX3', '/ykienkhac Y1 Điều 6 cũng vậy')
    await chat.type('VX2', '/ykienkhac Y1 Nên hỏi thôn trưởng')
    expect(brief(await chat.type('CT1', '/chidao Y1'))).toBe('ask direct Y1: view')
    expect(brief(await chat.type('CT1', '/chidao Y1 3 Đồng ý hỏi thêm'))).toBe('say directed')
    expect(brief(await chat.type('CT1', '/chidao'))).toBe('ask direct: reference')
  })

  test.each([
    ['YT1', '/ykienkhac Y1 Điều 5', 'refused may-not-differ'],
    ['VX3', '/ykienkhac Y9 Điều 5', 'refused unknown-reference'],
    ['VX2', '/chidao Y1 1 Vẫn làm', 'refused no-view'],
  ])('%s saying %s: %s', async (who, text, told) => expect(brief(await chat.type(who, text))).toBe(told))
})
