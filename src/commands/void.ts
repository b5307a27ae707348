/** /void, /huy: the lead cancels a consultation and says why. */
import { actOnConsultation } from '../actions/consultation.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import type { Command } from './command.ts'
import { askText, isGiven, readText } from './field.ts'
import { askReference, findConsultation, readReferenceAnswer } from './matter.ts'
import { answerOutcome } from './outcome.ts'

export const voidMatter: Command = {
  name: 'void',
  alias: 'huy',
  words: ['huy bo', 'huy lay y kien'],
  takesReference: true,
  restAnswers: 'reason',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'nothing')
    if (reference.length > 0) return reference
    const consultation = await findConsultation(line, situation)
    const mayVoid = consultation?.state === 'open' && roleInLead(consultation.letter, situation.actor) === 'decides'
    return mayVoid && !isGiven(line.values, 'reason') ? [askText('reason', { isLong: true })] : []
  },
  read: async (answer) => (answer.key === 'reference' ? readReferenceAnswer(answer) : readText(answer)),
  async run(line, situation) {
    const wanted = { type: 'void', reason: line.values['reason'] ?? '' } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}
