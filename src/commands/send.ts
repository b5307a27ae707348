/** /send, /gui: a draft letter goes out. */
import { makeLeadCommand } from './lead.ts'

export const send = makeLeadCommand({
  name: 'send',
  alias: 'gui',
  words: ['gui di', 'gui van ban'],
  act: () => ({ type: 'send' }),
  waiting: 'confirm_letter',
})
