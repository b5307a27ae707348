/** /start, /batdau: a greeting; with a code behind it, as deep links send it, linking. */
import type { Command } from './command.ts'
import { link, linkWith } from './link.ts'
import { say } from './say.ts'

export const start: Command = {
  name: 'start',
  alias: 'batdau',
  words: ['bat dau', 'xin chao', 'chao'],
  takesReference: false,
  restAnswers: 'code',
  needsOfficer: false,
  isPersonal: false,
  isAside: true,
  missing: async () => [],
  read: link.read,
  async run({ values }, situation) {
    if (values['code']) return linkWith(situation, values['code'])
    const name = situation.snapshot.directory.officers.get(situation.officer)?.name ?? situation.officer
    return [say('greeting', { name })]
  },
}
