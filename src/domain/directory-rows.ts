/** A directory file row by row: each is read on its own, and what is wrong with it is told with its line. */

import type { Officer, OfficerId, PostKind, UnitFunction, UnitId } from './directory.ts'
import { type Column, neededColumns, readColumn, readFunction, readLanguage, readPost } from './directory-columns.ts'

/** A row as it came: its line in the file, from 1, and its cells as clean text. */
export type TextRow = { readonly line: number; readonly cells: readonly string[] }

/** Something wrong with a file. `code` is a locale key under `directory.problem.`. */
export type Problem = {
  readonly line: number
  readonly column: Column | null
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

/** What one row says. Null or empty: it does not say. */
export type Entry = {
  readonly line: number
  readonly unit: UnitId
  readonly unitName: string | null
  readonly abbreviations: readonly string[]
  readonly parent: UnitId | null
  readonly functions: readonly UnitFunction[]
  readonly successors: readonly UnitId[]
  readonly officer: OfficerId | null
  readonly officerName: string | null
  readonly post: PostKind | null
  readonly order: number | null
  readonly email: string | null
  readonly phone: string | null
  readonly language: Officer['language'] | null
}

export type Read = {
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
  /** The columns the file has. */
  readonly columns: ReadonlySet<Column>
  /** Headings that are not ours. */
  readonly ignored: readonly string[]
}

export function problem(line: number, column: Column | null, code: string, values: Problem['values'] = {}): Problem {
  return { line, column, code, values }
}

/** Reads a file's rows, the first of which is the heading. */
export function readRows(rows: readonly TextRow[]): Read {
  const [heading, ...rest] = rows
  if (heading === undefined)
    return { entries: [], problems: [problem(1, null, 'empty')], columns: new Set(), ignored: [] }
  const columns = heading.cells.map(readColumn)
  const known = columns.filter((column) => column !== null)
  const ignored = heading.cells.filter((cell, index) => cell !== '' && columns[index] === null)
  const faults = headingFaults(known, heading.line)
  const read = faults.length > 0 ? [] : rest.map((row) => readRow(row, columns))
  return {
    entries: read.flatMap(({ entry }) => entry ?? []),
    problems: [...faults, ...read.flatMap(({ problems }) => problems)],
    columns: new Set(known),
    ignored,
  }
}

function headingFaults(known: readonly Column[], line: number): readonly Problem[] {
  const missing = neededColumns.filter((column) => !known.includes(column))
  const twice = known.filter((column, index) => known.indexOf(column) < index)
  return [
    ...missing.map((column) => problem(line, column, 'column-missing', { column })),
    ...twice.map((column) => problem(line, column, 'column-twice', { column })),
  ]
}

const codeForm = /^[A-Za-z\d][\w-]{0,19}$/
const longestText = 300
const phoneForm = /^\+?[\d .()-]{8,20}$/
const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

function readRow(
  row: TextRow,
  columns: readonly (Column | null)[],
): { entry: Entry | null; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const fault = (column: Column, code: string, typed: string): null => {
    problems.push(problem(row.line, column, code, { column, typed: typed.slice(0, 40) }))
    return null
  }
  const say = (column: Column): string => {
    const text = row.cells[columns.indexOf(column)] ?? ''
    if (/^[-–—]$/.test(text)) return ''
    if (isFormula(text, column)) fault(column, 'formula', text)
    else if (text.length > longestText) fault(column, 'too-long', text)
    else return text
    return ''
  }
  const read = <T>(column: Column, code: string, meaningOf: (text: string) => T | null): T | null => {
    const text = say(column)
    return text === '' ? null : (meaningOf(text) ?? fault(column, code, text))
  }
  const several = <T>(column: Column, code: string, meaningOf: (text: string) => T | null): readonly T[] =>
    partsOf(say(column)).flatMap((text) => meaningOf(text) ?? fault(column, code, text) ?? [])
  const code = (text: string): string | null => (codeForm.test(text) ? text : null)
  const same = (text: string): string => text

  const unit = read('unit_code', 'code-malformed', code)
  const officer = read('officer_code', 'code-malformed', code)
  const entry = {
    line: row.line,
    unitName: read('unit_name', '', same),
    abbreviations: several('unit_abbreviations', '', same),
    parent: read('unit_parent', 'code-malformed', code),
    functions: several('unit_functions', 'function-unknown', readFunction),
    successors: several('unit_successors', 'code-malformed', code),
    officer,
    officerName: read('officer_name', '', same),
    post: read('post', 'post-unknown', readPost),
    order: read('post_order', 'order-malformed', (text) => (/^[1-9]\d?$/.test(text) ? Number(text) : null)),
    email: read('email', 'email-malformed', (text) => (emailForm.test(text) ? text : null)),
    phone: read('phone', 'phone-malformed', readPhone),
    language: read('locale', 'language-unknown', readLanguage),
  }
  if (problems.length === 0 && unit === null) problems.push(problem(row.line, 'unit_code', 'unit-code-missing'))
  if (problems.length === 0) problems.push(...halfOfficer(entry))
  return { entry: unit === null || problems.length > 0 ? null : { ...entry, unit }, problems }
}

/** An officer without a post, or a name or a post without an officer's code. */
function halfOfficer({ line, officer, officerName, post }: Omit<Entry, 'unit'>): readonly Problem[] {
  if (officer !== null && post === null) return [problem(line, 'post', 'post-missing', { officer })]
  const isStray = officer === null && (officerName !== null || post !== null)
  return isStray ? [problem(line, 'officer_code', 'officer-code-missing')] : []
}

/** What a spreadsheet would run when the table is opened again. A telephone number may begin with a plus. */
function isFormula(text: string, column: Column): boolean {
  return /^[=+@|-]/.test(text) && !(column === 'phone' && phoneForm.test(text))
}

/** Spreadsheets eat the zero a telephone number begins with. */
function readPhone(text: string): string | null {
  if (/^[2-9]\d{8}$/.test(text)) return `0${text}`
  return phoneForm.test(text) ? text : null
}

function partsOf(text: string): readonly string[] {
  const parts = text.split(';').map((part) => part.trim())
  return [...new Set(parts)].filter((part) => part !== '')
}
