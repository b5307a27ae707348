/** /reroute, /chuyen: sends a returned request on. "/chuyen Y12 HCC YT: quản lý về y tế" names who returned it and who is asked. */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Asking } from '../cards/asking.ts'
import type { Consultation } from '../domain/consultation.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import { findReturned } from '../domain/consultation-reroute.ts'
import { decidesForOffice } from '../domain/directory.ts'
import type { Answer, Command, Line, OfficerSituation, Reading } from './command.ts'
import { askableUnits } from './consult-units.ts'
import { askChoice, askText, isGiven, mostOffered, readText } from './field.ts'
import { askReference, findConsultation, offerUnits, readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { takeUnit } from './unit-first.ts'

export const reroute: Command = {
  name: 'reroute',
  alias: 'chuyen',
  words: ['chuyen co quan khac', 'chuyen tiep', 'chuyen yeu cau'],
  takesReference: true,
  restAnswers: 'line',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'reroute')
    if (reference.length > 0) return reference
    const consultation = await findConsultation(line, situation)
    return consultation?.state === 'open' ? askMoves(line, consultation, situation) : []
  },
  read: async (answer, situation) => readMove(answer, situation),
  async run(line, situation) {
    const { from, to = '', why = '' } = line.values
    const wanted = { type: 'reroute', from: from ?? null, unit: to, why } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation)
  },
}

/** Nothing where the rules refuse anyway: they say why at once. */
function askMoves(
  { values }: Line,
  consultation: Extract<Consultation, { state: 'open' }>,
  situation: OfficerSituation,
): readonly Asking[] {
  const { actor, snapshot, at } = situation
  const { letter, answers } = consultation
  const isOffice = decidesForOffice(snapshot.directory, actor)
  if (!isOffice && roleInLead(letter, actor) !== 'decides') return []
  const returned = findReturned(answers, at).map(({ asked }) => asked.unit)
  const from = values['from'] ?? (returned.length === 1 ? returned[0] : undefined)
  if (returned.length === 0 || (from !== undefined && !returned.includes(from))) return []
  const units = askableUnits(situation, letter.leadUnit).filter(
    ({ id }) => id !== from && (answers[id] === undefined || (isOffice && answers[id].state === 'returned')),
  )
  const offered = units.slice(0, mostOffered).map(({ id, name }) => ({ value: id, label: name }))
  return [
    ...(from === undefined ? [askChoice('from', offerUnits(returned, situation))] : []),
    ...(isGiven(values, 'to') ? [] : [askChoice('to', offered)]),
    ...(isGiven(values, 'why') ? [] : [askText('why', { isLong: true })]),
  ]
}

async function readMove(answer: Answer, situation: OfficerSituation): Promise<Reading> {
  switch (answer.key) {
    case 'reference':
      return readReferenceAnswer(answer)
    case 'why':
      return readText(answer)
    case 'line':
      return readLine(answer, situation)
    default:
      return readUnit(answer, situation)
  }
}

/** "HCC YT: lý do", "YT: lý do", or a reason alone; a unit whose request waits to be sent on stands in front. */
async function readLine(answer: Answer, situation: OfficerSituation): Promise<Reading> {
  const consultation = await findConsultation(answer.line, situation)
  const answers = consultation?.state === 'open' ? consultation.answers : {}
  const first = takeUnit(answer.text, situation)
  if (first === null) return readText({ ...answer, key: 'why' })
  const isWaiting = findReturned(answers, situation.at).some(({ asked }) => asked.unit === first.unit)
  const mayHaveReturned = isWaiting || answers[first.unit]?.state === 'returned'
  const second = mayHaveReturned && !first.hasColon ? takeUnit(first.rest, situation) : null
  const units =
    isWaiting || second !== null ? { from: first.unit, ...(second && { to: second.unit }) } : { to: first.unit }
  const { rest } = second ?? first
  const why = rest === '' ? { values: {} } : readText({ ...answer, key: 'why', text: rest })
  return 'fault' in why ? why : { values: { ...units, ...why.values } }
}
