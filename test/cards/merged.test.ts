import { describe, expect, test } from 'vitest'
import { type MergedKind, renderMerged } from '../../src/cards/consultation-merged.ts'
import { importanceOf } from '../../src/cards/importance.ts'
import { renderTogether } from '../../src/cards/index.ts'
import type { Translator } from '../../src/i18n.ts'
import { en, facts, office, type Person, reader, responseFacts, vi } from './commune.ts'
import { actionsOf, wordsOf } from './reading.ts'
import { type StateName, states } from './states.ts'

type Look = { readonly who?: Person | 'office'; readonly t?: Translator }

/** Several matters in different states, told together about Phòng Kinh tế. */
function together(kind: MergedKind, names: readonly StateName[], { who = 'head', t = vi }: Look = {}) {
  const reads = who === 'office' ? office : reader(who)
  const parts = names.map((name) => {
    const { state, when } = states[name]
    const unit = kind === 'still_silent' ? null : 'KT'
    return { notice: { kind, unit }, facts: facts(state, when, { reader: reads, purpose: 'edit' }) } as const
  })
  return renderMerged(kind, parts, t)
}

describe('[AL1.3d] nudges told together', () => {
  test('list what is owed, put aside what was answered meanwhile, and open only what is owed', () => {
    const card = together('nudged', ['reached', 'drafted', 'agreed'])
    const said = wordsOf(card)
    expect(card.title).toBe('Nhắc hạn: 2 việc chờ cho ý kiến')
    expect(said).toContain('đã có dự thảo, chờ người đứng đầu xác nhận')
    expect(said).toMatch(/Không còn phải làm gì\nY12: .* đã đồng ý lúc/)
    expect(actionsOf(card)).toEqual(['show Y12 KT', 'show Y12 KT'])
  })

  test('say for each what its silence means where that differs', () => {
    const same = wordsOf(together('nudged', ['reached', 'received']))
    expect(same.match(/đồng ý mặc nhiên/g)).toHaveLength(1)
    const mixed = wordsOf(together('nudged', ['reached', 'immediate']))
    expect(mixed).toContain('Y12: được xác định là đồng ý mặc nhiên')
    expect(mixed).toContain('Y12: không được tính là đồng ý')
  })

  test('have nothing left to open when all is answered', () => {
    const card = together('nudged', ['agreed', 'objected'])
    expect(card.title).toBe('Nhắc hạn: không còn phải làm gì')
    expect(actionsOf(card)).toEqual([])
  })
})

test('who is silent is told together by matter, without those nobody waits for', () => {
  const card = together('still_silent', ['reached', 'received', 'bothAgreed'], { who: 'office' })
  expect(card.title).toBe('Sắp hết hạn: 2 việc còn cơ quan chưa trả lời')
  expect(actionsOf(card)).toEqual(['show Y12', 'show Y12'])
})

describe('[AL1.3f] lapses told together', () => {
  test('are each their own outcome, never agreed, with the record for the Office and the request for the silent unit', () => {
    const card = together('lapsed', ['deemed', 'unanswered', 'unreached'], { who: 'office' })
    expect(card.title).toBe('Hết hạn: 3 trường hợp không có ý kiến')
    const said = wordsOf(card)
    for (const part of ['ĐỒNG Ý MẶC NHIÊN', 'không trả lời khi hết hạn', 'chưa tiếp cận được', 'Điều 9 khoản 3'])
      expect(said).toContain(part)
    expect(said).not.toContain('đã đồng ý')
    expect(actionsOf(card)).toEqual(['evidence Y12 KT', 'evidence Y12 KT', 'evidence Y12 KT'])
    expect(actionsOf(together('lapsed', ['deemed', 'unanswered']))).toEqual(['show Y12 KT', 'show Y12 KT'])
  })
})

test.each(['nudged', 'still_silent', 'lapsed'] as const)(
  '%s: whole in both languages, whatever became of each',
  (kind) => {
    const names = Object.keys(states).filter((name): name is StateName => name !== 'draft')
    for (const t of [vi, en]) {
      const said = wordsOf(together(kind, names, { t, who: 'office' }))
      expect(said).not.toMatch(/undefined|\bnull\b|\{\{|NaN|consultation\.|merged\./)
    }
  },
)

test('what was merged before it said of what kind its matters are is of consultations', () => {
  const { state, when } = states.reached
  const looks = [1, 2].map(() => {
    const notice = { of: 'consultation', kind: 'nudged', unit: 'KT' } as const
    return { notice, facts: { ...responseFacts(state, when), purpose: 'post' } } as const
  })
  const card = renderTogether({ kind: 'nudged' }, looks, vi)
  expect(card).toEqual(renderTogether({ kind: 'nudged', matters: 'consultation' }, looks, vi))
  expect(card.title).toBe('Nhắc hạn: 2 việc chờ cho ý kiến')
  const said = { notice: { of: 'merged', kind: 'lapsed' }, isEdit: false, isUrgent: false, untilAt: null } as const
  expect(importanceOf(said, responseFacts(state, when).now)).toBe('vital')
})
