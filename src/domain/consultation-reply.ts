/**
 * What people may do with one unit's answer: reply, have a draft confirmed, say "đã nhận", undo.
 * A text is never read as more than it says: vague words are asked back once and the obligation stays open (AL1.3e).
 */
import { type Calendar, dayOf, workingDayOnOrAfter, workingDaysBetween } from '../calendar/calendar.ts'
import { applyRule, citationOf, type RulesInForce } from '../regulations/in-force.ts'
import { headSignsReplies } from '../regulations/rules/head-signs-replies.ts'
import { ownWork } from '../regulations/rules/own-work.ts'
import { replyIsConcrete } from '../regulations/rules/reply-is-concrete.ts'
import { type ReturnVerdict, returnAtOnce } from '../regulations/rules/return-at-once.ts'
import {
  type Answer,
  askedOf,
  isLapsed,
  isSettled,
  type Lapsed,
  type Reply,
  type ReplyDraft,
  type Settled,
  type Unclear,
  type Verdict,
} from './consultation-answer.ts'
import type { AnswerEvent } from './consultation-answer-events.ts'
import { decideAskDocuments } from './consultation-documents.ts'
import { findOtherField } from './consultation-field.ts'
import { isSameConfirmation, isSameDraft, isSameReply } from './consultation-repeated.ts'
import { pendingDocuments } from './consultation-requests.ts'
import { signerOf } from './consultation-signer.ts'
import { refuseAnswered } from './consultation-waiting.ts'
import { type Decision, type Refusal, type RefusalCodes, refuse } from './decision.ts'
import { type Actor, type Capacity, type Directory, findUnits, type UnitId } from './directory.ts'
import { checkGiven, readReply } from './reply.ts'
import { directionTo } from './superiors.ts'

/** For how long somebody may take back their own act, and for how long others do not hear of it. */
export const undoSeconds = 60

export type GivenReply = {
  readonly type: 'reply'
  /** For which unit; null when the actor's own unit is meant. */
  readonly unit: UnitId | null
  readonly by: Actor
  readonly at: Temporal.Instant
  readonly recordedAt: Temporal.Instant
  /** The verdict of a command or button; null when there are only words. */
  readonly verdict: Verdict | null
  readonly text: string
  readonly suggestedUnit: UnitId | null
}

export type ReplySetting = { readonly rules: RulesInForce; readonly calendar: Calendar; readonly directory: Directory }

/** What the words came to, once they were read. `text`: the words themselves, kept ones where only the verdict was missing. */
type Meaning = {
  readonly verdict: Verdict
  readonly text: string
  readonly items: readonly string[]
  readonly suggestedUnit: UnitId | null
}

export function decideReply(given: GivenReply, answer: Answer, setting: ReplySetting): Decision<AnswerEvent> {
  const signer = signerOf(given.by, askedOf(answer).unit, setting.rules)
  if (signer === null)
    return refuse('may-not-answer', { unit: askedOf(answer).unit }, citationOf(setting.rules, headSignsReplies))
  if (isSettled(answer) && isSameReply(given, answer.reply)) return []
  const over = refuseAnswered(answer)
  if (over) return over
  const read = understand(given, answer, setting)
  if (!('verdict' in read)) return read
  if (signer.signs) return settle({ ...given, draftedBy: null }, read, { answer, signer: signer.capacity, setting })
  const onReturn = checkReturn(read, answer, { at: given.at, setting })
  if ('refused' in onReturn) return onReturn
  return isSameDraft({ ...read, by: given.by.officer }, askedOf(answer)) ? [] : [draft(given, read, answer)]
}

/** The head takes over a specialist's draft, the very one that was shown. */
export function decideConfirm(
  command: {
    readonly by: Actor
    readonly at: Temporal.Instant
    readonly recordedAt: Temporal.Instant
    readonly draft: number | null
  },
  answer: Answer,
  setting: ReplySetting,
): Decision<AnswerEvent> {
  const { unit, draft } = askedOf(answer)
  const signer = signerOf(command.by, unit, setting.rules)
  if (!signer?.signs) return refuse('may-not-sign', { unit }, citationOf(setting.rules, headSignsReplies))
  if (isSettled(answer) && isSameConfirmation(command, answer)) return []
  const over = refuseAnswered(answer)
  if (over) return over
  if (draft === null) return refuse('no-draft', { unit })
  if (command.draft !== null && command.draft !== draft.number) return refuse('draft-changed', { unit })
  return settle({ ...command, draftedBy: draft.by }, draft, { answer, signer: signer.capacity, setting })
}

/** "Đã nhận": a receipt, never an answer. Pressed again it says nothing new. */
export function decideReceipt(
  command: { readonly by: Actor; readonly at: Temporal.Instant },
  answer: Answer,
): Decision<AnswerEvent> {
  const asked = askedOf(answer)
  if (!command.by.capacities.some((capacity) => capacity.unit === asked.unit))
    return refuse('not-your-unit', { unit: asked.unit })
  if (answer.state !== 'asked' || asked.receipts.some((receipt) => receipt.by === command.by.officer)) return []
  return [{ type: 'received', unit: asked.unit, by: command.by.officer, at: command.at }]
}

