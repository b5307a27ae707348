/** A row of a table, whichever file it came from. */
import { nfc } from '../text/vietnamese.ts'

/** A row with something in it. `line` is its number in the file, from 1; cells are clean, a formula begins with "=". */
export type Row = { readonly line: number; readonly cells: readonly string[] }

/** Columns further right are left out. */
export const mostColumns = 60

/** The text of a cell: NFC, one line, no blanks around, nothing invisible. */
export function cleanCell(text: string): string {
  return nfc(text.replace(/[\u200b-\u200d\u2060\ufeff]/g, ''))
    .replace(/\s+/g, ' ')
    .trim()
}
