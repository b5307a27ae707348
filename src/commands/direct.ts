/** /direct, /chidao: a superior answers a differing view that was reported to them. "/chidao Y12 1 …". */

import { actOnConsultation } from '../actions/consultation.ts'
import { dayOf } from '../calendar/calendar.ts'
import { viewsAnsweredBy } from '../domain/consultation-differing.ts'
import type { DifferingView } from '../domain/consultation-views.ts'
import type { Answer, Command, Line, OfficerSituation, Reading } from './command.ts'
import { askChoice, askText, isGiven, readText } from './field.ts'
import { askReference, findConsultation, readReferenceAnswer } from './matter.ts'
import { answerOutcome } from './outcome.ts'

export const direct: Command = {
  name: 'direct',
  alias: 'chidao',
  words: ['chi dao', 'y kien chi dao', 'cho y kien chi dao'],
  takesReference: true,
  restAnswers: 'line',
  needsOfficer: true,
  isPersonal: true,
  isAside: false,
  async missing(line, situation) {
    const reference = await askReference(line, situation, 'direct')
    if (reference.length > 0) return reference
    const views = await viewsOf(line, situation)
    if (views.length > 1 && !isGiven(line.values, 'view')) return [askChoice('view', views.map(optionIn(situation)))]
    return views.length > 0 && !isGiven(line.values, 'text') ? [askText('text', { isLong: true })] : []
  },
  async read(answer) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    return answer.key === 'text' ? readText(answer) : readLine(answer)
  },
  async run(line, situation) {
    const { view = '', text = '' } = line.values
    const wanted = { type: 'direct', number: view === '' ? null : Number(view), text } as const
    const act = { ...situation.act, words: `/direct ${line.reference ?? ''} ${view}`.trim() }
    return answerOutcome(await actOnConsultation(act, line.reference ?? '', wanted), situation, wanted)
  },
}

/** "2" is the view of a button, what stands behind it or instead of it the words. */
function readLine({ text }: Answer): Reading {
  const [, view, said] = /^(?:(\d{1,3})(?:\s+|$))?(.*)$/s.exec(text.trim()) ?? []
  return { values: { ...(view ? { view } : {}), ...(said ? { text: said } : {}) } }
}

/** The views that may be meant: those that wait for a word, or else all that were reported to the officer. */
async function viewsOf(line: Line, situation: OfficerSituation): Promise<readonly DifferingView[]> {
  const consultation = await findConsultation(line, situation)
  const { officer, snapshot, at } = situation
  const standing = { directory: snapshot.directory, on: dayOf(at, snapshot.calendar) }
  const told = consultation === null ? [] : viewsAnsweredBy(consultation, officer, standing)
  const waiting = told.filter(({ directions }) => directions.length === 0)
  return waiting.length > 0 ? waiting : told
}

function optionIn({ snapshot }: OfficerSituation) {
  return ({ number, by }: DifferingView) => ({
    value: String(number),
    label: `${number}. ${snapshot.directory.officers.get(by)?.name ?? by}`,
  })
}
