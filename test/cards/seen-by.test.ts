import { describe, expect, test } from 'vitest'
import { renderConsultationNotice } from '../../src/cards/consultation.ts'
import { renderResponse } from '../../src/cards/response-card.ts'
import { mayUndo, seenBy } from '../../src/cards/seen-by.ts'
import { after, at, facts, group, office, reader, reply, responseFacts, vi } from './commune.ts'
import { actionsOf, wordsOf } from './reading.ts'
import { states } from './states.ts'

const { state } = states.justAgreed

function seenState(who: typeof office, when: string, addressed: string | null = null) {
  const read = facts(state, when, { reader: who })
  const seen = seenBy(read.state, read, addressed)
  return seen.state === 'draft' ? 'draft' : seen.answers['KT']?.state
}

describe('an answer that may still be taken back', () => {
  test.each([
    ['the lead', reader('lead'), 'asked'],
    ['the Office channel', office, 'asked'],
    ['another consulted unit', reader('culture'), 'asked'],
    ['the head who gave it', reader('head'), 'agreed'],
    ['a specialist of the same unit', reader('staff'), 'agreed'],
  ] as const)('is seen by %s as %s', (_, who, seen) => expect(seenState(who, '26/11 16:02:59')).toBe(seen))

  test('is seen by the unit’s own group, not by any other group', () => {
    expect(seenState(group, '26/11 16:02:30', 'KT')).toBe('agreed')
    expect(seenState(group, '26/11 16:02:30', 'VHXH')).toBe('asked')
  })

  test('is seen by everybody after sixty seconds', () => expect(seenState(office, '26/11 16:03:00')).toBe('agreed'))

  test('does not show on the lead’s card nor in the evidence', () => {
    const status = renderConsultationNotice({ kind: 'status', unit: null }, facts(state, '26/11 16:02:30'), vi)
    expect(wordsOf(status)).not.toContain('đã đồng ý')
    const evidence = { kind: 'evidence', reference: 'Y12', unit: 'KT' } as const
    const shown = (when: string) =>
      wordsOf(renderResponse(evidence, responseFacts(state, when, { reader: reader('lead') }), vi))
    expect(shown('26/11 16:02:30')).not.toContain('đồng ý lúc')
    expect(shown('26/11 16:03:00')).toContain('đã đồng ý lúc 16:02')
  })

  test('cannot be taken back past the deadline, so it is seen by everybody then', () => {
    const late = after(states.reached.state, reply('head', '26/11 23:59:50', 'agreed'))
    const read = facts(late, '27/11 00:00:05', { reader: office })
    const seen = seenBy(read.state, read, null)
    expect(seen.state !== 'draft' && seen.answers['KT']?.state).toBe('agreed')
    const answer = late.state === 'draft' ? undefined : late.answers['KT']
    expect(answer && mayUndo(answer, at('26/11 23:59:59'))).toBe(true)
    expect(answer && mayUndo(answer, at('27/11 00:00:00'))).toBe(false)
  })

  test('is never hidden from anybody when it came late: it cannot be undone', () => {
    const { state: late } = states.lateAfterUnanswered
    const read = facts(late, '27/11 02:14:10', { reader: office })
    const seen = seenBy(read.state, read, null)
    expect(seen.state !== 'draft' && seen.answers['KT']?.state).toBe('agreed')
  })
})

describe('the read-back', () => {
  const receipt = { kind: 'receipt', reference: 'Y12', unit: 'KT' } as const
  const shown = (when: string, who = reader('head')) =>
    renderResponse(receipt, responseFacts(state, when, { reader: who }), vi)

  test('says unit, verdict, reference and time', () =>
    expect(shown('26/11 16:02:01').title).toBe('Đã ghi: Phòng Kinh tế đồng ý Y12, 16:02 thứ Năm 26/11/2026'))

  test('offers undo for sixty seconds, to whoever acted', () => {
    expect(actionsOf(shown('26/11 16:02:59'))).toEqual(['undo Y12'])
    expect(actionsOf(shown('26/11 16:03:00'))).toEqual([])
    expect(actionsOf(shown('26/11 16:02:10', reader('staff')))).toEqual([])
  })

  test('after undo the unit is asked again, with its buttons', () => {
    const card = renderResponse(receipt, responseFacts(states.undone.state, '26/11 16:02:50'), vi)
    expect(card.title).toBe('Đã hoàn tác: Y12')
    expect(actionsOf(card)).toEqual(['agree Y12', 'object Y12', 'return Y12'])
  })

  test('[AL1.3e] concrete words without a verdict are kept and the verdict is asked by two buttons', () => {
    const card = renderResponse(receipt, responseFacts(states.unclear.state, states.unclear.when), vi)
    expect(wordsOf(card)).toContain('“Đề nghị sửa Điều 5: giảm mức phí còn 2%”')
    expect(actionsOf(card)).toEqual(['agree Y12', 'object Y12'])
  })

  test('[AL1.3e] vague words are no opinion', () => {
    const said = wordsOf(renderResponse(receipt, responseFacts(states.vague.state, states.vague.when), vi))
    expect(said).toContain('chưa đủ cụ thể')
    expect(said).toContain('vẫn cần cho ý kiến trước 24:00 thứ Năm 26/11/2026')
  })

  test('a specialist’s draft counts from its confirmation', () => {
    const read = responseFacts(states.drafted.state, states.drafted.when, { reader: reader('staff') })
    expect(wordsOf(renderResponse(receipt, read, vi))).toContain(
      'Trả lời được tính từ lúc người đứng đầu cơ quan xác nhận',
    )
  })

  test('"đã nhận" is no answer', () => {
    const said = wordsOf(renderResponse(receipt, responseFacts(states.received.state, states.received.when), vi))
    expect(said).toContain('Đã ghi: Phòng Kinh tế đã nhận Y12, 09:00 thứ Sáu 20/11/2026')
    expect(said).toContain('chưa phải ý kiến')
  })

  test.each([
    ['draft', 'Y12 đã soạn, 08:00 thứ Sáu 20/11/2026'],
    ['sent', 'Y12 đã gửi, 08:00 thứ Sáu 20/11/2026'],
    ['closed', 'Y12 đã đóng, 17:00 thứ Năm 26/11/2026'],
    ['void', 'Y12 đã hủy, 09:00 thứ Hai 23/11/2026'],
  ] as const)('of the whole matter: %s', (name, what) => {
    const whole = { kind: 'receipt', reference: 'Y12', unit: null } as const
    const card = renderResponse(whole, responseFacts(states[name].state, states[name].when), vi)
    expect(card.title).toBe(`Đã ghi: ${what}`)
  })
})
