/** Whole conversations with the bot, on a real embedded database. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { readConsultation } from '../../src/actions/read.ts'
import type { Response } from '../../src/cards/response.ts'
import type { Consultation } from '../../src/domain/consultation.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment } from '../support/given.ts'
import { brief, type Chat, committeeId, found, latest, openChat, pressable, under } from './chat.ts'

const database = embeddedDatabase()
let chat: Chat

beforeEach(async () => {
  await found(database(), ['KT1', 'KT3', 'VX1', 'VX3', 'CA1', 'KN1', 'VP1', 'VP2', 'YT1'])
  chat = openChat(database(), '20/11 08:00')
})

async function read(reference: string, at = '20/11 12:00'): Promise<Consultation | null> {
  return database().transaction(async (tx) => {
    const snapshot = await createSnapshots().load(tx, committeeId)
    return readConsultation({ tx, snapshot }, reference, moment(at))
  })
}

async function stateOf(reference: string, unit: string): Promise<string | undefined> {
  const state = await read(reference)
  return state && 'answers' in state ? state.answers[unit]?.state : undefined
}

/** Phòng Kinh tế asks two units by 24:00 on 26/11. */
async function sendLetter(subject = 'Dự thảo Quy chế quản lý bến đò'): Promise<void> {
  await chat.fill('KT1', 'consult', {
    subject,
    questions: 'Mức phí tại Điều 5',
    to: 'VHXH: nếp sống văn minh\nCA: trật tự đường thủy',
    dossier: 'https://vanban.causay.example/ho-so/41',
    urgency: 'normal',
    deadline: '3 ngày làm việc',
    informed: '',
  })
  await chat.press('KT1', 'consult send')
}

