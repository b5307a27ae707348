/**
 * Rows of a CSV as Vietnamese offices save them: UTF-8 or UTF-16, with or without a mark, or Windows-1258, whose tones are
 * letters of their own; separated by semicolons, commas or tabs.
 */
import { parse } from 'csv-parse/sync'
import { binary, decodeText } from './plain-text.ts'
import { cleanCell, mostColumns, type Row } from './row.ts'

/** Characters one row may have. */
const longestRow = 64 * 1024

/** At most `most` rows; null when the bytes are no text. @throws CsvError when a quote does not close, or a row is too long */
export function readCsv(bytes: Uint8Array, most: number): readonly Row[] | null {
  const text = decode(bytes)?.replace(/\r\n?/g, '\n')
  if (text === undefined) return null
  const records = parse(text, {
    delimiter: separatorOf(text),
    info: true,
    from_line: /^sep=/i.test(text) ? 2 : 1,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: longestRow,
    to: most,
  }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
  return records.map(({ record, info }) => {
    const breaksInside = record.join('').split('\n').length - 1
    return { line: info.lines - breaksInside, cells: record.slice(0, mostColumns).map(cleanCell) }
  })
}

/** What is no UTF-8 and has no mark is either UTF-16, whose blanks and separators hold a zero byte, or Windows-1258. */
function decode(bytes: Uint8Array): string | null {
  const known = decodeText(bytes)
  if (known !== null) return known
  const text = new TextDecoder(guess(bytes)).decode(bytes)
  return binary.test(text) ? null : text
}

function guess(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 2048)
  const zeros = (from: 0 | 1) => start.filter((byte, index) => byte === 0 && index % 2 === from).length
  if (zeros(0) + zeros(1) === 0) return 'windows-1258'
  return zeros(1) >= zeros(0) ? 'utf-16le' : 'utf-16be'
}

/** The one that is most frequent in the heading, or the one the file names itself, as Excel writes it ("sep=;"). */
function separatorOf(text: string): string {
  const [heading = ''] = /^.*\S.*$/m.exec(text) ?? []
  const named = /^sep=(.)/i.exec(heading)?.[1]
  if (named !== undefined) return named
  const bare = heading.replace(/"[^"]*"/g, '')
  const count = (separator: string): number => bare.split(separator).length
  return [';', ',', '\t'].toSorted((one, other) => count(other) - count(one))[0] ?? ','
}
