/** /grant, /chogiahan: the lead gives a unit more time, as asked or until another date. "/chogiahan Y12 VHXH hết ngày 30/11". */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Answer, Command, OfficerSituation, Reading } from './command.ts'
import { isGiven } from './field.ts'
import { askLater, laterOf, readLaterAndWhy } from './later-date.ts'
import { readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { findRequest, numberOf, readRequest } from './request.ts'

export const grant: Command = {
  name: 'grant',
  alias: 'chogiahan',
  words: ['cho gia han', 'dong y gia han', 'chap thuan gia han'],
  takesReference: true,
  restAnswers: 'request',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const { askings, asked } = await findRequest(line, 'extension', situation)
    if (askings.length > 0 || asked === null) return askings
    const { values } = line
    const wantsDate = isGiven(values, 'other') && !isGiven(values, 'until')
    return wantsDate ? [askLater(values, asked.dueAt, situation)] : []
  },
  async read(answer, situation) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    if (answer.key === 'unit') return readUnit(answer, situation)
    return answer.key === 'until' ? readUntil(answer, situation) : readLine(answer, situation)
  },
  async run(line, situation) {
    const { values } = line
    const wanted = {
      type: 'grant_extension',
      unit: values['unit'] ?? null,
      number: numberOf(values),
      ...(laterOf(values) ?? { dueAt: null }),
    } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

async function readUntil({ text, line }: Answer, situation: OfficerSituation): Promise<Reading> {
  const { asked } = await findRequest(line, 'extension', situation)
  return readLaterAndWhy(text, asked?.dueAt ?? situation.at, situation)
}

/** "other VHXH e1" is the button that asks for a date; a date behind the unit is that date. */
async function readLine(answer: Answer, situation: OfficerSituation): Promise<Reading> {
  const [, wantsDate, line = ''] = /^(other\b)?\s*(.*)$/s.exec(answer.text.trim()) ?? []
  const { values, left } = readRequest(line, situation)
  const other = { ...values, other: 'yes' }
  if (left === '') return { values: wantsDate === undefined ? values : other }
  const named = { ...answer.line, values: { ...answer.line.values, ...values } }
  const reading = await readUntil({ key: 'until', text: left, line: named }, situation)
  return { values: 'values' in reading ? { ...other, ...reading.values } : { ...other, untilSaid: left } }
}
