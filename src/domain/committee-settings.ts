/**
 * A committee's settings: the letter it is bound by, now and from days to come, its own regulation, dated overrides of
 * rules, the time of its digest, its office hours, the years of the calendar it has confirmed, how people may link.
 * They move no deadline that runs: a matter keeps the rules and the ladder it was opened with.
 */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import type { OfficeHours, Season } from '../calendar/season.ts'
import { checkOverride, type Override, type OwnRegulation, rulesInForce } from '../regulations/in-force.ts'
import { findProfile } from '../regulations/profiles/index.ts'

export type Settings = {
  /** The id of a profile; from the days of {@link Settings.plannedProfiles} on those. */
  readonly profile: string
  readonly plannedProfiles: readonly PlannedProfile[]
  readonly ownRegulation: OwnRegulation | null
  readonly overrides: readonly Override[]
  /** "07:15". */
  readonly digestAt: string
  readonly officeHours: OfficeHours
  /** Years whose days off are final, besides those shipped so. */
  readonly confirmedYears: readonly ConfirmedYear[]
  /** Whether somebody is linked by the e-mail their messenger's workspace has verified. */
  readonly linksByEmail: boolean
}

/** A profile that binds matters opened on a day or later. */
export type PlannedProfile = {
  readonly profile: string
  /** ISO day. */
  readonly from: string
}

/** `source`: the paper that settles the year's days off; null: the year is not settled after all. */
export type ConfirmedYear = { readonly year: number; readonly source: string | null }

/**
 * What is to change; what is not named stays. Overrides, planned profiles and years are added; one of the same rule and day,
 * of the same day, of the same year takes the other's place. A profile set now ends those that were planned before.
 */
export type SettingsChange = Partial<Settings>

/** The profile that binds a matter opened on a day. */
export function profileOn({ profile, plannedProfiles }: Settings, on: Temporal.PlainDate): string {
  const due = plannedProfiles.filter(({ from }) => from <= on.toString())
  return due.toSorted((one, other) => (one.from < other.from ? -1 : 1)).at(-1)?.profile ?? profile
}

/** `place`: which setting, or which of several: "reply-limit from 2027-01-01". */
export type SettingsFault = {
  readonly place: string
  readonly code:
    | 'profile-unknown'
    | 'profile-not-in-force'
    | 'profile-dates-back'
    | 'regulation-not-yet-issued'
    | 'override-dates-back'
    | 'override-unknown-rule'
    | 'override-not-in-profile'
    | 'override-invalid-values'
    | 'override-no-longer-fits'
    | 'hours-out-of-order'
    | 'year-without-days'
    | 'year-without-source'
}

/** One setting as it was and as it will be. */
export type SettingDifference = { readonly setting: keyof Settings; readonly from: unknown; readonly to: unknown }

export type PlannedSettings = {
  readonly settings: Settings
  readonly faults: readonly SettingsFault[]
  readonly differences: readonly SettingDifference[]
}

/** When a change is planned, and with which calendar. */
type Present = { readonly at: Temporal.Instant; readonly calendar: Calendar }

/** Plans a change of settings as of now. With a fault nothing of it is to be written. */
export function planSettings(current: Settings, change: SettingsChange, present: Present): PlannedSettings {
  const today = dayOf(present.at, present.calendar)
  const planned = current.plannedProfiles.filter(({ from }) => change.profile === undefined || from > today.toString())
  const years = merge(current.confirmedYears, change.confirmedYears, ({ year }) => String(year))
  const settings: Settings = {
    ...current,
    ...change,
    plannedProfiles: merge(planned, change.plannedProfiles, ({ from }) => from),
    overrides: merge(current.overrides, change.overrides, ({ rule, from }) => `${rule} ${from}`),
    confirmedYears: years.filter(({ source }) => source !== null),
  }
  return {
    settings,
    faults: faultsOf(settings, freshIn(change, current), { ...present, today }),
    differences: settingKeys.flatMap((setting) => {
      const [from, to] = [current[setting], settings[setting]]
      return isSame(from, to) ? [] : [{ setting, from, to }]
    }),
  }
}

/** The settings in the order in which they are told. */
export const settingKeys = [
  'profile',
  'plannedProfiles',
  'ownRegulation',
  'overrides',
  'digestAt',
  'officeHours',
  'confirmedYears',
  'linksByEmail',
] as const satisfies readonly (keyof Settings)[]

