/** /cancel, /thoi: drops what is being asked. */
import { endDialogue, readDialogue } from '../actions/dialogue.ts'
import { makePlainCommand } from './plain.ts'
import { say } from './say.ts'

export const cancel = makePlainCommand({
  name: 'cancel',
  alias: 'thoi',
  words: ['thôi', 'bo di', 'khong lam nua'],
  isPersonal: false,
  isAside: false,
  async run(_, situation) {
    const dialogue = await readDialogue(situation)
    await endDialogue(situation)
    return [say(dialogue === null ? 'nothingToCancel' : 'cancelled')]
  },
})
