import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Asking } from '../../src/cards/asking.ts'
import { formOf, renderDelivery } from '../../src/cards/index.ts'
import { withNumberedAnswers, withoutFiles } from '../../src/cards/plain.ts'
import type { Response, TodayLine } from '../../src/cards/response.ts'
import { renderResponse as renderStored } from '../../src/cards/response-card.ts'
import { refuse } from '../../src/domain/decision.ts'
import { loadTranslators } from '../../src/i18n.ts'
import { revive } from '../../src/store/json.ts'
import { codesIn, computedCodesIn } from '../support/refusals.ts'
import { en, facts, letter, opened, reader, responseFacts, rulesWith, vi } from './commune.ts'
import { actionsOf, wordsOf, wordsOfForm } from './reading.ts'
import { states } from './states.ts'

/** Every response lies in the outbox before it becomes a card, so here, too. */
const renderResponse: typeof renderStored = (response, facts, t) =>
  renderStored(revive(JSON.parse(JSON.stringify(response))) as Response, facts, t)

const outside = responseFacts(null, '20/11 09:00')

function refused(code: string, details = {}, citation: string | null = null): Response {
  return { kind: 'refused', reference: 'Y12', refusal: refuse(code, details, citation), buttons: [] }
}

describe('a refusal', () => {
  test('names units and officers, times and verdicts, and what to do next', () => {
    const details = { unit: 'KT', by: 'head', at: '2026-11-26T09:02:00Z', verdict: 'agreed' }
    const said = wordsOf(renderResponse(refused('already-answered', details), outside, vi))
    expect(said).toContain(
      'Phòng Kinh tế đã trả lời (đồng ý) lúc 16:02 thứ Năm 26/11/2026; người trả lời: Trần Văn Minh',
    )
    expect(said).toContain('trao đổi với cơ quan chủ trì')
  })

  test('lists several things in words', () => {
    const missing = refused('letter-incomplete', { missing: ['question', 'dossier'] })
    expect(wordsOf(renderResponse(missing, outside, vi))).toContain('còn thiếu: nội dung xin ý kiến và hồ sơ')
    expect(wordsOf(renderResponse(missing, outside, en))).toContain('the questions and the dossier')
    const units = refused('units-still-asked', { units: ['KT', 'VHXH'] })
    expect(wordsOf(renderResponse(units, outside, vi))).toContain('Phòng Kinh tế và Phòng Văn hóa - Xã hội')
  })

  test('cites the paper where there is one', () => {
    const cited = refused('may-not-answer', { unit: 'KT' }, 'An Lão 2023, mục 1 gạch 1')
    expect(wordsOf(renderResponse(cited, outside, vi))).toContain('Căn cứ: An Lão 2023, mục 1 gạch 1')
    expect(wordsOf(renderResponse(refused('reason-missing'), outside, vi))).not.toContain('Căn cứ')
  })

  test('without a text of its own says so generally, and the missing text is reported', () => {
    const faults: string[] = []
    const t = loadTranslators(new URL('../../locales', import.meta.url), (fault) => faults.push(fault))(
      'vi',
      'Asia/Ho_Chi_Minh',
    )
    expect(wordsOf(renderResponse(refused('never-heard-of'), outside, t))).toContain('Chưa có gì được ghi')
    expect(faults.join()).toContain('refusal.never-heard-of')
  })
})

describe('every code', () => {
  // The faults of a settings file are told on the command line, in its own words.
  const isInChat = (path: string): boolean => !path.endsWith('committee-settings.ts')
  const sources = globSync('src/{domain,actions,commands,jobs}/**/*.ts')
    .filter(isInChat)
    .map((path) => readFileSync(path, 'utf8'))
  const written = sources.flatMap(codesIn)

  const texts = (language: string): Readonly<Record<string, string>> =>
    JSON.parse(readFileSync(`locales/${language}/refusal.json`, 'utf8'))

  test('is found where it is written', () => {
    expect(written).toEqual(expect.arrayContaining(['already-answered', 'return-no-reason', 'date-lunar']))
    // A fault of the settings is named after the settings file's own.
    expect(sources.flatMap(computedCodesIn)).toEqual(['decline(`setting-${fault.code}`'])
  })

  test.each(['vi', 'en'])('has a text in %s', (language) =>
    expect(written.filter((code) => texts(language)[code] === undefined)).toEqual([]),
  )

  test.each(['vi', 'en'])('says in %s why not and what to do: at least two sentences or clauses', (language) => {
    const short = Object.entries(texts(language)).filter(([, said]) => said.split(/[.;:?!](?:\s|$)/).length < 3)
    expect(short).toEqual([])
  })
})

