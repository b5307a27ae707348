/**
 * A change of a committee's settings, with its line in the register and a word to the Office. What may be set is decided in
 * the domain.
 */
import { dayOf } from '../calendar/calendar.ts'
import { type PlannedSettings, planSettings, type SettingsChange } from '../domain/committee-settings.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import { actorOf, decidesForOffice } from '../domain/directory.ts'
import { writeSettings } from '../store/committee.ts'
import { lockDirectory } from '../store/directory-change.ts'
import type { Act, Circumstances } from './act.ts'
import { registerEvent, registerRefusal } from './register.ts'
import { tellOfDirectory } from './tell.ts'

/**
 * Plans a change and, unless it is only looked at, writes it: whole, or with a fault not at all. What changes nothing
 * leaves no line. Refuses with `settings-overtaken` when the settings are others by now.
 */
export async function changeSettings(
  circumstances: Circumstances,
  change: SettingsChange,
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<PlannedSettings | Refusal> {
  const { tx, snapshot, by, messenger, at, recordedAt } = circumstances
  const { committeeId, version, calendar } = snapshot
  if ((await lockDirectory(tx, committeeId)) !== version) return refuse('settings-overtaken')
  const planned = planSettings(snapshot.settings, change, { at, calendar })
  const { settings, faults, differences } = planned
  if (isDryRun || faults.length > 0 || differences.length === 0) return planned
  await writeSettings(tx, committeeId, settings)
  const body = { by: by ?? 'operator', changes: differences }
  const line = { type: 'settings_changed', actor: by, messenger, happenedAt: at, recordedAt, body }
  await registerEvent(tx, committeeId, line)
  const changed = differences.map(({ setting }) => setting)
  const notice = { kind: 'settings_changed', by, changed, before: snapshot.settings, after: settings } as const
  await tellOfDirectory(circumstances, [{ notice, to: { who: 'office' }, key: `settings:${version}` }])
  return planned
}

/** The same by somebody of the committee: whoever decides for the Office. Refuses the others with `settings-office-only`. */
export async function changeSettingsAs(act: Act, change: SettingsChange): Promise<PlannedSettings | Refusal> {
  const { snapshot, by, at } = act
  const actor = actorOf(snapshot.directory, by, dayOf(at, snapshot.calendar))
  if (decidesForOffice(snapshot.directory, actor)) return changeSettings(act, change, { isDryRun: false })
  const refusal = refuse('settings-office-only')
  await registerRefusal(act, refusal)
  return refusal
}
