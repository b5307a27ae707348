/** /decline, /tuchoi: the lead says no to a unit's request, with the reason. "/tuchoi Y12 VHXH e1 …". */
import { actOnConsultation } from '../actions/consultation.ts'
import { pendingDocuments, pendingExtension } from '../domain/consultation-requests.ts'
import type { Command, Values } from './command.ts'
import { askChoice, askText, faulty, isGiven, quote, readText } from './field.ts'
import { readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { findRequest, numberOf, readRequest, type Subject } from './request.ts'

const subjects = ['extension', 'documents'] as const

export const declineRequest: Command = {
  name: 'decline',
  alias: 'tuchoi',
  words: ['tu choi', 'khong gia han', 'khong cho gia han'],
  takesReference: true,
  restAnswers: 'request',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const { values } = line
    const { askings, asked } = await findRequest(line, subjectOf(values), situation)
    if (askings.length > 0 || asked === null) return askings
    const isEither = pendingExtension(asked) !== null && pendingDocuments(asked) !== null
    const options = subjects.map((value) => ({ value, label: `ask.option.subject.${value}` }))
    return [
      ...(isEither && subjectOf(values) === null ? [askChoice('subject', options)] : []),
      ...(isGiven(values, 'reason') ? [] : [askText('reason', { isLong: true })]),
    ]
  },
  async read(answer, situation) {
    const { key, text } = answer
    if (key === 'reference') return readReferenceAnswer(answer)
    if (key === 'unit') return readUnit(answer, situation)
    if (key === 'reason') return readText(answer)
    if (key === 'subject') {
      const subject = subjects.find((one) => one === text.trim())
      return subject ? { values: { subject } } : faulty('choice-unknown', { typed: quote(text) })
    }
    const { values, left } = readRequest(text, situation)
    return { values: left === '' ? values : { ...values, reason: left } }
  },
  async run(line, situation) {
    const { asked } = await findRequest(line, subjectOf(line.values), situation)
    const isDocuments = asked !== null && pendingExtension(asked) === null
    const subject = subjectOf(line.values) ?? (isDocuments ? 'documents' : 'extension')
    const { unit = asked?.unit ?? null, reason = '' } = line.values
    const wanted = { type: `decline_${subject}`, unit, number: numberOf(line.values), reason } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

function subjectOf({ subject }: Values): Subject | null {
  return subjects.find((one) => one === subject) ?? null
}
