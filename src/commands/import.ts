/**
 * /import, /nhapdanhba: the Office sends the directory as a file, sees what it would change, and confirms that very
 * difference by its number, "12-3fa90b1c": the directory's version and the beginning of the file's id.
 */
import { changeDirectory, findSentFile, openMattersLeft } from '../actions/directory-change.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Response } from '../cards/response.ts'
import { largestTable, readTable, type Table } from '../documents/table.ts'
import type { RefusalCodes } from '../domain/decision.ts'
import { isOfOffice } from '../domain/directory.ts'
import { describeChanges } from '../domain/directory-difference.ts'
import { mostRows, type Plan, planImport } from '../domain/directory-import.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Command, OfficerSituation, Reading } from './command.ts'
import { askText, faulty, isGiven } from './field.ts'
import { decline, refused, say } from './say.ts'

/** Facts and bad rows that are kept with a response; its card shows fewer, and the counts tell all. */
const mostKept = 20
/** Letters of a file's id that tell it from every other one. */
const idLetters = 8

export const importDirectory: Command = {
  name: 'import',
  alias: 'nhapdanhba',
  words: ['nhap danh ba'],
  takesReference: false,
  restAnswers: 'confirmed',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing({ values }, situation) {
    if (refusalFor(situation) !== null || isGiven(values, 'confirmed') || isGiven(values, 'file')) return []
    return [{ ...askText('file'), kind: 'file' }]
  },
  read: async (answer) => readWord(answer),
  async run({ values }, situation) {
    const refusal = refusalFor(situation)
    if (refusal !== null) return [decline(refusal)]
    const { file = '', confirmed = '' } = values
    return isGiven(values, 'confirmed') ? confirm(confirmed, situation) : preview(file.split(' ')[1] ?? '', situation)
  },
}

function refusalFor({ snapshot, actor, chat }: OfficerSituation): string | null {
  if (!isOfOffice(snapshot.directory, actor)) return 'office-only'
  return chat.kind === 'group' ? 'import-in-private' : null
}

/** "confirm 12-3fa90b1c"; without its number it is kept as "?" and asked for. */
function readWord({ key, text }: Answer): Reading {
  const [, number] = /^(?:confirm|xac ?nhan)(?: +(\S+))?$/.exec(fold(text)) ?? []
  if (number !== undefined) return { values: { [key]: number } }
  return /^(confirm|xac ?nhan)$/.test(fold(text)) ? { values: { [key]: '?' } } : faulty('import-needs-file')
}

type Planned = { readonly file: { readonly id: string; readonly name: string }; readonly plan: Plan }

/** Reads a file and plans it; a response instead when there is no reading it. */
async function plan(id: string, situation: OfficerSituation): Promise<Planned | Response> {
  const { snapshot, at } = situation
  const file = await findSentFile(situation.act, id)
  if (file === null) return decline('import-file-gone')
  const table = readTable(file.bytes, mostRows)
  if (table.rows === null) {
    const most = table.why === 'too-large' ? largestTable / 1024 / 1024 : mostRows
    return decline(unreadable[table.why], { file: file.name, most })
  }
  const planned = planImport(table.rows, snapshot.directory, dayOf(at, snapshot.calendar))
  const { problems } = planned
  if (problems.length === 0) return { file, plan: planned }
  return { kind: 'bad_rows', file: file.name, problems: problems.slice(0, mostKept), count: problems.length }
}

const unreadable: RefusalCodes<NonNullable<Table['why']>> = {
  unsupported: 'table-unsupported',
  'not-readable': 'table-not-readable',
  'too-large': 'table-too-large',
  'too-many-rows': 'table-too-many-rows',
}

async function preview(id: string, situation: OfficerSituation): Promise<readonly Response[]> {
  const planned = await plan(id, situation)
  if ('kind' in planned) return [planned]
  const { file, plan: found } = planned
  return [
    found.changes.length === 0
      ? say('directoryUnchanged', { file: file.name })
      : await showDifference(planned, situation),
  ]
}

async function showDifference({ file, plan: found }: Planned, situation: OfficerSituation): Promise<Response> {
  const { snapshot, at } = situation
  const sections = describeChanges(found.changes, snapshot.directory, dayOf(at, snapshot.calendar))
  return {
    kind: 'difference',
    file: file.name,
    number: `${snapshot.version}-${file.id.slice(0, idLetters)}`,
    sections: sections.map(({ code, facts }) => ({ code, facts: facts.slice(0, mostKept), count: facts.length })),
    left: await openMattersLeft(situation, found.changes, at),
    ignored: found.ignored,
  }
}

/** Records the difference of that number. It was made against one directory: when that is another by now, it is shown anew. */
async function confirm(number: string, situation: OfficerSituation): Promise<readonly Response[]> {
  const [, version, id] = /^(\d+)-([\da-f]{8,20})$/.exec(number) ?? []
  if (version === undefined || id === undefined) return [decline('import-which')]
  const planned = await plan(id, situation)
  if ('kind' in planned) return [planned]
  const { file, plan: found } = planned
  if (found.changes.length === 0) return [say('directoryUnchanged', { file: file.name })]
  if (Number(version) !== situation.snapshot.version)
    return [decline('directory-changed'), await showDifference(planned, situation)]
  const body = { file: file.name, fileId: file.id }
  const refusal = await changeDirectory(situation.act, { changes: found.changes, type: 'directory_imported', body })
  return [refusal ? refused(refusal) : say('directoryImported', { number: found.changes.length })]
}
