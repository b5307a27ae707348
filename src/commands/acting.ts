/** /acting, /phutrach: a dated order to act for a unit's head. "/phutrach VX3 VHXH 25/11 – 26/11 15/QĐ-UBND". */
import { setActing } from '../actions/standing-in.ts'
import type { ActingOrder } from '../domain/directory.ts'
import { mayOrderAny } from '../domain/directory-orders.ts'
import type { Answer, Command, OfficerSituation, Reading, Values } from './command.ts'
import { daysOf, readDays, splitAtDays } from './days.ts'
import { askText, isGiven, readText } from './field.ts'
import { readUnit } from './matter.ts'
import { readOfficer } from './officer.ts'
import { decline, refused, say } from './say.ts'

const longestNumber = 60
const fields = ['officer', 'unit', 'days', 'number'] as const

export const acting: Command = {
  name: 'acting',
  alias: 'phutrach',
  words: ['giao phu trach', 'phu trach'],
  takesReference: false,
  restAnswers: 'officer',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing({ values }, { actor, snapshot }) {
    if (!mayOrderAny(actor, snapshot.directory)) return []
    return fields.filter((key) => !isGiven(values, key)).map((key) => askText(key))
  },
  read: async (answer, situation) => readActingField(answer, situation),
  async run({ values }, situation) {
    const { actor, snapshot, act } = situation
    if (!mayOrderAny(actor, snapshot.directory)) return [decline('office-only')]
    const order = orderOf(values)
    const refusal = await setActing(act, order)
    if (refusal) return [refused(refusal)]
    const { officer, unit, number, fromOn, toOn } = order
    return [say('actingSet', { officer, unit, number, from: fromOn.toString(), to: toOn.toString() })]
  },
}

function orderOf({ officer = '', unit = '', number = '', days = '' }: Values): ActingOrder {
  return { officer, unit, number, ...daysOf(days) }
}

function readActingField(answer: Answer, situation: OfficerSituation): Reading {
  switch (answer.key) {
    case 'days':
      return readDays(answer, situation)
    case 'unit':
      return readUnit(answer, situation)
    case 'number':
      return readText(answer, longestNumber)
    default:
      return readLine(answer, situation)
  }
}

/** The officer alone, or the whole order in one line; what of it was not understood is asked on its own. */
function readLine(answer: Answer, situation: OfficerSituation): Reading {
  const parts = splitAtDays(answer.text)
  const names = readNames(parts?.before || answer.text, answer, situation)
  if ('fault' in names || parts === null) return names
  const days = readDays({ ...answer, key: 'days', text: parts.days }, situation)
  const number = readText({ ...answer, key: 'number', text: parts.after }, longestNumber)
  const known = [names, days, number].flatMap((reading) => ('values' in reading ? [reading.values] : []))
  return { values: Object.assign({}, ...known) }
}

/** "VX3 VHXH", "Bùi Thế Lâm Phòng Kinh tế": the longest beginning that is an officer and leaves a unit. */
function readNames(text: string, answer: Answer, situation: OfficerSituation): Reading {
  const words = text.split(/\s+/)
  const splits = words.map((_, index) => words.length - 1 - index).filter((count) => count > 0)
  for (const count of splits) {
    const officer = readOfficer({ ...answer, text: words.slice(0, count).join(' ') }, situation)
    const unit = readUnit({ ...answer, key: 'unit', text: words.slice(count).join(' ') }, situation)
    if ('values' in officer && 'values' in unit) return { values: { ...officer.values, ...unit.values } }
  }
  return readOfficer({ ...answer, text }, situation)
}
