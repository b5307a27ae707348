import { describe, expect, test } from 'vitest'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import { agree, declineDocuments, deliver, given, lack, moment, say, shown, supply, tick } from '../support/given.ts'

/** VHXH is due at 24:00 on Thursday 26/11, three working days from Friday 20/11. */
const claimed = () => given().when('23/11 10:00', lack('VX1'))
const citation = 'Quy tắc mặc định, rút từ An Lão 2023, mục 1 gạch 3'

describe('[AL1.3b] documents a dossier lacks', () => {
  test('are named by anybody of the unit; the deadline stays', () => {
    for (const who of ['VX1', 'VX3', 'KN1']) {
      const story = given().when('23/11 10:00', { ...lack(who), unit: 'VHXH' })
      story.expectEvents({ type: 'documents_asked', unit: 'VHXH', request: { number: 1, by: who } })
      expect(story.dueAt('VHXH')).toBe('2026-11-27 00:00:00')
    }
    given().when('23/11 10:00', lack('YT1')).expectRefusal('not-consulted')
  })

  test('are understood from a reply in words, which is no verdict', () => {
    const story = given().when('23/11 10:00', say('VX1', 'Thiếu bản đồ, chưa đủ cơ sở; gửi trước 23/11'))
    story.expectEvents({
      type: 'documents_asked',
      request: { missing: 'Thiếu bản đồ, chưa đủ cơ sở; gửi trước 23/11' },
    })
    story.expectUnit('VHXH', { state: 'asked', unclear: null })
    story.when('23/11 10:05', say('VX2', 'Thiếu bản đồ quy hoạch')).expectEvents({ type: 'verdict_asked' })
  })

  test('supplied: the limit of that unit runs again from then, with a fresh ladder', () => {
    const story = given(claimed()).when('25/11 09:00', supply('KT2'))
    expect(story.refusal).toBeNull()
    expect(story.events).toContainEqual(
      expect.objectContaining({
        type: 'documents_supplied',
        unit: 'VHXH',
        number: 1,
        by: 'KT2',
        oldDueAt: moment('27/11 00:00'),
        dueAt: moment('01/12 00:00'),
      }),
    )
    expect([story.dueAt('VHXH'), story.dueAt('CA')]).toEqual(['2026-12-01 00:00:00', '2026-11-27 00:00:00'])
    const { ladder } = askedOf(story.answer('VHXH'))
    expect(ladder.map(({ at }) => shown(at))).toEqual(ladder.map(({ at }) => shown(at)).toSorted())
    expect(ladder.every(({ at }) => Temporal.Instant.compare(at, moment('25/11 09:00')) > 0)).toBe(true)
    story.when('01/12 00:00', tick).expectUnit('VHXH', { state: 'deemed_consent' })
  })

  test.each([
    ['a fixed day gives as many working days again', '26/11 00:00', '23/11 10:00', '2026-11-27 00:00:00'],
    ['a fixed hour gives as much working time again', '23/11 10:00', '23/11 09:00', '2026-11-25 11:00:00'],
  ])('supplied: %s', (_, dueAt, suppliedAt, again) => {
    const until = { kind: 'until', dueAt: moment(dueAt) } as const
    const story = given('20/11 08:00', { letter: { limit: until } }).when('20/11 10:00', lack('VX1'))
    expect(story.when(suppliedAt, supply('KT1')).dueAt('VHXH')).toBe(again)
  })

  test('supplied: nobody gets less time than was left', () => {
    const story = given().when('20/11 08:05', lack('VX1')).when('20/11 08:10', supply('KT1'))
    expect(story.dueAt('VHXH')).toBe('2026-11-27 00:00:00')
  })

  test('[AL1.3f] a unit that nobody reached stays unreached when the documents came', () => {
    const story = given('20/11 08:00', { isReached: false })
      .when('20/11 08:00', deliver('CA', 'CA1', '20/11 08:00'))
      .when('23/11 10:00', lack('VX1'))
      .when('25/11 09:00', supply('KT1'))
    story.when('01/12 00:00', tick).expectUnit('VHXH', { state: 'unreached' })
  })

  test('declined: with a reason, and the limit ran on', () => {
    const story = given(claimed()).when('23/11 14:00', declineDocuments('KT1'))
    story.expectEvents({ type: 'documents_declined', by: 'KT1', reason: 'Bản đồ có ở phụ lục 2' })
    expect(story.dueAt('VHXH')).toBe('2026-11-27 00:00:00')
    given(claimed()).when('23/11 14:00', declineDocuments('KT1', '')).expectRefusal('reason-missing')
  })
})

describe('[HPe,ALe,RG3c] a claim stops no clock', () => {
  test('at the deadline it comes to nothing', () => {
    const over = given(claimed()).when('27/11 00:00', tick)
    over.expectUnit('VHXH', { state: 'deemed_consent' })
    over.when('27/11 08:00', { ...supply('KT1'), unit: 'VHXH' }).expectRefusal('request-lapsed')
    over.when('27/11 08:00', { ...lack('VX1'), unit: 'VHXH' }).expectRefusal('documents-after-deadline', citation)
  })

  test('meanwhile the lead is nudged in place of the unit', () => {
    const { events } = given(claimed()).when('26/11 09:00', tick)
    expect(events.map((event) => [event.type, 'unit' in event && event.unit])).toEqual([
      ['lead_nudged', 'VHXH'],
      ['nudged', 'CA'],
    ])
  })
})

test('what is refused: nothing named, twice, by the wrong people, after an answer', () => {
  given().when('23/11 10:00', lack('VX1', '  ')).expectRefusal('documents-nothing-named', citation)
  given(claimed()).when('23/11 10:01', lack('VX1')).expectEvents()
  given(claimed()).when('23/11 10:01', lack('VX2', 'Bảng tính')).expectRefusal('documents-pending')
  for (const who of ['KT3', 'VX1', 'VP1']) {
    given(claimed()).when('23/11 14:00', supply(who)).expectRefusal('may-not-decide')
    given(claimed()).when('23/11 14:00', declineDocuments(who)).expectRefusal('may-not-decide')
  }
  given().when('23/11 14:00', supply('KT1')).expectRefusal('nothing-to-supply')
  given()
    .when('23/11 14:00', { ...supply('KT1'), unit: 'CA' })
    .expectRefusal('no-documents')
  given().when('23/11 09:00', agree('VX1')).when('23/11 10:00', lack('VX1')).expectRefusal('already-answered')
  const supplied = given(claimed()).when('23/11 14:00', supply('KT1'))
  supplied.when('23/11 14:01', { ...supply('KT1'), unit: 'VHXH' }).expectEvents()
  supplied.when('23/11 14:01', { ...declineDocuments('KT2'), unit: 'VHXH' }).expectRefusal('request-decided')
})

test('a unit may say again what is missing once the first claim is decided', () =>
  void given(claimed())
    .when('23/11 14:00', supply('KT1'))
    .when('23/11 15:00', lack('VX1', 'Bảng tính kinh phí'))
    .expectEvents({ type: 'documents_asked', request: { number: 2 } }))