describe('a sentence', () => {
  test('that is short is the title itself', () => {
    const said: Response = { kind: 'say', key: 'command.said.languageSet', values: {}, buttons: [] }
    expect(renderResponse(said, outside, vi)).toEqual({
      title: 'Đã chuyển sang tiếng Việt.',
      tone: 'plain',
      blocks: [],
    })
  })

  test('that is long stands under its beginning, whole, with its buttons by key or by name', () => {
    const buttons = [
      { label: 'consultation.button.agree', action: 'agree Y12', style: 'primary' as const },
      { label: 'Phòng Kinh tế', action: 'agree Y12 KT', style: 'plain' as const },
    ]
    const card = renderResponse({ kind: 'say', key: 'response.fault', values: {}, buttons }, outside, vi)
    expect(card.title.length).toBeLessThanOrEqual(80)
    expect(wordsOf(card).replaceAll('\n', ' ')).toContain(vi('response.fault'))
    expect(card.blocks.at(-1)).toMatchObject({ buttons: [{ label: 'Đồng ý' }, { label: 'Phòng Kinh tế' }] })
  })
})

const asking: Asking = {
  key: 'text',
  kind: 'text',
  isLong: true,
  isRequired: true,
  values: {},
  options: [],
  fault: null,
}
const suggested: Asking = {
  ...asking,
  key: 'suggested',
  kind: 'choice',
  isRequired: false,
  options: [
    { value: 'HCC', label: 'Trung tâm Phục vụ hành chính công' },
    { value: '-', label: 'ask.option.skip' },
  ],
}

describe('a question', () => {
  const ask = { kind: 'ask', action: 'return Y12', command: 'return', askings: [suggested, asking] } as const

  test('is asked one at a time, its choices as buttons', () => {
    const card = renderResponse(ask, outside, vi)
    expect(actionsOf(card)).toEqual(['= HCC', '= -'])
    expect(wordsOf(card)).toContain('Bỏ qua')
  })

  test('says first what was wrong with the last answer', () => {
    const faulty = { ...suggested, fault: { code: 'unit-not-found', details: { typed: 'Phòng Ma' } } }
    const card = renderResponse({ ...ask, askings: [faulty] }, outside, vi)
    expect(card.blocks[0]).toMatchObject({ kind: 'text', text: expect.stringContaining('“Phòng Ma”') })
    expect(card.tone).toBe('warning')
  })

  test('of a unit’s reason is worded once for all units', () => {
    const why = { ...asking, key: 'why.KT', values: { unit: 'Phòng Kinh tế' } }
    const card = renderResponse({ kind: 'ask', action: 'consult', command: 'consult', askings: [why] }, outside, vi)
    expect(card.title).toContain('Phòng Kinh tế')
  })

  test('is one form where the messenger has forms', () => {
    const form = formOf(ask, vi)
    expect(form).toMatchObject({
      action: 'return Y12',
      title: 'Trả lại Y12',
      fields: [{ key: 'suggested' }, { key: 'text', long: true }],
    })
    expect(wordsOfForm(form)).toContain('Không bắt buộc')
    expect(wordsOfForm(formOf(ask, en))).toContain('Optional')
  })

  test('carries its dialogue in its choices and in its form', () => {
    const asked = { ...ask, dialogue: 'k7qx' }
    expect(actionsOf(renderResponse(asked, outside, vi))).toEqual(['= HCC ~k7qx', '= - ~k7qx'])
    expect(formOf(asked, vi)).toMatchObject({ action: 'return Y12 ~k7qx', title: 'Trả lại Y12' })
  })

  test('whose choice no button could carry with its dialogue is answered by typing', () => {
    const options = [56, 57].map((length) => ({ value: 'x'.repeat(length), label: `${length}` }))
    const asked = { ...ask, dialogue: 'k7qx', askings: [{ ...suggested, options }] }
    expect(actionsOf(renderResponse(asked, outside, vi))).toEqual([`= ${'x'.repeat(56)} ~k7qx`])
  })

  test('whose choice no button could carry is answered by typing', () => {
    const long = {
      ...suggested,
      options: [
        { value: 'x'.repeat(63), label: 'Dài' },
        { value: 'KT', label: 'Ngắn' },
      ],
    }
    expect(actionsOf(renderResponse({ ...ask, askings: [long] }, outside, vi))).toEqual(['= KT'])
  })
})

