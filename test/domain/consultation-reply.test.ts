import { describe, expect, test } from 'vitest'
import { decide } from '../../src/domain/consultation.ts'
import { actorOf, type Directory } from '../../src/domain/directory.ts'
import { rulesInForce } from '../../src/regulations/in-force.ts'
import { anLao2023 } from '../../src/regulations/profiles/an-lao-2023.ts'
import {
  agree,
  calendar,
  confirm,
  day,
  directory,
  given,
  moment,
  receive,
  reply,
  say,
  tick,
  underAnLao,
  undo,
  unreached,
} from '../support/given.ts'

const objection = 'Không đồng ý Điều 5, vì mức phí vượt khung của tỉnh'

describe('[AL1.3d] a unit answers in time', () => {
  test('the head agrees before the deadline', () => {
    given()
      .when('26/11 23:59:59', agree('VX1'))
      .expectEvents({ type: 'agreed', unit: 'VHXH' })
      .expectUnit('VHXH', {
        state: 'agreed',
        lapsed: null,
        reply: {
          by: 'VX1',
          post: 'unit_head',
          order: null,
          at: moment('26/11 23:59:59'),
          lateMinutes: null,
          draftedBy: null,
        },
      })
      .expectUnit('CA', { state: 'asked' })
  })

  test('it says "đã nhận" once, which is a receipt and no answer', () => {
    const received = given().when('20/11 09:00', receive('VX3'))
    received
      .expectEvents({ type: 'received', by: 'VX3' })
      .expectUnit('VHXH', { state: 'asked', receipts: [{ by: 'VX3' }] })
    expect(received.when('20/11 09:05', receive('VX3')).events).toEqual([])
    expect(received.when('20/11 09:05', say('VX3', 'Đã nhận')).events).toEqual([])
    received.when('20/11 09:05', say('VX1', 'Đã nhận')).expectUnit('VHXH', { receipts: [{ by: 'VX3' }, { by: 'VX1' }] })
  })

  test('once it has answered, nobody of it answers again', () => {
    const answered = given().when('20/11 09:00', agree('VX1'))
    const others = [
      reply('VX2', 'objected', objection),
      reply('VX1', 'objected', objection),
      agree('VX3'),
      confirm('VX1'),
    ]
    for (const wish of [...others, reply('VX1', 'agreed', 'Đồng ý, đề nghị sửa Điều 5 thành 7 ngày')])
      answered.when('20/11 09:05', wish).expectRefusal('already-answered')
    expect(answered.when('20/11 09:05', agree('VX2')).refusal?.details).toEqual({
      unit: 'VHXH',
      by: 'VX1',
      at: moment('20/11 09:00'),
      verdict: 'agreed',
    })
  })
})

describe('the same once more, by the same person, says nothing new', () => {
  test('a verdict, by its button or in its words', () => {
    const agreed = given().when('20/11 09:00', say('VX1', 'Đồng ý toàn bộ'))
    for (const wish of [say('VX1', 'Đồng ý toàn bộ'), agree('VX1'), reply('VX1', 'agreed', 'Đồng ý toàn bộ')])
      agreed.when('20/11 09:01', wish).expectEvents()
    agreed.when('20/11 09:01', say('VX2', 'Đồng ý toàn bộ')).expectRefusal('already-answered')
  })

  test('a draft, which keeps its number, so that the head confirms what was shown', () => {
    const drafted = given().when('20/11 09:00', agree('VX3'))
    drafted.when('20/11 09:00:05', agree('VX3')).expectEvents()
    drafted.when('20/11 09:01', reply('VX3', 'objected', objection)).expectUnit('VHXH', { draft: { number: 2 } })
  })

  test('a confirmation, of the very draft', () => {
    const confirmed = given()
      .when('20/11 09:00', agree('VX3'))
      .when('20/11 10:00', { ...confirm('VX1'), draft: 1 })
    for (const wish of [confirm('VX1'), { ...confirm('VX1'), draft: 1 }])
      confirmed.when('20/11 10:01', wish).expectEvents()
    for (const wish of [{ ...confirm('VX1'), draft: 2 }, confirm('VX2'), agree('VX3')])
      confirmed.when('20/11 10:01', wish).expectRefusal('already-answered')
  })
})

