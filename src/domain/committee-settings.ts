/**
 * A committee's settings: the letter it is bound by, its own regulation, dated overrides of rules, the time of its digest.
 * They reach only matters opened from now on: a matter keeps the rules it was opened under.
 */
import { checkOverride, type Override, type OwnRegulation, rulesInForce } from '../regulations/in-force.ts'
import { findProfile } from '../regulations/profiles/index.ts'

export type Settings = {
  /** The id of a profile. */
  readonly profile: string
  readonly ownRegulation: OwnRegulation | null
  readonly overrides: readonly Override[]
  /** "07:15". */
  readonly digestAt: string
}

/** What is to change; what is not named stays. Overrides are added; one of the same rule and day takes the other's place. */
export type SettingsChange = Partial<Settings>

/** `place`: which setting, or which override: "reply-limit from 2027-01-01". */
export type SettingsFault = {
  readonly place: string
  readonly code:
    | 'profile-unknown'
    | 'profile-not-in-force'
    | 'regulation-not-yet-issued'
    | 'override-dates-back'
    | 'override-unknown-rule'
    | 'override-not-in-profile'
    | 'override-invalid-values'
    | 'override-no-longer-fits'
}

/** One setting as it was and as it will be. */
export type SettingDifference = { readonly setting: keyof Settings; readonly from: unknown; readonly to: unknown }

export type PlannedSettings = {
  readonly settings: Settings
  readonly faults: readonly SettingsFault[]
  readonly differences: readonly SettingDifference[]
}

/** Plans a change of settings as of today. With a fault nothing of it is to be written. */
export function planSettings(current: Settings, change: SettingsChange, today: Temporal.PlainDate): PlannedSettings {
  const added = (change.overrides ?? []).filter((one) => !current.overrides.some((kept) => isSame(kept, one)))
  const kept = current.overrides.filter((one) => !added.some((other) => isSameDay(one, other)))
  const settings = { ...current, ...change, overrides: [...kept, ...added] }
  return {
    settings,
    faults: faultsOf(settings, { ...change, overrides: added }, today),
    differences: keys.flatMap((setting) => {
      const [from, to] = [current[setting], settings[setting]]
      return isSame(from, to) ? [] : [{ setting, from, to }]
    }),
  }
}

const keys = ['profile', 'ownRegulation', 'overrides', 'digestAt'] as const

function isSameDay(one: Override, other: Override): boolean {
  return one.rule === other.rule && one.from === other.from
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

function faultsOf(settings: Settings, change: SettingsChange, today: Temporal.PlainDate): readonly SettingsFault[] {
  const profile = findProfile(settings.profile)
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
  const found = [...early, ...overrides]
  return found.length > 0 ? found : asAWhole(settings, profile, today)
}

/** Whether all of it together gives rules today. */
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