describe('the preview', () => {
  const dueAt = Temporal.Instant.from('2026-11-26T17:00:00Z')
  const preview: Response = {
    kind: 'preview',
    letter,
    dueAt,
    warnings: [{ code: 'moved', details: { day: '2026-11-24', to: '2026-11-25' } }],
  }

  test('[AL1.3b] shows the whole letter, what silence will mean and the warnings, before anything is sent', () => {
    const said = wordsOf(renderResponse(preview, { ...outside, reader: reader('lead') }, vi))
    for (const part of [
      'Mức phí tại Điều 5',
      'Phòng Kinh tế: quản lý thu phí chợ',
      '24:00 thứ Năm 26/11/2026',
      'đồng ý mặc nhiên',
      'thứ Ba 24/11/2026 là ngày nghỉ',
      'thứ Tư 25/11/2026',
    ]) {
      expect(said).toContain(part)
    }
  })

  test('is sent by who decides, passed on by who prepares, changed part by part, or dropped', () => {
    const card = (who: 'lead' | 'leadStaff') => renderResponse(preview, { ...outside, reader: reader(who) }, vi)
    expect(actionsOf(card('lead'))).toEqual(expect.arrayContaining(['consult send', 'edit deadline', 'cancel']))
    expect(wordsOf(card('lead'))).not.toContain('Trình lãnh đạo')
    expect(wordsOf(card('leadStaff'))).toContain('Trình lãnh đạo')
  })

  test('carries its dialogue in every button', () => {
    const actions = actionsOf(renderResponse({ ...preview, dialogue: 'k7qx' }, outside, vi))
    expect(actions).toEqual(expect.arrayContaining(['consult send ~k7qx', 'edit deadline ~k7qx', 'cancel ~k7qx']))
    expect(actions.filter((action) => !action.endsWith(' ~k7qx'))).toEqual([])
  })

  test('promises no consent where there is no rule', () => {
    const said = wordsOf(renderResponse(preview, { ...outside, rules: rulesWith(null) }, vi))
    expect(said).toContain('không được tính là đồng ý')
  })
})

describe('what is waiting', () => {
  const line = (dueAt: string | null, reference = 'Y12'): TodayLine => ({
    reference,
    unit: 'KT',
    what: 'answer',
    subject: 'Quy chế chợ',
    dueAt: dueAt === null ? null : Temporal.Instant.from(dueAt),
  })
  const show = (lines: readonly TodayLine[]) => renderResponse({ kind: 'today', lines }, outside, vi)

  test('is grouped by when it is due, the earliest first', () => {
    const lines = [
      line(null, 'Y4'),
      line('2026-11-26T17:00:00Z', 'Y3'),
      line('2026-11-20T17:00:00Z', 'Y2'),
      line('2026-11-19T17:00:00Z', 'Y1'),
    ]
    const card = show(lines)
    const groups = card.blocks.flatMap((block) =>
      block.kind === 'list' ? [[block.label, ...block.items.map((item) => item.slice(0, 2))]] : [],
    )
    expect(groups).toEqual([
      ['Quá hạn', 'Y1'],
      ['Đến hạn hôm nay', 'Y2'],
      ['Còn hạn', 'Y3', 'Y4'],
    ])
    expect(card.tone).toBe('warning')
    expect(wordsOf(card)).toContain('24:00 thứ Sáu 20/11/2026')
  })

  test('never becomes a wall', () => {
    const lines = Array.from({ length: 27 }, (_, index) => line('2026-11-26T17:00:00Z', `Y${index + 1}`))
    expect(wordsOf(show(lines))).toContain('Còn 17 việc nữa')
    expect(wordsOf(show(lines)).match(/cho ý kiến/g)).toHaveLength(10)
    expect(actionsOf(show(lines))).toHaveLength(10)
  })

  test('opens by a button: the request for the unit that owes it, the draft for the lead', () => {
    const draft = { ...line(null, 'Y4'), what: 'confirm_letter', unit: 'TP' } as const
    expect(actionsOf(show([draft, line('2026-11-20T17:00:00Z', 'Y2')]))).toEqual(['show Y2 KT', 'show Y4'])
    expect(wordsOf(show([draft]))).toContain('Y4 · Tổ Tư pháp')
  })

  test('may be nothing', () => expect(show([]).title).toBe('Hiện không có việc nào đang chờ'))
})

