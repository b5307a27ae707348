/** Sentences about consultations that more than one card says, so that every card says them alike. */
import type { Consultation } from '../domain/consultation.ts'
import {
  type Answer,
  askedOf,
  type Conclusion,
  type Former,
  isLapsed,
  isSettled,
  type Reach,
  type Reply,
  type Settled,
} from '../domain/consultation-answer.ts'
import { dueAtOf, groundOfLimit, type Letter } from '../domain/consultation-letter.ts'
import { forwardedTo } from '../domain/consultation-reroute.ts'
import type { Round } from '../domain/consultation-rounds.ts'
import type { Directory, UnitId } from '../domain/directory.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { ownField } from '../regulations/rules/own-field.ts'
import { silenceOutcome } from '../regulations/silence.ts'
import { fact, list, text } from './blocks.ts'
import type { Block, Tone } from './card.ts'
import { nameMessenger, nameOfficer, nameSigner, nameUnit } from './names.ts'

/** Every answer of a matter in the order the letter names the units, then those a request was sent on to; none before it is sent. */
export function answersOf(state: Consultation): readonly Answer[] {
  if (state.state === 'draft') return []
  const named = state.letter.consulted.map(({ unit }) => unit)
  const later = Object.keys(state.answers).filter((unit) => !named.includes(unit))
  return [...named, ...later].flatMap((unit) => state.answers[unit] ?? [])
}

/** The answer of a unit; null when none is named, or it was never asked. */
export function findAnswer(state: Consultation, unit: UnitId | null): Answer | null {
  return state.state === 'draft' || unit === null ? null : (state.answers[unit] ?? null)
}

/**
 * The answer a notice is about. Whoever renders such a notice has made sure that there is one.
 * @throws Error when there is none
 */
export function answerOf(state: Consultation, unit: UnitId | null): Answer {
  const answer = findAnswer(state, unit)
  if (answer === null) throw new Error(`${state.reference} never asked ${unit ?? 'a unit that is not named'}`)
  return answer
}

/** How one unit stands, in a sentence that cannot be taken for another state: deemed consent is never "agreed". */
export function sayOutcome(answer: Answer, directory: Directory, t: Translator): string {
  const unit = nameUnit(directory, askedOf(answer).unit)
  const said = t(`consultation.outcome.${answer.state}`, { unit, at: outcomeAt(answer, t) })
  if (!isSettled(answer)) return said
  const { overruled, withdrawn } = answer
  return joinNotes(said, [
    ...notesOf(answer.reply, t),
    ...(withdrawn.length > 0 ? [t('consultation.withdrawal.note')] : []),
    ...(overruled === null ? [] : [sayConclusion(overruled, t)]),
  ])
}

/** "đã có kết luận số 45/TB-UBND ngày 25/11/2026 của Chủ tịch": the objection stands, overruled. */
export function sayConclusion({ number, concludedOn, concludedBy }: Conclusion, t: Translator): string {
  return t('consultation.overruled.note', { number, day: t.day(concludedOn), by: concludedBy })
}

/** Where the request of an answer came from and went to, and what it was before; nothing for most. */
export function sayMoves(answer: Answer, { state, directory }: MovesFacts, t: Translator): readonly string[] {
  const { hops, former } = askedOf(answer)
  const from = hops.map(({ unit }) => nameUnit(directory, unit))
  return [
    ...(from.length === 0 ? [] : [t('consultation.moves.from', { units: from.join(' → ') })]),
    ...(answer.state === 'returned' ? [sayForwarded(answer, { state, directory }, t)] : []),
    ...former.map((one) => sayFormer(one, directory, t)),
  ]
}

/** The same as a block of a card. */
export function movesBlock(answer: Answer, facts: MovesFacts, t: Translator): Block | null {
  return list(t('consultation.label.moves'), sayMoves(answer, facts, t))
}

/** The outcome with everything that led to it, in one line. */
export function sayWhole(answer: Answer, facts: MovesFacts, t: Translator): string {
  return [sayOutcome(answer, facts.directory, t), ...sayMoves(answer, facts, t)].join('; ')
}

type MovesFacts = { readonly state: Consultation; readonly directory: Directory }

function sayForwarded(answer: Settled, { state, directory }: MovesFacts, t: Translator): string {
  const to = 'answers' in state ? forwardedTo(state.answers, answer) : null
  if (to === null) return t('consultation.moves.notForwarded')
  return t('consultation.moves.to', { unit: nameUnit(directory, to) })
}

/** "mở lại lúc …; trước đó: …": the former outcome is never lost. */
export function sayFormer({ answer, how, by, at, reason }: Former, directory: Directory, t: Translator): string {
  const values = { officer: nameOfficer(directory, by), at: t.moment(at), reason }
  return t(`consultation.former.${how}`, { ...values, outcome: sayOutcome(answer, directory, t) })
}

/** "Lần hỏi thứ 2 …": since when the same is asked; null the first time. */
export function sayRound({ number, first }: Round, t: Translator): string | null {
  if (first === null) return null
  return t('consultation.round', { number, reference: first.reference, at: t.moment(first.sentAt) })
}

function outcomeAt(answer: Answer, t: Translator): string {
  if (answer.state === 'asked') return t.deadline(answer.dueAt)
  if (isSettled(answer)) return t.moment(answer.reply.at)
  return isLapsed(answer) ? t.deadline(answer.lapsedAt) : t.moment(answer.at)
}

