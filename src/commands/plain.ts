/** Commands that ask for nothing. */
import type { Command } from './command.ts'
import { faulty } from './field.ts'

export function makePlainCommand(
  own: Pick<Command, 'name' | 'alias' | 'words' | 'isPersonal' | 'isAside' | 'run'>,
): Command {
  return {
    ...own,
    takesReference: false,
    restAnswers: null,
    needsOfficer: true,
    missing: async () => [],
    read: async () => faulty('answer-empty'),
  }
}
