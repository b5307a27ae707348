/** /help, /trogiup: the commands; with a reference, the paper behind that matter. */
import { makeLookCommand } from './look.ts'

const look = makeLookCommand({
  name: 'help',
  alias: 'trogiup',
  words: ['tro giup', 'giup', 'huong dan', 'h', 'gio'],
  restAnswers: null,
  show: ({ reference }) => ({ kind: 'help', topic: reference }),
})

/** "h" and "gio": an input method writes "/giờ" for "/h". */
export const help = {
  ...look,
  missing: async () => [],
  run: async (...asked: Parameters<typeof look.run>) =>
    asked[0].reference === null ? [{ kind: 'help' as const, topic: null }] : look.run(...asked),
}
