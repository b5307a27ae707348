/** /undo, /hoantac: one's own answer, within a minute. */
import { makeLeadCommand } from './lead.ts'

export const undo = makeLeadCommand({
  name: 'undo',
  alias: 'hoantac',
  words: ['hoan tac'],
  act: { type: 'undo' },
  waiting: 'nothing',
})
