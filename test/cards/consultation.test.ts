import { describe, expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { renderConsultationNotice } from '../../src/cards/consultation.ts'
import type { MatterFacts } from '../../src/cards/facts.ts'
import { evolve } from '../../src/domain/consultation.ts'
import type { ConsultationNoticeKind } from '../../src/domain/notice.ts'
import type { Translator } from '../../src/i18n.ts'
import { at, en, facts, group, office, reader, vi } from './commune.ts'
import { actionsOf, wordsOf } from './reading.ts'
import { type StateName, states } from './states.ts'

type Look = { readonly changes?: Partial<MatterFacts>; readonly t?: Translator; readonly unit?: string | null }

/** A notice about Phòng Kinh tế, or about the whole matter, in one of the states. */
function show(
  kind: ConsultationNoticeKind,
  name: StateName,
  { changes = {}, t = vi, unit = 'KT' }: Look = {},
): Card | null {
  const { state, when } = states[name]
  return renderConsultationNotice({ kind, unit }, facts(state, when, changes), t)
}

const head = { changes: { reader: reader('head') } }
const fromOffice = { changes: { reader: office } }
const basis = 'Quy chế làm việc xã Suối Mơ (số 07/QC-UBND ngày 05/01/2026), Điều 9 khoản 3'

describe('the request', () => {
  test('[AL1.3b] says what is asked, why this unit, the dossier and the deadline', () => {
    const said = wordsOf(show('asked', 'reached', head))
    for (const part of [
      'Dự thảo Quy chế quản lý chợ Suối Mơ',
      'Tổ Tư pháp',
      'quản lý thu phí chợ',
      'Mức phí tại Điều 5',
      'Giờ mở cửa tại Điều 7',
      'du-thao-quy-che.docx',
      '24:00 thứ Năm 26/11/2026',
    ]) {
      expect(said).toContain(part)
    }
    expect(said).not.toContain('nếp sống văn minh')
  })

  test('offers every answer by a button', () =>
    expect(actionsOf(show('asked', 'reached', head))).toEqual([
      'agree Y12',
      'object Y12',
      'return Y12',
      'receive Y12',
      'file Y12',
      'extend Y12',
      'lack Y12',
    ]))

  test('[AL1.3f] says beforehand that silence becomes deemed consent, and on which paper', () => {
    expect(wordsOf(show('asked', 'reached', head))).toContain(`đồng ý mặc nhiên. Căn cứ: ${basis}`)
    expect(wordsOf(show('asked', 'reached', { ...head, t: en }))).toContain(`deemed consent. Basis: ${basis}`)
  })

  test.each(['immediate'] as const)('says that silence only escalates where no limit is lawful (%s)', (name) => {
    expect(wordsOf(show('asked', name, head))).toContain('không được tính là đồng ý; việc sẽ được báo lên Văn phòng')
    expect(wordsOf(show('asked', name, head))).not.toContain('mặc nhiên')
  })

  test('says so too where no rule makes silence consent', () => {
    const { state } = states.unanswered
    const card = renderConsultationNotice({ kind: 'asked', unit: 'KT' }, facts(state, '20/11 09:00', head.changes), vi)
    expect(wordsOf(card)).toContain('không được tính là đồng ý')
  })

  test('[HP mark] bears the stamp of an immediate letter in its title', () => {
    expect(show('asked', 'immediate', head)).toMatchObject({ tone: 'urgent' })
    expect(show('asked', 'immediate', head)?.title).toMatch(/^HỎA TỐC · /)
    expect(show('asked', 'immediateThatSaysSo', { ...head, t: en })?.title).toMatch(/^IMMEDIATE · /)
  })

  test('a dossier that is a link can be opened', () => {
    const { state, when } = states.reached
    const url = 'https://vanban.suoimo.example/ho-so/12'
    const linked = { ...state, letter: { ...state.letter, dossier: { kind: 'link' as const, url } } }
    const card = renderConsultationNotice({ kind: 'asked', unit: 'KT' }, facts(linked, when, head.changes), vi)
    expect(card?.blocks).toContainEqual({ kind: 'link', label: 'Hồ sơ', url })
    expect(actionsOf(card)).not.toContain('file Y12')
  })

  test('receipt is offered until this reader gave it', () => {
    expect(actionsOf(show('asked', 'received', head))).not.toContain('receive Y12')
    expect(actionsOf(show('asked', 'received', { changes: { reader: group } }))).not.toContain('receive Y12')
    expect(actionsOf(show('asked', 'received', { changes: { reader: reader('staff') } }))).toContain('receive Y12')
    expect(wordsOf(show('asked', 'received', head))).toContain('Trần Văn Minh, 09:00 thứ Sáu 20/11/2026')
  })

  test('a draft is named as no answer yet', () =>
    expect(wordsOf(show('asked', 'drafted', head))).toMatch(/Nguyễn Thu An đã soạn: không đồng ý\..*chưa được tính/))

  test.each([
    [
      'justAgreed',
      'Phòng Kinh tế đã đồng ý lúc 16:02 thứ Năm 26/11/2026',
      'agreed at 16:02 Thursday 26/11/2026',
      'good',
    ],
    ['objected', 'đã trả lời không đồng ý lúc 16:02', 'objected at 16:02', 'warning'],
    ['returnedSlowly', 'trả lại chậm', 'returned late', 'warning'],
    ['deemed', 'ĐỒNG Ý MẶC NHIÊN', 'DEEMED CONSENT', 'settled'],
    ['unanswered', 'không trả lời khi hết hạn', 'no answer by', 'warning'],
    ['unreached', 'chưa tiếp cận được khi hết hạn', 'not reached by', 'warning'],
    ['lateAfterUnanswered', 'muộn 2 giờ 14 phút', 'late by 2 hours 14 minutes', 'good'],
    ['void', 'không phải trả lời nữa', 'no longer asked', 'settled'],
  ] as const)('%s: the buttons go and the outcome is said', (name, vietnamese, english, tone) => {
    const edit = { reader: reader('head'), purpose: 'edit' as const }
    const card = show('asked', name, { changes: edit })
    expect(wordsOf(card)).toContain(vietnamese)
    expect(wordsOf(show('asked', name, { changes: edit, t: en }))).toContain(english)
    expect(card?.tone).toBe(tone)
    expect(actionsOf(card)).toEqual(name === 'objected' ? ['withdraw Y12'] : [])
  })

  test('is not sent any more once answered or cancelled, but still when it comes after the deadline', () => {
    expect(show('asked', 'agreed', head)).toBeNull()
    expect(show('asked', 'void', head)).toBeNull()
    expect(show('asked', 'unreached', head)).not.toBeNull()
  })
})

describe('a nudge', () => {
  test('counts what is left in working days, and on the last day in hours', () => {
    const { state } = states.reached
    const title = (when: string, t: Translator) =>
      renderConsultationNotice({ kind: 'nudged', unit: 'KT' }, facts(state, when, head.changes), t)?.title
    expect(title('23/11 09:00', vi)).toBe('Còn 2 ngày làm việc để cho ý kiến Y12')
    expect(title('25/11 09:00', vi)).toBe('Còn 1 ngày làm việc để cho ý kiến Y12')
    expect(title('25/11 09:00', en)).toBe('1 working day left to give an opinion on Y12')
    expect(title('26/11 09:00', vi)).toBe('Còn 15 giờ để cho ý kiến Y12')
  })

  test('whose rung was overtaken while it was held is not sent, but an edit still shows it', () => {
    const { state } = states.reached
    const climbed = evolve(state, {
      type: 'nudged',
      unit: 'KT',
      rung: { name: 'working-days-before', at: at('25/11 09:00') },
    })
    const shown = (rung: string, purpose: 'post' | 'edit') => {
      const notice = { kind: 'nudged', unit: 'KT', rungAt: at(rung) } as const
      return renderConsultationNotice(notice, facts(climbed, '25/11 09:05', { ...head.changes, purpose }), vi)
    }
    expect(shown('23/11 09:00', 'post')).toBeNull()
    expect(shown('23/11 09:00', 'edit')).not.toBeNull()
    expect(shown('25/11 09:00', 'post')).not.toBeNull()
  })

  test('to the lead and the Office names the silent, and says how it ended once nobody is', () => {
    const said = wordsOf(show('still_silent', 'reached', { ...fromOffice, unit: null }))
    expect(said).toContain('Y12 còn cơ quan chưa trả lời')
    expect(said).toContain('2 cơ quan chưa trả lời')
    expect(show('still_silent', 'deemed', { ...fromOffice, unit: null })).toBeNull()
    const edit = show('still_silent', 'deemed', { changes: { reader: office, purpose: 'edit' }, unit: null })
    expect(wordsOf(edit)).toContain('Nhắc hạn Y12: không còn chờ cơ quan nào')
    expect(wordsOf(edit)).toContain('đồng ý mặc nhiên 2')
  })

  test('[AL1.3d] can be answered on the spot', () =>
    expect(actionsOf(show('nudged', 'reached', head))).toEqual(['agree Y12', 'object Y12', 'return Y12']))

  test('warns the head of a draft nobody confirmed', () => {
    expect(wordsOf(show('nudged', 'drafted', head))).toContain('chưa được xác nhận')
    expect(actionsOf(show('nudged', 'drafted', head))[0]).toBe('confirm Y12 1')
  })

  test.each(['justAgreed', 'objected', 'returned', 'deemed', 'unreached', 'void'] as const)(
    'is not said any more: %s',
    (name) => {
      expect(show('nudged', name, head)).toBeNull()
      expect(actionsOf(show('nudged', name, { changes: { ...head.changes, purpose: 'edit' } }))).toEqual([])
    },
  )
})

describe('a deadline that passed in silence', () => {
  test('[AL1.3f] the Office learns the outcome, the basis, the deadline and the proof of reach', () => {
    const card = show('lapsed', 'deemed', fromOffice)
    expect(card).toMatchObject({ title: 'Y12: Phòng Kinh tế – ĐỒNG Ý MẶC NHIÊN', tone: 'settled' })
    const said = wordsOf(card)
    for (const part of [
      '(im lặng quá hạn)',
      '24:00 thứ Năm 26/11/2026',
      `Căn cứ: ${basis}`,
      'Trần Văn Minh qua Telegram, 08:01',
    ]) {
      expect(said).toContain(part)
    }
    expect(actionsOf(card)).toEqual(['reopen Y12 KT', 'evidence Y12 KT'])
  })

  test.each(['deemed', 'deemedWithDraft', 'lateAfterDeemed'] as const)(
    '[AL1.3f] consent by silence never looks like agreement (%s)',
    (name) => {
      for (const who of [office, reader('head'), reader('lead'), reader('chief')]) {
        for (const kind of ['lapsed', 'asked', 'answered_late'] as const) {
          const looks = { changes: { reader: who, purpose: 'edit' as const } }
          expect(wordsOf(show(kind, name, looks)).toLowerCase()).not.toContain('đã đồng ý')
          expect(wordsOf(show(kind, name, { ...looks, t: en })).toLowerCase()).not.toContain('agreed')
          expect(show(kind, name, looks)?.tone).not.toBe('good')
        }
      }
    },
  )

  test.each([
    ['unanswered', 'Không có căn cứ để coi im lặng là đồng ý', 'There is no basis for taking its silence as agreement'],
    ['unreached', 'im lặng không được tính là đồng ý', 'its silence does not count as agreement'],
  ] as const)('%s only escalates, and cites nothing', (name, vietnamese, english) => {
    const card = show('lapsed', name, fromOffice)
    expect(wordsOf(card)).toContain(vietnamese)
    expect(wordsOf(show('lapsed', name, { ...fromOffice, t: en }))).toContain(english)
    expect(wordsOf(card)).not.toMatch(/mặc nhiên|Căn cứ:/i)
    expect(card?.tone).toBe('warning')
  })

  test('the absence of proof is said as such', () =>
    expect(wordsOf(show('lapsed', 'unreached', fromOffice))).toContain('Bằng chứng đã đến nơi: Chưa có'))

  test('the Office, the lead and the silent unit each read it as their own', () => {
    const first = (who: Parameters<typeof reader>[0]) =>
      show('lapsed', 'unanswered', { changes: { reader: reader(who) } })?.blocks[0]
    const said = [first('chief'), first('lead'), first('head')].map((block) =>
      block?.kind === 'text' ? block.text : '',
    )
    expect(new Set(said).size).toBe(3)
    expect(said[0]).toContain('Đề nghị Văn phòng đôn đốc')
    expect(said[1]).toContain('đã được báo lên Văn phòng')
  })

  test('[AL1.3g] the silent unit may still answer late, the others are not offered to', () => {
    expect(actionsOf(show('lapsed', 'deemed', head))).toEqual(['agree Y12', 'object Y12', 'evidence Y12 KT'])
    expect(wordsOf(show('lapsed', 'deemed', head))).toContain('không làm thay đổi kết quả đồng ý mặc nhiên')
    expect(actionsOf(show('lapsed', 'deemed'))).toEqual(['evidence Y12 KT'])
  })

  test('is not said any more once it was taken back; a card already there says so', () => {
    expect(show('lapsed', 'corrected', fromOffice)).toBeNull()
    const edited = wordsOf(show('lapsed', 'corrected', { changes: { reader: office, purpose: 'edit' } }))
    expect(edited).toContain('đã được rút lại')
    expect(edited).toContain('Phòng Kinh tế đã đồng ý lúc 23:00')
  })

  test('is still said when a late reply came in between', () => {
    const said = wordsOf(show('lapsed', 'lateAfterUnanswered', fromOffice))
    expect(said).toContain('không trả lời khi hết hạn')
    expect(said).toContain('muộn 2 giờ 14 phút')
  })
})

describe('a late reply', () => {
  test('[AL1.3g] is kept whole and stamped, and the deemed consent stays', () => {
    const said = wordsOf(show('answered_late', 'lateAfterDeemed', fromOffice))
    expect(said).toContain('muộn 2 giờ 14 phút')
    expect(said).toContain('“Không đồng ý Điều 5 vì mức phí vượt khung của tỉnh”')
    expect(said).toContain('Kết quả ĐỒNG Ý MẶC NHIÊN giữ nguyên')
  })

  test('after mere silence becomes the outcome, stamped', () => {
    expect(wordsOf(show('answered_late', 'lateAfterUnanswered'))).toContain(
      'trở thành kết quả của cơ quan và luôn được ghi là muộn',
    )
    expect(wordsOf(show('answered_late', 'lateAfterUnanswered', { t: en }))).toContain('late by 2 hours 14 minutes')
  })

  test('that is none is not announced', () => expect(show('answered_late', 'deemed')).toBeNull())
})

describe('what the lead follows', () => {
  const whole = { unit: null }

  test.each([
    ['reached', '0/2 cơ quan đã có kết quả: chờ ý kiến 2'],
    ['agreed', '1/2 cơ quan đã có kết quả: đồng ý 1, chờ ý kiến 1'],
    ['deemed', '2/2 cơ quan đã có kết quả: đồng ý mặc nhiên 2'],
    ['unanswered', 'không trả lời 1, chưa tiếp cận được 1'],
    ['void', 'đã hủy 2'],
  ] as const)('%s is counted: %s', (name, counts) => expect(wordsOf(show('status', name, whole))).toContain(counts))

  test('tells reached from not reached, receipts and drafts', () => {
    expect(wordsOf(show('status', 'reached', whole))).toContain('đã đến nơi 08:01 thứ Sáu 20/11/2026')
    expect(wordsOf(show('status', 'sent', whole))).toContain('chưa có bằng chứng đã đến nơi')
    expect(wordsOf(show('status', 'sent', { ...whole, changes: { unlinked: ['KT'] } }))).toContain(
      'chưa ai của cơ quan liên kết tài khoản',
    )
    expect(wordsOf(show('status', 'received', whole))).toContain('đã bấm nhận')
    expect(wordsOf(show('status', 'drafted', whole))).toContain('đã có dự thảo')
    expect(wordsOf(show('status', 'agreedWithItems', whole))).toContain('kèm 1 ý')
  })

  test('closing is offered when nobody is awaited, cancelling while it is open, both only to who decides', () => {
    expect(actionsOf(show('status', 'reached', whole))).toEqual(['urge Y12', 'evidence Y12', 'void Y12'])
    expect(actionsOf(show('status', 'bothAgreed', whole))).toEqual(['close Y12', 'evidence Y12', 'void Y12'])
    expect(actionsOf(show('status', 'bothAgreed', { ...whole, changes: { reader: reader('leadStaff') } }))).toEqual([
      'evidence Y12',
    ])
    expect(actionsOf(show('status', 'closed', whole))).toEqual(['evidence Y12'])
    expect(actionsOf(show('status', 'void', whole))).toEqual(['evidence Y12'])
  })

  test('an objection and a return are said with their reasons', () => {
    const objected = wordsOf(show('answered', 'objected'))
    expect(objected).toContain('Y12: Phòng Kinh tế không đồng ý')
    expect(objected).toContain('Điều 5 vì mức phí vượt khung của tỉnh')
    const returned = wordsOf(show('answered', 'returned'))
    expect(returned).toContain('Việc này không thuộc chức năng của phòng')
    expect(returned).toContain('Trung tâm Phục vụ hành chính công')
  })

  test.each(['agreed', 'undone', 'justObjected', 'reached'] as const)(
    'nothing is said of an answer for now: %s',
    (name) => expect(show('answered', name)).toBeNull(),
  )

  test('that all have answered is said once it is so and still so', () => {
    expect(show('all_answered', 'bothAgreed', whole)).toMatchObject({ tone: 'good' })
    expect(show('all_answered', 'agreed', whole)).toBeNull()
    expect(show('all_answered', 'closed', whole)).toBeNull()
  })

  test('a correction says what holds now', () =>
    expect(wordsOf(show('corrected', 'corrected', fromOffice))).toContain(
      'Kết quả: Phòng Kinh tế đã đồng ý lúc 23:00 thứ Năm 26/11/2026',
    ))
})

describe('drafts', () => {
  const deciders = { unit: null }

  test('the whole letter waits for the lead with its deadline as of now', () => {
    const card = show('letter_to_confirm', 'draft', deciders)
    expect(wordsOf(card)).toContain('Phạm Văn Cường đã soạn')
    expect(wordsOf(card)).toContain('Phòng Kinh tế: quản lý thu phí chợ')
    expect(wordsOf(card)).toContain('Hạn trả lời nếu gửi ngay: 24:00 thứ Năm 26/11/2026')
    expect(actionsOf(card)).toEqual(['send Y12'])
  })

  test('a letter sent meanwhile need not be confirmed; its card says who sent it', () => {
    expect(show('letter_to_confirm', 'sent', deciders)).toBeNull()
    const edited = show('letter_to_confirm', 'sent', { ...deciders, changes: { purpose: 'edit' } })
    expect(wordsOf(edited)).toContain('Lê Thị Hoa đã gửi lúc 08:00')
    expect(actionsOf(edited)).toEqual([])
  })

  test('[AL1.3e] a specialist’s reply is shown to the head word for word, to be confirmed as it stands', () => {
    const card = show('reply_to_confirm', 'drafted', head)
    expect(wordsOf(card)).toContain('“Không đồng ý Điều 5 vì mức phí vượt khung của tỉnh”')
    expect(actionsOf(card)).toEqual(['confirm Y12 1', 'revise Y12 1'])
  })

  test.each(['confirmed', 'agreed', 'void', 'reached'] as const)(
    'a draft that is gone waits for nobody: %s',
    (name) => {
      expect(show('reply_to_confirm', name, head)).toBeNull()
      expect(actionsOf(show('reply_to_confirm', name, { changes: { ...head.changes, purpose: 'edit' } }))).toEqual([])
    },
  )

  test('after the deadline a draft can still be confirmed, as late', () => {
    const card = show('reply_to_confirm', 'deemedWithDraft', head)
    expect(wordsOf(card)).toContain('được ghi là muộn')
    expect(actionsOf(card)).toEqual(['confirm Y12 1', 'revise Y12 1'])
  })

  test('the drafter hears of the confirmation, unless it was taken back', () => {
    const staff = { changes: { reader: reader('staff') } }
    expect(wordsOf(show('reply_confirmed', 'confirmed', staff))).toContain(
      'Trần Văn Minh đã xác nhận dự thảo trả lời của Nguyễn Thu An',
    )
    expect(show('reply_confirmed', 'drafted', staff)).toBeNull()
  })
})

describe('what others are told', () => {
  test('[HP nn] whoever is informed owes nothing', () => {
    const card = show('informed', 'sent', { unit: 'HCC', changes: { reader: reader('service') } })
    expect(wordsOf(card)).toContain('Không cần trả lời')
    expect(actionsOf(card)).not.toContain('agree Y12')
    expect(show('informed', 'void', { unit: 'HCC' })).toBeNull()
  })

  test('the Office is told of units nobody of which is linked, until none is left', () => {
    const unlinked = { unit: null, changes: { reader: office, unlinked: ['KT'] } }
    const said = wordsOf(show('unlinked', 'sent', unlinked))
    expect(said).toContain('Phòng Kinh tế')
    expect(said).not.toContain('Phòng Văn hóa')
    expect(show('unlinked', 'reached', unlinked)).toBeNull()
    expect(show('unlinked', 'sent', { unit: null, changes: { reader: office } })).toBeNull()
  })

  test('a cancelled consultation is told with its reason', () => {
    expect(wordsOf(show('voided', 'void', head))).toContain('Rút dự thảo để soạn lại')
    expect(wordsOf(show('voided', 'void', head))).toContain('Cơ quan không phải trả lời nữa')
    expect(show('voided', 'sent', head)).toBeNull()
  })
})