describe('/consult asks step by step for what a letter must say', () => {
  test('[AL1.3b] from the first question to the letter going out', async () => {
    const told: string[] = []
    for (const text of [
      '/layykien',
      'Dự thảo Quy chế quản lý bến đò',
      '1. Mức phí tại Điều 5\n2. Giờ hoạt động',
      'VH-XH, Công an xã',
      'nếp sống văn minh nơi công cộng',
      'trật tự đường thủy',
      'https://vanban.causay.example/ho-so/41',
      'thường',
      '3 ngày làm việc',
      'bỏ qua',
    ]) {
      told.push(brief(await chat.type('KT1', text)))
    }
    expect(told).toEqual([
      'ask consult: subject',
      'ask consult: questions',
      'ask consult: to',
      'ask consult: why.VHXH',
      'ask consult: why.CA',
      'ask consult: dossier',
      'ask consult: urgency',
      'ask consult: deadline',
      'ask consult: informed',
      'preview',
    ])
    expect(await read('Y1')).toBeNull()
    expect(brief(await chat.press('KT1', 'consult send'))).toBe('receipt Y1 -')
    expect(await read('Y1')).toMatchObject({
      state: 'open',
      letter: {
        leadUnit: 'KT',
        questions: ['Mức phí tại Điều 5', 'Giờ hoạt động'],
        consulted: [
          { unit: 'VHXH', why: 'nếp sống văn minh nơi công cộng' },
          { unit: 'CA', why: 'trật tự đường thủy' },
        ],
        dossier: { kind: 'link', url: 'https://vanban.causay.example/ho-so/41' },
        limit: { kind: 'working_days', days: 3 },
        informed: [],
      },
    })
    expect(brief(await chat.press('KT1', 'consult send'))).toBe('say questionGone')
  })

  test('a specialist prepares, the head confirms', async () => {
    await sendLetterAs('KT3')
    expect(await read('Y1')).toMatchObject({ state: 'draft', preparedBy: 'KT3' })
    expect(brief(await chat.type('KT1', '/homnay'))).toBe('today Y1:confirm_letter')
    expect(brief(await chat.type('KT3', '/homnay'))).toBe('today')
    expect(brief(await chat.press('KT1', 'confirm Y1'))).toBe('receipt Y1 -')
    expect(await read('Y1')).toMatchObject({ state: 'open', sentBy: 'KT1' })
  })

  async function sendLetterAs(who: string): Promise<void> {
    await fillUpTo(who, 'deadline')
    await chat.type(who, 'theo quy chế')
    await chat.type(who, '-')
    expect(brief(await chat.type(who, 'gửi'))).toBe('say prepared')
  }

  const answers: readonly (readonly [string, string])[] = [
    ['subject', 'Dự thảo Quy chế bến đò'],
    ['questions', 'Mức phí tại Điều 5'],
    ['to', 'VHXH: nếp sống văn minh'],
    ['dossier', 'https://vanban.causay.example/ho-so/41'],
    ['urgency', 'thường'],
    ['deadline', '3 ngày làm việc'],
  ]

  async function fillUpTo(who: string, field: string): Promise<readonly Response[]> {
    let told = await chat.type(who, '/consult')
    for (const [key, text] of answers) {
      if (key === field) return told
      told = await chat.type(who, text)
    }
    return told
  }

  test.each([
    ['to', 'Phòng Địa chính', 'unit-not-found'],
    ['to', 'KT', 'consults-itself'],
    ['to', 'VHXH, KT', 'consults-itself'],
    ['subject', '...', 'answer-empty'],
    ['subject', 'a'.repeat(301), 'too-long'],
    ['questions', '1. \n2. ', 'answer-empty'],
    ['dossier', 'ở văn thư', 'dossier-needed'],
    ['urgency', 'rất gấp', 'choice-unknown'],
    ['deadline', 'ngày 31/11', 'date-invalid'],
    ['deadline', 'sớm nhất có thể', 'date-no-fixed-date'],
    ['deadline', 'càng nhanh càng tốt nhé', 'date-unknown'],
  ])('the field %s does not take %j (%s), and nothing given before is lost', async (field, text, code) => {
    await fillUpTo('KT1', field)
    expect(brief(await chat.type('KT1', text))).toBe(`ask consult: ${field} (${code})`)
    const right = answers.find(([key]) => key === field)?.[1] ?? ''
    expect(brief(await chat.type('KT1', right))).not.toContain(`: ${field}`)
  })

  test('a date that may mean two things is put to choice, and the choice is taken', async () => {
    await fillUpTo('KT1', 'deadline')
    const [asked] = await chat.type('KT1', 'thứ sáu 28/11')
    expect(brief(asked ? [asked] : [])).toBe('ask consult: deadline (date-weekday-mismatch)')
    const options = asked?.kind === 'ask' ? (asked.askings[0]?.options ?? []) : []
    expect(options.length).toBeGreaterThan(0)
    for (const { value } of options) expect(Buffer.byteLength(`= ${value}`)).toBeLessThanOrEqual(64)
    expect(brief(await chat.press('KT1', `= ${options[0]?.value}`))).toBe('ask consult: informed')
  })

  test('a deadline on a rest day is pointed out in the preview', async () => {
    await fillUpTo('KT1', 'deadline')
    await chat.type('KT1', 'hết ngày 24/11')
    const [preview] = await chat.type('KT1', 'bỏ qua')
    expect(preview).toMatchObject({
      kind: 'preview',
      dueAt: Temporal.Instant.from('2026-11-25T17:00:00Z'),
      warnings: expect.arrayContaining([{ code: 'moved', details: { day: '2026-11-24', to: '2026-11-25' } }]),
    })
  })

  test('[H6.5] asking everybody needs a reason of its own, and only that one', async () => {
    await fillUpTo('KT1', 'to')
    expect(brief(await chat.type('KT1', 'tất cả'))).toBe('ask consult: everybody')
    expect(brief(await chat.type('KT1', 'quy chế áp dụng cho mọi cơ quan'))).toBe('ask consult: dossier')
    for (const text of ['https://vanban.causay.example/ho-so/41', 'thường', '3 ngày làm việc', 'không'])
      await chat.type('KT1', text)
    await chat.press('KT1', 'consult send')
    expect(await read('Y1')).toMatchObject({
      letter: {
        everybodyBecause: 'quy chế áp dụng cho mọi cơ quan',
        consulted: [
          { unit: 'VHXH', why: 'quy chế áp dụng cho mọi cơ quan' },
          { unit: 'CA' },
          { unit: 'YT' },
          { unit: 'VP' },
        ],
      },
    })
  })

  test('units are chosen one tap at a time, and a tap takes one back', async () => {
    await fillUpTo('KT1', 'to')
    await chat.press('KT1', '= VHXH')
    await chat.press('KT1', '= YT')
    const [asked] = await chat.press('KT1', '= CA')
    const labels = asked?.kind === 'ask' ? asked.askings[0]?.options.map(({ label }) => label) : []
    expect(labels).toEqual(expect.arrayContaining(['ask.option.done', '✓ Công an xã', 'Văn phòng HĐND và UBND']))
    await chat.press('KT1', '= YT')
    expect(brief(await chat.press('KT1', '= .'))).toBe('ask consult: why.VHXH')
    expect(brief(await chat.type('KT1', 'nếp sống văn minh'))).toBe('ask consult: why.CA')
    expect(brief(await chat.press('KT1', '= same'))).toBe('ask consult: dossier')
  })

  test('units are chosen by their numbers where there are no buttons', async () => {
    await fillUpTo('KT1', 'to')
    expect(brief(await chat.type('KT1', '1, 2'))).toBe('ask consult: why.VHXH')
  })

  test('a file sent when the dossier is asked is the dossier', async () => {
    await fillUpTo('KT1', 'dossier')
    const file = { id: 'f1', name: 'Dự thảo quy chế.docx' }
    expect(brief(await chat.type('KT1', '', { file }))).toBe('ask consult: urgency')
    for (const text of ['khẩn', 'theo quy chế', '-']) await chat.type('KT1', text)
    await chat.press('KT1', 'consult send')
    expect(await read('Y1')).toMatchObject({
      letter: {
        dossier: { kind: 'file', file: 'f1', name: 'Dự thảo quy chế.docx' },
        urgency: 'urgent',
        limit: { days: 2 },
      },
    })
  })

  test('an immediate letter is asked what it says of silence', async () => {
    await fillUpTo('KT1', 'urgency')
    await chat.type('KT1', 'hỏa tốc')
    expect(brief(await chat.type('KT1', 'trong 4 giờ'))).toBe('ask consult: silence')
    await chat.press('KT1', '= no')
    const [preview] = await chat.type('KT1', 'bỏ qua')
    expect(preview).toMatchObject({
      letter: { urgency: 'immediate', limit: { kind: 'hours', hours: 4 }, statesSilence: false },
    })
  })

  test('one part is changed and the rest stays', async () => {
    await fillUpTo('KT1', 'deadline')
    await chat.type('KT1', '3 ngày làm việc')
    await chat.type('KT1', '-')
    expect(brief(await chat.type('KT1', 'khoan đã, hạn sai rồi'))).toBe('say waitingForSend')
    expect(brief(await chat.press('KT1', 'edit deadline'))).toBe('ask consult: deadline')
    const [preview] = await chat.type('KT1', '5 ngày làm việc')
    expect(preview).toMatchObject({ letter: { limit: { days: 5 }, subject: 'Dự thảo Quy chế bến đò' } })
  })

  test('a deadline that passed while the letter waited is refused, and the letter is kept to be mended', async () => {
    await fillUpTo('KT1', 'deadline')
    await chat.type('KT1', '17h chiều nay')
    await chat.type('KT1', '-')
    chat.at('20/11 18:00')
    expect(brief(await chat.press('KT1', 'consult send'))).toBe('refused deadline-past + preview')
    await chat.press('KT1', 'edit deadline')
    await chat.type('KT1', '3 ngày làm việc')
    expect(brief(await chat.press('KT1', 'consult send'))).toBe('receipt Y1 -')
  })

  test('where the messenger has forms everything is asked at once, and what is wrong is asked again', async () => {
    const [form] = await chat.press('VP2', 'consult', { hasForms: true })
    const keys = form?.kind === 'ask' ? form.askings.map(({ key }) => key) : []
    expect(keys).toEqual(['subject', 'questions', 'to', 'dossier', 'urgency', 'deadline', 'informed'])
    const values = {
      subject: 'Nội quy cơ quan',
      questions: 'Giờ tiếp dân',
      to: 'YT, CA',
      dossier: 'https://a.example/1',
    }
    const more = { urgency: 'normal', deadline: '31/11', informed: '' }
    expect(brief(await chat.fill('VP2', 'consult', { ...values, ...more }))).toBe(
      'ask consult: deadline (date-invalid)',
    )
    for (const text of ['hết ngày 30/11', 'y tế', 'an ninh']) await chat.type('VP2', text)
    expect(brief(await chat.press('VP2', 'consult send'))).toBe('say prepared')
    expect(await read('Y1')).toMatchObject({
      letter: {
        consulted: [
          { unit: 'YT', why: 'y tế' },
          { unit: 'CA', why: 'an ninh' },
        ],
      },
    })
  })

  test('a form left open does not swallow what is typed next', async () => {
    await chat.press('KT1', 'consult', { hasForms: true })
    expect(brief(await chat.type('KT1', 'cảm ơn nhé'))).toBe('say notUnderstood')
  })

  test('somebody of two units says which one leads', async () => {
    expect(brief(await chat.type('KN1', '/layykien'))).toBe('ask consult: lead')
    expect(brief(await chat.press('KN1', '= CA'))).toBe('ask consult: subject')
  })
})

