/** Commands that show something of a matter to whoever may see it: made here, named in their files. */
import type { Response } from '../cards/response.ts'
import type { Consultation } from '../domain/consultation.ts'
import { maySee } from '../domain/consultation-readers.ts'
import { refuse } from '../domain/decision.ts'
import type { UnitId } from '../domain/directory.ts'
import type { Command, Line, OfficerSituation } from './command.ts'
import { faulty } from './field.ts'
import { askReference, findConsultation, readReferenceAnswer, readUnit } from './matter.ts'
import { refused } from './say.ts'

/** What is shown of a matter to somebody who may see it; a refusal where the line names a part it does not have. */
type Show = (consultation: Consultation, line: Line, situation: OfficerSituation) => Response

/** A command that looks into a matter. `show` gets it once it exists and may be seen. */
export function makeLookCommand({
  show,
  ...names
}: Pick<Command, 'name' | 'alias' | 'words' | 'restAnswers'> & {
  readonly show: Show
}): Command {
  return {
    ...names,
    takesReference: true,
    needsOfficer: true,
    isPersonal: true,
    isAside: true,
    missing: (line, situation) => askReference(line, situation),
    read: async (answer, situation) => {
      if (answer.key === 'reference') return readReferenceAnswer(answer)
      return answer.key === ofUnit ? readUnit(answer, situation) : faulty('answer-empty')
    },
    run: async (line, situation) => [await look(line, situation, show)],
  }
}

/** The field of the unit whose part is looked at; `unit` is for which one somebody acts. */
export const ofUnit = 'of'

/** Why one unit's part cannot be shown: it is not asked, or nobody is yet. Null when it can. */
export function refuseUnit(consultation: Consultation, unit: UnitId): Response | null {
  const { reference, letter, state } = consultation
  const named = letter.consulted.map((asked) => asked.unit)
  const units = [...new Set([...named, ...('answers' in consultation ? Object.keys(consultation.answers) : [])])]
  if (!units.includes(unit)) return refused(refuse('not-consulted', { reference, units }), reference)
  return state === 'draft' ? refused(refuse('not-sent', { reference }), reference) : null
}

async function look(line: Line, situation: OfficerSituation, show: Show): Promise<Response> {
  const consultation = await findConsultation(line, situation)
  if (consultation === null) return refused(refuse('unknown-reference', { reference: line.reference ?? '' }))
  const isAllowed = maySee(consultation, situation.actor, situation.snapshot.directory)
  return isAllowed
    ? show(consultation, line, situation)
    : refused(refuse('not-your-matter', { reference: consultation.reference }))
}
