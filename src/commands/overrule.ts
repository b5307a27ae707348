/** /overrule, /ketluan: the leaders' conclusion on an objection. "/ketluan Y12 CA 45/TB-UBND 25/11/2026 Chủ tịch UBND xã". */
import { actOnConsultation } from '../actions/consultation.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Asking } from '../cards/asking.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import { openObjections } from '../domain/consultation-overrule.ts'
import { covers, decidesForOffice } from '../domain/directory.ts'
import type { Answer, Command, Line, OfficerSituation, Reading } from './command.ts'
import { askChoice, askText, isGiven, readText } from './field.ts'
import { askReference, findConsultation, offerUnits, readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { pastDayOf, readPastDay, splitAtPastDay } from './past-day.ts'
import { takeUnit } from './unit-first.ts'

const longestNumber = 60
const longestName = 150

export const overrule: Command = {
  name: 'overrule',
  alias: 'ketluan',
  words: ['ket luan', 'ket luan cua lanh dao', 'ghi ket luan'],
  takesReference: true,
  restAnswers: 'line',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'nothing')
    return reference.length > 0 ? reference : askConclusion(line, situation)
  },
  read: async (answer, situation) => readConclusion(answer, situation),
  async run(line, situation) {
    const { unit, number = '', day, concluder = '' } = line.values
    const { at, snapshot } = situation
    const concludedOn = day === undefined ? dayOf(at, snapshot.calendar) : pastDayOf(day)
    const conclusion = { number, concludedOn, concludedBy: concluder }
    const wanted = { type: 'overrule', unit: unit ?? null, conclusion } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation)
  },
}

/** Nothing where the rules refuse anyway: they say why at once. */
async function askConclusion(line: Line, situation: OfficerSituation): Promise<readonly Asking[]> {
  const { actor, snapshot, at } = situation
  const { values } = line
  const consultation = await findConsultation(line, situation)
  if (consultation === null || consultation.state === 'draft' || consultation.state === 'void') return []
  const mayRecord = roleInLead(consultation.letter, actor) === 'decides' || decidesForOffice(snapshot.directory, actor)
  const units = openObjections(consultation, at).map(({ asked }) => asked.unit)
  const unit = values['unit']
  if (!mayRecord || units.length === 0 || (unit !== undefined && !units.includes(unit))) return []
  const fields = [askText('number'), askText('day'), { ...askText('concluder'), options: offerLeaders(situation) }]
  return [
    ...(unit === undefined && units.length > 1 ? [askChoice('unit', offerUnits(units, situation))] : []),
    ...fields.filter(({ key }) => !isGiven(values, key)),
  ]
}

/** The chair and the vice chairs of today, by name. */
function offerLeaders({ snapshot, at }: OfficerSituation): Asking['options'] {
  const { directory, calendar } = snapshot
  const today = dayOf(at, calendar)
  const posts = directory.posts.filter(
    (post) => (post.kind === 'chair' || post.kind === 'vice_chair') && covers(post, today),
  )
  const names = posts.flatMap(({ officer }) => directory.officers.get(officer)?.name ?? [])
  return [...new Set(names)].map((name) => ({ value: name, label: name }))
}

function readConclusion(answer: Answer, situation: OfficerSituation): Reading {
  switch (answer.key) {
    case 'reference':
      return readReferenceAnswer(answer)
    case 'number':
      return readText(answer, longestNumber)
    case 'concluder':
      return readText(answer, longestName)
    case 'day':
      return readPastDay(answer, situation)
    case 'line':
      return readLine(answer, situation)
    default:
      return readUnit(answer, situation)
  }
}

/** The whole conclusion in one line; what of it is missing is asked. */
function readLine(answer: Answer, situation: OfficerSituation): Reading {
  const first = takeUnit(answer.text, situation)
  const unit = first === null ? {} : { unit: first.unit }
  const { before, day, after } = splitAtPastDay(first?.rest ?? answer.text) ?? { before: '', day: '', after: '' }
  const said = before === '' && day === '' ? (first?.rest ?? answer.text) : before
  const readings = [
    said === '' ? null : readText({ ...answer, key: 'number', text: said.replace(/^số\s+/iu, '') }, longestNumber),
    day === '' ? null : readPastDay({ ...answer, key: 'day', text: day }, situation),
    after === '' ? null : readText({ ...answer, key: 'concluder', text: after.replace(/^của\s+/iu, '') }, longestName),
  ]
  const known = readings.flatMap((reading) => (reading !== null && 'values' in reading ? [reading.values] : []))
  return { values: Object.assign({}, unit, ...known) }
}