/** Whether an answer is still within its undo window, so that others do not hear of it yet. */
export function isUndoable({ lapsed, reply }: Settled, now: Temporal.Instant): boolean {
  return lapsed === null && isWithinUndo(reply, now)
}

/** Before the act itself there is no window: then a clock was set back, and nobody waits an hour for it. */
export function isWithinUndo(
  { at, recordedAt }: { readonly at: Temporal.Instant; readonly recordedAt: Temporal.Instant },
  now: Temporal.Instant,
): boolean {
  const isOver = Temporal.Instant.compare(now, recordedAt.add({ seconds: undoSeconds })) >= 0
  const isBefore = Temporal.Instant.compare(now, at.subtract({ seconds: undoSeconds })) < 0
  return !isOver && !isBefore
}

/** Reads the words: a meaning, or an event that keeps them and asks on, or a refusal that says what is missing. */
function understand(given: GivenReply, answer: Answer, setting: ReplySetting): Meaning | Decision<AnswerEvent> {
  return given.verdict === null ? readWords(given, answer, setting) : readGiven(given, given.verdict, answer, setting)
}

function readGiven(given: GivenReply, verdict: Verdict, answer: Answer, setting: ReplySetting) {
  const kept = given.text.trim() === '' ? keptWords(given.by, verdict, answer) : null
  const said = kept === null ? given : { ...given, text: kept.text }
  const isChosen = verdict === 'agreed' && kept !== null && readReply(kept.text).kind !== 'object'
  if (isChosen) return meaning(verdict, kept.items, said)
  const checked = checkGiven(verdict, said.text)
  switch (checked.kind) {
    case 'fits':
      return verdict === 'returned'
        ? returnTo(checked.suggested, checked.items, said, { answer, setting })
        : meaning(verdict, checked.items, said)
    case 'contradiction':
      return refuse('verdict-contradicts-text', { verdict })
    case 'vague':
      return askBack(said, answer, checked.missing, setting)
    default:
      return checked satisfies never
  }
}

/** The words of the same person that were waiting for a verdict, unless they say the opposite of the one given now. */
function keptWords(by: Actor, verdict: Verdict, answer: Answer): Unclear | null {
  const { unclear } = askedOf(answer)
  if (unclear === null || unclear.by !== by.officer) return null
  return unclear.items.length > 0 || checkGiven(verdict, unclear.text).kind !== 'contradiction' ? unclear : null
}

function readWords(given: GivenReply, answer: Answer, setting: ReplySetting): Meaning | Decision<AnswerEvent> {
  const { unit } = askedOf(answer)
  const reading = readReply(given.text)
  switch (reading.kind) {
    case 'agree':
      return reading.confirm ? askVerdict(given, unit, reading.items) : meaning('agreed', reading.items, given)
    case 'object':
      return reading.confirm ? askVerdict(given, unit, reading.reasons) : meaning('objected', reading.reasons, given)
    case 'return':
      return returnTo(reading.suggested, [reading.reason], given, { answer, setting })
    case 'missing-documents':
      return answer.state === 'asked' && pendingDocuments(answer) === null
        ? decideAskDocuments({ by: given.by, at: given.at, missing: given.text.trim() }, answer, setting.rules)
        : askVerdict(given, unit, [given.text.trim()])
    case 'items':
    case 'partial':
      return askVerdict(given, unit, reading.kind === 'items' ? reading.items : [given.text.trim()])
    case 'receipt':
      return decideReceipt(given, answer)
    case 'vague':
      return askBack(given, answer, reading.missing, setting)
    default:
      return reading satisfies never
  }
}

/** The unit chosen, or the one the words name when it is clear which; never the unit that returns. */
function returnTo(
  named: string | null,
  items: readonly string[],
  given: GivenReply,
  { answer, setting }: { answer: Answer; setting: ReplySetting },
): Meaning {
  const found = named ? findUnits(setting.directory, named, dayOf(given.at, setting.calendar)) : []
  const suggestedUnit = given.suggestedUnit ?? (found.length === 1 ? (found[0]?.id ?? null) : null)
  const isItself = suggestedUnit === askedOf(answer).unit
  return { verdict: 'returned', text: given.text, items, suggestedUnit: isItself ? null : suggestedUnit }
}

function meaning(verdict: Verdict, items: readonly string[], { text, suggestedUnit }: GivenReply): Meaning {
  return { verdict, text, items, suggestedUnit }
}

/** Concrete words without a sure verdict are kept, and the verdict is asked with two buttons. */
function askVerdict({ by, at, text }: GivenReply, unit: UnitId, items: readonly string[]): readonly AnswerEvent[] {
  return [{ type: 'verdict_asked', unit, unclear: { by: by.officer, at, text, items } }]
}

