/** Acts that need nothing but their matter, such as sending or closing it: made here, named in their files. */
import { actOnConsultation, type ConsultationAct } from '../actions/consultation.ts'
import type { Command, Line } from './command.ts'
import { askReference, readReferenceAnswer } from './matter.ts'
import { answerOutcome } from './outcome.ts'

/** `waiting`: the obligation whose matters it offers. */
export function makeLeadCommand({
  act,
  waiting,
  ...names
}: Pick<Command, 'name' | 'alias' | 'words'> & {
  readonly act: (line: Line) => ConsultationAct
  readonly waiting: 'confirm_letter' | 'nothing'
}): Command {
  return {
    ...names,
    takesReference: true,
    restAnswers: null,
    needsOfficer: true,
    isPersonal: false,
    isAside: false,
    missing: (line, situation) => askReference(line, situation, waiting),
    read: async (answer) => readReferenceAnswer(answer),
    async run(line, situation) {
      const wanted = act(line)
      return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
    },
  }
}
