/**
 * A table somebody sent, as rows of text: .csv in the encodings offices use, or the first sheet of an .xlsx. Bounded in
 * time and memory whatever the file claims. What the cells mean is nobody's business here.
 */
import { readCsv } from './csv.ts'
import type { Row } from './row.ts'
import { readXlsx } from './xlsx.ts'

export type { Row } from './row.ts'

/**
 * `unsupported`: no table of a kind we read. `not-readable`: of such a kind, but damaged or locked.
 * `too-large`, `too-many-rows`: more than {@link largestTable} bytes, or than the rows asked for.
 */
export type Table =
  | { readonly rows: readonly Row[]; readonly why: null }
  | { readonly rows: null; readonly why: 'unsupported' | 'not-readable' | 'too-large' | 'too-many-rows' }

/** Bytes. */
export const largestTable = 8 * 1024 * 1024

const otherStarts = [
  '%PDF',
  '\xd0\xcf\x11\xe0',
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  '{\\rtf',
]

/** Reads a table. Never throws. @param mostRows rows with something in them, the heading among them */
export function readTable(bytes: Uint8Array, mostRows: number): Table {
  if (bytes.length > largestTable) return { rows: null, why: 'too-large' }
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (otherStarts.some((other) => start.startsWith(other))) return { rows: null, why: 'unsupported' }
  try {
    const rows = start.startsWith('PK\x03\x04') ? readXlsx(bytes, mostRows + 1) : readCsv(bytes, mostRows + 1)
    if (rows === null) return { rows: null, why: 'unsupported' }
    return rows.length > mostRows ? { rows: null, why: 'too-many-rows' } : { rows, why: null }
  } catch {
    return { rows: null, why: 'not-readable' }
  }
}
