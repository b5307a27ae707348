/**
 * The letter that asks for opinions: what it must say before it may go out (AL1.3b, H6.5, H6.6), and when its limit ends.
 * Not here: what the asked units answer (consultation-answer.ts).
 */
import { type Calendar, dayOf, endOfDay, lastDayBefore, workingDaysBetween } from '../calendar/calendar.ts'
import { deadlineAfterHours, deadlineAfterWorkingDays, deadlineOfDate } from '../calendar/limits.ts'
import { addWorkingMinutes, workingMinutesBetween } from '../calendar/office-hours.ts'
import { applyRule, type RulesInForce } from '../regulations/in-force.ts'
import { letterIsComplete } from '../regulations/rules/letter-is-complete.ts'
import { ownAuthority } from '../regulations/rules/own-authority.ts'
import { replyLimit } from '../regulations/rules/reply-limit.ts'
import { rightAgencies } from '../regulations/rules/right-agencies.ts'
import type { Urgency } from '../regulations/urgency.ts'
import { type Refusal, refuse } from './decision.ts'
import { type Actor, type Directory, decides, isUnitValid, seatsOfLeaders, type UnitId } from './directory.ts'

/** How long the asked units have: the regulation's count from sending, or an instant the letter states. */
export type Limit =
  | { readonly kind: 'working_days'; readonly days: number }
  | { readonly kind: 'hours'; readonly hours: number }
  /** `isBefore`: written as "before X", which stays even where the day before X is one of rest (limits.ts). */
  | ({ readonly kind: 'until' } & WrittenDate)

/** What is to be judged: a file the bot keeps, or a link into the document system. */
export type Dossier =
  | { readonly kind: 'file'; readonly file: string; readonly name: string }
  | { readonly kind: 'link'; readonly url: string }

export type Consulted = { readonly unit: UnitId; readonly why: string }

export type Letter = {
  readonly leadUnit: UnitId
  readonly subject: string
  readonly questions: readonly string[]
  readonly consulted: readonly Consulted[]
  /** Why everybody is asked, when everybody is. */
  readonly everybodyBecause: string | null
  readonly dossier: Dossier | null
  readonly limit: Limit | null
  readonly urgency: Urgency
  /** Units told "để biết" or "để báo cáo": they get a notice and owe nothing (HP nn). */
  readonly informed: readonly UnitId[]
  /** An urgent letter may say that silence counts as consent; without it no consent comes of a limit in hours. */
  readonly statesSilence: boolean
  /** Why the same is asked again, when it was asked before. */
  readonly againBecause: string | null
}

/** A letter that an earlier version wrote, with what that version did not know of. */
export function completeLetter(letter: Letter): Letter {
  return { ...letter, againBecause: letter.againBecause ?? null }
}

/** Units do not owe more answers than an office can oversee; a longer list is a mistake or an abuse. */
const mostConsulted = 60

/** A date as it was written: answers are in time before it. `isBefore` as in {@link Limit}. */
export type WrittenDate = { readonly dueAt: Temporal.Instant; readonly isBefore?: true }

/**
 * When a written date ends by the calendar of now: where its day has become one of rest since, with the next working day
 * (BLDS 2015 Đ.148(5)). `movedOff`: that day of rest.
 */
export function endOfDate(
  { dueAt, isBefore }: WrittenDate,
  calendar: Calendar,
): { readonly dueAt: Temporal.Instant; readonly movedOff: Temporal.PlainDate | null } {
  const lastDay = lastDayBefore(dueAt, calendar)
  const isWholeDay = endOfDay(lastDay, calendar).equals(dueAt) && isBefore !== true
  const { at, movedFrom } = deadlineOfDate(lastDay, 'by', calendar)
  return isWholeDay && movedFrom !== null ? { dueAt: at, movedOff: lastDay } : { dueAt, movedOff: null }
}

/** The instant before which answers are in time, were the letter sent at `sentAt`. */
export function dueAtOf(limit: Limit, sentAt: Temporal.Instant, calendar: Calendar): Temporal.Instant {
  switch (limit.kind) {
    case 'working_days':
      return deadlineAfterWorkingDays(sentAt, limit.days, calendar)
    case 'hours':
      return deadlineAfterHours(sentAt, limit.hours)
    case 'until':
      return endOfDate(limit, calendar).dueAt
    default:
      return limit satisfies never
  }
}

/** The limit as the letter gave it at first. */
export type FirstLimit = {
  readonly limit: Limit | null
  readonly sentAt: Temporal.Instant
  readonly dueAt: Temporal.Instant
}

/**
 * When a limit that begins at `at` ends: a count starts again, a fixed date gives as much working time as it gave at first,
 * in whole days where it ended with a day.
 */