describe('[AL1.3e] who answers for a unit', () => {
  test.each([
    ['VX1', 'unit_head'],
    ['VX2', 'deputy_head'],
  ])('%s answers as %s', (who, post) => {
    given()
      .when('20/11 09:00', agree(who))
      .expectUnit('VHXH', { state: 'agreed', reply: { by: who, post } })
  })

  test('whoever holds an acting order answers on its days, and cites it', () => {
    const story = given()
    story.when('26/11 09:00', agree('VX3')).expectUnit('VHXH', {
      state: 'agreed',
      reply: { by: 'VX3', post: 'acting', order: '15/QĐ-UBND' },
    })
    story.when('23/11 09:00', agree('VX3')).expectUnit('VHXH', { state: 'asked', draft: { by: 'VX3' } })
  })

  test('[H6.3] nobody answers in the place of a unit that is not theirs, and the refusal cites why', () => {
    const cited = 'Quy tắc mặc định, rút từ An Lão 2023, mục 1 gạch 1 và gạch 3'
    for (const who of ['YT1', 'VP1', 'KT1'])
      given().when('20/11 09:00', agree(who)).expectRefusal('not-consulted', cited)
    given()
      .when('20/11 09:00', { ...agree('CA1'), unit: 'VHXH' })
      .expectRefusal('not-consulted')
    given().when('20/11 09:00', receive('YT1')).expectRefusal('not-consulted')
  })

  test('somebody of two consulted units says for which', () => {
    given().when('20/11 09:00', agree('KN1')).expectRefusal('which-unit')
    given()
      .when('20/11 09:00', { ...agree('KN1'), unit: 'CA' })
      .expectUnit('CA', { draft: { by: 'KN1' } })
      .expectUnit('VHXH', { draft: null })
  })

  test('a chair who is no head of the unit neither answers nor drafts', () => {
    const chaired: Directory = {
      ...directory,
      posts: [
        ...directory.posts,
        { unit: 'VHXH', officer: 'PCT', kind: 'vice_chair', order: 1, fromOn: day('2025-07-01'), toOn: null },
      ],
    }
    const { state } = given()
    const at = moment('20/11 09:00')
    const command = { ...agree('PCT'), by: actorOf(chaired, 'PCT', day('2026-11-20')), at, recordedAt: at }
    expect(decide(command as never, state, { directory: chaired, calendar, rules: state.rules })).toMatchObject({
      code: 'may-not-answer',
    })
  })

  test('deputies draft where the rules leave signing to the head', () => {
    const rules = rulesInForce({
      profile: anLao2023,
      on: day('2024-05-06'),
      own: null,
      overrides: [{ rule: 'head-signs-replies', values: { deputiesSign: false }, from: '2024-01-01' }],
    })
    if ('problem' in rules) throw new Error(rules.problem)
    const story = given('06/05/2024 08:00', { rules })
    story.when('06/05/2024 09:00', agree('VX2')).expectUnit('VHXH', { state: 'asked', draft: { by: 'VX2' } })
  })
})

