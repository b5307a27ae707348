/** How the answers to the fields of a letter are read. */
import { fold } from '../text/vietnamese.ts'
import type { Answer, OfficerSituation, Reading } from './command.ts'
import { limitOf, readDeadline } from './consult-deadline.ts'
import { leadOf, listOf, urgencyOf } from './consult-letter.ts'
import { readUnits } from './consult-units.ts'
import { faulty, isGiven, quote, readText, skipped } from './field.ts'
import { readUnit } from './matter.ts'

const longestSubject = 300
const mostQuestions = 30
/** As the option under a reason says it. */
export const sameReason = 'same'

export async function readLetterField(answer: Answer, situation: OfficerSituation): Promise<Reading> {
  const { key, text, line } = answer
  const lead = leadOf(line.values, situation) ?? ''
  if (key.startsWith('why.')) return readWhy(answer)
  switch (key) {
    case 'lead':
      return readUnit(answer, situation)
    case 'subject':
      return readText({ ...answer, text: text.replace(/\s+/g, ' ') }, longestSubject)
    case 'questions':
      return readQuestions(answer)
    case 'to':
      return readUnits(answer, situation, lead)
    case 'informed':
      return text.trim() === skipped ? { values: { informed: skipped } } : readInformed(answer, situation)
    case 'dossier':
      return readDossier(text)
    case 'urgency':
      return readUrgency(text)
    case 'silence':
      return readYesNo(answer)
    case 'deadline':
      return readLimit(answer, situation)
    default:
      return readText(answer)
  }
}

/** One question a line; their numbers and dashes are ours to write. */
function readQuestions(answer: Answer): Reading {
  const questions = answer.text.split('\n').map((line) => line.replace(/^\s*(?:\d{1,2}[.)]|[-–•*+])\s+/, '').trim())
  const asked = questions.filter((question) => /\p{L}/u.test(question))
  if (asked.length > mostQuestions) return faulty('too-many-questions', { most: mostQuestions })
  return readText({ ...answer, text: asked.join('\n') })
}

/** What people type instead of pressing that option. */
const sameInWords = /^(cung ly do|nhu tren|same( reason)?|as above)[.!]?$/

/** "Cùng lý do" takes the reason given last for all that are left. */
function readWhy(answer: Answer): Reading {
  const { key, text, line } = answer
  if (!sameInWords.test(fold(text))) return readText(answer)
  const units = listOf(line.values['to'])
  const given = units.map((unit) => line.values[`why.${unit}`] ?? '').findLast((reason) => reason !== '')
  if (given === undefined) return faulty('answer-empty')
  const left = units.filter((unit) => !isGiven(line.values, `why.${unit}`)).map((unit) => [`why.${unit}`, given])
  return { values: { [key]: given, ...Object.fromEntries(left) } }
}

/** The lead itself may be told as well. */
function readInformed(answer: Answer, situation: OfficerSituation): Reading {
  const reading = readUnits(answer, situation, '')
  return 'fault' in reading ? reading : { values: { informed: reading.values['informed'] ?? skipped } }
}

function readDossier(text: string): Reading {
  const url = /https?:\/\/[^\s<>"]+/.exec(text)?.[0]
  return url && URL.canParse(url) ? { values: { dossier: `link ${url}` } } : faulty('dossier-needed')
}

const urgencyWords: Readonly<Record<string, string>> = {
  thuong: 'normal',
  'binh thuong': 'normal',
  'khong khan': 'normal',
  khan: 'urgent',
  'thuong khan': 'very_urgent',
  'hoa toc': 'immediate',
  normal: 'normal',
  urgent: 'urgent',
  very_urgent: 'very_urgent',
  'very urgent': 'very_urgent',
  immediate: 'immediate',
}

function readUrgency(text: string): Reading {
  const urgency = urgencyWords[fold(text)]
  return urgency ? { values: { urgency } } : faulty('choice-unknown', { typed: quote(text) })
}

function readYesNo({ key, text }: Answer): Reading {
  const typed = fold(text)
  if (/^(yes|co|co ghi|y)$/.test(typed)) return { values: { [key]: 'yes' } }
  return /^(no|khong|khong ghi|n)$/.test(typed)
    ? { values: { [key]: 'no' } }
    : faulty('choice-unknown', { typed: quote(text) })
}

function readLimit(answer: Answer, situation: OfficerSituation): Reading {
  const reading = readDeadline(answer, situation)
  if ('fault' in reading) return reading
  const isThere = limitOf(reading.values['deadline'] ?? '', urgencyOf(answer.line.values), situation) !== null
  return isThere ? reading : faulty('no-regulation-limit')
}
