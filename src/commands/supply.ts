/** /supply, /bosung: the lead supplies what a unit's dossier lacked: a file, a link, or how it was sent. "/bosung Y12 VHXH https://…". */
import { actOnConsultation } from '../actions/consultation.ts'
import type { Supplied } from '../domain/consultation-requests.ts'
import type { Answer, Command, OfficerSituation, Reading } from './command.ts'
import { askText, isGiven, readText } from './field.ts'
import { readReferenceAnswer, readUnit } from './matter.ts'
import { answerOutcome } from './outcome.ts'
import { findRequest, numberOf, readRequest } from './request.ts'

export const supply: Command = {
  name: 'supply',
  alias: 'bosung',
  words: ['bo sung ho so', 'bo sung'],
  takesReference: true,
  restAnswers: 'request',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing(line, situation) {
    const { askings, asked } = await findRequest(line, 'documents', situation)
    if (askings.length > 0 || asked === null) return askings
    return isGiven(line.values, 'supplied') ? [] : [{ ...askText('supplied'), kind: 'file' }]
  },
  async read(answer, situation) {
    if (answer.key === 'reference') return readReferenceAnswer(answer)
    if (answer.key === 'unit') return readUnit(answer, situation)
    return answer.key === 'supplied' ? readSupplied(answer) : readLine(answer, situation)
  },
  async run(line, situation) {
    const { values } = line
    const supplied = suppliedOf(values['supplied'] ?? '')
    const wanted = {
      type: 'supply_documents',
      unit: values['unit'] ?? null,
      number: numberOf(values),
      supplied,
    } as const
    return answerOutcome(await actOnConsultation(situation.act, line.reference ?? '', wanted), situation, wanted)
  },
}

function readLine(answer: Answer, situation: OfficerSituation): Reading {
  const { values, left } = readRequest(answer.text, situation)
  const supplied = left === '' ? { values: {} } : readSupplied({ ...answer, key: 'supplied', text: left })
  return 'values' in supplied ? { values: { ...values, ...supplied.values } } : supplied
}

/** A link on its own is opened; anything else is the lead's word for how it was sent. */
function readSupplied(answer: Answer): Reading {
  const url = /^https?:\/\/[^\s<>"]+$/.exec(answer.text.trim())?.[0]
  if (url && URL.canParse(url)) return { values: { supplied: `link ${url}` } }
  const said = readText(answer)
  return 'values' in said ? { values: { supplied: `stated ${said.values['supplied']}` } } : said
}

/** Kept as "link https://…", "file <id> <name>", "stated <words>". */
function suppliedOf(kept: string): Supplied {
  const [, file, name] = /^file (\S+) ?(.*)$/s.exec(kept) ?? []
  if (file !== undefined) return { kind: 'file', file, name: name ?? '' }
  const [, kind, said = ''] = /^(link|stated) (.*)$/s.exec(kept) ?? []
  return kind === 'link' ? { kind, url: said } : { kind: 'stated', how: said }
}
