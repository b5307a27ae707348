/** /settings, /caidat: what one has set for oneself, and for the Office what the committee lives by. */
import { readSettings } from '../actions/committee-settings.ts'
import type { Response } from '../cards/response.ts'
import { decidesForOffice, isOfOffice } from '../domain/directory.ts'
import { listChannels } from './channels.ts'
import type { Command, OfficerSituation } from './command.ts'

export const settings: Command = {
  name: 'settings',
  alias: 'caidat',
  words: ['cai dat', 'thiet lap'],
  takesReference: false,
  restAnswers: null,
  needsOfficer: true,
  isPersonal: true,
  isAside: true,
  missing: async () => [],
  read: async () => ({ values: {} }),
  run: async (_, situation) => [await showSettings(situation)],
}

async function showSettings(situation: OfficerSituation): Promise<Response> {
  const { snapshot, actor, officer } = situation
  const { directory } = snapshot
  const { language = directory.committee.language, digestAt = null } = directory.officers.get(officer) ?? {}
  const committee = readSettings(snapshot)
  const own = { language, digestAt, usualDigestAt: committee.digestAt, channels: await listChannels(situation) }
  const maySee = isOfOffice(directory, actor) || decidesForOffice(directory, actor)
  return { kind: 'settings', own, committee: maySee ? committee : null }
}
