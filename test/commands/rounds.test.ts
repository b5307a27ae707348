/** What is done with a consultation around and after its deadline, typed, pressed and filled in, on a real embedded database. */
import { beforeEach, describe, expect, test } from 'vitest'
import { readConsultation } from '../../src/actions/read.ts'
import type { Answer } from '../../src/domain/consultation-answer.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment } from '../support/given.ts'
import { actionFor, brief, type Chat, committeeId, found, openChat, pressable } from './chat.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['KT1', 'KT3', 'VX1', 'CA1', 'VP1', 'VP2', 'YT1'])
  chat = openChat(database(), '20/11 08:00')
})

const answers = [
  'Mức phí tại Điều 5',
  'VHXH: nếp sống văn minh nơi công cộng\nCA: trật tự đường thủy',
  'https://vanban.causay.example/ho-so/41',
  'thường',
  '3 ngày làm việc',
  '-',
]

async function sends(subject = 'Dự thảo Quy chế quản lý bến đò'): Promise<void> {
  await chat.type('KT1', `/layykien ${subject}`)
  let shown = await chat.type('KT1', answers[0] ?? '')
  for (const answer of answers.slice(1)) shown = await chat.type('KT1', answer)
  await chat.press('KT1', actionFor('consult send', pressable(shown)))
}

async function answerOf(unit: string, at = '01/12 08:00'): Promise<Answer | undefined> {
  return database().transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    const read = await readConsultation({ tx, snapshot }, 'Y1', moment(at))
    return read && 'answers' in read ? read.answers[unit] : undefined
  })
}

describe('[HP2d] /chuyen', () => {
  beforeEach(async () => {
    await sends()
    chat.at('20/11 09:00')
    await chat.type('CA1', '/tralai Y1 Bến đò không thuộc chức năng, đề nghị gửi Trạm Y tế')
    chat.at('20/11 10:00')
  })

  test.each([
    '/chuyen Y1 CA YT: phòng dịch tại bến',
    '/reroute Y1 YT: phòng dịch tại bến',
    '/chuyen y1 tram y te, phòng dịch tại bến',
    '/chuyen Y1 Trạm Y tế: phòng dịch tại bến'.normalize('NFD'),
  ])('%s sends it on in one line', async (text) => {
    expect(brief(await chat.type('KT1', text))).toBe('say rerouted')
    expect(await answerOf('YT', '20/11 11:00')).toMatchObject({ why: 'phòng dịch tại bến', hops: [{ unit: 'CA' }] })
  })

  test('asks for what is missing: the unit, then the reason', async () => {
    expect(brief(await chat.press('KT1', 'reroute Y1'))).toBe('ask reroute Y1: to')
    expect(brief(await chat.type('KT1', 'TYT'))).toBe('ask reroute Y1: why')
    expect(brief(await chat.type('KT1', 'phòng dịch'))).toBe('say rerouted')
    expect(brief(await chat.press('KT1', 'reroute Y1 CA YT'))).toBe('refused already-rerouted')
  })

  test('the button with both units asks only why', async () => {
    expect(brief(await chat.press('KT1', 'reroute Y1 CA YT'))).toBe('ask reroute Y1: why')
  })

  test('a reason of 5,000 characters is told its length, and what was given stays', async () => {
    await chat.press('KT1', 'reroute Y1 CA YT')
    expect(brief(await chat.type('KT1', 'a'.repeat(5000)))).toBe('refused too-long')
    expect(brief(await chat.type('KT1', 'phòng dịch'))).toBe('say rerouted')
  })

  test.each([
    ['KT3', 'refused may-not-send'],
    ['VX1', 'refused may-not-send'],
    ['VP2', 'refused may-not-send'],
  ])('%s hears at once why not', async (who, told) => {
    expect(brief(await chat.type(who, '/chuyen Y1 YT: phòng dịch'))).toBe(told)
    expect(brief(await chat.press(who, 'reroute Y1'))).toBe(told)
  })
})

describe('[AL1.3f] /sovanban', () => {
  beforeEach(async () => {
    await sends()
    chat.at('27/11 08:00')
  })

  test.each([
    ['VP2', '/sovanban Y1 CA 118 25/11/2026'],
    ['VP2', '/received Y1 CA số đến 118 ngày 25/11'],
    ['VP2', '/so van ban Y1 cong an xa 118, 25/11'],
    ['CA1', '/sovanban Y1 118 25/11'],
  ])('%s writes %s', async (who, text) => {
    expect(brief(await chat.type(who, text))).toBe('say registered')
    expect(await answerOf('CA')).toMatchObject({
      state: 'deemed_consent',
      asked: { reach: { kind: 'registry', number: '118', by: who, at: moment('25/11 23:59:59') } },
    })
  })

  test('an hour is taken as it is written', async () => {
    await chat.type('VP1', '/sovanban Y1 CA 118 14:30 25/11/2026')
    expect(await answerOf('CA')).toMatchObject({ asked: { reach: { at: moment('25/11 14:30') } } })
  })

  test('asks for number and day; a day nobody can read is asked again', async () => {
    expect(brief(await chat.press('VP2', 'received Y1 CA'))).toBe('ask received Y1: number')
    expect(brief(await chat.type('VP2', '118'))).toBe('ask received Y1: arrived')
    expect(brief(await chat.type('VP2', '31/11'))).toBe('ask received Y1: arrived (past-day-unknown)')
    expect(brief(await chat.type('VP2', 'hôm kia'))).toBe('ask received Y1: arrived (past-day-unknown)')
    expect(brief(await chat.type('VP2', 'hôm nay'))).toBe('refused registry-after-deadline')
  })

  test('for several units the unit is asked', async () => {
    expect(brief(await chat.type('VP2', '/sovanban Y1'))).toBe('ask received Y1: unit')
  })

  test('is no business of the lead', async () => {
    expect(brief(await chat.type('KT1', '/sovanban Y1 CA 118 25/11'))).toBe('refused registry-not-yours')
  })
})

