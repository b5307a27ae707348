import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import {
  answersOf,
  arrows,
  essence,
  live,
  lives,
  noticeAt,
  noticeEverything,
  noticeNothing,
} from './consultation-lives.ts'

describe('a consultation, whatever happens', () => {
  test('never throws, reaches no impossible state, moves along the arrows, and its evidence survives storing', () => {
    fc.assert(
      fc.property(lives, (life) => void live(life, noticeAt(life))),
      { numRuns: 200 },
    )
  })

  test('comes out the same whenever time is noticed: never, now and then, or at every moment it asked for', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const [never, sometimes, always] = [noticeNothing, noticeAt(life), noticeEverything].map((notice) =>
          essence(live(life, notice)),
        )
        expect(sometimes).toEqual(never)
        expect(always).toEqual(never)
      }),
      { numRuns: 150 },
    )
  })

  test('leaves each unit with exactly one outcome once its time is over', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { state } = live(life, noticeNothing)
        const [first, second, ...later] = Object.keys(answersOf(state))
        expect([first, second]).toEqual(['VHXH', 'CA'])
        for (const unit of later) expect(askedOf(answersOf(state)[unit]!).hops).not.toEqual([])
        expect(Object.values(answersOf(state)).map((answer) => answer.state)).not.toContain('asked')
      }),
      { numRuns: 100 },
    )
  })

  test('[AL1.3f] never turns silence into consent without proof, clause and deadline, nor gives it an actor', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const consents = live(life, noticeAt(life)).trace.flatMap((event) =>
          event.type === 'deemed_consent' ? [event] : [],
        )
        for (const consent of consents) {
          expect(Object.keys(consent).toSorted()).toEqual(['citation', 'lapsedAt', 'recordedAt', 'type', 'unit'])
          expect(consent.citation).toMatch(/An Lão 2023, mục 1 gạch 3|Quy chế làm việc/)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('the lives told here visit every outcome and every kind of event', () => {
    const lived = fc.sample(lives, { numRuns: 400, seed: 20_261_126 }).map((life) => live(life, noticeAt(life)))
    const outcomes = lived.flatMap(({ state }) => Object.values(answersOf(state)).map((answer) => answer.state))
    expect(new Set(outcomes)).toEqual(new Set(Object.keys(arrows).filter((state) => state !== 'asked')))
    const happened = new Set<string>(lived.flatMap(({ trace }) => trace.map(({ type }) => type)))
    const replies = ['agreed', 'objected', 'returned', 'replied_late', 'reply_drafted', 'verdict_asked', 'asked_back']
    const lapses = ['deemed_consent', 'unanswered', 'unreached', 'reinstated']
    const requests = ['extension_asked', 'extension_granted', 'extension_declined', 'lead_nudged']
    const documents = ['documents_asked', 'documents_supplied', 'documents_declined']
    const others = [
      'reached',
      'received',
      'nudged',
      'undone',
      'urged',
      'objection_withdrawn',
      'draft_returned',
      'voided',
      'closed',
    ]
    const views = ['differed', 'directed']
    const moves = ['rerouted', 'reopened', 'late_taken', 'overruled', 'overrule_undone']
    expect(happened).toEqual(new Set([...replies, ...lapses, ...requests, ...documents, ...moves, ...views, ...others]))
  })
})
