/** /undo, /hoantac: one's own answer, within a minute; under its read-back that very one, else the latest. */
import { makeLeadCommand } from './lead.ts'

export const undo = makeLeadCommand({
  name: 'undo',
  alias: 'hoantac',
  words: ['hoan tac'],
  act: ({ values }) => ({ type: 'undo', unit: values['unit'] ?? null }),
  waiting: 'nothing',
})