describe('[AL1.3e] a specialist’s answer is a draft that the head confirms', () => {
  const drafted = given().when('20/11 09:00', reply('VX3', 'objected', objection))

  test('the draft leaves the unit asked; the tap makes it the unit’s word, counted from the tap', () => {
    given(drafted)
      .expectUnit('VHXH', {
        state: 'asked',
        drafts: 1,
        draft: { number: 1, by: 'VX3', verdict: 'objected', text: objection },
      })
      .when('23/11 10:00', confirm('VX1', 1))
      .expectEvents({ type: 'objected' })
      .expectUnit('VHXH', {
        state: 'objected',
        reply: { by: 'VX1', draftedBy: 'VX3', at: moment('23/11 10:00'), text: objection, post: 'unit_head' },
      })
  })

  test('a deputy confirms, too; the drafter and other units do not', () => {
    given(drafted)
      .when('20/11 10:00', confirm('VX2', 1))
      .expectUnit('VHXH', { state: 'objected', reply: { by: 'VX2' } })
    given(drafted).when('20/11 10:00', confirm('VX3', 1)).expectRefusal('may-not-sign')
    given(drafted)
      .when('20/11 10:00', { ...confirm('CA1', 1), unit: 'VHXH' })
      .expectRefusal('not-consulted')
  })

  test('only the very draft that was shown is confirmed', () => {
    const twice = given(drafted).when('20/11 09:30', agree('VX3', 'Đồng ý toàn bộ'))
    twice.expectUnit('VHXH', { drafts: 2, draft: { number: 2, verdict: 'agreed' } })
    twice.when('20/11 10:00', confirm('VX1', 1)).expectRefusal('draft-changed')
    twice.when('20/11 10:00', confirm('VX1', 2)).expectUnit('VHXH', { state: 'agreed' })
    twice.when('20/11 10:00', confirm('VX1')).expectUnit('VHXH', { state: 'agreed' })
  })

  test('without a draft there is nothing to confirm', () => {
    given().when('20/11 10:00', confirm('VX1')).expectRefusal('no-draft')
  })

  test('the head may answer otherwise than the draft says', () => {
    given(drafted)
      .when('20/11 10:00', agree('VX1'))
      .expectUnit('VHXH', { state: 'agreed', reply: { draftedBy: null } })
  })

  test('unconfirmed at the deadline it lapses like silence but stays on the sheet', () => {
    given(drafted)
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', { state: 'deemed_consent', asked: { draft: { by: 'VX3', text: objection } } })
  })

  test('confirmed after the deadline it is late by the tap, not by the draft', () => {
    given(drafted)
      .when('27/11 01:00', confirm('VX1', 1))
      .expectUnit('VHXH', {
        state: 'deemed_consent',
        lateReplies: [{ verdict: 'objected', draftedBy: 'VX3', lateMinutes: 60 }],
      })
  })
})

describe('[AL1.3e] concrete, or asked back', () => {
  test('an objection names its reasons point by point', () => {
    given()
      .when('20/11 09:00', say('VX1', objection))
      .expectUnit('VHXH', {
        state: 'objected',
        reply: { text: objection, items: ['Điều 5, vì mức phí vượt khung của tỉnh'] },
      })
  })

  test('agreement may carry items', () => {
    given()
      .when('20/11 09:00', say('VX1', 'Đồng ý; sửa Điều 5: 5 thành 7 ngày'))
      .expectUnit('VHXH', { state: 'agreed', reply: { items: ['sửa Điều 5: 5 thành 7 ngày'] } })
  })

  test('vague words are kept and asked back once; then they are refused with the clause, and the unit stays asked', () => {
    const back = given('06/05/2024 08:00', { rules: underAnLao }).when(
      '06/05/2024 09:00',
      say('VX1', 'Thực hiện theo quy định'),
    )
    back
      .expectEvents({ type: 'asked_back', missing: 'verdict' })
      .expectUnit('VHXH', {
        state: 'asked',
        timesAskedBack: 1,
        unclear: { by: 'VX1', text: 'Thực hiện theo quy định' },
      })
      .when('06/05/2024 09:10', say('VX1', 'Cơ bản nhất trí'))
      .expectRefusal('still-vague', 'An Lão 2023, mục 1 gạch 3')
      .expectUnit('VHXH', { state: 'asked' })
      .when('06/05/2024 09:20', say('VX1', 'Đồng ý toàn bộ'))
      .expectUnit('VHXH', { state: 'agreed' })
  })

  test('a vague text is never an answer: silence goes on and lapses', () => {
    given()
      .when('20/11 09:00', say('VX1', 'Không đồng ý'))
      .when('27/11 00:00', tick)
      .expectUnit('VHXH', { state: 'deemed_consent', asked: { unclear: { text: 'Không đồng ý' } } })
  })

  test.each([
    ['agreed', objection],
    ['objected', 'Đồng ý toàn bộ'],
    ['returned', 'Đồng ý toàn bộ'],
  ] as const)('%s with the words "%s" contradicts itself', (verdict, text) => {
    given()
      .when('20/11 09:00', reply('VX1', verdict, text, 'YT'))
      .expectRefusal('verdict-contradicts-text')
  })

  test.each(['objected', 'returned'] as const)('%s without words is asked for its reason', (verdict) => {
    given()
      .when('20/11 09:00', reply('VX1', verdict, '', 'YT'))
      .expectEvents({ type: 'asked_back', missing: 'reason' })
  })
})

