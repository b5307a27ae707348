/** What happened in a matter, as far as its state still tells, in the order it happened. */
import type { Consultation } from '../domain/consultation.ts'
import {
  type Answer,
  type Asked,
  askedOf,
  type Former,
  isLapsed,
  isSettled,
  type Reach,
  type Reply,
} from '../domain/consultation-answer.ts'
import type { DocumentClaim, Extension } from '../domain/consultation-requests.ts'
import type { Directory, OfficerId, UnitId } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { answersOf, sayConclusion, sayLateness } from './consultation-words.ts'
import { nameMessenger, nameOfficer, nameUnit } from './names.ts'

/** `isDeadline`: midnight is the 24:00 of the day that ended, as the limit itself says. */
type Line = { readonly at: Temporal.Instant; readonly what: string; readonly isDeadline?: true }

/** Lines such as "09:12 thứ Sáu 20/11/2026: …"; of one unit or, with null, of all. */
export function timelineOf(
  { state, unit }: { readonly state: Consultation; readonly unit: UnitId | null },
  directory: Directory,
  t: Translator,
): readonly string[] {
  const answers = answersOf(state).filter((answer) => unit === null || askedOf(answer).unit === unit)
  const lines = [...matterLines(state, directory, t), ...answers.flatMap((answer) => answerLines(answer, directory, t))]
  const ordered = lines.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
  return ordered.map(({ at, what, isDeadline }) =>
    t('consultation.event.line', { at: isDeadline ? t.deadline(at) : t.moment(at), what }),
  )
}

function matterLines(state: Consultation, directory: Directory, t: Translator): readonly Line[] {
  const officer = nameOfficer(directory, state.preparedBy)
  const prepared = { at: state.preparedAt, what: t('consultation.event.prepared', { officer }) }
  if (state.state === 'draft') return [prepared]
  const sent = {
    at: state.sentAt,
    what: t('consultation.event.sent', { officer: nameOfficer(directory, state.sentBy) }),
  }
  const closings = state.closings.map(({ by, at }) => {
    return { at, what: t('consultation.event.closed', { officer: nameOfficer(directory, by) }) }
  })
  if (state.state === 'open') return [prepared, sent, ...closings]
  const what = t(`consultation.event.${state.state}`, { officer: nameOfficer(directory, state.endedBy) })
  return [prepared, sent, ...closings, { at: state.endedAt, what }]
}

function answerLines(answer: Answer, directory: Directory, t: Translator): readonly Line[] {
  const asked = askedOf(answer)
  const unit = nameUnit(directory, asked.unit)
  return [
    ...asked.former.flatMap((one) => formerLines(one, directory, t)),
    { at: asked.askedAt, what: sayAsked(asked, directory, t) },
    ...(asked.reach === null ? [] : [{ at: asked.reach.at, what: sayReached(asked.reach, { unit, directory }, t) }]),
    ...askedLines(asked, directory, t),
    ...requestLines(asked, directory, t),
    ...asked.postponements.map(({ at, dueAt, restOn }) => {
      const what = t('consultation.event.deadline_moved', { unit, due: t.deadline(dueAt), day: t.day(restOn) })
      return { at, what }
    }),
    ...endLines(answer, unit, t),
  ]
}

/** What happened before it was opened again, and that it was. */
function formerLines({ answer, how, by, at, reason }: Former, directory: Directory, t: Translator): readonly Line[] {
  const values = { unit: nameUnit(directory, answer.asked.unit), officer: nameOfficer(directory, by), reason }
  const before = answerLines(answer, directory, t)
  return how === 'asked_again' ? before : [...before, { at, what: t(`consultation.event.${how}`, values) }]
}

function sayAsked({ unit, hops }: Asked, directory: Directory, t: Translator): string {
  const values = { unit: nameUnit(directory, unit) }
  const hop = hops.at(-1)
  if (hop === undefined) return t('consultation.event.asked', values)
  const from = nameUnit(directory, hop.unit)
  return t('consultation.event.rerouted', { ...values, from, officer: nameOfficer(directory, hop.by) })
}

function sayReached(reach: Reach, { unit, directory }: { unit: string; directory: Directory }, t: Translator): string {
  if (reach.kind === 'registry') {
    const officer = nameOfficer(directory, reach.by)
    return t('consultation.event.reachedByRegistry', { unit, number: reach.number, officer })
  }
  const values = { unit, officer: nameOfficer(directory, reach.officer), messenger: nameMessenger(reach.messenger) }
  return t('consultation.event.reachedByMessage', values)
}

function askedLines(
  { receipts, climbedAt, draft, ...asked }: Asked,
  directory: Directory,
  t: Translator,
): readonly Line[] {
  const unit = nameUnit(directory, asked.unit)
  const drafted = draft && t('consultation.event.drafted', { unit, officer: nameOfficer(directory, draft.by) })
  return [
    ...receipts.map(({ by, at }) => ({
      at,
      what: t('consultation.event.received', { unit, officer: nameOfficer(directory, by) }),
    })),
    ...asked.urges.map(({ by, at }) => ({
      at,
      what: t('consultation.event.urged', { unit, officer: nameOfficer(directory, by) }),
    })),
    ...(climbedAt === null ? [] : [{ at: climbedAt, what: t('consultation.event.nudged', { unit }) }]),
    ...(draft === null || drafted === null ? [] : [{ at: draft.at, what: drafted }]),
  ]
}

/** What the unit asked of the lead, and what the lead said. */
function requestLines(
  { unit: id, extensions, documents }: Asked,
  directory: Directory,
  t: Translator,
): readonly Line[] {
  const unit = nameUnit(directory, id)
  const linesOf = (
    what: 'extension' | 'documents',
    { by, at, decision }: Extension | DocumentClaim,
  ): readonly Line[] => {
    const say = (happened: 'asked' | 'met' | 'declined', officer: OfficerId) =>
      t(`consultation.event.${what}_${happened}`, { unit, officer: nameOfficer(directory, officer) })
    const asked = { at, what: say('asked', by) }
    if (decision === null) return [asked]
    return [asked, { at: decision.at, what: say(decision.outcome === 'declined' ? 'declined' : 'met', decision.by) }]
  }
  return [
    ...extensions.flatMap((one) => linesOf('extension', one)),
    ...documents.flatMap((one) => linesOf('documents', one)),
  ]
}

function endLines(answer: Answer, unit: string, t: Translator): readonly Line[] {
  const lapse = isLapsed(answer) ? answer : isSettled(answer) ? answer.lapsed : null
  const replies = isLapsed(answer) ? answer.lateReplies : isSettled(answer) ? [...answer.withdrawn, answer.reply] : []
  const lapsed: readonly Line[] =
    lapse === null
      ? []
      : [{ at: lapse.lapsedAt, isDeadline: true, what: t(`consultation.event.${lapse.state}`, { unit }) }]
  const overruled = isSettled(answer) ? answer.overruled : null
  return [
    ...lapsed,
    ...replies.map((reply) => ({ at: reply.at, what: sayReplied(reply, unit, t) })),
    ...(overruled === null ? [] : [{ at: overruled.at, what: `${unit}: ${sayConclusion(overruled, t)}` }]),
  ]
}

function sayReplied(reply: Reply, unit: string, t: Translator): string {
  const late = sayLateness(reply, t)
  if (late === null) return t(`consultation.event.${reply.verdict}`, { unit })
  return t('consultation.event.lateReply', { unit, verdict: t(`consultation.verdict.${reply.verdict}`), late })
}
