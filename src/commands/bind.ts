/** /bind, /gankenh: the chief of the Office gives the group they are in a purpose. */
import { type Binding, bindChannel } from '../actions/channel.ts'
import { dayOf } from '../calendar/calendar.ts'
import { isUnitValid } from '../domain/directory.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Command, OfficerSituation, Reading } from './command.ts'
import { askChoice, askText, isGiven, mostOffered } from './field.ts'
import { readUnit } from './matter.ts'
import { refused, say } from './say.ts'

const purposes = ['office', 'leaders', 'unit'].map((value) => ({ value, label: `ask.option.purpose.${value}` }))
export const bind: Command = {
  name: 'bind',
  alias: 'gankenh',
  words: ['gan kenh', 'gan nhom'],
  takesReference: false,
  restAnswers: 'purpose',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing({ values }, situation) {
    if (situation.chat.kind !== 'group') return []
    if (!isGiven(values, 'purpose')) return [askChoice('purpose', purposes)]
    return values['purpose'] === 'unit' && !isGiven(values, 'unit') ? [askWhichUnit(situation)] : []
  },
  read: async (answer, situation) => readPurpose(answer, situation),
  async run({ values }, situation) {
    const purpose = purposeOf(values['purpose'])
    const unit = purpose === 'unit' ? (values['unit'] ?? '') : ''
    const refusal = await bindChannel(situation.act, { chat: situation.chat, purpose, unit })
    if (refusal) return [refused(refusal)]
    const said = { office: 'boundOffice', leaders: 'boundLeaders', unit: 'boundUnit' } as const
    const name = situation.snapshot.directory.units.get(unit)?.name ?? unit
    return [say(said[purpose], purpose === 'unit' ? { unit: name } : {})]
  },
}

function purposeOf(value: string | undefined): Binding['purpose'] {
  return value === 'leaders' || value === 'unit' ? value : 'office'
}

function readPurpose(answer: Answer, situation: OfficerSituation): Reading {
  if (answer.key === 'unit') return readUnit(answer, situation)
  const typed = fold(answer.text)
  if (/^(office|van phong|kenh van phong|vp)$/.test(typed)) return { values: { purpose: 'office' } }
  if (/^(leaders?|lanh dao|kenh lanh dao|thuong truc)$/.test(typed)) return { values: { purpose: 'leaders' } }
  if (/^(unit|don vi|co quan|phong)$/.test(typed)) return { values: { purpose: 'unit' } }
  const found = readUnit({ ...answer, key: 'unit' }, situation)
  return 'values' in found ? { values: { ...found.values, purpose: 'unit' } } : found
}

function askWhichUnit({ snapshot, at }: OfficerSituation) {
  const today = dayOf(at, snapshot.calendar)
  const units = [...snapshot.directory.units.values()].filter((unit) => isUnitValid(unit, today))
  if (units.length > mostOffered) return askText('unit')
  return askChoice(
    'unit',
    units.map(({ id, name }) => ({ value: id, label: name })),
  )
}