describe('[AL1.3e] items without a verdict are kept and the verdict is asked', () => {
  const items = 'Đề nghị sửa Điều 5 thành 7 ngày'
  const kept = given().when('20/11 09:00', say('VX1', items))

  test.each(['agreed', 'objected'] as const)('the button %s completes them, words and items alike', (verdict) => {
    given(kept)
      .expectEvents({ type: 'verdict_asked' })
      .expectUnit('VHXH', { state: 'asked', unclear: { items: [items] } })
      .when('20/11 09:01', reply('VX1', verdict))
      .expectUnit('VHXH', { state: verdict, reply: { text: items, items: [items] } })
  })

  test('they are one person’s words: another’s button stands for itself', () => {
    given(kept)
      .when('20/11 09:01', agree('VX2'))
      .expectUnit('VHXH', { state: 'agreed', reply: { by: 'VX2', text: '', items: [] } })
  })

  test.each([
    ['dong y', 'agreed'],
    ['khong dong y vi vuot tham quyen tai Dieu 5', 'objected'],
  ] as const)('"%s", without accents, waits for the tap %s', (text, verdict) => {
    given()
      .when('20/11 09:00', say('VX1', text))
      .expectEvents({ type: 'verdict_asked' })
      .when('20/11 09:01', reply('VX1', verdict))
      .expectUnit('VHXH', { state: verdict, reply: { text } })
  })

  test('"khong dong y" with its reason is not made agreement by a slip of the finger', () => {
    given()
      .when('20/11 09:00', say('VX1', 'khong dong y vi vuot tham quyen tai Dieu 5'))
      .when('20/11 09:01', agree('VX1'))
      .expectRefusal('verdict-contradicts-text')
      .expectUnit('VHXH', { state: 'asked' })
  })

  test('words that say the opposite of the button are not put beside it', () => {
    given()
      .when('20/11 09:00', say('VX1', 'Không đồng ý'))
      .when('20/11 09:01', agree('VX1'))
      .expectUnit('VHXH', { state: 'agreed', reply: { text: '', items: [] } })
  })

  test('an answer in part is kept whole and waits for the verdict', () => {
    const text = 'Phần thuộc ngành tôi: đồng ý; phần đất: P. KT'
    given()
      .when('20/11 09:00', say('VX1', text))
      .expectEvents({ type: 'verdict_asked', unclear: { text, items: [text] } })
  })

  test('a specialist’s draft takes the place of what was kept', () => {
    given(kept)
      .when('20/11 09:02', agree('VX3'))
      .expectUnit('VHXH', { unclear: null, draft: { by: 'VX3' } })
  })
})

