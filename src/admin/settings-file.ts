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

const settings = z.strictObject({
  profile: z.string().exactOptional(),
  ownRegulation: ownRegulation.nullable().exactOptional(),
  overrides: z.array(override).exactOptional(),
  digestAt: timeOfDay.exactOptional(),
})

export function readSettingsChange(text: string): ReadJson<SettingsChange> {
  return readJson(text, settings)
}
