/** Commands that show something of a matter to whoever may see it: made here, named in their files. */
import type { Response } from '../cards/response.ts'
import type { Consultation } from '../domain/consultation.ts'
import { refuse } from '../domain/decision.ts'
import type { Command, Line, OfficerSituation } from './command.ts'
import { faulty } from './field.ts'
import { askReference, findConsultation, maySee, readReferenceAnswer, readUnit } from './matter.ts'
import { refused } from './say.ts'

/** A command that looks into a matter. `show` gets it once it exists and may be seen. */
export function makeLookCommand({
  show,
  ...names
}: Pick<Command, 'name' | 'alias' | 'words' | 'restAnswers'> & {
  readonly show: (consultation: Consultation, line: Line) => Response
}): Command {
  return {
    ...names,
    takesReference: true,
    needsOfficer: true,
    isAside: true,
    missing: (line, situation) => askReference(line, situation),
    read: async (answer, situation) => {
      if (answer.key === 'reference') return readReferenceAnswer(answer)
      return answer.key === 'unit' ? readUnit(answer, situation) : faulty('answer-empty')
    },
    run: async (line, situation) => [await look(line, situation, show)],
  }
}

async function look(
  line: Line,
  situation: OfficerSituation,
  show: (consultation: Consultation, line: Line) => Response,
): Promise<Response> {
  const consultation = await findConsultation(line, situation)
  if (consultation === null) return refused(refuse('unknown-reference', { reference: line.reference ?? '' }))
  const isAllowed = maySee(consultation, situation.actor, situation.snapshot.directory)
  return isAllowed
    ? show(consultation, line)
    : refused(refuse('not-your-matter', { reference: consultation.reference }))
}
