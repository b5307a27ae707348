/** /file, /hoso: the dossier of a matter. */
import { makeLookCommand } from './look.ts'

export const file = makeLookCommand({
  name: 'file',
  alias: 'hoso',
  words: ['ho so', 'xem ho so', 'lay ho so'],
  restAnswers: null,
  show: ({ reference }) => ({ kind: 'file', reference }),
})
