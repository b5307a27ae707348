/** What is only for whoever asks goes on in their private chat, wherever they asked. */
import { findOwnChat } from '../actions/dialogue.ts'
import type { Response } from '../cards/response.ts'
import type { Command, OfficerSituation } from './command.ts'
import { say } from './say.ts'

/**
 * Answers for the person alone, and tells the group so in a word. A refusal has nothing to hide; a form is opened for the
 * presser alone anyway.
 * @param answer what is answered, asked and kept in the chat it gets
 */
export async function answerPersonally(
  { isPersonal }: Command,
  situation: OfficerSituation,
  answer: (here: OfficerSituation) => Promise<readonly Response[]>,
): Promise<readonly Response[]> {
  const own = isPersonal && situation.chat.kind === 'group' ? await findOwnChat(situation) : null
  if (own === null) return answer(situation)
  const responses = await answer({ ...situation, chat: { id: own, kind: 'private' } })
  if (responses.every(({ kind }) => kind === 'refused')) return responses
  const isForm = situation.hasForms && responses.some(({ kind }) => kind === 'ask')
  const handed = responses.map((response) => ({ ...response, privately: true }) as const)
  return isForm ? handed : [say('sentPrivately'), ...handed]
}