describe('answers to a letter', () => {
  beforeEach(() => sendLetter())

  test.each([
    ['đồng ý', 'agreed'],
    ['Nhất trí toàn bộ dự thảo', 'agreed'],
    ['Không đồng ý Điều 5 vì vượt thời hạn 7 ngày quy định', 'objected'],
  ])('under the card %j settles it as %s', async (text, state) => {
    expect(brief(await chat.type('VX1', text, under('Y1')))).toBe('receipt Y1 VHXH')
    expect(await stateOf('Y1', 'VHXH')).toBe(state)
  })

  test.each(['/dongy Y1', '/agree Y1', '/đồng_ý Y1', 'đồng ý Y1', 'Y1 đồng ý'])('%j agrees', async (text) => {
    await chat.type('VX1', text)
    expect(await stateOf('Y1', 'VHXH')).toBe('agreed')
  })

  test('without accents "dong y" is kept and asked about; one tap settles it', async () => {
    const [asked] = await chat.type('VX1', 'dong y', under('Y1'))
    expect(asked).toMatchObject({
      kind: 'say',
      key: 'command.said.verdictAsked',
      buttons: [{ action: 'agree Y1' }, { action: 'object Y1' }],
    })
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
    await chat.press('VX1', 'agree Y1')
    expect(await stateOf('Y1', 'VHXH')).toBe('agreed')
  })

  test('"khong dong y" never agrees', async () => {
    for (const text of ['khong dong y', 'ko đồng ý', 'khong dong y Y1', 'Y1 khong dong y']) {
      await chat.type('VX1', text, under('Y1'))
      expect(await stateOf('Y1', 'VHXH')).toBe('asked')
    }
  })

  test('[AL1.3e] vague words are asked back at once, and the next words are the answer', async () => {
    expect(brief(await chat.type('VX1', 'Đề nghị cân nhắc thêm', under('Y1')))).toBe(
      'ask reply Y1: text (not-concrete)',
    )
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
    expect(brief(await chat.type('VX1', 'Không đồng ý Điều 5 vì vượt thời hạn 7 ngày quy định'))).toBe(
      'receipt Y1 VHXH',
    )
  })

  test('vague twice is refused with the paper, and still asked', async () => {
    await chat.type('VX1', 'Để nghiên cứu', under('Y1'))
    const told = await chat.type('VX1', 'Tùy anh')
    expect(brief(told)).toBe('refused still-vague + ask reply Y1: text')
    expect(told[0]).toMatchObject({ refusal: { citation: expect.stringContaining('An Lão 2023') } })
  })

  test('an objection is asked for its reason, in the chat or in a form', async () => {
    expect(brief(await chat.press('VX1', 'object Y1'))).toBe('ask object Y1: text')
    expect(brief(await chat.type('VX1', 'Điều 5 vượt thời hạn 7 ngày quy định'))).toBe('receipt Y1 VHXH')
    expect(brief(await chat.press('CA1', 'object Y1', { hasForms: true }))).toBe('ask object Y1: text')
    expect(brief(await chat.fill('CA1', 'object Y1', { text: 'Điều 6 trái quy định về giờ hoạt động' }))).toBe(
      'receipt Y1 CA',
    )
    expect(await stateOf('Y1', 'CA')).toBe('objected')
  })

  test('a return names the unit to ask instead', async () => {
    expect(brief(await chat.press('VX1', 'return Y1'))).toBe('ask return Y1: text')
    expect(brief(await chat.type('VX1', 'quản lý bến đò không thuộc chức năng của Phòng'))).toBe(
      'ask return Y1: suggested',
    )
    expect(brief(await chat.press('VX1', '= YT'))).toBe('receipt Y1 VHXH')
    expect(await read('Y1')).toMatchObject({ answers: { VHXH: { state: 'returned', reply: { suggestedUnit: 'YT' } } } })
  })

  test('a return that names the unit itself is not asked again', async () => {
    const text = '/tralai Y1 Không thuộc chức năng, đề nghị gửi Trạm Y tế'
    expect(brief(await chat.type('VX1', text))).toBe('receipt Y1 VHXH')
    expect(await read('Y1')).toMatchObject({ answers: { VHXH: { reply: { suggestedUnit: 'YT' } } } })
  })

  test('a bare "đồng ý" asks which letter, and a number chooses', async () => {
    await sendLetter('Nội quy bến đò')
    const [asked] = await chat.type('VX1', 'đồng ý')
    expect(asked).toMatchObject({
      kind: 'ask',
      askings: [{ key: 'reference', options: [{ value: 'Y1' }, { value: 'Y2' }] }],
    })
    expect(brief(await chat.type('VX1', '2', latest('= Y1', '= Y2')))).toBe('receipt Y2 VHXH')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
  })

  test('an opinion typed without any reference asks which letter it is for, and is kept', async () => {
    expect(brief(await chat.type('VX1', 'Thống nhất toàn bộ dự thảo'))).toBe('ask reply: reference')
    expect(brief(await chat.type('VX1', 'Y1'))).toBe('receipt Y1 VHXH')
    expect(await read('Y1')).toMatchObject({ answers: { VHXH: { reply: { text: 'Thống nhất toàn bộ dự thảo' } } } })
  })

  test('[AL1.3e] what was said is kept to the letter, but for the reference', async () => {
    await chat.type('VX1', 'Đồng ý Y1, đề nghị sửa mục 2: “3.000 đồng” – bỏ khoản 4.')
    expect(await read('Y1')).toMatchObject({
      answers: { VHXH: { reply: { text: 'Đồng ý, đề nghị sửa mục 2: “3.000 đồng” – bỏ khoản 4.' } } },
    })
  })

  test('a specialist drafts and the head confirms the draft that was shown', async () => {
    expect(brief(await chat.type('VX3', 'Nhất trí toàn bộ dự thảo', under('Y1')))).toBe('say draftKept')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
    expect(brief(await chat.press('VX1', 'confirm Y1 2'))).toBe('refused draft-changed')
    expect(brief(await chat.type('VX1', 'xác nhận Y1 không?'))).toBe('refused draft-unreadable')
    expect(brief(await chat.press('VX1', 'confirm Y1 1'))).toBe('receipt Y1 VHXH')
  })

  test('somebody of two consulted units says for which', async () => {
    expect(brief(await chat.type('KN1', '/dongy Y1'))).toBe('ask agree Y1: unit')
    expect(brief(await chat.press('KN1', '= CA'))).toBe('say draftKept')
    expect(await read('Y1')).toMatchObject({ answers: { CA: { draft: { by: 'KN1' } }, VHXH: { draft: null } } })
  })

  test('"đã nhận" is a receipt and no answer; the second time nothing new', async () => {
    expect(brief(await chat.press('VX1', 'receive Y1'))).toBe('say receiptKept')
    expect(brief(await chat.type('VX1', 'đã nhận', under('Y1')))).toBe('say receiptKept')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
  })

  test('a repeated tap gives the same receipt, another verdict is refused', async () => {
    await chat.press('VX1', 'agree Y1')
    expect(brief(await chat.press('VX1', 'agree Y1'))).toBe('receipt Y1 VHXH')
    expect(brief(await chat.press('VX1', 'object Y1'))).toBe('refused already-answered')
    expect(brief(await chat.press('VX3', 'agree Y1'))).toBe('refused already-answered')
  })

  test('an answer is undone under its receipt within the minute', async () => {
    await chat.press('VX1', 'agree Y1')
    expect(
      brief(await chat.press('VX1', 'undo', { shown: { reference: 'Y1', unit: 'VHXH', actions: ['undo'] } })),
    ).toBe('say undone')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
  })

  test('who was not asked is told so before any reason is wanted', async () => {
    expect(brief(await chat.type('YT1', '/khongdongy Y1'))).toBe('refused not-consulted')
    expect(brief(await chat.type('VX1', '/khongdongy Y9'))).toBe('refused unknown-reference')
  })

  test('the lead voids with a reason, others may not', async () => {
    expect(brief(await chat.type('VX1', '/huy Y1'))).toBe('refused may-not-send')
    expect(brief(await chat.type('KT1', '/huy Y1'))).toBe('ask void Y1: reason')
    expect(brief(await chat.type('KT1', 'rút dự thảo để làm lại'))).toBe('receipt Y1 -')
    expect(await read('Y1')).toMatchObject({ state: 'void', reason: 'rút dự thảo để làm lại' })
  })

  test('closing waits for every answer', async () => {
    expect(brief(await chat.type('KT1', '/dong Y1'))).toBe('refused units-still-asked')
    await chat.press('VX1', 'agree Y1')
    await chat.press('CA1', 'agree Y1')
    expect(brief(await chat.type('KT1', 'đóng Y1'))).toBe('receipt Y1 -')
  })

  test('evidence, dossier and help are shown to whom the matter concerns', async () => {
    expect(brief(await chat.press('VX1', 'evidence Y1 VHXH'))).toBe('evidence Y1 VHXH')
    expect(brief(await chat.type('VP2', '/hoso Y1'))).toBe('file Y1')
    expect(brief(await chat.type('CA1', '/trogiup Y1'))).toBe('help Y1')
    expect(brief(await chat.type('CA1', 'Y1'))).toBe('evidence Y1 -')
    expect(brief(await chat.type('YT1', '/bangchung Y1'))).toBe('refused not-your-matter')
  })

  test('/today lists what the units owe until it is answered, and to the lead its matter', async () => {
    expect(brief(await chat.type('VX1', '/today'))).toBe('today Y1:answer')
    expect(brief(await chat.type('KT1', '/today'))).toBe('today Y1:lead')
    await chat.press('VX1', 'agree Y1')
    expect(brief(await chat.type('VX1', '/today'))).toBe('today')
  })

  test('a text that only mentions a letter is no answer to it', async () => {
    expect(brief(await chat.type('VX1', 'Bao giờ hết hạn Y1 vậy?'))).toBe('say mentioned')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
  })
})