describe('[H6.2] a unit passes its request to nobody', () => {
  const toOthers = reply('VX1', 'returned', 'Không thuộc chức năng', 'YT')

  test('a return names the right agency to the lead, and asks nobody itself', () => {
    const returned = given().when('20/11 09:00', toOthers)
    returned.expectUnit('VHXH', { state: 'returned', reply: { suggestedUnit: 'YT' } })
    expect('answers' in returned.state && Object.keys(returned.state.answers)).toEqual(['VHXH', 'CA'])
  })

  test('the agency it named has no say by that, and is told why', () => {
    const cited = 'Quy tắc mặc định, rút từ An Lão 2023, mục 1 gạch 1 và gạch 3'
    given().when('20/11 09:00', toOthers).when('20/11 09:05', agree('YT1')).expectRefusal('not-consulted', cited)
  })
})

describe('[H6.2,AL1.2b,RG3a,TH1.2b] own work is passed neither up nor down', () => {
  const cited = 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 2'

  test('a return for the leaders to answer needs the paper that says it is theirs', () => {
    given()
      .when('20/11 09:00', reply('VX1', 'returned', 'Việc khó, đề nghị lãnh đạo quyết định', 'LD'))
      .expectRefusal('return-needs-paper', cited)
    given()
      .when('20/11 09:00', reply('VX1', 'returned', 'Điều 9 Quy chế làm việc giao Chủ tịch quyết định', 'LD'))
      .expectUnit('VHXH', { state: 'returned', reply: { suggestedUnit: 'LD' } })
  })

  test('nor may a specialist draft one, or the words of a reply name the leaders', () => {
    given()
      .when('20/11 09:00', reply('VX3', 'returned', 'Việc khó, đề nghị lãnh đạo quyết định', 'LD'))
      .expectRefusal('return-needs-paper')
    given()
      .when('20/11 09:00', say('VX1', 'Không thuộc chức năng của phòng, đề nghị gửi Lãnh đạo UBND xã'))
      .expectRefusal('return-needs-paper')
  })
})

describe('[H6.4,AL1.2d] returning what is not the unit’s function', () => {
  const reason = 'Không thuộc chức năng của cơ quan'

  test('at once, with the reason and the agency that should be asked', () => {
    given()
      .when('20/11 16:59', reply('VX1', 'returned', reason, 'YT'))
      .expectUnit('VHXH', { state: 'returned', reply: { suggestedUnit: 'YT', isSlowReturn: false, text: reason } })
  })

  test.each([
    ['20/11 23:59', false],
    ['22/11 10:00', false],
    ['23/11 07:30', true],
    ['26/11 23:59', true],
  ])('returned at %s it is slow: %s', (when, isSlowReturn) => {
    given()
      .when(when, reply('VX1', 'returned', reason, 'YT'))
      .expectUnit('VHXH', { reply: { isSlowReturn } })
  })

  test('what came on a rest day may still be returned on the next working day', () => {
    const story = given('21/11 10:00')
    story
      .when('23/11 17:00', reply('VX1', 'returned', reason, 'YT'))
      .expectUnit('VHXH', { reply: { isSlowReturn: false } })
    story
      .when('25/11 08:00', reply('VX1', 'returned', reason, 'YT'))
      .expectUnit('VHXH', { reply: { isSlowReturn: true } })
  })

  test('without an agency to ask instead it is refused, also as a draft', () => {
    const cited = 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 4'
    for (const who of ['VX1', 'VX3'])
      given()
        .when('20/11 09:00', reply(who, 'returned', reason))
        .expectRefusal('return-no-suggested-unit', cited)
  })

  test('the words name the agency, in a command and without one', () => {
    const text = 'Không thuộc chức năng, đề nghị gửi Trạm Y tế'
    for (const wish of [say('VX1', text), reply('VX1', 'returned', text)])
      given()
        .when('20/11 09:00', wish)
        .expectUnit('VHXH', { state: 'returned', reply: { suggestedUnit: 'YT', text } })
  })

  test('a name that fits several agencies names none', () => {
    given()
      .when('20/11 09:00', say('CA1', 'Không thuộc chức năng, đề nghị gửi Văn'))
      .expectRefusal('return-no-suggested-unit')
  })

  test('nobody returns a matter to themselves', () => {
    given()
      .when('20/11 09:00', reply('CA1', 'returned', reason, 'CA'))
      .expectRefusal('return-no-suggested-unit')
    given()
      .when('20/11 09:00', say('CA1', 'Không thuộc chức năng, đề nghị gửi Công an xã'))
      .expectRefusal('return-no-suggested-unit')
  })

  test('after the deadline it is refused and cited, and the lapse stands', () => {
    given('06/05/2024 08:00', { rules: underAnLao })
      .when('10/05/2024 00:00', reply('VX1', 'returned', reason, 'YT'))
      .expectRefusal('return-after-deadline', 'An Lão 2023, mục 1 gạch 2')
      .expectUnit('VHXH', { state: 'deemed_consent', lateReplies: [] })
  })
})

