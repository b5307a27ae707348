/**
 * Every text of an .xlsx, to be looked through for secrecy marks: cells, headers and footers of the printed page, text
 * boxes, notes, names of sheets. Its rows as a table are xlsx.ts.
 */
import { decodeXml, type Tag, tagsOf } from './xml.ts'
import { namesInZip, unzip } from './zip.ts'

/** Unpacked, all parts together. */
const mostBytes = 64 * 1024 * 1024

/** Whether a ZIP is a workbook, by the names in it. */
export function isWorkbook(names: readonly string[]): boolean {
  return names.includes('xl/workbook.xml')
}

/** The texts, a line each. @throws RangeError when it is damaged or larger than any honest workbook unpacks to */
export function textOfXlsx(bytes: Uint8Array): string {
  if (!isWorkbook(namesInZip(bytes))) throw new RangeError('no workbook in the ZIP')
  const parts = [...unzip(bytes, isTextPart, mostBytes)]
  const said = parts.map(([, part]) => textOfPart(decodeXml(part))).join('\n')
  return said.replace(/\n{2,}/g, '\n').trim()
}

function isTextPart(name: string): boolean {
  return /^xl\/(?:workbook|sharedStrings|worksheets\/[^/]+|drawings\/[^/]+|comments[^/]*)\.xml$/i.test(name)
}

const margin = /^(?:odd|even|first)(?:Header|Footer)$/
const ends = new Set(['/si', '/is', '/c', '/p', '/comment'])

/** The runs of one text are joined, since a word may be parted between them. */
function textOfPart(xml: string): string {
  let text = ''
  let isWritten = false
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'c') isWritten = tag.attribute('t') === 'str'
    text += ends.has(tag.name) ? '\n' : saidBy(tag, isWritten)
  }
  return text
}

/** `isWritten`: the value of the cell is a text itself, and no number of one. */
function saidBy(tag: Tag, isWritten: boolean): string {
  if (tag.name === 't' || (tag.name === 'v' && isWritten)) return tag.text
  if (margin.test(tag.name)) return `\n${withoutCodes(tag.text)}\n`
  return tag.name === 'sheet' ? `\n${tag.attribute('name') ?? ''}\n` : ''
}

/** In headers "&C" centres, "&14" is a size, `&"Arial"` a font. */
function withoutCodes(said: string): string {
  return said.replace(/&(?:"[^"]*"|\d+|[A-Z])/gi, ' ').trim()
}