describe('[AL1.3g] /molai', () => {
  beforeEach(async () => {
    await sends()
    chat.at('27/11 08:00')
  })

  test('asks for reason, date and whom to tell', async () => {
    expect(brief(await chat.press('VP1', 'reopen Y1 CA'))).toBe('ask reopen Y1: reason')
    expect(brief(await chat.type('VP1', 'Công an mất mạng cả ngày'))).toBe('ask reopen Y1: deadline')
    expect(brief(await chat.type('VP1', '2 ngày làm việc'))).toBe('ask reopen Y1: tells')
    expect(brief(await chat.type('VP1', 'chỉ cơ quan này'))).toBe('say reopened')
    expect(await answerOf('CA', '27/11 09:00')).toMatchObject({
      state: 'asked',
      dueAt: moment('02/12 00:00'),
      former: [{ reason: 'Công an mất mạng cả ngày' }],
    })
    expect(brief(await chat.type('VP1', '/molai Y1 CA: lần nữa'))).toBe('refused still-open')
  })

  test('a late reply may be taken over instead of a new date', async () => {
    await chat.type('VP2', '/sovanban Y1 CA 118 20/11')
    await chat.type('CA1', '/khongdongy Y1 Điều 5 thu phí vượt khung của tỉnh')
    await chat.type('VP1', '/molai Y1 CA: ý kiến đúng')
    expect(brief(await chat.press('VP1', '= late'))).toBe('ask reopen Y1: tells')
    expect(brief(await chat.press('VP1', '= unit'))).toBe('say lateTaken')
    expect(await answerOf('CA')).toMatchObject({ state: 'objected', lapsed: { state: 'deemed_consent' } })
  })

  test.each(['KT1', 'VP2', 'CA1'])('%s hears at once who may', async (who) => {
    expect(brief(await chat.type(who, '/molai Y1 CA: mất mạng'))).toBe('refused reopen-office-only')
  })
})

describe('[HP3b] /ketluan', () => {
  beforeEach(async () => {
    await sends()
    chat.at('23/11 09:00')
    await chat.type('CA1', '/khongdongy Y1 Điều 5 thu phí vượt khung của tỉnh')
    chat.at('25/11 09:00')
  })

  test.each([
    '/ketluan Y1 CA 45/TB-UBND 25/11/2026 Chủ tịch UBND xã',
    '/overrule Y1 số 45/TB-UBND ngày 25/11 của Chủ tịch UBND xã',
    'kết luận Y1 45/TB-UBND hôm nay Chủ tịch UBND xã',
  ])('%s', async (text) => {
    expect(brief(await chat.type('KT1', text))).toBe('say overruled')
    expect(await answerOf('CA', '25/11 10:00')).toMatchObject({
      state: 'objected',
      overruled: { number: '45/TB-UBND', concludedBy: 'Chủ tịch UBND xã' },
    })
  })

  test('asks for number, day and name', async () => {
    expect(brief(await chat.press('VP1', 'overrule Y1 CA'))).toBe('ask overrule Y1: number')
    expect(brief(await chat.type('VP1', '45/TB-UBND'))).toBe('ask overrule Y1: day')
    expect(brief(await chat.type('VP1', '22/11'))).toBe('ask overrule Y1: concluder')
    expect(brief(await chat.type('VP1', 'Chủ tịch'))).toBe('refused conclusion-too-old')
  })

  test('is not for the objector', async () => {
    expect(brief(await chat.type('CA1', '/ketluan Y1'))).toBe('refused may-not-overrule')
  })
})

describe('[H6.6,AL1.3c] /layykien once more', () => {
  test('asks why, only when the same is asked of the same units', async () => {
    await sends()
    chat.at('23/11 08:00')
    await chat.type('KT1', '/layykien Quy chế quản lý bến đò (lần 2)')
    await chat.type('KT1', 'Mức phí tại Điều 5')
    expect(brief(await chat.type('KT1', 'CA: trật tự đường thủy'))).toBe('ask consult: again')
    await chat.type('KT1', 'đã sửa Điều 5 theo góp ý')
    for (const answer of answers.slice(2, 5)) await chat.type('KT1', answer)
    const [preview] = await chat.type('KT1', '-')
    expect(preview).toMatchObject({
      kind: 'preview',
      letter: { againBecause: 'đã sửa Điều 5 theo góp ý' },
      warnings: [{ code: 'round', details: { number: 2, previous: 'Y1' } }],
    })
  })

  test('another subject is not asked about', async () => {
    await sends()
    await chat.type('KT1', '/layykien Kế hoạch tuyển quân năm 2027')
    await chat.type('KT1', 'Chỉ tiêu từng thôn')
    expect(brief(await chat.type('KT1', 'CA: trật tự'))).toBe('ask consult: dossier')
  })
})
