/** /today, /homnay: what waits for the officer. */

import type { Response } from '../cards/response.ts'
import { openMatters } from '../reports/today.ts'
import type { Command, OfficerSituation } from './command.ts'
import { makePlainCommand } from './plain.ts'

export const today: Command = makePlainCommand({
  name: 'today',
  alias: 'homnay',
  words: ['hom nay', 'viec hom nay', 'hom nay co gi'],
  isPersonal: true,
  isAside: true,
  run: (_, situation) => findWaiting(situation),
})

/** What waits for the officer as of now: the answer of the command, and what their own page shows. */
export async function findWaiting(situation: OfficerSituation): Promise<readonly Response[]> {
  return [{ kind: 'today', lines: await openMatters(situation, situation.officer, situation.at) }]
}
