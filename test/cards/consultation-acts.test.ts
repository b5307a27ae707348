import { describe, expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { renderConsultationNotice } from '../../src/cards/consultation.ts'
import type { MatterFacts } from '../../src/cards/facts.ts'
import { renderResponse } from '../../src/cards/response-card.ts'
import type { ConsultationNoticeKind } from '../../src/domain/notice.ts'
import { en, facts, group, reader, responseFacts, vi } from './commune.ts'
import { actionsOf, wordsOf } from './reading.ts'
import { type StateName, states } from './states.ts'

function show(kind: ConsultationNoticeKind, name: StateName, changes: Partial<MatterFacts> = {}, t = vi): Card | null {
  const { state, when } = states[name]
  return renderConsultationNotice({ kind, unit: kind === 'status' ? null : 'KT' }, facts(state, when, changes), t)
}

const lead = { reader: reader('lead') }
const leadStaff = { reader: reader('leadStaff') }
const head = { reader: reader('head') }
const staff = { reader: reader('staff') }
const edit = { purpose: 'edit' } as const

describe('[HPe,ALe,RG3c] more time, on the cards', () => {
  test('the lead reads the old and the wanted deadline, the reason, and that the clock runs on', () => {
    const said = wordsOf(show('extension_asked', 'extensionAsked', lead))
    for (const part of [
      'Y12: Phòng Kinh tế xin gia hạn',
      'Hạn khi xin: 24:00 thứ Năm 26/11/2026',
      'Xin gia hạn đến: 24:00 thứ Hai 30/11/2026',
      'Đang chờ số liệu của các thôn.',
      'hạn 24:00 thứ Năm 26/11/2026 vẫn chạy',
    ])
      expect(said).toContain(part)
    expect(wordsOf(show('extension_asked', 'extensionAsked', lead, en))).toContain('asks for more time')
  })

  test('only who may decide gets the buttons, and each decides this very request', () => {
    const decisions = ['grant Y12 KT e1', 'grant Y12 other KT e1', 'decline Y12 KT e1']
    expect(actionsOf(show('extension_asked', 'extensionAsked', lead))).toEqual(decisions)
    expect(actionsOf(show('lead_nudged', 'extensionAsked', lead))).toEqual(decisions)
    for (const changes of [leadStaff, head, { reader: group }])
      expect(actionsOf(show('extension_asked', 'extensionAsked', changes))).toEqual([])
  })

  test('what is asked anew after a reopening is decided under its own number', () => {
    const decisions = ['grant Y12 KT e2', 'grant Y12 other KT e2', 'decline Y12 KT e2']
    expect(actionsOf(show('extension_asked', 'extensionAskedAgain', lead))).toEqual(decisions)
  })

  test.each([
    ['extended', 'Hạn cũ: 24:00 thứ Năm 26/11/2026; hạn mới: 24:00 thứ Hai 30/11/2026'],
    ['extensionDeclined', 'Lý do: Phiên họp đã ấn định.'],
    ['extensionLapsed', 'chưa được quyết định nên đề nghị hết hiệu lực'],
  ] as const)('%s: the copy of the lead says how it ended, without buttons, and is not sent any more', (name, said) => {
    const card = show('extension_asked', name, { ...lead, ...edit })
    expect(wordsOf(card)).toContain(said)
    expect(actionsOf(card)).toEqual([])
    expect(show('extension_asked', name, lead)).toBeNull()
    expect(show('lead_nudged', name, lead)).toBeNull()
  })

  test('the unit hears the decision with the deadline as it stands, and answers on the spot', () => {
    const granted = show('extension_decided', 'extended', head)
    expect(wordsOf(granted)).toContain('chờ ý kiến, hạn 24:00 thứ Hai 30/11/2026')
    expect(actionsOf(granted)).toEqual(['agree Y12', 'object Y12', 'return Y12'])
    expect(wordsOf(show('extension_decided', 'extensionDeclined', head))).toContain('Hạn trả lời không đổi')
  })

  test('the request itself shows what waits and what was moved; time is asked for only by who signs, and once', () => {
    expect(wordsOf(show('asked', 'extensionAsked', head))).toContain('xin gia hạn đến 24:00 thứ Hai 30/11/2026')
    expect(wordsOf(show('asked', 'extended', head))).toContain('Hạn trả lời: 24:00 thứ Hai 30/11/2026')
    expect(wordsOf(show('status', 'extended', lead))).toContain('đã gia hạn, hạn trước là 24:00 thứ Năm 26/11/2026')
    expect(actionsOf(show('asked', 'reached', head))).toContain('extend Y12')
    expect(actionsOf(show('asked', 'reached', staff))).not.toContain('extend Y12')
    expect(actionsOf(show('asked', 'extensionAsked', head))).not.toContain('extend Y12')
  })

  test('a nudge is not said to a unit that waits for its lead', () => {
    expect(show('nudged', 'extensionAsked', head)).toBeNull()
    expect(show('urged', 'documentsAsked', head)).toBeNull()
    expect(show('nudged', 'extensionDeclined', head)).not.toBeNull()
  })

  test('the sheet keeps who asked, who decided, why, and both deadlines', () => {
    const { state, when } = states.extended
    const sheet = renderResponse({ kind: 'evidence', reference: 'Y12', unit: 'KT' }, responseFacts(state, when), vi)
    expect(wordsOf(sheet)).toMatch(
      /xin gia hạn từ 24:00 thứ Năm 26\/11\/2026 đến 24:00 thứ Hai 30\/11\/2026\. Lý do: Đang chờ/,
    )
    expect(wordsOf(sheet)).toContain('gia hạn cho Phòng Kinh tế')
  })
})

describe('[AL1.3b] missing documents, on the cards', () => {
  test('the lead reads what is missing, and supplies it or says why not', () => {
    const card = show('documents_asked', 'documentsAsked', lead)
    expect(wordsOf(card)).toContain('Hồ sơ còn thiếu: Bản đồ vị trí chợ.')
    expect(actionsOf(card)).toEqual(['supply Y12 KT d1', 'decline Y12 KT d1'])
    expect(wordsOf(show('status', 'documentsAsked', lead))).toContain('báo thiếu hồ sơ, chờ bổ sung')
    expect(actionsOf(show('asked', 'documentsAsked', head))).not.toContain('lack Y12')
  })

  test('supplied on the day of the letter, it moves no deadline, and the unit reads just that', () => {
    const said = wordsOf(show('documents_decided', 'documentsSuppliedInTime', staff))
    expect(said).toContain('Hạn 24:00 thứ Năm 26/11/2026 không đổi.')
    expect(said).not.toContain('Hạn cũ')
  })

  test('supplied: the unit opens it from the card, and reads its new deadline', () => {
    const card = show('documents_decided', 'documentsSupplied', staff)
    expect(wordsOf(card)).toContain('hạn mới: 24:00 thứ Hai 30/11/2026')
    expect(actionsOf(card)).toContain('file Y12 KT')
    const { state, when } = states.documentsSupplied
    const kept = { name: 'ban-do.pdf', mime: 'application/pdf', bytes: new Uint8Array([1]) }
    const opened = (unit: string | null) =>
      renderResponse({ kind: 'file', reference: 'Y12', unit }, responseFacts(state, when, { file: null }), vi)
    expect(wordsOf(opened('KT'))).toContain('ban-do.pdf')
    expect(wordsOf(opened(null))).toContain('du-thao-quy-che.docx')
    expect(
      wordsOf(
        renderResponse({ kind: 'file', reference: 'Y12', unit: 'KT' }, responseFacts(state, when, { file: kept }), vi),
      ),
    ).toContain('ban-do.pdf')
  })

  test('declined: the reason, and that the deadline stays', () =>
    expect(wordsOf(show('documents_decided', 'documentsDeclined', staff))).toMatch(/phụ lục 2\. Hạn trả lời không đổi/))
})

describe('[RG3b] urging, on the cards', () => {
  test('is offered to anybody of the lead unit while somebody may be urged today', () => {
    expect(actionsOf(show('status', 'reached', lead))).toContain('urge Y12')
    expect(actionsOf(show('status', 'reached', leadStaff))).toContain('urge Y12')
    expect(actionsOf(show('status', 'reached', { reader: reader('chief') }))).not.toContain('urge Y12')
    expect(actionsOf(show('status', 'urged', lead))).not.toContain('urge Y12')
    expect(actionsOf(show('status', 'bothAgreed', lead))).not.toContain('urge Y12')
  })

  test('the unit reads who urges and until when, and the lead when it last did', () => {
    const card = show('urged', 'urged', head)
    expect(wordsOf(card)).toMatch(/Tổ Tư pháp\) đề nghị Phòng Kinh tế cho ý kiến, lúc 10:00 thứ Hai 23\/11\/2026/)
    expect(actionsOf(card)).toEqual(['agree Y12', 'object Y12', 'return Y12'])
    expect(wordsOf(show('status', 'urged', lead))).toContain('đã đôn đốc 10:00 thứ Hai 23/11/2026')
    expect(actionsOf(show('urged', 'agreed', { ...head, ...edit }))).toEqual([])
  })
})

