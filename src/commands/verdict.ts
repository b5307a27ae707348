/** The three verdicts and a reply in one's own words are one command with different beginnings; made here, named in their files. */
import { actOnConsultation } from '../actions/consultation.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Asking } from '../cards/asking.ts'
import type { Response } from '../cards/response.ts'
import { askedOf, type Answer as UnitAnswer, type Verdict } from '../domain/consultation-answer.ts'
import { findUnits, isUnitValid } from '../domain/directory.ts'
import { readReply } from '../domain/reply.ts'
import type { Command, Line, OfficerSituation } from './command.ts'
import { askChoice, askText, isGiven, mostOffered, readText } from './field.ts'
import { askFor } from './flow.ts'
import {
  askReference,
  askUnit,
  chooseUnit,
  findConsultation,
  ownAnswers,
  readReferenceAnswer,
  readUnit,
} from './matter.ts'
import { answerOutcome, type ConsultationOutcome } from './outcome.ts'
import { refused } from './say.ts'

/** What differs. `verdict` null: the words alone say it. */
export type VerdictKind = Pick<Command, 'name' | 'alias' | 'words'> & { readonly verdict: Verdict | null }

/** A command that answers a consultation for a unit. */
export function makeVerdictCommand({ verdict, ...names }: VerdictKind): Command {
  return {
    ...names,
    takesReference: true,
    restAnswers: 'text',
    needsOfficer: true,
    isPersonal: false,
    isAside: false,
    missing: (line, situation) => missingFor(verdict, line, situation),
    async read(answer, situation) {
      if (answer.key === 'reference') return readReferenceAnswer(answer)
      return answer.key === 'text' ? readText(answer) : readUnit(answer, situation)
    },
    async run(line, situation) {
      const answers = await answersOf(line, situation)
      const { unit } = chooseUnit(line, answers, isOpen)
      const { text = '', suggested } = line.values
      const suggestedUnit = suggested ?? (verdict === 'returned' ? suggestedIn(text, situation) : null)
      const wanted = { type: 'reply', unit, verdict, text, suggestedUnit } as const
      const outcome = await actOnConsultation(situation.act, line.reference ?? '', wanted)
      const again = askAgain(names.name, line, outcome)
      return again.length > 0 ? again : answerOutcome(outcome, situation, wanted)
    },
  }
}

/** Words that were too vague to count are asked for anew, with what is missing; the second time with the paper behind it. */
function askAgain(name: string, line: Line, outcome: ConsultationOutcome): readonly Response[] {
  const ask = (fault: Asking['fault']): Response =>
    askFor({ command: { name }, line }, [{ ...askText('text', { isLong: true }), fault }])
  const { refusal, reference } = outcome
  if (refusal !== null) return refusal.code === 'still-vague' ? [refused(refusal, reference), ask(null)] : []
  const back = outcome.events.find((event) => event.type === 'asked_back')
  return back ? [ask({ code: 'not-concrete', details: { missing: back.missing } })] : []
}

/** What to ask for before the rules are asked. Where they would refuse anyway nothing is missing: they say why at once. */
async function missingFor(
  verdict: Verdict | null,
  line: Line,
  situation: OfficerSituation,
): Promise<readonly Asking[]> {
  const reference = await askReference(line, situation, 'answer')
  if (reference.length > 0) return [...reference, ...textFor(verdict, line, false)]
  const answers = await answersOf(line, situation)
  const { unit, several } = chooseUnit(line, answers, isOpen)
  const answer = answers.find(([own]) => own === unit)?.[1]
  if (several.length === 0 && (answer === undefined || !isOpen(answer))) return []
  const hasKept = answer !== undefined && hasKeptItems(answer, situation)
  return [
    ...askUnit(several, situation),
    ...textFor(verdict, line, hasKept),
    ...suggestionFor(verdict, line, situation),
  ]
}

async function answersOf(line: Line, situation: OfficerSituation) {
  const consultation = await findConsultation(line, situation)
  return consultation?.state === 'open' ? ownAnswers(consultation, situation.actor) : []
}

/** Still to be answered: asked, or lapsed and answered late. */
function isOpen({ state }: UnitAnswer): boolean {
  return state === 'asked' || state === 'deemed_consent' || state === 'unanswered' || state === 'unreached'
}

/** Whether concrete words of the same person wait for their verdict. */
function hasKeptItems(answer: UnitAnswer, { officer }: OfficerSituation): boolean {
  const { unclear } = askedOf(answer)
  return unclear !== null && unclear.by === officer && unclear.items.length > 0
}

/** Agreement needs no words, the others do, unless some are kept already. */
function textFor(verdict: Verdict | null, line: Line, hasKept: boolean): readonly Asking[] {
  const isNeeded = verdict !== 'agreed' && !hasKept && !isGiven(line.values, 'text')
  return isNeeded ? [askText('text', { isLong: true })] : []
}

function suggestionFor(verdict: Verdict | null, line: Line, situation: OfficerSituation): readonly Asking[] {
  const { text = '', suggested } = line.values
  if (verdict !== 'returned' || suggested || suggestedIn(text, situation) !== null) return []
  const { directory, calendar } = situation.snapshot
  const today = dayOf(situation.at, calendar)
  const own = new Set(situation.actor.capacities.map(({ unit }) => unit))
  const units = [...directory.units.values()].filter((unit) => isUnitValid(unit, today) && !own.has(unit.id))
  return [
    askChoice(
      'suggested',
      units.slice(0, mostOffered).map(({ id, name }) => ({ value: id, label: name })),
    ),
  ]
}

/** The unit a reason names itself ("đề nghị gửi P. Kinh tế"), when it is clear which. */
function suggestedIn(text: string, { snapshot, at }: OfficerSituation): string | null {
  const reading = readReply(text)
  const name = reading.kind === 'return' ? reading.suggested : null
  const found = name === null ? [] : findUnits(snapshot.directory, name, dayOf(at, snapshot.calendar))
  return found.length === 1 ? (found[0]?.id ?? null) : null
}
