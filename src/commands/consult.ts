/**
 * /consult, /layykien: asks for everything a letter must say, shows it, and sends it on a tap. What is missing is asked,
 * never guessed.
 */
import { earlierOf, prepareConsultation, refuseRules, rulesNow } from '../actions/consultation.ts'
import type { Asking } from '../cards/asking.ts'
import type { Response, Warning } from '../cards/response.ts'
import { dueAtOf, faultOf, type Letter } from '../domain/consultation-letter.ts'
import { type Round, refuseRound, roundOf } from '../domain/consultation-rounds.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import { urgencies } from '../regulations/urgency.ts'
import type { Command, Line, OfficerSituation, Values } from './command.ts'
import { warningsOf } from './consult-deadline.ts'
import { leadOf, letterOf, listOf, ownUnits, urgencyOf } from './consult-letter.ts'
import { readLetterField, sameReason } from './consult-read.ts'
import { askableUnits } from './consult-units.ts'
import { askChoice, askChoices, askText, isGiven, mostOffered } from './field.ts'
import { answerOutcome } from './outcome.ts'
import { refused } from './say.ts'

/** What the button under the preview says: "consult send". */
export const sendWord = 'send'

/** Parts of a letter that can be changed before it is sent. */
export const editable = ['subject', 'questions', 'to', 'dossier', 'urgency', 'deadline', 'informed'] as const

export const consult: Command = {
  name: 'consult',
  alias: 'layykien',
  words: ['lay y kien', 'xin y kien'],
  takesReference: false,
  restAnswers: 'subject',
  needsOfficer: true,
  isPersonal: true,
  isAside: false,
  async missing({ values }, situation) {
    const lead = leadOf(values, situation)
    if (ownUnits(situation).length === 0) return []
    const fields: readonly Asking[] = [
      ...(lead === null ? [askLead(situation)] : []),
      askText('subject'),
      askText('questions', { isLong: true }),
      askUnits('to', situation, lead ?? ''),
      ...askReasons(values, situation),
      ...(await askAgain(values, situation)),
      { ...askText('dossier'), kind: 'file' },
      askChoice(
        'urgency',
        urgencies.map((value) => ({ value, label: `ask.option.urgency.${value}` })),
      ),
      askDeadline(),
      ...(urgencyOf(values) === 'immediate' ? [askYesNo('silence')] : []),
      askUnits('informed', situation, lead ?? ''),
    ]
    return fields.filter(({ key }) => !isGiven(values, key))
  },
  read: readLetterField,
  run: runConsult,
}

async function runConsult(line: Line, situation: OfficerSituation): Promise<readonly Response[]> {
  const { values, rest } = line
  if (leadOf(values, situation) === null) return [refused(refuse('no-unit-of-yours'))]
  const letter = letterOf(values, situation)
  const round = await roundNow(letter, situation)
  const fault = faultNow(letter, situation) ?? refuseRoundNow(letter, round, situation)
  const shown = preview({ letter, round }, line, situation)
  if (fault) return [refused(fault), ...shown]
  if (rest !== sendWord) return shown
  return answerOutcome(await prepareConsultation(situation.act, letter), situation)
}

function preview(
  { letter, round }: { readonly letter: Letter; readonly round: Round },
  { values, dialogue }: Line,
  { snapshot, at }: OfficerSituation,
): readonly Response[] {
  if (letter.limit === null) return []
  const dueAt = dueAtOf(letter.limit, at, snapshot.calendar)
  const warnings = [...warningsOf(values['deadline'] ?? ''), ...warningsOfRound(round)]
  return [{ kind: 'preview', dialogue, letter, dueAt, warnings }]
}

function warningsOfRound({ number, first, previous }: Round): readonly Warning[] {
  if (first === null) return []
  const code = 'round'
  return [{ code, details: { number, at: first.sentAt, previous: previous ?? first.reference } }]
}

/** Which time this is asked, by what the lead has asked before. */
async function roundNow(letter: Letter, situation: OfficerSituation): Promise<Round> {
  return roundOf(letter, await earlierOf(situation, letter.leadUnit))
}

function refuseRoundNow(letter: Letter, round: Round, { snapshot, at }: OfficerSituation): Refusal | null {
  const rules = rulesNow(snapshot, at)
  return 'problem' in rules ? null : refuseRound(letter, round, rules)
}

/** Why the same is asked again, once it is known what is asked of whom, and only where a reason is needed (H6.6, AL1.3c). */
async function askAgain(values: Values, situation: OfficerSituation): Promise<readonly Asking[]> {
  if (!['subject', 'questions', 'to'].every((key) => isGiven(values, key)) || isGiven(values, 'again')) return []
  const letter = letterOf(values, situation)
  const round = await roundNow(letter, situation)
  if (refuseRoundNow(letter, round, situation) === null) return []
  return [askText('again', { isLong: true, values: { reference: round.previous ?? '' } })]
}

function faultNow(letter: Letter, { snapshot, at }: OfficerSituation): Refusal | null {
  const rules = rulesNow(snapshot, at)
  if ('problem' in rules) return refuseRules(rules, snapshot, at)
  return faultOf(letter, { rules, directory: snapshot.directory, calendar: snapshot.calendar }, at)
}

function askLead(situation: OfficerSituation): Asking {
  const { units } = situation.snapshot.directory
  return askChoice(
    'lead',
    ownUnits(situation).map((value) => ({ value, label: units.get(value)?.name ?? value })),
  )
}

function askUnits(key: 'to' | 'informed', situation: OfficerSituation, lead: string): Asking {
  const units = askableUnits(situation, lead).map(({ id, name }) => ({ value: id, label: name }))
  const offered = units.length > mostOffered ? [] : units
  if (key === 'informed') return askChoices(key, offered, { isRequired: false })
  return askChoices(key, [...offered, { value: 'all', label: 'ask.option.everybody' }])
}

/** A reason for each unit; one for all of them when everybody is asked (H6.5). */
function askReasons(values: Values, situation: OfficerSituation): readonly Asking[] {
  const units = listOf(values['to'])
  const isAll = isGiven(values, 'to.all')
  const without = isAll ? [] : units.filter((unit) => !isGiven(values, `why.${unit}`))
  const isFirst = without.length === units.length
  const asked = without.map((unit) => askWhy(unit, situation, !isFirst && without.length > 0))
  const needsGeneral = isAll || (units.length > 0 && without.length === 0 && needsReasonForAll(values, situation))
  return needsGeneral ? [...asked, askText('everybody', { isLong: true })] : asked
}

function askWhy(unit: string, { snapshot }: OfficerSituation, mayRepeat: boolean): Asking {
  const name = snapshot.directory.units.get(unit)?.name ?? unit
  const field = askText(`why.${unit}`, { values: { unit: name } })
  return mayRepeat ? { ...field, options: [{ value: sameReason, label: 'ask.option.sameReason' }] } : field
}

function needsReasonForAll(values: Values, situation: OfficerSituation): boolean {
  const limit = { kind: 'working_days', days: 1 } as const
  const dossier = { kind: 'link', url: '' } as const
  const letter = { ...letterOf(values, situation), questions: ['?'], limit, dossier, everybodyBecause: null }
  return faultNow(letter, situation)?.code === 'everybody-needs-reason'
}

function askDeadline(): Asking {
  return { ...askText('deadline'), options: [{ value: 'regulation', label: 'ask.option.byRegulation' }] }
}

function askYesNo(key: string): Asking {
  return askChoice(key, [
    { value: 'yes', label: 'ask.option.yes' },
    { value: 'no', label: 'ask.option.no' },
  ])
}