describe('a question under way', () => {
  beforeEach(() => sendLetter())

  test('takes plain text, while a command wins', async () => {
    await chat.press('VX1', 'object Y1')
    expect(brief(await chat.type('VX1', '/homnay'))).toBe('today Y1:answer')
    expect(brief(await chat.type('VX1', 'Điều 5 vượt thời hạn 7 ngày quy định'))).toBe('receipt Y1 VHXH')
  })

  test('takes words that would be a command elsewhere, unless they name their matter', async () => {
    await chat.type('KT1', '/layykien')
    expect(brief(await chat.type('KT1', 'Trợ giúp'))).toBe('ask consult: questions')
    await chat.press('VX1', 'object Y1')
    expect(brief(await chat.type('VX1', 'đồng ý Y1'))).toBe('receipt Y1 VHXH')
  })

  test('is replaced by a new command that does something', async () => {
    await chat.press('VX1', 'object Y1')
    expect(brief(await chat.type('VX1', '/dongy Y1'))).toBe('receipt Y1 VHXH')
    expect(brief(await chat.type('VX1', 'Điều 5 vượt thời hạn 7 ngày'))).toBe('say notUnderstood')
  })

  test.each(['/thoi', 'thôi', '/cancel', 'hủy', '/huy'])('is dropped by %j', async (text) => {
    await chat.press('VX1', 'object Y1')
    expect(brief(await chat.type('VX1', text))).toBe('say cancelled')
    expect(brief(await chat.type('VX1', '/cancel'))).toBe('say nothingToCancel')
  })

  test('is left alone by a reply to another matter', async () => {
    await sendLetter('Nội quy bến đò')
    await chat.press('VX1', 'object Y1')
    expect(brief(await chat.type('VX1', 'đồng ý', under('Y2')))).toBe('receipt Y2 VHXH')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
  })

  test('keeps what was given when a text is too long', async () => {
    await chat.press('VX1', 'object Y1')
    const told = await chat.type('VX1', 'Điều 5 chưa rõ. '.repeat(313))
    expect(told).toMatchObject([{ kind: 'refused', refusal: { code: 'too-long', details: { limit: 4000 } } }])
    expect(brief(await chat.type('VX1', 'Điều 5 vượt thời hạn 7 ngày quy định'))).toBe('receipt Y1 VHXH')
  })

  test('is forgotten after a day', async () => {
    await chat.press('VX1', 'object Y1')
    chat.at('21/11 09:00')
    expect(brief(await chat.type('VX1', 'Điều 5 vượt thời hạn 7 ngày'))).toBe('ask reply: reference')
  })

  test('is not answered by a button of an older question', async () => {
    await chat.type('KT1', '/layykien Nội quy bến đò')
    await chat.type('KT1', 'Giờ hoạt động')
    await chat.type('KT1', 'CA, YT')
    expect(brief(await chat.press('KT1', '= VHXH'))).toBe('ask consult: why.CA')
    expect(brief(await chat.type('KT1', 'trật tự đường thủy'))).toBe('ask consult: why.YT')
  })

  test('takes the number of what it offered last, also said in words', async () => {
    for (const text of ['/layykien Nội quy bến đò', 'Giờ hoạt động', 'CA: an ninh', 'https://a.example/1', 'khẩn'])
      await chat.type('KT1', text)
    const [asked] = await chat.type('KT1', 'thứ sáu 28/11')
    const first = asked?.kind === 'ask' ? asked.askings[0]?.options[0] : undefined
    expect(first?.value).toMatch(/^until:/)
    expect(brief(await chat.type('KT1', 'trả lời 1'))).toBe('ask consult: informed')
    const [preview] = await chat.type('KT1', '-')
    expect(preview).toMatchObject({
      letter: { limit: { kind: 'until', dueAt: Temporal.Instant.from(first?.value.slice(6, 26) ?? '') } },
    })
  })

  test('a number beyond the buttons says how many there are', async () => {
    expect(brief(await chat.type('VX1', '7', latest('agree Y1', 'object Y1')))).toBe('say noSuchNumber')
    expect(brief(await chat.type('VX1', '7'))).toBe('say nothingToChoose')
    expect(brief(await chat.type('VX1', '2', latest('agree Y1', 'object Y1')))).toBe('ask object Y1: text')
  })
})

