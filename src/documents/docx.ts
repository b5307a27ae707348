/**
 * The text of a .docx: body, headers, footers, notes and text boxes, since a secrecy stamp may stand in any of them.
 * (Libraries such as mammoth leave out headers and footers, and unpack without a limit.)
 */
import { decodeXml, unescapeXml } from './xml.ts'
import { unzip } from './zip.ts'

/**
 * Headers come first, then the body, then the rest; paragraphs are lines.
 * @throws RangeError when it is damaged or larger than any honest document unpacks to
 */
export function textOfDocx(bytes: Uint8Array): string {
  const parts = [...unzip(bytes, isTextPart, mostBytes)]
  if (!parts.some(([name]) => isMainPart(name))) throw new RangeError('no document in the ZIP')
  const inOrder = parts.toSorted(([one], [other]) => rank(one) - rank(other))
  return inOrder
    .map(([, part]) => textOfPart(decodeXml(part)))
    .filter(Boolean)
    .join('\n')
}

const mostBytes = 64 * 1024 * 1024

/** Whether a name in a ZIP is the body of a word-processing document. */
export function isMainPart(name: string): boolean {
  return /^word\/document\d*\.xml$/i.test(name)
}

function isTextPart(name: string): boolean {
  return isMainPart(name) || /^word\/(header|footer|footnotes|endnotes|comments)\d*\.xml$/i.test(name)
}

function rank(name: string): number {
  if (/^word\/header/i.test(name)) return 0
  return isMainPart(name) ? 1 : 2
}

/** Text runs, what separates them, and the ends of paragraphs. */
const mark = /<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(?:tab|br|cr)\b[^>]*>|<\/w:p>/g
/** What is said a second time for old readers. */
const repetition = /<mc:Fallback\b[^>]*>.*?<\/mc:Fallback>/gs

function textOfPart(xml: string): string {
  const pieces = xml
    .replace(repetition, '')
    .matchAll(mark)
    .map(([whole, run]) => {
      if (run !== undefined) return unescapeXml(run)
      return whole === '</w:p>' ? '\n' : ' '
    })
  return [...pieces].join('').trim()
}