describe('[H6.7,AL1.4] withdrawing an objection, on the cards', () => {
  test('is offered to whoever signs for the objecting unit while the matter is open', () => {
    expect(actionsOf(show('asked', 'objected', { ...head, ...edit }))).toEqual(['withdraw Y12'])
    expect(actionsOf(show('asked', 'objected', { ...staff, ...edit }))).toEqual([])
    expect(actionsOf(show('asked', 'closedObjected', { ...head, ...edit }))).toEqual([])
  })

  test('nobody outside the unit sees it while it may be taken back: the objection stands for them', () => {
    expect(show('withdrawn', 'justWithdrawn', lead)).toBeNull()
    expect(wordsOf(show('status', 'justWithdrawn', lead))).toContain('đã trả lời không đồng ý')
    expect(wordsOf(show('asked', 'justWithdrawn', { ...head, ...edit }))).toContain('đã đồng ý')
  })

  test('the lead reads the new verdict, and the old objection beside it', () => {
    const said = wordsOf(show('withdrawn', 'withdrawn', lead))
    expect(said).toContain('Y12: Phòng Kinh tế rút ý kiến không đồng ý')
    expect(said).toMatch(/đã đồng ý lúc 16:30.*thay cho ý kiến không đồng ý đã rút/)
    expect(said).toContain('mức phí vượt khung của tỉnh')
  })

  test('a matter closed over an objection says so, on the card and on the sheet', () => {
    const note = 'Còn ý kiến không đồng ý chưa được giải quyết: Phòng Kinh tế.'
    expect(wordsOf(show('status', 'closedObjected', lead))).toContain(note)
    expect(wordsOf(show('status', 'closed', lead))).not.toContain('chưa được giải quyết')
    const { state, when } = states.closedObjected
    const sheet = renderResponse({ kind: 'evidence', reference: 'Y12', unit: null }, responseFacts(state, when), vi)
    expect(wordsOf(sheet)).toContain(note)
  })
})

