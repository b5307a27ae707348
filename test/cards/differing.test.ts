import { describe, expect, test } from 'vitest'
import { renderConsultationNotice } from '../../src/cards/consultation.ts'
import { renderResponse } from '../../src/cards/response-card.ts'
import { en, facts, group, office, reader, responseFacts, vi } from './commune.ts'
import { actionsOf, wordsOf } from './reading.ts'
import { states } from './states.ts'

const words = 'Mức phí tại Điều 5 trái Nghị quyết của HĐND xã.'
const others = [office, group, ...(['lead', 'leadStaff', 'culture', 'chief', 'service'] as const).map(reader)]

describe('[TH1.2c] a differing view, on the cards', () => {
  const { state, when } = states.differing
  const notice = { kind: 'differing_view', unit: 'KT', view: 1 } as const

  test('the superior reads the words, that no deadline moves, and on which paper; in both languages', () => {
    const card = renderConsultationNotice(notice, facts(state, when, { reader: reader('head') }), vi)
    expect(wordsOf(card)).toContain(`“${words}”`)
    expect(wordsOf(card)).toContain('việc vẫn phải thực hiện; hạn 24:00 thứ Năm 26/11/2026 không đổi')
    expect(wordsOf(card)).toContain('Thanh Hóa 2018, mục 1.2')
    expect(actionsOf(card)).toEqual(['direct Y12 1'])
    expect(wordsOf(renderConsultationNotice(notice, facts(state, when, { reader: reader('head') }), en))).toContain(
      'Until a superior answers, the work goes on',
    )
  })

  test('the author reads what the superior said, and presses nothing', () => {
    const answered = facts(states.directed.state, states.directed.when, { reader: reader('staff') })
    const card = renderConsultationNotice({ ...notice, kind: 'directed' }, answered, vi)
    expect(wordsOf(card)).toContain('Trần Văn Minh, 11:00 thứ Hai 23/11/2026: “Vẫn thực hiện.”')
    expect(actionsOf(card)).toEqual([])
  })

  test('nobody else is ever shown a word of it, whichever card they are shown', () => {
    for (const who of others) {
      for (const kind of ['differing_view', 'directed', 'status', 'asked', 'closed', 'answered'] as const) {
        const { state: answered, when: later } = states.directed
        const card = renderConsultationNotice(
          { ...notice, kind },
          facts(answered, later, { reader: who, purpose: 'edit' }),
          vi,
        )
        expect(wordsOf(card)).not.toMatch(/trái Nghị quyết|Vẫn thực hiện\.|ý kiến khác/)
      }
      for (const unit of [null, 'KT', 'VHXH']) {
        const sheet = renderResponse(
          { kind: 'evidence', reference: 'Y12', unit },
          responseFacts(state, when, { reader: who }),
          vi,
        )
        expect(wordsOf(sheet)).not.toMatch(/trái Nghị quyết|ý kiến khác/)
      }
    }
  })

  test('it stands on the closing sheet of the superior it was reported to, who may still answer it, and of nobody else', () => {
    const { state: closed, when: later } = states.closedWithView
    const sheet = (who: 'lead' | 'chief') =>
      renderConsultationNotice(
        { kind: 'closed', unit: null },
        facts(closed, later, { reader: reader(who), purpose: 'edit' }),
        vi,
      )
    expect(wordsOf(sheet('lead'))).toContain(`“${words}”`)
    expect(actionsOf(sheet('lead'))).toContain('direct Y12 1')
    expect(wordsOf(sheet('chief'))).not.toMatch(/trái Nghị quyết|ý kiến khác/)
    expect(actionsOf(sheet('chief'))).not.toContain('direct Y12 1')
  })

  test('a draft that came back offers it to its drafter', () => {
    const { state: returned, when: later } = states.draftReturned
    const card = renderConsultationNotice(
      { kind: 'draft_returned', unit: 'KT' },
      facts(returned, later, { reader: reader('staff') }),
      vi,
    )
    expect(actionsOf(card)).toContain('differ Y12')
  })
})