/** "muộn 2 giờ 14 phút"; null for what came in time. */
export function sayLateness({ lateMinutes }: Reply, t: Translator): string | null {
  return lateMinutes === null ? null : t('consultation.late', { span: t.span(lateMinutes) })
}

function notesOf(reply: Reply, t: Translator): readonly string[] {
  const notes = [sayLateness(reply, t), reply.isSlowReturn ? t('consultation.slowReturn') : null]
  return notes.filter((note) => note !== null)
}

function joinNotes(said: string, notes: readonly string[]): string {
  return notes.length === 0 ? said : `${said} (${notes.join('; ')})`
}

/** A reply's substance: who, what, and the words as they were written. */
export function replyBlocks(reply: Reply, directory: Directory, t: Translator): readonly (Block | null)[] {
  const notes = notesOf(reply, t)
  const isSaidByItems = reply.items.length === 1 && reply.items[0] === reply.text.trim()
  return [
    fact(t('consultation.label.signedBy'), nameSigner(directory, reply, t)),
    reply.draftedBy === null ? null : fact(t('consultation.label.draftedBy'), nameOfficer(directory, reply.draftedBy)),
    notes.length === 0 ? null : fact(t('consultation.label.late'), notes.join('; ')),
    list(itemsLabel(reply.verdict, t), reply.items),
    suggestionOf(reply.suggestedUnit, directory, t),
    reply.text.trim() === '' || isSaidByItems ? null : fact(t('consultation.label.words'), `“${reply.text.trim()}”`),
  ]
}

/** H6.3: the words speak of another unit's field; politely, since the answer counts all the same. Null where they do not. */
export function otherFieldBlock({ otherField }: Reply, { state, directory }: MovesFacts, t: Translator): Block | null {
  if (otherField === null) return null
  const units = t.list(otherField.map((unit) => nameUnit(directory, unit)))
  const said =
    otherField.length === 0 ? t('consultation.otherField.notOurs') : t('consultation.otherField.named', { units })
  const citation = citationOf(state.rules, ownField)
  return text([said, ...(citation === null ? [] : [t('consultation.objectionsBasis', { citation })])].join(' '))
}

export function itemsLabel(verdict: Reply['verdict'], t: Translator): string {
  if (verdict === 'agreed') return t('consultation.label.comments')
  return verdict === 'objected' ? t('consultation.label.objections') : t('consultation.label.returns')
}

export function suggestionOf(unit: UnitId | null, directory: Directory, t: Translator): Block | null {
  return unit === null ? null : fact(t('consultation.label.suggestedUnit'), nameUnit(directory, unit))
}

/** What came of silence, or would: with the clause where it is consent, otherwise that it only escalates. */
export function saySilence(rules: RulesInForce, lawfulLimit: 'letter' | 'regulation' | null, t: Translator): string {
  const outcome = silenceOutcome(rules, { reached: true, limit: lawfulLimit })
  if (outcome.state !== 'deemed_consent') return t('consultation.silence.escalate')
  return t('consultation.silence.consent', { citation: outcome.citation })
}

/** The ground of a matter's limit, also before it is sent. */
export function lawfulLimitOf(state: Consultation): 'letter' | 'regulation' | null {
  return state.state === 'draft' ? groundOfLimit(state.letter, state.rules) : state.lawfulLimit
}

/** The letter's deadline: of a draft, as if it were sent now. Null while the letter has no limit. */
export function dueOf(
  state: Consultation,
  now: Temporal.Instant,
  calendar: Parameters<typeof dueAtOf>[2],
): Temporal.Instant | null {
  if (state.state !== 'draft') return state.dueAt
  return state.letter.limit === null ? null : dueAtOf(state.letter.limit, now, calendar)
}

export function sayReach(reach: Reach | null, directory: Directory, t: Translator): string {
  if (reach === null) return t('consultation.reach.none')
  const at = t.moment(reach.at)
  if (reach.kind === 'registry') {
    return t('consultation.reach.registry', { number: reach.number, at, officer: nameOfficer(directory, reach.by) })
  }
  const officer = nameOfficer(directory, reach.officer)
  return t('consultation.reach.message', { officer, messenger: nameMessenger(reach.messenger), at })
}

/** Urgency as a stamp; null for an ordinary letter. */
export function stampOf(letter: Letter, t: Translator): string | null {
  return letter.urgency === 'normal' ? null : t(`consultation.urgency.${letter.urgency}`)
}

const tones: Readonly<Record<Answer['state'], Tone>> = {
  asked: 'plain',
  agreed: 'good',
  objected: 'warning',
  returned: 'warning',
  deemed_consent: 'settled',
  unanswered: 'warning',
  unreached: 'warning',
  void: 'settled',
}

export function toneOf(answer: Answer): Tone {
  return tones[answer.state]
}

/** Whether a reply that is to be told was undone before it was. */
export function isTakenBack({ repliedAt }: Pick<ConsultationNotice, 'repliedAt'>, state: Consultation): boolean {
  if (repliedAt === undefined || !('answers' in state)) return false
  return !Object.values(state.answers).some((answer) => isSettled(answer) && answer.reply.at.equals(repliedAt))
}
