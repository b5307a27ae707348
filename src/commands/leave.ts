/** /leave, /nghiphep: when somebody is away, and who is told first meanwhile. "/nghiphep VX1 25/11 – 27/11 VX2". */
import { setLeave } from '../actions/standing-in.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Asking } from '../cards/asking.ts'
import {
  actorOf,
  type Directory,
  daysUnattended,
  decidersOf,
  decides,
  type Leave,
  type UnitId,
} from '../domain/directory.ts'
import { mayArrangeAny } from '../domain/directory-orders.ts'
import type { Answer, Command, OfficerSituation, Reading, Values } from './command.ts'
import { daysOf, readDays, splitAtDays } from './days.ts'
import { askChoice, askText, isGiven, skipped } from './field.ts'
import { readOfficer } from './officer.ts'
import { decline, refused, say } from './say.ts'

export const leave: Command = {
  name: 'leave',
  alias: 'nghiphep',
  words: ['nghi phep', 'ghi nghi phep'],
  takesReference: false,
  restAnswers: 'officer',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing({ values }, situation) {
    if (!mayArrangeAny(situation.actor, situation.snapshot.directory)) return []
    const fields = [askText('officer'), askText('days'), ...askDeputy(values, situation)]
    return fields.filter(({ key }) => !isGiven(values, key))
  },
  read: async (answer, situation) => readLeaveField(answer, situation),
  async run({ values }, situation) {
    const { snapshot, actor } = situation
    if (!mayArrangeAny(actor, snapshot.directory)) return [decline('office-only')]
    const wanted = leaveOf(values)
    const refusal = await setLeave(situation.act, wanted)
    return [refusal ? refused(refusal) : answerLeave(wanted, situation)]
  },
}

function leaveOf(values: Values): Leave {
  const { officer = '', days = '', deputy = skipped } = values
  return { officer, ...daysOf(days), deputy: deputy === skipped ? null : deputy }
}

/** Only where somebody decides for a unit, and others do as well, is there a choice. */
function askDeputy({ officer = '' }: Values, situation: OfficerSituation): readonly Asking[] {
  const { directory } = situation.snapshot
  const today = dayOf(situation.at, situation.snapshot.calendar)
  const units = unitsDecidedBy(officer, directory, today)
  const others = new Set(units.flatMap((unit) => decidersOf(directory, unit, today)).filter((one) => one !== officer))
  const options = [...others].map((value) => ({ value, label: directory.officers.get(value)?.name ?? value }))
  return options.length === 0 ? [] : [askChoice('deputy', options, { isRequired: false })]
}

function unitsDecidedBy(officer: string, directory: Directory, on: Temporal.PlainDate): readonly UnitId[] {
  const { capacities } = actorOf(directory, officer, on)
  return [...new Set(capacities.filter(({ post }) => decides(post)).map(({ unit }) => unit))]
}

function readLeaveField(answer: Answer, situation: OfficerSituation): Reading {
  const { key, text } = answer
  if (key === 'days') return readDays(answer, situation)
  if (key === 'deputy') return text === skipped ? { values: { deputy: skipped } } : readOfficer(answer, situation)
  const parts = splitAtDays(text)
  if (parts === null || parts.before === '') return readOfficer(answer, situation)
  const officer = readOfficer({ ...answer, text: parts.before }, situation)
  if ('fault' in officer) return officer
  const days = readDays({ ...answer, key: 'days', text: parts.days }, situation)
  const deputy = parts.after === '' ? null : readOfficer({ ...answer, key: 'deputy', text: parts.after }, situation)
  return { values: { ...officer.values, ...valuesOf(days), ...valuesOf(deputy) } }
}

/** What was not understood is asked on its own. */
function valuesOf(reading: Reading | null): Values {
  return reading !== null && 'values' in reading ? reading.values : {}
}

function answerLeave(wanted: Leave, { snapshot, at }: OfficerSituation) {
  const { officer, fromOn, toOn } = wanted
  const said = { officer, from: fromOn.toString(), to: toOn.toString() }
  const others = snapshot.directory.leaves.filter((one) => one.officer !== officer)
  const directory = { ...snapshot.directory, leaves: [...others, wanted] }
  const units = unitsDecidedBy(officer, directory, dayOf(at, snapshot.calendar))
  if (units.some((unit) => daysUnattended(directory, unit, wanted).length > 0)) return say('leaveUnattended', said)
  const first = units.flatMap((unit) => decidersOf(directory, unit, fromOn).slice(0, 1))[0]
  if (first === undefined) return say('leaveSetAlone', said)
  return say('leaveSet', { ...said, first: directory.officers.get(first)?.name ?? first })
}
