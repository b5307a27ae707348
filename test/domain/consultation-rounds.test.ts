import { describe, expect, test } from 'vitest'
import { type Earlier, isSameQuestion, roundOf } from '../../src/domain/consultation-rounds.ts'
import { given, letter, moment, tryPrepare, underAnLao } from '../support/given.ts'

function asked(subject: string, change: Partial<Earlier['letter']> = {}): Earlier['letter'] {
  return { ...letter, subject, ...change }
}

const market = asked('Dự thảo Quy chế quản lý chợ Sông Mây')

describe('[H6.6,AL1.3c] what counts as the same question', () => {
  test.each([
    'Quy chế quản lý chợ Sông Mây',
    'DU THAO QUY CHE QUAN LY CHO SONG MAY',
    'Dự thảo Quy chế quản lý chợ Sông Mây (lần 2)',
    'Lấy ý kiến lại dự thảo Quy chế quản lý chợ Sông Mây',
    'Về việc góp ý bổ sung dự thảo Quy chế quản lý chợ Sông Mây',
    'Dự thảo Quy chế quản lý chợ Sông Mây'.normalize('NFD'),
  ])('%s', (subject) => expect(isSameQuestion(market, asked(subject))).toBe(true))

  test.each([
    ['Dự thảo Quy chế quản lý bến đò Cầu Sậy', {}],
    ['Kế hoạch phòng chống cháy nổ chợ Sông Mây', {}],
    ['Dự thảo Quy chế quản lý chợ Sông Mây', { leadUnit: 'VP' }],
    ['Dự thảo Quy chế quản lý chợ Sông Mây', { consulted: [{ unit: 'YT', why: 'vệ sinh' }] }],
    ['', { questions: [] }],
  ] as const)('not %s %j', (subject, change) =>
    expect(isSameQuestion({ ...market, questions: ['Giờ họp chợ'] }, asked(subject, change))).toBe(false),
  )

  test('another year or another article is another question', () => {
    expect(isSameQuestion(asked('Kế hoạch đầu tư công năm 2026'), asked('Kế hoạch đầu tư công năm 2027'))).toBe(false)
  })

  test('a subject put otherwise is the same where the questions are', () => {
    const [one, other] = [asked('Dự thảo Quy chế quản lý chợ Sông Mây'), asked('Quy chế quản lý khu chợ xã Sông Mây')]
    expect(isSameQuestion(one, other)).toBe(true)
    expect(isSameQuestion(one, { ...other, questions: ['Diện tích ki-ốt, hợp đồng thuê'] })).toBe(true)
    const far = asked('Quy chế quản lý khu chợ và bãi xe Sông Mây', { questions: ['Diện tích bãi xe'] })
    expect(isSameQuestion(one, far)).toBe(false)
  })

  test('rounds are counted, the first one kept in sight', () => {
    const earlier = [
      { reference: 'Y4', sentAt: moment('10/11 08:00'), letter: market },
      { reference: 'Y2', sentAt: moment('02/11 08:00'), letter: market },
      { reference: 'Y3', sentAt: moment('05/11 08:00'), letter: asked('Kế hoạch tuyển quân') },
    ]
    const first = { reference: 'Y2', sentAt: moment('02/11 08:00') }
    expect(roundOf(market, earlier)).toEqual({ number: 3, first, previous: 'Y4' })
    expect(roundOf(market, [])).toEqual({ number: 1, first: null, previous: null })
  })
})

describe('[H6.6,AL1.3c] a further round', () => {
  const earlier = [{ reference: 'Y9', sentAt: moment('02/11 08:00'), letter }]

  test('needs a reason, and the paper is cited', () => {
    expect(tryPrepare('20/11 08:00', { earlier })).toMatchObject({
      code: 'round-needs-reason',
      details: { previous: 'Y9', at: moment('02/11 08:00') },
      citation: 'Quy tắc mặc định, rút từ Hải Phòng 2023, ý 6',
    })
    expect(tryPrepare('06/05/2024 08:00', { earlier, rules: underAnLao })).toMatchObject({
      citation: 'An Lão 2023, mục 1 gạch 3',
    })
  })

  test('goes out with one, and says since when the same is asked', () => {
    const { state } = given('20/11 08:00', { earlier, letter: { againBecause: 'đã sửa Điều 5 theo góp ý' } })
    expect(state.round).toEqual({
      number: 2,
      first: { reference: 'Y9', sentAt: moment('02/11 08:00') },
      previous: 'Y9',
    })
  })

  test('the first one needs none', () => {
    expect(given('20/11 08:00').state.round.number).toBe(1)
  })
})