describe('in a group', () => {
  beforeEach(() => sendLetter())

  test('people talking to each other are left alone', async () => {
    for (const text of ['chào cả nhà', 'đồng ý', 'đồng ý Y1', '1', 'Y1']) {
      expect(await chat.type('VX1', text, { group: 'g' })).toEqual([])
    }
  })

  test('commands, presses and replies to cards act for whoever makes them', async () => {
    expect(brief(await chat.press('VX1', 'agree Y1', { group: 'g' }))).toBe('receipt Y1 VHXH')
    expect(brief(await chat.type('CA1', 'nhất trí toàn bộ dự thảo', { ...under('Y1'), group: 'g' }))).toBe(
      'receipt Y1 CA',
    )
    expect(brief(await chat.type('YT1', '/dongy Y1', { group: 'g' }))).toBe('refused not-consulted')
  })

  test('a stranger is told why not', async () => {
    expect(brief(await chat.press('khach', 'agree Y1', { group: 'g' }))).toBe('refused not-linked')
    expect(brief(await chat.type('khach', '/dongy Y1', { group: 'g' }))).toBe('refused not-linked')
    expect(await chat.type('khach', 'chào cả nhà', { group: 'g' })).toEqual([])
  })

  test('only who started a question answers it', async () => {
    const question = { shown: { reference: null, unit: null, actions: [] }, isReply: true, group: 'g' }
    await chat.press('VX1', 'object Y1', { group: 'g' })
    expect(brief(await chat.type('VX3', 'Điều 5 vượt thời hạn 7 ngày quy định', question))).not.toContain('receipt')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
    expect(brief(await chat.type('VX1', 'Điều 5 vượt thời hạn 7 ngày quy định', question))).toBe('receipt Y1 VHXH')
  })
})

