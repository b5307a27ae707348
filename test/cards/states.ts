/** One consultation in every state it can be in, with a moment at which to look at it. */
import { withDays } from '../../src/calendar/days-as-written.ts'
import { type Command, type Consultation, decide, evolve } from '../../src/domain/consultation.ts'
import { act, after, at, calendar, directory, eventsOf, opened, reached, reply, rulesWith } from './commune.ts'

function grant(when: string): Command {
  return { type: 'grant_extension', unit: 'KT', number: 1, dueAt: null, ...act('lead', when) }
}

export type Sight = { readonly state: Consultation; readonly when: string }

const sent = opened()
const known = after(sent, reached('KT', 'head', '20/11 08:01'), reached('VHXH', 'culture', '20/11 08:01'))
const withoutRule = after(opened({ rules: rulesWith(null) }), reached('KT', 'head', '20/11 08:01'))
const objection = 'Không đồng ý Điều 5 vì mức phí vượt khung của tỉnh'
const agreed = after(known, reply('head', '26/11 16:02', 'agreed'))
const objected = after(known, reply('head', '26/11 16:02', 'objected', objection))
const drafted = after(known, reply('staff', '25/11 10:00', 'objected', objection))
const bothAgreed = after(agreed, reply('culture', '26/11 16:30', 'agreed'))
const extensionAsked = after(known, {
  type: 'ask_extension',
  unit: null,
  wantedAt: at('01/12 00:00'),
  reason: 'Đang chờ số liệu của các thôn.',
  ...act('head', '25/11 10:00'),
})
const documentsAsked = after(known, {
  type: 'ask_documents',
  unit: null,
  missing: 'Bản đồ vị trí chợ.',
  ...act('staff', '23/11 10:00'),
})
const withdrawn = after(objected, {
  type: 'withdraw',
  unit: null,
  verdict: 'agreed',
  text: 'Đồng ý, đề nghị sửa Điều 5: giảm mức phí còn 2%',
  ...act('head', '26/11 16:30'),
})
const reason = 'Việc này không thuộc chức năng của phòng'

const sentOn = after(known, reply('head', '20/11 10:00', 'returned', reason), {
  type: 'reroute',
  from: null,
  unit: 'HCC',
  why: 'giao dịch một cửa',
  unlinked: [],
  ...act('lead', '20/11 11:00'),
})
const bounced = after(sentOn, {
  type: 'reply',
  unit: null,
  verdict: 'returned',
  text: reason,
  suggestedUnit: 'KT',
  ...act('service', '20/11 14:00'),
})
const conclusion = {
  number: '45/TB-UBND',
  concludedOn: Temporal.PlainDate.from('2026-11-26'),
  concludedBy: 'Chủ tịch UBND xã',
}
const late = after(known, reply('head', '27/11 02:14', 'objected', objection))
const reopening = { type: 'reopen', unit: 'KT', reason: 'mất mạng cả ngày cuối', tells: 'unit', unlinked: [] } as const

const differing = after(known, {
  type: 'differ',
  unit: null,
  text: 'Mức phí tại Điều 5 trái Nghị quyết của HĐND xã.',
  ...act('staff', '23/11 10:00'),
})

const culture = {
  on: '2026-11-26',
  name: 'Ngày hội xã',
  kind: 'holiday',
  source: 'TB 3/TB-UBND',
  provisional: false,
} as const
const freed = act('lead', '25/11 10:00')
const postponed = eventsOf(
  decide({ type: 'move_deadlines', changedBy: null, before: calendar, at: freed.at, recordedAt: freed.at }, known, {
    directory,
    calendar: withDays(calendar, [culture]),
    rules: known.rules,
  }),
).reduce<Consultation>(evolve, known)