/** Vague words are kept and asked back once; said again they are refused with the same explanation. */
function askBack(
  { by, at, text }: GivenReply,
  answer: Answer,
  missing: string,
  setting: ReplySetting,
): Decision<AnswerEvent> {
  const { unit, timesAskedBack } = askedOf(answer)
  const checked = applyRule(setting.rules, replyIsConcrete, { isConcrete: false, timesAskedBack })
  if (checked?.result === 'keep-open') return refuse('still-vague', { missing }, checked.citation)
  return [{ type: 'asked_back', unit, unclear: { by: by.officer, at, text, items: [] }, missing }]
}

function draft({ by, at }: GivenReply, read: Meaning, answer: Answer): AnswerEvent {
  const { unit, drafts } = askedOf(answer)
  const made: ReplyDraft = { ...read, number: drafts + 1, by: by.officer, at }
  return { type: 'reply_drafted', unit, draft: made }
}

type Words = { by: Actor; at: Temporal.Instant; recordedAt: Temporal.Instant; draftedBy: string | null }
type Ground = { answer: Answer; signer: Capacity; setting: ReplySetting }

/** The reply counts: in time it settles the answer, late it is kept by the rules of the lapse. */
function settle(words: Words, read: Meaning, { answer, signer, setting }: Ground): Decision<AnswerEvent> {
  const asked = askedOf(answer)
  const { draftedBy, at, recordedAt } = words
  const onReturn = checkReturn(read, answer, { at, setting })
  if ('refused' in onReturn) return onReturn
  const reply: Reply = {
    verdict: read.verdict,
    by: words.by.officer,
    post: signer.post,
    order: signer.order,
    draftedBy,
    at,
    recordedAt,
    text: read.text,
    items: read.items,
    suggestedUnit: read.suggestedUnit,
    lateMinutes: isLapsed(answer) ? Math.max(1, Math.ceil(answer.lapsedAt.until(at).total('minutes'))) : null,
    otherField: read.verdict === 'returned' ? null : findOtherField(read.text, { unit: asked.unit, at }, setting),
    isSlowReturn: onReturn.isSlow,
  }
  return isLapsed(answer) ? keepLate(answer, reply) : [{ type: read.verdict, unit: asked.unit, reply }]
}

/**
 * AL1.3g: after deemed consent a late reply is kept whole and changes nothing; after the other lapses it is the outcome.
 * The same words of the same person once more are no further reply.
 */
function keepLate(lapsed: Lapsed, reply: Reply): Decision<AnswerEvent> {
  const { unit } = lapsed.asked
  const isKept = lapsed.lateReplies.some(
    ({ by, verdict, text }) => by === reply.by && verdict === reply.verdict && text === reply.text,
  )
  if (isKept) return []
  return [{ type: lapsed.state === 'deemed_consent' ? 'replied_late' : reply.verdict, unit, reply }]
}

/** H6.4, AL1.2d: whether a return may stand, and whether it came later than at once. Other verdicts always may. */
function checkReturn(
  read: Meaning,
  answer: Answer,
  { at, setting }: { at: Temporal.Instant; setting: ReplySetting },
): Refusal | { readonly isSlow: boolean } {
  if (read.verdict !== 'returned') return { isSlow: false }
  const isAfterDeadline = isLapsed(answer)
  const arrivedOn = workingDayOnOrAfter(dayOf(askedOf(answer).askedAt, setting.calendar), setting.calendar)
  const checked = applyRule(setting.rules, returnAtOnce, {
    isBeforeDeadline: !isAfterDeadline,
    workingDaysSinceAsked: Math.max(0, workingDaysBetween(arrivedOn, dayOf(at, setting.calendar), setting.calendar)),
    reason: read.items.join(' '),
    suggestedUnit: read.suggestedUnit,
  })
  if (checked === null) return isAfterDeadline ? refuse('return-after-deadline') : { isSlow: false }
  const code = returnRefusals[checked.result]
  if (code !== null) return refuse(code, {}, checked.citation)
  return refusePassing(read, askedOf(answer).unit, { at, setting }) ?? { isSlow: checked.result === 'late' }
}

const returnRefusals: RefusalCodes<ReturnVerdict, 'at-once' | 'late'> = {
  'at-once': null,
  late: null,
  'after-deadline': 'return-after-deadline',
  'no-reason': 'return-no-reason',
  'no-suggested-unit': 'return-no-suggested-unit',
}

/** H6.2, AL1.2b: own work is passed neither up nor down, unless a paper says whose it is. */
function refusePassing(
  { items, suggestedUnit }: Meaning,
  unit: UnitId,
  { at, setting }: { at: Temporal.Instant; setting: ReplySetting },
): Refusal | null {
  if (suggestedUnit === null) return null
  const direction = directionTo(setting.directory, { from: unit, to: suggestedUnit }, dayOf(at, setting.calendar))
  const checked = applyRule(setting.rules, ownWork, { direction, reason: items.join(' ') })
  return checked?.result === 'needs-paper'
    ? refuse('return-needs-paper', { unit: suggestedUnit }, checked.citation)
    : null
}