describe('what nobody can place', () => {
  test.each([
    ['/dongyy Y1', 'say didYouMean'],
    ['đồgn ý', 'say didYouMean'],
    ['/xyzzy', 'say unknownCommand'],
    ['ngày mai trời có mưa không', 'say notUnderstood'],
    ['xin chào', 'say greeting'],
    ['= KT', 'say questionGone'],
  ])('%j is answered in a private chat: %s', async (text, told) => {
    expect(brief(await chat.type('KT1', text))).toBe(told)
  })

  test('a near miss offers the command with its matter', async () => {
    expect(await chat.type('KT1', '/dongyy Y1')).toMatchObject([
      { values: { names: '/dongy' }, buttons: [{ action: 'agree Y1' }] },
    ])
  })

  test.each(['xong', '/bangchung ', '/language ', '/layykien KT '])(
    'what is quoted of %j may be cut anywhere, in the middle of a picture as well',
    async (words) => {
      for (const most of [37, 38, 39, 40]) {
        const told = await chat.type('KT1', `${words}${'a'.repeat(most - words.length)}👍👍👍`)
        expect(JSON.stringify(told)).not.toMatch(/\\ud[89a-f]/i)
        await chat.type('KT1', '/thoi')
      }
    },
  )

  test('a file without a question is not lost silently', async () => {
    expect(brief(await chat.type('KT1', '', { file: { id: 'f1', name: 'a.pdf' } }))).toBe('say fileNotUsed')
  })

  test('no text, press or form makes the bot throw or, in private, fall silent', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc
        .array(
          fc.constantFrom('/', 'dongy', 'đồng ý', 'Y1', 'không', '=', ' ', '12', 'consult', 'link', 'send', 'edit x'),
          { maxLength: 6 },
        )
        .map((parts) => parts.join(' ')),
    )
    const said = fc.record({ way: fc.constantFrom('type', 'press', 'fill'), text, isReply: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(said, async ({ way, text: typed, isReply }) => {
        const manner = isReply ? under('Y1', ['agree Y1']) : {}
        const told =
          way === 'type'
            ? await chat.type('KT1', typed, manner)
            : way === 'press'
              ? await chat.press('KT1', typed, manner)
              : await chat.fill('KT1', typed, { text: typed })
        expect(told).not.toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('a number under no card', () => {
  const card = (reference: string) => ({
    shown: { reference, unit: 'VHXH', actions: [`agree ${reference}`, `object ${reference}`] },
  })

  test('is asked which matter it is for when several wait, and nothing is recorded before', async () => {
    await sendLetter()
    await sendLetter('Dự thảo Nội quy bến đò')
    const asked = await chat.type('VX1', '1', card('Y2'))
    expect(brief(asked)).toBe('say whichMatter')
    expect(await stateOf('Y2', 'VHXH')).toBe('asked')
    expect(pressable(asked)).toEqual(['agree Y2', 'agree Y1'])
    expect(brief(await chat.type('VX1', '2', latest(...pressable(asked))))).toBe('receipt Y1 VHXH')
    expect(await stateOf('Y2', 'VHXH')).toBe('asked')
    expect(brief(await chat.type('VX1', '1', card('Y2'))), 'only one is left').toBe('receipt Y2 VHXH')
  })

  test('with its reference, or under a reply, is asked nothing', async () => {
    await sendLetter()
    await sendLetter('Dự thảo Nội quy bến đò')
    expect(brief(await chat.type('VX1', 'Y1 1', card('Y1')))).toBe('receipt Y1 VHXH')
    expect(brief(await chat.type('CA1', '1', under('Y2', ['agree Y2'], 'CA')))).toBe('receipt Y2 CA')
    expect(brief(await chat.type('VX1', 'Y2 1', card('Y1'))), 'the card of another matter').toBe('say nothingToChoose')
  })

  test('that would take an answer back is asked as well, and the other card is offered', async () => {
    await sendLetter()
    await sendLetter('Dự thảo Nội quy bến đò')
    await chat.type('VX1', '/dongy Y2')
    const asked = await chat.type('VX1', '1', { shown: { reference: 'Y2', unit: 'VHXH', actions: ['undo Y2'] } })
    expect(brief(asked)).toBe('say whichMatter')
    expect(pressable(asked)).toEqual(['undo Y2', 'show Y1'])
  })

  test('may carry its reason, which is not cut off where it is doubtful', async () => {
    await sendLetter()
    const why = 'vì Điều 5 vượt khung phí đã được duyệt'
    expect(brief(await chat.type('VX1', `2 ${why}`, card('Y1')))).toBe('receipt Y1 VHXH')
    expect(await read('Y1')).toMatchObject({
      answers: { VHXH: { state: 'objected', reply: { verdict: 'objected', text: why } } },
    })
    await sendLetter('Dự thảo Nội quy bến đò')
    expect(brief(await chat.type('CA1', `2 ${why}`, card('Y2')))).toBe('say whichMatterWords')
    expect(brief(await chat.type('CA1', `Y2 2 ${why}`, card('Y2')))).toBe('receipt Y2 CA')
  })

  test('is one number at a time', async () => {
    await sendLetter()
    expect(brief(await chat.type('VX1', '1, 2', card('Y1')))).toBe('say oneNumber')
    expect(await stateOf('Y1', 'VHXH')).toBe('asked')
  })
})

describe('a messenger that hands over less', () => {
  test.each(['file', 'voice', 'sticker'] as const)('a %s nobody can read is answered with what to do', async (what) => {
    expect(brief(await chat.bring('VX1', what))).toBe(`say unreadable.${what}`)
    expect(brief(await chat.bring('stranger', what))).toBe('say stranger')
    expect(await chat.bring('VX1', what, { group: 'g' })).toEqual([])
  })

  test('what names us in a group is meant for us', async () => {
    await sendLetter()
    expect(await chat.type('VX1', 'Y1 đồng ý', { group: 'g' })).toEqual([])
    expect(brief(await chat.type('VX1', 'Y1 đồng ý', { group: 'g', isToUs: true }))).toBe('receipt Y1 VHXH')
    expect(brief(await chat.type('stranger', 'chào', { group: 'g', isToUs: true }))).toBe('refused not-linked')
  })
})
