/** How the settings of a committee are said, one by one: on the card of /settings, and where one was changed. */
import type { OfficeHours, Season } from '../calendar/season.ts'
import type { Settings } from '../domain/committee-settings.ts'
import type { Key, Translator } from '../i18n.ts'
import type { Override, OwnRegulation } from '../regulations/in-force.ts'
import { findProfile } from '../regulations/profiles/index.ts'
import { sayCode } from './response-words.ts'

/** One setting in sentences; where there may be several of its kind, perhaps none. */
export function saySetting(setting: keyof Settings, settings: Settings, t: Translator): readonly string[] {
  switch (setting) {
    case 'profile':
      return [t('response.settings.profile', { profile: nameProfile(settings.profile) })]
    case 'plannedProfiles':
      return settings.plannedProfiles.map(({ profile, from }) =>
        t('response.settings.plannedProfile', { profile: nameProfile(profile), day: sayDay(from, t) }),
      )
    case 'ownRegulation':
      return [sayRegulation(settings.ownRegulation, t)]
    case 'overrides':
      return settings.overrides.map((override) => sayOverride(override, t))
    case 'digestAt':
      return [t('response.settings.digestAt', { time: settings.digestAt })]
    case 'officeHours':
      return [t('response.settings.officeHours', { hours: writeHours(settings.officeHours) })]
    case 'confirmedYears':
      return settings.confirmedYears.map(({ year, source }) =>
        t('response.settings.confirmedYear', { year, source: source ?? '' }),
      )
    case 'linksByEmail':
      return [t(settings.linksByEmail ? 'response.settings.linksByEmail' : 'response.settings.linksByCode')]
    default:
      return setting satisfies never
  }
}

/** A profile by its title; by its id when there is none such any more. */
function nameProfile(id: string): string {
  return findProfile(id)?.title ?? id
}

/** "07:30–11:30, 13:30–17:00"; by season where there are several, or one that is not the year. The same in every language. */
export function writeHours(hours: OfficeHours): string {
  const [only, ...others] = hours
  const isWholeYear = only.from === '01-01' && only.to === '12-31'
  if (others.length === 0 && isWholeYear) return sayTimes(only)
  return hours
    .map(({ from, to, ...season }) => `${sayDayOfYear(from)}–${sayDayOfYear(to)}: ${sayTimes(season)}`)
    .join('; ')
}

function sayTimes({ morning, afternoon }: Pick<Season, 'morning' | 'afternoon'>): string {
  return [morning, afternoon].map(({ opens, closes }) => `${opens}–${closes}`).join(', ')
}

/** "10-16" as 16/10. */
function sayDayOfYear(monthDay: string): string {
  return monthDay.split('-').toReversed().join('/')
}

function sayDay(iso: string, t: Translator): string {
  return t.day(Temporal.PlainDate.from(iso))
}

function sayRegulation(own: OwnRegulation | null, t: Translator): string {
  if (own === null) return t('response.settings.noRegulation')
  const { title, number, issuedOn, clause } = own
  return t('response.settings.regulation', { title, number, clause, day: sayDay(issuedOn, t) })
}

function sayOverride({ rule, values, from }: Override, t: Translator): string {
  const fallback = 'response.settings.rule' satisfies Key
  const named = sayCode({ group: 'response.rule', code: rule, fallback, values: { rule } }, t)
  const day = sayDay(from, t)
  if (values === null) return t('response.settings.overrideOff', { rule: named, day })
  const changed = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
  return t('response.settings.override', { rule: named, values: changed.join(', '), day })
}