describe('help', () => {
  const commands = [
    { name: 'agree', alias: 'dongy' },
    { name: 'consult', alias: 'layykien' },
    { name: 'today', alias: 'homnay' },
  ]

  test('lists commands by occasion under both names', () => {
    const said = wordsOf(renderResponse({ kind: 'help', topic: null }, { ...outside, commands }, vi))
    expect(said).toContain('/dongy hoặc /agree')
    expect(said).toMatch(/Khi được hỏi ý kiến\n\/dongy.*\nKhi lấy ý kiến\n\/layykien/s)
  })

  test('shows the rules of a matter, each with its clause', () => {
    const { state, when } = states.reached
    const said = wordsOf(renderResponse({ kind: 'help', topic: 'Y12' }, responseFacts(state, when), vi))
    expect(said).toContain('Điều 9 khoản 3')
    expect(said).toContain('rút từ Hải Phòng 2023, ý 4')
    const without = responseFacts(opened({ rules: rulesWith(null) }), when)
    expect(wordsOf(renderResponse({ kind: 'help', topic: 'Y12' }, without, vi))).not.toContain('mặc nhiên')
  })

  test('[AL1.1a] names the letters behind a matter, and says of each whether it is still in force', () => {
    const { state, when } = states.reached
    const said = wordsOf(renderResponse({ kind: 'help', topic: 'Y12' }, responseFacts(state, when), vi))
    expect(said).toContain('UBND huyện An Lão; đã hết hiệu lực từ thứ Ba 01/07/2025.')
    expect(said).toContain('Công văn số 5698/UBND-KSTTHC ngày 16/9/2019 của UBND thành phố Hải Phòng; còn hiệu lực.')
  })
})

describe('what is handed over', () => {
  const qr = { name: 'qr.png', mime: 'image/png', bytes: new Uint8Array([1]) }

  test('a linking code is spelled, with link, picture and expiry', () => {
    const response: Response = {
      kind: 'link_code',
      officerName: 'Trần Văn Minh',
      code: 'ABCDE23456',
      expiresAt: Temporal.Instant.from('2026-11-23T02:00:00Z'),
    }
    const url = 'https://t.me/suoimo_bot?start=ABCDE23456'
    const linkWays = [
      { messenger: 'telegram', url },
      { messenger: 'zalo-oa', url: null },
    ]
    const card = renderResponse(response, { ...outside, qr, linkWays }, vi)
    expect(wordsOf(card)).toContain('ABCDE-23456')
    expect(wordsOf(card)).toContain('/lienket ABCDE23456')
    expect(wordsOf(card)).toContain('09:00 thứ Hai 23/11/2026')
    expect(card.blocks).toContainEqual({ kind: 'link', label: 'Mở Telegram để liên kết', url })
    expect(card.blocks).toContainEqual({
      kind: 'fact',
      label: 'Zalo OA',
      value: 'mở khung trò chuyện riêng với tôi ở đó và gửi mã',
    })
    expect(card.blocks).toContainEqual(expect.objectContaining({ kind: 'picture', file: qr }))
    expect(renderResponse(response, outside, vi).blocks.map(({ kind }) => kind)).not.toContain('picture')
  })

  test('a dossier is the file itself, its link, or an honest word', () => {
    const { state, when } = states.reached
    const response: Response = { kind: 'file', reference: 'Y12', unit: null }
    const read = responseFacts(state, when)
    expect(renderResponse(response, { ...read, file: qr }, vi).blocks).toContainEqual({ kind: 'file', file: qr })
    expect(wordsOf(renderResponse(response, read, vi))).toContain('du-thao-quy-che.docx hiện chưa mở được')
  })
})

