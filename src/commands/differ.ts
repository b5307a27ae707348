/** /differ, /ykienkhac: somebody who works on a matter differs, and their superiors alone are told. "/ykienkhac Y12 …". */
import { actOnConsultation } from '../actions/consultation.ts'
import { findUnreachable } from '../actions/tell.ts'
import type { Response } from '../cards/response.ts'
import { dueAtOfWork, unitsAtWork } from '../domain/consultation-differing.ts'
import type { UnitId } from '../domain/directory.ts'
import type { Command, Line, OfficerSituation } from './command.ts'
import { askText, isGiven, readText } from './field.ts'
import { askReference, askUnit, findConsultation, readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome, type ConsultationOutcome } from './outcome.ts'
import { say } from './say.ts'

export const differ: Command = {
  name: 'differ',
  alias: 'ykienkhac',
  words: ['bao y kien khac', 'bao cao y kien khac', 'toi co y kien khac'],
  takesReference: true,
  restAnswers: 'text',
  needsOfficer: true,
  isPersonal: true,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation)
    if (reference.length > 0) return reference
    const units = await unitsOf(line, situation)
    if (units.length > 1 && !isGiven(line.values, 'unit')) return askUnit(units, situation)
    return units.length > 0 && !isGiven(line.values, 'text') ? [askText('text', { isLong: true })] : []
  },
  async read(answer, situation) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    return answer.key === 'unit' ? readUnit(answer, situation) : readText(answer)
  },
  async run(line, situation) {
    const { unit = null, text = '' } = line.values
    const wanted = { type: 'differ', unit, text } as const
    const outcome = await actOnConsultation(inPrivate(line, situation), line.reference ?? '', wanted)
    return outcome.refusal === null ? readBack(outcome, situation) : answerOutcome(outcome, situation)
  },
}

/** The words stand in the event, for those who may read it; the line of evidence around it names the command alone. */
function inPrivate({ reference }: Line, { act }: OfficerSituation): OfficerSituation['act'] {
  return { ...act, words: `/differ ${reference ?? ''}`.trim() }
}

async function unitsOf(line: Line, situation: OfficerSituation): Promise<readonly UnitId[]> {
  const consultation = await findConsultation(line, situation)
  return consultation?.state === 'open' ? unitsAtWork(consultation, situation.actor) : []
}

/** Who was told, that the deadline stands, and whom the bot cannot write to; the same when it is said once more. */
async function readBack(
  outcome: Extract<ConsultationOutcome, { refusal: null }>,
  situation: OfficerSituation,
): Promise<readonly Response[]> {
  const { events, state, reference } = outcome
  if (state.state !== 'open') return [say('nothingNew', { reference })]
  const isOwn = ({ by }: { readonly by: string }): boolean => by === situation.officer
  const differed = events.find((event) => event.type === 'differed') ?? state.differing.findLast(isOwn)
  if (differed === undefined) return [say('nothingNew', { reference })]
  const nameOf = (officer: string) => situation.snapshot.directory.officers.get(officer)?.name ?? officer
  const dueAt = dueAtOfWork(state, differed.unit)
  const values = { reference, names: differed.superiors.map(nameOf), ...(dueAt && { dueAt }) }
  const kept = say(dueAt === null ? 'differed' : 'differedUntil', values)
  const unreachable = await findUnreachable(situation.tx, situation.snapshot, differed.superiors)
  return unreachable.length === 0 ? [kept] : [kept, say('differedUnreachable', { names: unreachable.map(nameOf) })]
}
