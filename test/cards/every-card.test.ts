import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { noticeKinds, renderConsultationNotice } from '../../src/cards/consultation.ts'
import type { MatterFacts } from '../../src/cards/facts.ts'
import { renderResponse } from '../../src/cards/response-card.ts'
import { asOf, type Command, type Consultation, decide, evolve } from '../../src/domain/consultation.ts'
import { askedOf } from '../../src/domain/consultation-answer.ts'
import { isRefusal } from '../../src/domain/decision.ts'
import {
  act,
  at,
  calendar,
  directory,
  en,
  facts,
  group,
  office,
  opened,
  type Person,
  reached,
  reader,
  responseFacts,
  rulesWith,
  vi,
} from './commune.ts'
import { actionsOf, wordsOf } from './reading.ts'
import { states } from './states.ts'

const readers = [office, group, ...(['lead', 'leadStaff', 'head', 'staff', 'culture', 'chief'] as const).map(reader)]

/** The Office, a group and the lead between them are told everything; the others read parts of it. */
const inEnglish = 3

/** Every card a state can be shown as: kind, unit, reader, purpose and language. */
function cardsOf(state: Consultation, when: string): readonly Card[] {
  const units = state.state === 'draft' ? [] : Object.keys(state.answers)
  const subjects = { unit: units, matter: [null], either: [null, ...units] }
  const notices = noticeKinds().flatMap(({ kind, about }) => subjects[about].map((unit) => ({ kind, unit, view: 1 })))
  const looks = readers.flatMap((who, index) =>
    (['post', 'edit'] as const).flatMap((purpose) =>
      (index < inEnglish ? [vi, en] : [vi]).map((t) => ({ reader: who, purpose, t })),
    ),
  )
  return looks.flatMap(({ t, ...changes }) => {
    const read: MatterFacts = facts(state, when, { ...changes, unlinked: ['VHXH'] })
    const cards = notices.map((notice) => renderConsultationNotice(notice, read, t))
    if (changes.purpose === 'edit' && cards.includes(null)) throw new Error('An edit always has a card')
    const sheets = [null, ...units].flatMap((unit) =>
      (['evidence', 'receipt'] as const).map((kind) =>
        renderResponse({ kind, reference: 'Y12', unit }, responseFacts(state, when, changes), t),
      ),
    )
    return [...cards.filter((card) => card !== null), ...sheets]
  })
}