describe('the evidence', () => {
  const evidence = (name: keyof typeof states, unit: string | null) =>
    renderResponse(
      { kind: 'evidence', reference: 'Y12', unit },
      responseFacts(states[name].state, states[name].when),
      vi,
    )

  test('[AL1.3f] of deemed consent: outcome, clause, limit, proof of reach, times, and nobody as the actor', () => {
    const said = wordsOf(evidence('deemed', 'KT'))
    for (const part of [
      'ĐỒNG Ý MẶC NHIÊN',
      'Căn cứ: Quy chế làm việc xã Suối Mơ',
      '3 ngày làm việc, đến 24:00 thứ Năm 26/11/2026 (nêu trong văn bản lấy ý kiến)',
      'Trần Văn Minh qua Telegram',
      'không do ai thực hiện',
      'Không phải chữ ký; không thay văn bản',
    ]) {
      expect(said).toContain(part)
    }
    expect(said).not.toContain('đã đồng ý')
  })

  test('[H6.9] names the head who is accountable', () => {
    expect(wordsOf(evidence('deemed', 'KT'))).toContain('Người chịu trách nhiệm: Trần Văn Minh')
  })

  test('[AL1.3g] keeps the late words beside the lapse', () => {
    const said = wordsOf(evidence('lateAfterDeemed', 'KT'))
    expect(said).toContain('“Không đồng ý Điều 5 vì mức phí vượt khung của tỉnh”')
    expect(said).toContain('muộn 2 giờ 14 phút')
    expect(wordsOf(evidence('lateAfterUnanswered', 'KT'))).toContain('Kết quả khi hết hạn: không trả lời khi hết hạn')
  })

  test('keeps a draft nobody confirmed', () =>
    expect(wordsOf(evidence('deemedWithDraft', 'KT'))).toMatch(/Dự thảo trả lời: Nguyễn Thu An đã soạn/))

  test('of the whole matter tells what happened in order, and opens each unit', () => {
    const card = evidence('closed', null)
    const timeline = card.blocks.find((block) => block.kind === 'list' && block.label === 'Diễn biến')
    const items = timeline?.kind === 'list' ? timeline.items : []
    expect(items[0]).toContain('Lê Thị Hoa soạn')
    expect(items.at(-1)).toBe('17:00 thứ Năm 26/11/2026: Lê Thị Hoa kết thúc')
    expect(items.findIndex((item) => item.endsWith('Phòng Kinh tế đồng ý'))).toBeLessThan(
      items.findIndex((item) => item.endsWith('Xã hội đồng ý')),
    )
    expect(actionsOf(card)).toEqual(['evidence Y12 KT', 'evidence Y12 VHXH'])
  })
})

describe('where no files can be sent', () => {
  test('a file becomes a word on how to get it, and a picture falls out', () => {
    const file = { name: 'ho-so.pdf', mime: 'application/pdf', bytes: new Uint8Array([1]) }
    const fact = { kind: 'fact', label: 'Mã', value: 'ABCDE' } as const
    const blocks = [fact, { kind: 'file', file }, { kind: 'picture', file, alt: 'Mã QR' }] as const
    const card = { title: 'Hồ sơ', tone: 'plain', blocks } as const
    const [kept, word, ...none] = withoutFiles(card, vi).blocks
    expect(kept).toEqual(fact)
    expect(word).toMatchObject({ kind: 'text', text: expect.stringContaining('“ho-so.pdf” không gửi được') as unknown })
    expect(none).toEqual([])
  })
})

