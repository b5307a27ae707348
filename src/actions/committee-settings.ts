/** A change of a committee's settings, with its line in the register. What may be set is decided in the domain. */
import { dayOf } from '../calendar/calendar.ts'
import { type PlannedSettings, planSettings, type Settings, type SettingsChange } from '../domain/committee-settings.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import { writeSettings } from '../store/committee.ts'
import { lockDirectory } from '../store/directory-change.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Circumstances } from './act.ts'
import { registerEvent } from './register.ts'

/** A committee's settings as they stand. */
export function readSettings({ directory, ownRegulation, overrides }: Snapshot): Settings {
  const { profile, digestAt = '07:15' } = directory.committee
  return { profile, ownRegulation, overrides, digestAt }
}

/**
 * Plans a change and, unless it is only looked at, writes it: whole, or with a fault not at all. What changes nothing
 * leaves no line. Refuses with `directory-changed` when the settings are others by now.
 */
export async function changeSettings(
  { tx, snapshot, by, messenger, at, recordedAt }: Circumstances,
  change: SettingsChange,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<PlannedSettings | Refusal> {
  const { committeeId, version, calendar } = snapshot
  if ((await lockDirectory(tx, committeeId)) !== version) return refuse('directory-changed')
  const planned = planSettings(readSettings(snapshot), change, dayOf(at, calendar))
  const { settings, faults, differences } = planned
  if (isDryRun || faults.length > 0 || differences.length === 0) return planned
  await writeSettings(tx, committeeId, settings)
  const body = { by: by ?? 'operator', changes: differences }
  await registerEvent(tx, committeeId, {
    type: 'settings_changed',
    actor: by,
    messenger,
    happenedAt: at,
    recordedAt,
    body,
  })
  return planned
}