export const states = {
  differing: { state: differing, when: '23/11 10:01' },
  directed: {
    state: after(differing, { type: 'direct', number: 1, text: 'Vẫn thực hiện.', ...act('head', '23/11 11:00') }),
    when: '23/11 11:01',
  },
  postponed: { state: postponed, when: '25/11 10:01' },
  postponedAndAnswered: { state: after(postponed, reply('head', '27/11 09:00', 'agreed')), when: '27/11 09:02' },
  rerouted: { state: sentOn, when: '20/11 11:05' },
  bounced: { state: bounced, when: '20/11 14:02' },
  overruled: {
    state: after(objected, { type: 'overrule', unit: 'KT', conclusion, ...act('lead', '26/11 17:00') }),
    when: '26/11 17:01',
  },
  justOverruled: {
    state: after(objected, { type: 'overrule', unit: 'KT', conclusion, ...act('lead', '26/11 17:00') }),
    when: '26/11 17:00:59',
  },
  overruleUndone: {
    state: after(
      objected,
      { type: 'overrule', unit: 'KT', conclusion, ...act('lead', '26/11 17:00') },
      { type: 'undo', ...act('lead', '26/11 17:00:30') },
    ),
    when: '26/11 17:01',
  },
  reopened: {
    state: after(known, { ...reopening, dueAt: at('01/12 17:00'), ...act('chief', '27/11 08:00') }),
    when: '27/11 08:05',
  },
  lateTaken: { state: after(late, { ...reopening, dueAt: null, ...act('chief', '27/11 08:00') }), when: '27/11 08:05' },
  closedWithObjection: {
    state: after(objected, reply('culture', '26/11 16:30', 'agreed'), { type: 'close', ...act('lead', '26/11 17:00') }),
    when: '26/11 17:01',
  },
  draft: { state: opened({ by: 'leadStaff' }), when: '20/11 09:00' },
  sent: { state: sent, when: '20/11 08:30' },
  reached: { state: known, when: '20/11 09:00' },
  received: {
    state: after(known, { type: 'receive', unit: null, ...act('head', '20/11 09:00') }),
    when: '20/11 09:01',
  },
  drafted: { state: drafted, when: '25/11 10:01' },
  unclear: {
    state: after(known, reply('head', '25/11 10:00', null, 'Đề nghị sửa Điều 5: giảm mức phí còn 2%')),
    when: '25/11 10:01',
  },
  vague: { state: after(known, reply('head', '25/11 10:00', null, 'Cơ bản là được')), when: '25/11 10:01' },
  justAgreed: { state: agreed, when: '26/11 16:02:30' },
  agreed: { state: agreed, when: '26/11 16:04' },
  agreedWithItems: {
    state: after(known, reply('head', '26/11 16:02', 'agreed', 'Đồng ý, đề nghị sửa Điều 7: mở cửa từ 5 giờ')),
    when: '26/11 17:00',
  },
  justObjected: { state: objected, when: '26/11 16:02:59' },
  objected: { state: objected, when: '26/11 16:04' },
  confirmed: {
    state: after(drafted, { type: 'confirm', unit: null, draft: 1, ...act('head', '25/11 15:00') }),
    when: '25/11 15:02',
  },
  returned: { state: after(known, reply('head', '20/11 10:00', 'returned', reason)), when: '20/11 10:02' },
  returnedSlowly: { state: after(known, reply('head', '23/11 10:00', 'returned', reason)), when: '23/11 10:02' },
  undone: { state: after(agreed, { type: 'undo', ...act('head', '26/11 16:02:40') }), when: '26/11 16:03' },
  bothAgreed: { state: bothAgreed, when: '26/11 16:32' },
  deemed: { state: known, when: '27/11 00:00' },
  deemedWithDraft: { state: drafted, when: '27/11 08:00' },
  unanswered: { state: withoutRule, when: '27/11 00:05' },
  unreached: { state: sent, when: '27/11 00:05' },
  lateAfterDeemed: { state: after(known, reply('head', '27/11 02:14', 'objected', objection)), when: '27/11 02:20' },
  lateAfterUnanswered: { state: after(withoutRule, reply('head', '27/11 02:14', 'agreed')), when: '27/11 02:20' },
  corrected: { state: after(known, reply('head', '26/11 23:00', 'agreed', '', '27/11 01:00')), when: '27/11 01:05' },
  void: {
    state: after(known, { type: 'void', reason: 'Rút dự thảo để soạn lại', ...act('lead', '23/11 09:00') }),
    when: '23/11 09:01',
  },
  closed: { state: after(bothAgreed, { type: 'close', ...act('lead', '26/11 17:00') }), when: '26/11 17:01' },
  extensionAsked: { state: extensionAsked, when: '25/11 10:01' },
  extended: {
    state: after(extensionAsked, grant('25/11 14:00')),
    when: '25/11 14:01',
  },
  extensionDeclined: {
    state: after(extensionAsked, {
      type: 'decline_extension',
      unit: 'KT',
      number: 1,
      reason: 'Phiên họp đã ấn định.',
      ...act('lead', '25/11 14:00'),
    }),
    when: '25/11 14:01',
  },
  extensionAskedAgain: {
    state: after(
      extensionAsked,
      { ...reopening, dueAt: at('01/12 17:00'), ...act('chief', '27/11 08:00') },
      {
        type: 'ask_extension',
        unit: null,
        wantedAt: at('03/12 00:00'),
        reason: 'Vẫn đang chờ số liệu.',
        ...act('head', '27/11 09:00'),
      },
    ),
    when: '27/11 09:01',
  },
  extensionLapsed: { state: extensionAsked, when: '27/11 00:05' },
  documentsAsked: { state: documentsAsked, when: '23/11 10:01' },
  documentsSupplied: {
    state: after(documentsAsked, {
      type: 'supply_documents',
      unit: 'KT',
      number: 1,
      supplied: { kind: 'file', file: 'f2', name: 'ban-do.pdf' },
      ...act('lead', '25/11 09:00'),
    }),
    when: '25/11 09:01',
  },
  closedWithView: {
    state: after(
      bothAgreed,
      {
        type: 'differ',
        unit: null,
        text: 'Mức phí tại Điều 5 trái Nghị quyết của HĐND xã.',
        ...act('leadStaff', '26/11 16:40'),
      },
      { type: 'close', ...act('lead', '26/11 17:00') },
    ),
    when: '26/11 17:01',
  },
  agreedBesides: {
    state: after(
      known,
      reply('head', '26/11 16:02', 'agreed', 'Đồng ý; Điều 7 thuộc thẩm quyền của Tổ Tư pháp: đề nghị giữ nguyên'),
    ),
    when: '26/11 16:02:10',
  },
  documentsSuppliedInTime: {
    state: after(
      known,
      { type: 'ask_documents', unit: null, missing: 'Bản đồ vị trí chợ.', ...act('staff', '20/11 09:00') },
      {
        type: 'supply_documents',
        unit: 'KT',
        number: 1,
        supplied: { kind: 'stated', how: 'bản giấy gửi sáng nay' },
        ...act('lead', '20/11 10:00'),
      },
    ),
    when: '20/11 10:01',
  },
  documentsDeclined: {
    state: after(documentsAsked, {
      type: 'decline_documents',
      unit: 'KT',
      number: 1,
      reason: 'Bản đồ có ở phụ lục 2.',
      ...act('lead', '23/11 14:00'),
    }),
    when: '23/11 14:01',
  },
  urged: { state: after(known, { type: 'urge', unit: null, ...act('leadStaff', '23/11 10:00') }), when: '23/11 10:01' },
  justWithdrawn: { state: withdrawn, when: '26/11 16:30:30' },
  withdrawn: { state: withdrawn, when: '26/11 16:32' },
  draftReturned: {
    state: after(drafted, {
      type: 'return_draft',
      unit: null,
      draft: 1,
      reason: 'Nêu rõ căn cứ.',
      ...act('head', '25/11 11:00'),
    }),
    when: '25/11 11:01',
  },
  closedObjected: {
    state: after(after(objected, reply('culture', '26/11 16:30', 'agreed')), {
      type: 'close',
      ...act('lead', '26/11 17:00'),
    }),
    when: '26/11 17:01',
  },
  immediate: {
    state: opened({ letter: { urgency: 'immediate', limit: { kind: 'hours', hours: 4 } } }),
    when: '20/11 08:30',
  },
  immediateThatSaysSo: {
    state: opened({ letter: { urgency: 'immediate', limit: { kind: 'hours', hours: 4 }, statesSilence: true } }),
    when: '20/11 11:30',
  },
} as const satisfies Record<string, Sight>

export type StateName = keyof typeof states
