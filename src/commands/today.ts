/** /today, /homnay: what waits for the officer. */
import { openMatters } from '../reports/today.ts'
import type { Command } from './command.ts'
import { makePlainCommand } from './plain.ts'

export const today: Command = makePlainCommand({
  name: 'today',
  alias: 'homnay',
  words: ['hom nay', 'viec hom nay', 'hom nay co gi'],
  isPersonal: true,
  isAside: true,
  run: async (_, situation) => [
    { kind: 'today', lines: await openMatters(situation, situation.officer, situation.at) },
  ],
})
