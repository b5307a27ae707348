/** /received, /sovanban: the number of the incoming register proves that a unit was reached. "/sovanban Y12 KT 118 25/11/2026". */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Asking } from '../cards/asking.ts'
import { lacksProof, registeredUnit } from '../domain/consultation-registry.ts'
import type { Answer, Command, Line, OfficerSituation, Reading } from './command.ts'
import { askChoice, askText, isGiven, readText } from './field.ts'
import { askReference, findConsultation, offerUnits, readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { pastInstantOf, readPastDay, splitAtPastDay } from './past-day.ts'
import { takeUnit } from './unit-first.ts'

const longestNumber = 40

export const received: Command = {
  name: 'received',
  alias: 'sovanban',
  words: ['so van ban', 'so den', 'vao so'],
  takesReference: true,
  restAnswers: 'line',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'nothing')
    return reference.length > 0 ? reference : askProof(line, situation)
  },
  read: async (answer, situation) => readProof(answer, situation),
  async run(line, situation) {
    const { unit, number = '', arrived } = line.values
    const { act, at, snapshot } = situation
    const arrivedAt = arrived === undefined ? at : pastInstantOf(arrived, at, snapshot.calendar)
    const wanted = { type: 'register', unit: unit ?? null, number, arrivedAt } as const
    return answerOutcome(await actOnConsultation(act, line.reference ?? '', wanted), situation)
  },
}

/** Nothing where the rules refuse anyway: they say why at once. */
async function askProof(line: Line, situation: OfficerSituation): Promise<readonly Asking[]> {
  const { actor, snapshot } = situation
  const { values } = line
  const consultation = await findConsultation(line, situation)
  if (consultation?.state !== 'open') return []
  const unit = registeredUnit({ by: actor, unit: values['unit'] ?? null }, consultation, snapshot.directory)
  if (typeof unit !== 'string' && unit.code !== 'which-registered') return []
  if (typeof unit === 'string' && !lacksProof(consultation.answers[unit])) return []
  const units = typeof unit === 'string' ? [] : ((unit.details['units'] ?? []) as readonly string[])
  const arrived = { ...askText('arrived'), options: [{ value: 'hôm nay', label: 'ask.option.today' }] }
  return [
    ...(units.length > 0 ? [askChoice('unit', offerUnits(units, situation))] : []),
    ...[askText('number'), arrived].filter(({ key }) => !isGiven(values, key)),
  ]
}

function readProof(answer: Answer, situation: OfficerSituation): Reading {
  switch (answer.key) {
    case 'reference':
      return readReferenceAnswer(answer)
    case 'number':
      return readNumber(answer)
    case 'arrived':
      return readPastDay(answer, situation)
    case 'line':
      return readLine(answer, situation)
    default:
      return readUnit(answer, situation)
  }
}

/** The unit, the number and the day in one line; what of it is missing is asked. */
function readLine(answer: Answer, situation: OfficerSituation): Reading {
  const first = takeUnit(answer.text, situation)
  const unit = first === null ? {} : { unit: first.unit }
  const rest = first?.rest ?? answer.text
  const parts = splitAtPastDay(rest)
  const said = parts?.before ?? rest
  const number = said === '' ? { values: {} } : readNumber({ ...answer, key: 'number', text: said })
  const arrived =
    parts === null ? { values: {} } : readPastDay({ ...answer, key: 'arrived', text: parts.day }, situation)
  const known = [number, arrived].flatMap((reading) => ('values' in reading ? [reading.values] : []))
  return { values: Object.assign({}, unit, ...known) }
}

/** "số đến 118" is 118. */
function readNumber(answer: Answer): Reading {
  return readText(
    { ...answer, text: answer.text.replace(/^(?:số(?:\s+đến)?|so(?:\s+den)?)\s*:?\s+/iu, '') },
    longestNumber,
  )
}
