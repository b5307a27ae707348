/** A file of settings: JSON of the shape of {@link SettingsChange}. */
import { z } from 'zod'
import type { SettingsChange } from '../domain/committee-settings.ts'
import { ownRegulation, timeOfDay } from './founding.ts'
import { type ReadJson, readJson } from './json-file.ts'

const override = z.strictObject({
  rule: z.string().min(1, 'must not be empty'),
  values: z.record(z.string(), z.unknown()).nullable(),
  from: z.iso.date('must be a day such as "2027-01-01"'),
})

const session = z.strictObject({ opens: timeOfDay, closes: timeOfDay })
const dayOfYear = z
  .string()
  .regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'must be a day of the year such as "10-16"')
const season = z.strictObject({ from: dayOfYear, to: dayOfYear, morning: session, afternoon: session })

const planned = z.strictObject({ profile: z.string(), from: z.iso.date('must be a day such as "2027-01-01"') })
const confirmed = z.strictObject({
  year: z.int('must be a year such as 2027').min(2018).max(2100),
  source: z.string().trim().min(1, 'must say which paper settles it; null: it is not settled after all').nullable(),
})

const settings = z.strictObject({
  profile: z.string().exactOptional(),
  plannedProfiles: z.array(planned).exactOptional(),
  ownRegulation: ownRegulation.nullable().exactOptional(),
  overrides: z.array(override).exactOptional(),
  digestAt: timeOfDay.exactOptional(),
  officeHours: z.tuple([season], season).exactOptional(),
  confirmedYears: z.array(confirmed).exactOptional(),
  linksByEmail: z.boolean('must be true or false').exactOptional(),
})

export function readSettingsChange(text: string): ReadJson<SettingsChange> {
  return readJson(text, settings)
}