/** What is kept with what is added; what has the same key takes the other's place, and what is there already stays there. */
function merge<One>(kept: readonly One[], added: readonly One[] = [], keyOf: (one: One) => string): readonly One[] {
  const fresh = added.filter((one) => !kept.some((other) => isSame(one, other)))
  return [...kept.filter((one) => !fresh.some((other) => keyOf(one) === keyOf(other))), ...fresh]
}

/** A change without what is so already: that need not be judged once more. */
function freshIn(change: SettingsChange, current: Settings): SettingsChange {
  const isNew = (kept: readonly unknown[]) => (one: unknown) => !kept.some((other) => isSame(one, other))
  return {
    ...change,
    overrides: (change.overrides ?? []).filter(isNew(current.overrides)),
    plannedProfiles: (change.plannedProfiles ?? []).filter(isNew(current.plannedProfiles)),
    confirmedYears: (change.confirmedYears ?? []).filter(isNew(current.confirmedYears)),
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

/** A database gives the parts of a value back in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}

type Today = Present & { readonly today: Temporal.PlainDate }

function faultsOf(settings: Settings, change: SettingsChange, present: Today): readonly SettingsFault[] {
  const { today } = present
  const profile = findProfile(profileOn(settings, today))
  if (profile === null) return [{ place: 'profile', code: 'profile-unknown' }]
  const overrides = (change.overrides ?? []).flatMap((override): readonly SettingsFault[] => {
    const problem = checkOverride(override, profile, today)
    return problem === null ? [] : [{ place: `${override.rule} from ${override.from}`, code: `override-${problem}` }]
  })
  const own = change.ownRegulation ?? null
  const early: readonly SettingsFault[] =
    own !== null && own.issuedOn > today.toString()
      ? [{ place: 'ownRegulation.issuedOn', code: 'regulation-not-yet-issued' }]
      : []
  const planned = (change.plannedProfiles ?? []).flatMap((one) => faultsOfPlan(one, settings, today))
  const years = (change.confirmedYears ?? []).flatMap((one) => faultsOfYear(one, present))
  const found = [...early, ...overrides, ...planned, ...faultsOfHours(change.officeHours ?? []), ...years]
  return found.length > 0 ? found : asAWhole(settings, profile, today)
}

/** Whether all of it together gives rules on a day. */
function asAWhole(
  { ownRegulation: own, overrides }: Settings,
  profile: Parameters<typeof rulesInForce>[0]['profile'],
  on: Temporal.PlainDate,
): readonly SettingsFault[] {
  const rules = rulesInForce({ profile, on, own, overrides })
  if (!('problem' in rules)) return []
  return rules.problem === 'profile-not-in-force'
    ? [{ place: 'profile', code: 'profile-not-in-force' }]
    : [{ place: `${rules.rule} from ${rules.from}`, code: 'override-no-longer-fits' }]
}

/** A profile to come must bind on its first day, with the overrides there are by then. */
function faultsOfPlan(
  { profile: id, from }: PlannedProfile,
  settings: Settings,
  today: Temporal.PlainDate,
): readonly SettingsFault[] {
  const place = `${id} from ${from}`
  if (from <= today.toString()) return [{ place, code: 'profile-dates-back' }]
  const profile = findProfile(id)
  if (profile === null) return [{ place, code: 'profile-unknown' }]
  return asAWhole(settings, profile, Temporal.PlainDate.from(from)).map(({ code }) => ({ place, code }))
}

/** Each session opens before it closes, and the afternoon after the morning. */
function faultsOfHours(hours: readonly Season[]): readonly SettingsFault[] {
  return hours.flatMap(({ from, to, morning, afternoon }) => {
    const times = [morning.opens, morning.closes, afternoon.opens, afternoon.closes]
    const isInOrder = morning.opens < morning.closes && afternoon.opens < afternoon.closes
    const isApart = morning.closes <= afternoon.opens
    return isInOrder && isApart ? [] : [{ place: `${from} to ${to}: ${times.join(', ')}`, code: 'hours-out-of-order' }]
  })
}

/** A year is final by a paper, and only when it is known which of its days are off. */
function faultsOfYear({ year, source }: ConfirmedYear, { calendar }: Today): readonly SettingsFault[] {
  if (source === null) return []
  const hasDays = [...calendar.days.keys()].some((on) => on.startsWith(`${year}-`))
  if (!hasDays) return [{ place: String(year), code: 'year-without-days' }]
  return source.trim() === '' ? [{ place: String(year), code: 'year-without-source' }] : []
}