test('[AL1.1b] a draft that came back says why to its drafter, who writes anew on the spot', () => {
  const card = show('draft_returned', 'draftReturned', staff)
  expect(wordsOf(card)).toContain('Lý do: Nêu rõ căn cứ.')
  expect(actionsOf(card)).toEqual(['agree Y12', 'object Y12', 'return Y12', 'differ Y12'])
  expect(actionsOf(show('reply_to_confirm', 'draftReturned', { ...head, ...edit }))).toEqual([])
})

test('[H6.3,AL1.2c,TH1.2b] whoever answers for another’s field reads so in the read-back, and that it counts', () => {
  const readBack = ({ state, when }: (typeof states)[StateName]) =>
    wordsOf(renderResponse({ kind: 'receipt', reference: 'Y12', unit: 'KT' }, responseFacts(state, when, head), vi))
  const said = readBack(states.agreedBesides)
  expect(said).toContain('Đã ghi: Phòng Kinh tế đồng ý Y12')
  expect(said).toContain('ý kiến có nội dung thuộc Tổ Tư pháp')
  expect(said).toContain('Ý kiến đã ghi vẫn được tính. Căn cứ: Quy tắc mặc định, rút từ Hải Phòng 2023, ý 3.')
  expect(readBack(states.justAgreed)).not.toContain('Xin lưu ý')
  expect(wordsOf(show('answered', 'agreedBesides', { ...lead, ...edit }))).not.toContain('Xin lưu ý')
})
