/** /withdraw, /rut: a unit withdraws its objection and says what it says instead. "/rut Y12 đồng ý, đề nghị sửa Điều 5". */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Asking } from '../cards/asking.ts'
import { signsFor } from '../domain/consultation-signer.ts'
import { readReply } from '../domain/reply.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Command, Line, OfficerSituation, Reading } from './command.ts'
import { askChoice, askText, faulty, isGiven, quote, readText } from './field.ts'
import {
  askReference,
  askUnit,
  chooseUnit,
  findConsultation,
  ownAnswers,
  readReferenceAnswer,
  readUnit,
} from './matter.ts'
import { answerOutcome } from './outcome.ts'

const verdicts = ['agreed', 'objected'] as const

export const withdraw: Command = {
  name: 'withdraw',
  alias: 'rut',
  words: ['rut y kien', 'rut y kien khong dong y', 'rut phan doi'],
  takesReference: true,
  restAnswers: 'words',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  missing,
  async read(answer, situation) {
    switch (answer.key) {
      case 'reference':
        return readReferenceAnswer(answer)
      case 'unit':
        return readUnit(answer, situation)
      case 'verdict':
        return readVerdict(answer)
      case 'words':
        return readWords(answer)
      default:
        return readText(answer)
    }
  },
  async run(line, situation) {
    const { unit } = await meantBy(line, situation)
    const { verdict, text = '' } = line.values
    const wanted = { type: 'withdraw', unit, verdict: verdict === 'objected' ? 'objected' : 'agreed', text } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

/** The new verdict first; agreement needs no words, a new objection needs its reasons. */
async function missing(line: Line, situation: OfficerSituation): Promise<readonly Asking[]> {
  const reference = await askReference(line, situation, 'nothing')
  if (reference.length > 0) return reference
  const { several, mayWithdraw } = await meantBy(line, situation)
  if (several.length > 0) return askUnit(several, situation)
  if (!mayWithdraw) return []
  const { values } = line
  const options = verdicts.map((value) => ({ value, label: `ask.option.verdict.${value}` }))
  if (!isGiven(values, 'verdict')) return [askChoice('verdict', options)]
  return values['verdict'] === 'objected' && !isGiven(values, 'text') ? [askText('text', { isLong: true })] : []
}

/** A verdict said in words stands; words without one are kept and the verdict is asked for. */
function readWords(answer: Answer): Reading {
  const said = readText({ ...answer, key: 'text' })
  if ('fault' in said) return said
  const reading = readReply(answer.text)
  if (reading.kind === 'agree' && !reading.confirm) return { values: { ...said.values, verdict: 'agreed' } }
  return reading.kind === 'object' ? { values: { ...said.values, verdict: 'objected' } } : said
}

function readVerdict({ text }: Answer): Reading {
  const typed = fold(text.trim())
  if (typed === 'agreed' || typed === 'dong y') return { values: { verdict: 'agreed' } }
  if (typed === 'objected' || typed === 'khong dong y') return { values: { verdict: 'objected' } }
  return faulty('choice-unknown', { typed: quote(text) })
}

async function meantBy(line: Line, situation: OfficerSituation) {
  const consultation = await findConsultation(line, situation)
  const answers = consultation?.state === 'open' ? ownAnswers(consultation, situation.actor) : []
  const { unit, several } = chooseUnit(line, answers, ({ state }) => state === 'objected')
  const answer = answers.find(([own]) => own === unit)?.[1]
  const mayWithdraw =
    consultation !== null &&
    unit !== null &&
    answer?.state === 'objected' &&
    signsFor(situation.actor, unit, consultation.rules)
  return { unit, several, mayWithdraw }
}
