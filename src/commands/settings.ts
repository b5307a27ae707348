/**
 * /settings, /caidat: what one has set for oneself, and for the Office what the committee lives by. "settings digest 7h30"
 * and what settings-changes.ts names besides change the committee's; one's own have commands of their own.
 */
import { changeSettingsAs } from '../actions/committee-settings.ts'
import type { Response } from '../cards/response.ts'
import type { Settings } from '../domain/committee-settings.ts'
import { decidesForOffice, isOfOffice } from '../domain/directory.ts'
import { listChannels } from './channels.ts'
import type { Command, OfficerSituation, Values } from './command.ts'
import { isGiven, quote } from './field.ts'
import { decline, refused, say } from './say.ts'
import { askOpen, changeOf, readSetting, sureKey } from './settings-changes.ts'

export const settings: Command = {
  name: 'settings',
  alias: 'caidat',
  words: ['cai dat', 'thiet lap'],
  takesReference: false,
  restAnswers: 'change',
  needsOfficer: true,
  isPersonal: true,
  isAside: true,
  missing: async (line, situation) => (mayChange(situation) ? askOpen(line, situation) : []),
  read: async (answer, situation) => readSetting(answer, situation),
  async run({ values, rest }, situation) {
    if (isGiven(values, 'what')) return change(values, situation)
    if (rest !== '') return [decline('setting-unclear', { typed: quote(rest) })]
    return [await showSettings(situation.snapshot.settings, situation)]
  },
}

function mayChange({ snapshot, actor }: OfficerSituation): boolean {
  return decidesForOffice(snapshot.directory, actor)
}

async function change(values: Values, situation: OfficerSituation): Promise<readonly Response[]> {
  if (values[sureKey] === 'no') return [say('cancelled')]
  const outcome = await changeSettingsAs(situation.act, mayChange(situation) ? (changeOf(values) ?? {}) : {})
  if ('refused' in outcome) return [refused(outcome)]
  const [fault] = outcome.faults
  if (fault !== undefined) return [decline(`setting-${fault.code}`, { place: fault.place })]
  return [await showSettings(outcome.settings, situation)]
}

async function showSettings(current: Settings, situation: OfficerSituation): Promise<Response> {
  const { snapshot, actor, officer } = situation
  const { directory } = snapshot
  const { language = directory.committee.language, digestAt = null } = directory.officers.get(officer) ?? {}
  const own = { language, digestAt, usualDigestAt: current.digestAt, channels: await listChannels(situation) }
  const may = mayChange(situation)
  const committee = may || isOfOffice(directory, actor) ? { settings: current, mayChange: may } : null
  return { kind: 'settings', own, committee }
}