export function limitAgain(
  { limit, sentAt, dueAt }: FirstLimit,
  at: Temporal.Instant,
  calendar: Calendar,
): Temporal.Instant {
  if (limit !== null && limit.kind !== 'until') return dueAtOf(limit, at, calendar)
  const lastDay = lastDayBefore(dueAt, calendar)
  const days = workingDaysBetween(dayOf(sentAt, calendar), lastDay, calendar)
  if (days > 0 && endOfDay(lastDay, calendar).equals(dueAt)) return deadlineAfterWorkingDays(at, days, calendar)
  const minutes = workingMinutesBetween(sentAt, dueAt, calendar)
  return minutes > 0 ? addWorkingMinutes(at, minutes, calendar) : at.add(sentAt.until(dueAt))
}

/** Why a letter may not be prepared or sent; null when it may. */
export function faultOf(
  letter: Letter,
  setting: { readonly rules: RulesInForce; readonly directory: Directory; readonly calendar: Calendar },
  at: Temporal.Instant,
): Refusal | null {
  const today = dayOf(at, setting.calendar)
  const valid = [...setting.directory.units.values()].filter((unit) => isUnitValid(unit, today))
  const unknown = [...letter.consulted.map(({ unit }) => unit), ...letter.informed].filter(
    (id) => !valid.some((unit) => unit.id === id),
  )
  if (unknown.length > 0) return refuse('unit-unknown', { units: unknown })
  if (letter.consulted.some(({ unit }) => unit === letter.leadUnit)) return refuse('consults-itself')
  if (new Set(letter.consulted.map(({ unit }) => unit)).size < letter.consulted.length) return refuse('unit-twice')
  if (letter.consulted.length > mostConsulted) return refuse('too-many-units', { most: mostConsulted })
  const seats = seatsOfLeaders(setting.directory, today)
  const agencies = valid.filter(({ id }) => id !== letter.leadUnit && !seats.includes(id))
  return (
    incomplete(letter, setting.rules) ??
    everybody(letter, agencies.length, setting.rules) ??
    refuseSentUp(letter, seats, setting.rules) ??
    past(letter, setting.calendar, at)
  )
}

function incomplete(letter: Letter, rules: RulesInForce): Refusal | null {
  const checked = applyRule(rules, letterIsComplete, {
    questions: letter.questions.filter((question) => question.trim() !== '').length,
    consultedUnits: letter.consulted.length,
    unitsWithoutReason: letter.consulted.filter(({ why }) => why.trim() === '').length,
    dossiers: letter.dossier === null ? 0 : 1,
    hasDeadline: letter.limit !== null,
    hasUrgency: true,
  })
  return checked && checked.result.length > 0
    ? refuse('letter-incomplete', { missing: checked.result }, checked.citation)
    : null
}

function everybody(letter: Letter, unitsToAsk: number, rules: RulesInForce): Refusal | null {
  const asked = letter.consulted.map(({ unit, why }) => ({ unit, reason: why }))
  const checked = applyRule(rules, rightAgencies, { asked, unitsToAsk, reasonForEverybody: letter.everybodyBecause })
  return checked?.result.needsReasonForEverybody ? refuse('everybody-needs-reason', {}, checked.citation) : null
}

/** H6.1: the leaders are asked where a paper demands it, and not for what the lead itself decides. */
export function refuseSentUp(
  letter: Pick<Letter, 'leadUnit' | 'consulted'>,
  seats: readonly UnitId[],
  rules: RulesInForce,
): Refusal | null {
  if (seats.includes(letter.leadUnit)) return null
  const above = letter.consulted.filter(({ unit }) => seats.includes(unit))
  const checked = applyRule(
    rules,
    ownAuthority,
    above.map(({ unit, why }) => ({ unit, reason: why })),
  )
  return checked && checked.result.length > 0
    ? refuse('leaders-asked-without-paper', { units: checked.result }, checked.citation)
    : null
}

function past(letter: Letter, calendar: Calendar, at: Temporal.Instant): Refusal | null {
  if (letter.limit === null) return null
  const dueAt = dueAtOf(letter.limit, at, calendar)
  return Temporal.Instant.compare(dueAt, at) <= 0 ? refuse('deadline-past', { dueAt }) : null
}

/**
 * Where a letter's limit has its ground: in the letter, in the regulation, or nowhere lawful (then silence means nothing).
 * A count of working days is lawful as the regulation's own, or because the letter that states it went out with it;
 * a limit in hours is as hasty as a letter stamped hỏa tốc, whatever its stamp.
 */
export function groundOfLimit(letter: Letter, rules: RulesInForce): 'letter' | 'regulation' | null {
  const checked = applyRule(rules, replyLimit, {
    urgency: letter.limit?.kind === 'hours' ? 'immediate' : letter.urgency,
    isStatedInLetter: letter.limit !== null,
    letterSaysSilenceConsents: letter.statesSilence,
  })
  return checked ? checked.result.lawful : null
}

/** Whether somebody sends and closes for the lead unit, prepares for it, or has no business with it. */
export function roleInLead(letter: Letter, actor: Actor): 'decides' | 'prepares' | 'none' {
  const posts = actor.capacities
    .filter((capacity) => capacity.unit === letter.leadUnit)
    .map((capacity) => capacity.post)
  if (posts.some(decides)) return 'decides'
  return posts.length > 0 ? 'prepares' : 'none'
}