describe('where there are no buttons', () => {
  test('answers are numbered in the order of the buttons', () => {
    const { state, when } = states.reached
    const notice = { of: 'consultation', kind: 'asked', unit: 'KT' } as const
    const read = {
      ...responseFacts(state, when),
      ...facts(state, when, { reader: reader('head') }),
      matter: { kind: 'consultation', state } as const,
    }
    const card = renderDelivery(notice, read, vi)
    const plain = card && withNumberedAnswers(card, vi)
    expect(plain?.actions).toEqual(actionsOf(card))
    expect(actionsOf(plain?.card ?? null)).toEqual([])
    expect(plain?.card.blocks.at(-1)).toEqual({
      kind: 'text',
      text: 'Trả lời bằng số:\n1. Đồng ý\n2. Không đồng ý\n3. Trả lại\n4. Đã nhận\n5. Xem hồ sơ\n6. Xin gia hạn\n7. Báo thiếu hồ sơ',
    })
  })

  test('a card without buttons stays as it is', () => {
    const card = { title: 'Đã ghi', tone: 'plain', blocks: [] } as const
    expect(withNumberedAnswers(card, en)).toEqual({ card, actions: [] })
  })

  test('or only some, the rest go on with their own numbers, and a card that fits stays as it is', () => {
    const buttons = ['Một', 'Hai', 'Ba'].map((label) => ({ label, action: `agree ${label}`, style: 'plain' }) as const)
    const card = { title: 'Chọn', tone: 'plain', blocks: [{ kind: 'buttons', buttons }] } as const
    const actions = ['agree Một', 'agree Hai', 'agree Ba']
    expect(withNumberedAnswers(card, vi, 3)).toEqual({ card, actions })
    expect(withNumberedAnswers(card, vi, 2)).toEqual({
      card: {
        ...card,
        blocks: [
          { kind: 'text', text: 'Trả lời bằng số:\n3. Ba' },
          { kind: 'buttons', buttons: buttons.slice(0, 2) },
        ],
      },
      actions,
    })
  })
})

describe('a card shown once more', () => {
  const shown = (card: Extract<Response, { kind: 'matter' }>['card'], unit: string | null): Response => ({
    kind: 'matter',
    reference: 'Y12',
    unit,
    card,
  })
  const asked = responseFacts(opened(), '20/11 09:00')

  test('can be answered like the first one', () => {
    expect(actionsOf(renderResponse(shown('asked', 'KT'), asked, vi))).toEqual(
      expect.arrayContaining(['agree Y12', 'object Y12', 'return Y12', 'receive Y12']),
    )
  })

  test('says who was asked and who cannot be reached to whoever follows', () => {
    const facts = { ...asked, reader: reader('lead'), unlinked: ['VHXH'] }
    const said = wordsOf(renderResponse(shown('status', null), facts, vi))
    expect(said).toContain(vi('consultation.status.unlinked'))
    expect(actionsOf(renderResponse(shown('status', null), facts, vi))).toContain('void Y12')
  })

  test.each(Object.entries(states))('has something to show when %s', (_, { state, when }) => {
    for (const card of ['asked', 'status', 'informed', 'letter_to_confirm'] as const) {
      expect(renderResponse(shown(card, 'KT'), responseFacts(state, when), vi).title).not.toBe('')
    }
  })
})

describe('of a unit that was never asked', () => {
  const kinds = [
    ...(['asked', 'nudged', 'reply_to_confirm', 'reply_confirmed', 'answered', 'lapsed', 'answered_late'] as const),
    'corrected' as const,
  ]

  test.each(Object.entries(states))('the whole matter is shown instead, when %s', (_, { state, when }) => {
    const asked = 'answers' in state ? Object.keys(state.answers) : []
    for (const unit of ['TP', 'ZZ', null].filter((one) => one === null || !asked.includes(one))) {
      for (const kind of kinds) {
        const card = renderDelivery(
          { of: 'consultation', kind, unit },
          { ...responseFacts(state, when), purpose: 'post' },
          vi,
        )
        expect(card && wordsOf(card)).toContain('Y12')
      }
      for (const kind of ['evidence', 'receipt'] as const)
        expect(wordsOf(renderResponse({ kind, reference: 'Y12', unit }, responseFacts(state, when), vi))).toContain(
          'Y12',
        )
    }
  })
})
