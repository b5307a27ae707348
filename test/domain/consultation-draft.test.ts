import { describe, test } from 'vitest'
import { confirm, given, moment, reply, returnDraft, tick } from '../support/given.ts'

const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'
const drafted = () => given().when('23/11 10:00', { ...reply('KN1', 'objected', objection), unit: 'VHXH' })

describe('[AL1.1b] a head who does not take a draft over', () => {
  test('sends it back with the reason: the unit still owes its answer, the draft stays on the sheet', () => {
    const story = drafted().when('23/11 14:00', returnDraft('VX1'))
    given(story).expectEvents({ type: 'draft_returned', unit: 'VHXH', number: 1, by: 'VX1' })
    given(story).expectUnit('VHXH', {
      state: 'asked',
      draft: null,
      returnedDrafts: [
        { draft: { by: 'KN1', text: objection }, at: moment('23/11 14:00'), reason: 'Nêu rõ căn cứ tại Điều 5' },
      ],
    })
    given(story)
      .when('23/11 14:01', { ...confirm('VX1', 1), unit: 'VHXH' })
      .expectRefusal('no-draft')
    given(story).when('27/11 00:00', tick).expectUnit('VHXH', { state: 'deemed_consent' })
  })

  test('a new draft has the next number', () => {
    const again = drafted()
      .when('23/11 14:00', returnDraft('VX1'))
      .when('23/11 15:00', { ...reply('KN1', 'agreed'), unit: 'VHXH' })
    given(again).expectUnit('VHXH', { draft: { number: 2 } })
    given(again)
      .when('23/11 15:30', { ...returnDraft('VX1'), draft: 1 })
      .expectRefusal('draft-changed')
  })

  test('is the only one who may; without a reason, without a draft, after the answer it is refused', () => {
    given(drafted())
      .when('23/11 14:00', { ...returnDraft('KN1'), unit: 'VHXH' })
      .expectRefusal('may-not-return-draft')
    given(drafted()).when('23/11 14:00', returnDraft('CA1')).expectRefusal('no-draft')
    given(drafted()).when('23/11 14:00', returnDraft('VX1', '  ')).expectRefusal('reason-missing')
    given().when('23/11 14:00', returnDraft('VX1')).expectRefusal('no-draft')
    given(drafted())
      .when('23/11 14:00', confirm('VX1'))
      .when('23/11 15:00', returnDraft('VX1'))
      .expectRefusal('already-answered')
  })

  test('sent back twice says nothing new', () =>
    void given(drafted())
      .when('23/11 14:00', returnDraft('VX1'))
      .when('23/11 14:01', returnDraft('VX1'))
      .expectEvents())

  test('may do so after the deadline, too', () =>
    void given(drafted())
      .when('27/11 08:00', returnDraft('VX1'))
      .expectUnit('VHXH', { state: 'deemed_consent', asked: { draft: null, returnedDrafts: [{ by: 'VX1' }] } }))
})
