/**
 * Rows of the first sheet of an .xlsx, as they are stored: numbers keep their digits, and a formula is shown as one instead
 * of its last result. (Libraries give the result, and unpack without a limit.)
 */
import { cleanCell, mostColumns, type Row } from './row.ts'
import { decodeXml, tagsOf } from './xml.ts'
import { namesInZip, unzip } from './zip.ts'

/** Unpacked, all parts together. */
const mostBytes = 32 * 1024 * 1024

/** At most `most` rows; null for another kind of ZIP. @throws RangeError when it is damaged, or unpacks to too much */
export function readXlsx(bytes: Uint8Array, most: number): readonly Row[] | null {
  const names = namesInZip(bytes)
  if (!names.includes('xl/workbook.xml')) return null
  const parts = unzip(
    bytes,
    (name) => /^xl\/(_rels\/)?(workbook\.xml|sharedStrings\.xml)(\.rels)?$/.test(name),
    mostBytes,
  )
  const xml = (name: string): string => decodeXml(parts.get(name) ?? new Uint8Array())
  const sheet = findSheet(xml('xl/workbook.xml'), xml('xl/_rels/workbook.xml.rels'))
  const content = unzip(bytes, (name) => name === sheet, mostBytes).get(sheet)
  if (content === undefined) throw new RangeError('no sheet in the workbook')
  return rowsOf(decodeXml(content), sharedTexts(xml('xl/sharedStrings.xml')), most)
}

/** The path of the first sheet that is shown. */
function findSheet(workbook: string, relations: string): string {
  const sheets = [...tagsOf(workbook)].filter(({ name }) => name === 'sheet')
  const shown = sheets.find(({ attribute }) => (attribute('state') ?? 'visible') === 'visible')
  const id = shown?.attribute('r:id') ?? null
  const relation = [...tagsOf(relations)].find(({ attribute }) => id !== null && attribute('Id') === id)
  const target = relation?.attribute('Target') ?? 'worksheets/sheet1.xml'
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

/** Texts stand once in the workbook and are named by their number; phonetic readings beside them are left out. */
function sharedTexts(xml: string): readonly string[] {
  const texts: string[] = []
  let isReading = false
  for (const { name, text } of tagsOf(xml)) {
    if (name === 'si') texts.push('')
    else if (name === 'rPh') isReading = true
    else if (name === '/rPh') isReading = false
    else if (name === 't' && !isReading) texts.push((texts.pop() ?? '') + text)
  }
  return texts
}

type Cell = { readonly column: number; readonly type: string; value: string; formula: string | null }

function rowsOf(xml: string, shared: readonly string[], most: number): readonly Row[] {
  const rows: Row[] = []
  let line = 0
  let cells: Cell[] = []
  for (const tag of tagsOf(xml)) {
    const cell = cells.at(-1)
    if (tag.name === 'row') {
      line = Number(tag.attribute('r') ?? line + 1)
      cells = []
    } else if (tag.name === 'c') cells.push(cellOf(tag, cells))
    else if (cell && (tag.name === 'v' || tag.name === 't')) cell.value += tag.text
    else if (cell && tag.name === 'f') cell.formula = tag.text
    else if (tag.name === '/row') {
      const read = textsOf(cells, shared)
      if (read.some((text) => text !== '')) rows.push({ line, cells: read })
      cells = []
    }
    if (rows.length === most) break
  }
  return rows
}

function cellOf({ attribute }: { readonly attribute: (name: string) => string | null }, before: readonly Cell[]): Cell {
  const letters = /^[A-Z]{1,3}/.exec(attribute('r') ?? '')?.[0]
  const next = (before.at(-1)?.column ?? -1) + 1
  const column = letters === undefined ? next : columnOf(letters)
  return { column, type: attribute('t') ?? 'n', value: '', formula: null }
}

/** "A" is 0, "AB" is 27. */
function columnOf(letters: string): number {
  return letters.split('').reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function textsOf(cells: readonly Cell[], shared: readonly string[]): readonly string[] {
  const kept = cells.filter(({ column }) => column < mostColumns)
  const width = Math.max(0, ...kept.map(({ column }) => column + 1))
  const texts = Array.from({ length: width }, () => '')
  for (const cell of kept) texts[cell.column] = cleanCell(textOf(cell, shared))
  return texts
}

function textOf({ type, value, formula }: Cell, shared: readonly string[]): string {
  if (formula !== null) return `=${formula}`
  return type === 's' ? (shared[Number(value)] ?? '') : value
}