describe('taking an answer back', () => {
  test('within 60 seconds its giver makes the unit asked again', () => {
    given()
      .when('20/11 09:00', agree('VX1'))
      .when('20/11 09:00:59', undo('VX1'))
      .expectEvents({ type: 'undone', unit: 'VHXH', by: 'VX1' })
      .expectUnit('VHXH', { state: 'asked' })
      .when('20/11 09:05', reply('VX1', 'objected', objection))
      .expectUnit('VHXH', { state: 'objected' })
  })

  test('after 60 seconds it stands', () => {
    given().when('20/11 09:00', agree('VX1')).when('20/11 09:01', undo('VX1')).expectRefusal('undo-too-late')
  })

  test('the 60 seconds run from when it was written down', () => {
    given()
      .when('20/11 09:00', agree('VX1'), '20/11 09:10')
      .when('20/11 09:10:30', undo('VX1'))
      .expectUnit('VHXH', { state: 'asked' })
  })

  test('not after the deadline it answered', () => {
    given()
      .when('26/11 23:59:30', agree('VX1'))
      .when('27/11 00:00', undo('VX1'))
      .expectRefusal('undo-after-deadline')
      .expectUnit('VHXH', { state: 'agreed' })
  })

  test('nobody takes back what another gave', () => {
    given().when('20/11 09:00', agree('VX1')).when('20/11 09:00:10', undo('VX2')).expectRefusal('nothing-to-undo')
    given('20/11 08:00', unreached).when('20/11 09:00:10', undo('VX2')).expectRefusal('nothing-to-undo')
  })

  test('the latest of one’s own answers is meant', () => {
    given()
      .when('20/11 09:00', { ...agree('DP1'), unit: 'CA' })
      .when('20/11 09:00:20', { ...agree('DP1'), unit: 'VHXH' })
      .when('20/11 09:00:30', undo('DP1'))
      .expectUnit('VHXH', { state: 'asked' })
      .expectUnit('CA', { state: 'agreed' })
  })

  test('a confirmed draft taken back waits for the tap again', () => {
    given()
      .when('20/11 09:00', agree('VX3'))
      .when('20/11 09:30', confirm('VX1', 1))
      .when('20/11 09:30:30', undo('VX1'))
      .expectUnit('VHXH', { state: 'asked', draft: { number: 1 } })
      .when('20/11 09:40', confirm('VX1', 1))
      .expectUnit('VHXH', { state: 'agreed' })
  })

  test('taken back in time but written down after the deadline, the unit has lapsed', () => {
    given()
      .when('26/11 23:59:10', agree('VX1'))
      .when('26/11 23:59:40', undo('VX1'), '27/11 00:05')
      .expectEvents(
        { type: 'undone' },
        { type: 'deemed_consent', unit: 'VHXH' },
        { type: 'deemed_consent', unit: 'CA' },
      )
  })
})