/** What is wrong with a card; looked at so often that an assertion for each part would cost seconds. */
function faultsOf(card: Card): readonly string[] {
  const said = wordsOf(card)
  const faults = {
    'no title': card.title.trim() === '',
    'a title too long': Array.from(card.title).length > 80,
    'something that is no text': /undefined|\bnull\b|\{\{|\[object|NaN|…\}|consultation\.|response\./.test(said),
    'decomposed letters': said !== said.normalize('NFC'),
    'an action too long': actionsOf(card).some((action) => Buffer.byteLength(action) > 64),
    'an empty list': card.blocks.some((block) => block.kind === 'list' && block.items.length === 0),
  }
  return Object.entries(faults).flatMap(([fault, isThere]) => (isThere ? [`${fault}: ${card.title}\n${said}`] : []))
}

describe('whatever state a matter is in', () => {
  test.each(Object.entries(states))(
    '%s: every card is whole in both languages, and an edit always has one',
    (_, { state, when }) => {
      expect(cardsOf(state, when).flatMap(faultsOf)).toEqual([])
    },
  )
})

const persons: readonly Person[] = ['lead', 'leadStaff', 'head', 'staff', 'culture', 'chief']
const texts = [
  '',
  'Đồng ý',
  'Không đồng ý Điều 5 vì vượt khung',
  'Đề nghị sửa Điều 7: mở cửa 5 giờ',
  'Cơ bản là được',
  'Không thuộc chức năng của phòng',
]

const step = fc.record({
  person: fc.constantFrom(...persons),
  verdict: fc.constantFrom('agreed' as const, 'objected' as const, 'returned' as const, null),
  text: fc.constantFrom(...texts),
  kind: fc.constantFrom('reply', 'reply', 'reply', 'confirm', 'receive', 'undo', 'send', 'void', 'close', 'reach'),
  minutes: fc.constantFrom(0, 0, 1, 30, 600, 3000, 6000),
})

function commandOf(
  { person, verdict, text, kind }: typeof step extends fc.Arbitrary<infer One> ? One : never,
  when: string,
): Command {
  const by = act(person, when)
  switch (kind) {
    case 'reply':
      return { type: 'reply', unit: null, verdict, text, suggestedUnit: verdict === 'returned' ? 'HCC' : null, ...by }
    case 'confirm':
      return { type: 'confirm', unit: null, draft: null, ...by }
    case 'receive':
      return { type: 'receive', unit: null, ...by }
    case 'send':
      return { type: 'send', unlinked: [], ...by }
    case 'void':
      return { type: 'void', reason: 'Soạn lại', ...by }
    case 'reach':
      return reached('KT', 'head', when)
    case 'close':
      return { type: 'close', ...by }
    default:
      return { type: 'undo', ...by }
  }
}

function sayMoment(moment: Temporal.Instant): string {
  const local = moment.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${pad(local.day)}/${pad(local.month)} ${pad(local.hour)}:${pad(local.minute)}`
}

/** The matter after steps, each some minutes after the one before; what is refused changes nothing. */
function live(start: Consultation, steps: readonly (typeof step extends fc.Arbitrary<infer One> ? One : never)[]) {
  return steps.reduce(
    ({ state, moment }, next) => {
      const later = moment.add({ minutes: next.minutes })
      const settled = asOf(state, later, calendar)
      const decision = decide(commandOf(next, sayMoment(later)), settled, { directory, calendar, rules: settled.rules })
      return { state: isRefusal(decision) ? settled : decision.reduce(evolve, settled), moment: later }
    },
    { state: start, moment: at('20/11 08:05') },
  )
}

describe('whatever happens to a matter', () => {
  const starts = [opened(), opened({ by: 'leadStaff' }), opened({ rules: rulesWith(null) })]

  test('every card stays whole, and consent by silence never looks like agreement', () =>
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.array(step, { maxLength: 8 }), (start, steps) => {
        const { state, moment } = live(start, steps)
        const when = sayMoment(moment)
        expect(cardsOf(state, when).flatMap(faultsOf)).toEqual([])
        if (state.state === 'draft') return
        for (const answer of Object.values(state.answers)) {
          if (answer.state !== 'deemed_consent') continue
          const notice = { kind: 'lapsed' as const, unit: askedOf(answer).unit }
          const said = (t: typeof vi) =>
            wordsOf(renderConsultationNotice(notice, facts(state, when, { purpose: 'edit' }), t))
          expect(said(vi).toLowerCase()).not.toContain('đã đồng ý')
          expect(said(vi)).toContain('ĐỒNG Ý MẶC NHIÊN')
          expect(said(en)).not.toMatch(/\bagreed\b/i)
        }
      }),
      { numRuns: 15 },
    ))

  test('a unit whose code is long still gives actions that fit', () => {
    const code = 'TRUNG-TAM-PHUC-VU-HANH-CHINH-CONG-VA-CHUYEN-DOI-SO-XA-SUOI-MO-01'
    const unit = { ...directory.units.get('KT'), id: code, name: 'Trung tâm' } as NonNullable<
      ReturnType<typeof directory.units.get>
    >
    const grown = { ...directory, units: new Map([...directory.units, [code, unit]]) }
    const start = opened()
    if (start.state === 'draft') throw new Error('The letter was sent')
    const { KT, ...others } = start.answers
    if (KT?.state !== 'asked') throw new Error('KT was asked')
    const letter = { ...start.letter, consulted: [{ unit: code, why: 'dài' }] }
    const state: Consultation = { ...start, letter, answers: { ...others, [code]: { ...KT, unit: code } } }
    const card = renderConsultationNotice(
      { kind: 'lapsed', unit: code },
      { ...facts(state, '27/11 00:05', { purpose: 'edit' }), directory: grown },
      vi,
    )
    expect(actionsOf(card)).toEqual(['evidence Y12'])
  })
})
