import { describe, expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { renderConsultationNotice } from '../../src/cards/consultation.ts'
import type { Reader } from '../../src/cards/facts.ts'
import { renderResponse } from '../../src/cards/response-card.ts'
import { asOf } from '../../src/domain/consultation.ts'
import type { ConsultationNoticeKind } from '../../src/domain/notice.ts'
import { at, calendar, en, facts, office, reader, responseFacts, vi } from './commune.ts'
import { actionsOf, wordsOf } from './reading.ts'
import { type StateName, states } from './states.ts'

function show(kind: ConsultationNoticeKind, name: StateName, unit: string | null, who: Reader, t = vi): Card | null {
  const { state, when } = states[name]
  return renderConsultationNotice({ kind, unit }, facts(state, when, { reader: who }), t)
}

const lead = reader('lead')

describe('[H6.4,AL1.2d] a return, for the lead', () => {
  test('offers to send it on: to the unit it names, or another', () => {
    expect(actionsOf(show('answered', 'returned', 'KT', lead)).slice(0, 2)).toEqual([
      'reroute Y12 KT HCC',
      'reroute Y12 KT',
    ])
    expect(wordsOf(show('answered', 'returned', 'KT', lead))).toContain('Chuyển đến Trung tâm Phục vụ hành chính công')
  })

  test('only to whoever may, and only until it was sent on', () => {
    expect(actionsOf(show('answered', 'returned', 'KT', reader('leadStaff')))).toEqual(['evidence Y12 KT'])
    expect(actionsOf(show('answered', 'rerouted', 'KT', lead))).toEqual(['evidence Y12 KT'])
    expect(wordsOf(show('answered', 'rerouted', 'KT', lead))).toContain(
      'đã chuyển đến Trung tâm Phục vụ hành chính công',
    )
  })

  test('the unit asked instead reads whence it comes, why it, and its own deadline', () => {
    const said = wordsOf(show('asked', 'rerouted', 'HCC', reader('service')))
    expect(said).toContain('chuyển từ: Phòng Kinh tế')
    expect(said).toContain('giao dịch một cửa')
    expect(said).toContain('24:00 thứ Năm 26/11/2026')
  })

  test('the unit that returned sees where it went', () => {
    const { state, when } = states.rerouted
    const read = facts(state, when, { reader: reader('head'), purpose: 'edit' })
    const said = wordsOf(renderConsultationNotice({ kind: 'asked', unit: 'KT' }, read, vi))
    expect(said).toContain('đã chuyển đến Trung tâm Phục vụ hành chính công')
  })
})

describe('[HP2d] a second return', () => {
  test('is a case for the Office, with buttons there and none for the lead', () => {
    const card = show('bounced', 'bounced', 'HCC', office)
    expect(wordsOf(card)).toContain('bị trả lại 2 lần')
    expect(wordsOf(card)).toContain('chuyển từ: Phòng Kinh tế')
    expect(actionsOf(card)).toEqual(['reroute Y12 HCC', 'evidence Y12 HCC'])
    expect(actionsOf(show('answered', 'bounced', 'HCC', lead))).toEqual(['evidence Y12 HCC'])
    expect(actionsOf(show('answered', 'bounced', 'HCC', reader('chief')))).toContain('reroute Y12 HCC')
  })
})

describe('[AL1.3f] an unreached unit, for the Office', () => {
  test('offers the incoming number and reopening, in that order', () => {
    const card = show('lapsed', 'unreached', 'KT', office)
    expect(actionsOf(card)).toEqual(['received Y12 KT', 'reopen Y12 KT', 'evidence Y12 KT'])
    expect(actionsOf(show('lapsed', 'unreached', 'KT', lead))).toEqual(['evidence Y12 KT'])
  })
})

describe('[AL1.3g] a reopened answer', () => {
  test('keeps its former outcome in every card, and is asked again with its buttons', () => {
    const card = show('asked', 'reopened', 'KT', reader('head'))
    expect(wordsOf(card)).toContain('17:00 thứ Ba 01/12/2026')
    expect(wordsOf(card)).toContain('trước đó: Phòng Kinh tế: ĐỒNG Ý MẶC NHIÊN')
    expect(actionsOf(card)).toContain('agree Y12')
    expect(wordsOf(show('status', 'reopened', null, lead))).toContain('mất mạng cả ngày cuối')
  })

  test('the lapse card of the Office says that it was reopened, by whom and why', () => {
    const { state, when } = states.reopened
    const read = facts(state, when, { reader: office, purpose: 'edit' })
    expect(wordsOf(renderConsultationNotice({ kind: 'lapsed', unit: 'KT' }, read, vi))).toContain(
      'Hoàng Anh Tuấn mở lại',
    )
  })

  test('a late reply taken over is the outcome, still late, the consent kept behind it', () => {
    const said = wordsOf(show('reopened', 'lateTaken', 'KT', lead))
    expect(said).toContain('không đồng ý')
    expect(said).toContain('muộn 2 giờ 14 phút')
    expect(said).toContain('ĐỒNG Ý MẶC NHIÊN')
  })
})

describe('[HP3b][H6.7,AL1.4] an objection', () => {
  test('can be concluded on by the lead’s head and the Office', () => {
    expect(actionsOf(show('answered', 'objected', 'KT', lead))).toContain('overrule Y12 KT')
    expect(actionsOf(show('answered', 'objected', 'KT', reader('leadStaff')))).not.toContain('overrule Y12 KT')
  })

  test('a conclusion that may still be taken back is known to whoever wrote it down alone', () => {
    expect(wordsOf(show('status', 'justOverruled', null, lead))).toContain('đã có kết luận số 45/TB-UBND')
    for (const who of [reader('head'), reader('chief'), reader('culture'), office])
      expect(wordsOf(show('answered', 'justOverruled', 'KT', who))).not.toContain('45/TB-UBND')
    const { state, when } = states.overruleUndone
    const told = (purpose: 'post' | 'edit') =>
      renderConsultationNotice(
        { kind: 'overruled', unit: 'KT' },
        facts(state, when, { reader: reader('head'), purpose }),
        vi,
      )
    expect(told('post'), 'nothing to tell any more').toBeNull()
    expect(wordsOf(told('edit'))).toContain('vẫn chưa có kết luận')
  })

  test.each(['overruled', 'answered', 'status'] as const)('overruled is shown so, never as agreement: %s', (kind) => {
    const card = show(kind, 'overruled', kind === 'status' ? null : 'KT', lead)
    expect(wordsOf(card)).toContain('không đồng ý')
    expect(wordsOf(card)).toContain('đã có kết luận số 45/TB-UBND ngày')
    expect(wordsOf(card)).not.toContain('Kinh tế đã đồng ý')
    expect(actionsOf(card)).not.toContain('overrule Y12 KT')
  })

  test('still open is said when it is closed, with the paper', () => {
    const card = show('closed', 'closedWithObjection', null, lead)
    expect(wordsOf(card)).toContain('Còn ý kiến không đồng ý chưa được giải quyết: Phòng Kinh tế')
    expect(wordsOf(card)).toContain('Hải Phòng 2023, ý 7')
    expect(actionsOf(card)).toEqual(['export Y12', 'evidence Y12'])
    expect(wordsOf(show('closed', 'closed', null, lead))).not.toContain('chưa được giải quyết')
    expect(wordsOf(show('closed', 'closedWithObjection', null, lead, en))).toContain('Hải Phòng 2023, ý 7')
  })
})

test('the lead’s card of many units puts first what is to be done', () => {
  const { state } = states.bounced
  const settled = asOf(state, at('20/11 14:02'), calendar)
  const said = wordsOf(renderConsultationNotice({ kind: 'status', unit: null }, facts(settled, '20/11 14:02'), vi))
  const order = ['Cần xử lý (1)', 'Chưa trả lời (1)', 'Đã có kết quả (1)'].map((group) => said.indexOf(group))
  expect(order.every((place) => place >= 0)).toBe(true)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

describe('a deadline that moved because its last day is one of rest', () => {
  test('the unit reads the old and the new one, why, by which law, and may answer at once', () => {
    const card = show('deadline_moved', 'postponed', 'KT', reader('head'))
    const said = wordsOf(card)
    expect(said).toContain('Y12: hạn trả lời chuyển đến 24:00 thứ Sáu 27/11/2026')
    expect(said).toContain('24:00 thứ Năm 26/11/2026')
    expect(said).toContain('thứ Năm 26/11/2026, nay là ngày nghỉ (Ngày hội xã; TB 3/TB-UBND)')
    expect(said).toContain('Bộ luật Dân sự 2015, Điều 148 khoản 5')
    expect(actionsOf(card)).toContain('agree Y12')
    expect(wordsOf(show('asked', 'postponed', 'KT', reader('head')))).toContain('24:00 thứ Sáu 27/11/2026')
  })

  test('whoever has answered by then is told nothing', () => {
    expect(show('deadline_moved', 'postponedAndAnswered', 'KT', reader('head'))).toBeNull()
  })

  test('the lead and the Office read of every unit, and the timeline keeps it', () => {
    for (const who of [lead, office]) {
      const said = wordsOf(show('deadline_moved', 'postponed', null, who, en))
      expect(said).toContain('Phòng Kinh tế: 24:00 Thursday 26/11/2026 → 24:00 Friday 27/11/2026')
      expect(said).toContain('Phòng Văn hóa - Xã hội: 24:00 Thursday')
    }
    const { state, when } = states.postponed
    expect(
      wordsOf(renderResponse({ kind: 'evidence', reference: 'Y12', unit: null }, responseFacts(state, when), vi)),
    ).toContain('hạn của Phòng Kinh tế chuyển đến 24:00 thứ Sáu 27/11/2026, vì thứ Năm 26/11/2026 là ngày nghỉ')
  })
})
