/** /urge, /dondoc: the lead unit reminds the silent, all of them or one ("/dondoc Y12 VHXH"). */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Command } from './command.ts'
import { quote } from './field.ts'
import { askReference, readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { decline, say } from './say.ts'

export const urge: Command = {
  name: 'urge',
  alias: 'dondoc',
  words: ['don doc', 'nhac cac co quan', 'nhac don vi'],
  takesReference: true,
  restAnswers: 'unit',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  missing: (line, situation) => askReference(line, situation, 'nothing'),
  read: async (answer, situation) =>
    answer.key === 'reference' ? readReferenceAnswer(answer) : readUnit({ ...answer, key: whom }, situation),
  async run(line, situation) {
    if (line.rest !== '' && !line.values[whom]) return unreadable(line.rest)
    const wanted = { type: 'urge', unit: line.values[whom] ?? null } as const
    const outcome = await actOnConsultation(situation.act, line.reference ?? '', wanted)
    if (outcome.refusal !== null) return answerOutcome(outcome, situation)
    const units = outcome.events.flatMap((event) => (event.type === 'urged' ? [event.unit] : []))
    return [say('urged', { reference: outcome.reference, units })]
  },
}

/** `unit` is for which one somebody acts; whom the lead urges stands apart from it. */
const whom = 'whom'

function unreadable(typed: string) {
  return [decline('unit-not-found', { typed: quote(typed) })]
}
