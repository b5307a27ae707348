/** /bind, /gankenh: the chief of the Office gives the group they are in a purpose. */
import { type Binding, bindChannel, findReplaced, isChiefOfOffice } from '../actions/channel.ts'
import { dayOf } from '../calendar/calendar.ts'
import { isUnitValid } from '../domain/directory.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Command, OfficerSituation, Reading, Values } from './command.ts'
import { askChoice, askText, faulty, isGiven, mostOffered, quote } from './field.ts'
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
    if (values['purpose'] === 'unit' && !isGiven(values, 'unit')) return [askWhichUnit(situation)]
    const isDecided = isGiven(values, 'replaces') || !isChiefOfOffice(situation.snapshot.directory, situation.actor)
    const replaced = isDecided ? null : await findReplaced(situation, bindingOf(values, situation))
    return replaced === null ? [] : [askChoice(`replaces${replaced === 'group' ? 'Group' : 'Purpose'}`, decisions)]
  },
  read: async (answer, situation) =>
    answer.key.startsWith('replaces') ? readDecision(answer) : readPurpose(answer, situation),
  async run({ values }, situation) {
    if (values['replaces'] === 'no') return [say('cancelled')]
    const { purpose, unit } = bindingOf(values, situation)
    const refusal = await bindChannel(situation.act, { chat: situation.chat, purpose, unit })
    if (refusal) return [refused(refusal)]
    const said = { office: 'boundOffice', leaders: 'boundLeaders', unit: 'boundUnit' } as const
    const name = situation.snapshot.directory.units.get(unit)?.name ?? unit
    return [{ ...say(said[purpose], purpose === 'unit' ? { unit: name } : {}), publicly: true }]
  },
}

const decisions = ['yes', 'no'].map((value) => ({ value, label: `ask.option.${value}` }))

function readDecision({ text }: Answer): Reading {
  const typed = fold(text)
  if (/^(yes|y|co|dong y)$/.test(typed)) return { values: { replaces: 'yes' } }
  if (/^(no|n|khong|thoi)$/.test(typed)) return { values: { replaces: 'no' } }
  return faulty('choice-unknown', { typed: quote(text) }, decisions)
}

function bindingOf(values: Values, { chat }: OfficerSituation): Binding {
  const purpose = purposeOf(values['purpose'])
  return { chat, purpose, unit: purpose === 'unit' ? (values['unit'] ?? '') : '' }
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
