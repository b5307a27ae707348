/**
 * Lists as PostgreSQL writes them. Left alone, postgres.js asks every new connection for their types, and when the
 * connection breaks over that question nobody hears of it but the process, which ends. So they are told beforehand.
 */
import type { WireType } from './wire.ts'

/** Lists of one dimension. `elements` that are not named here pass as text. */
export function listTypes(elements: readonly WireType[]): readonly WireType[] {
  const known = new Map([...plain, ...elements].map((type) => [type.oid, type]))
  return lists.map(([element, oid]) => {
    const { parse, serialize } = known.get(element) ?? text
    return {
      oid,
      parse: (written) => readList(written).map((item) => (item === null ? null : parse(item))),
      // Drizzle has already encoded the lists of its own columns.
      serialize: (value) => (Array.isArray(value) ? writeList(value, serialize) : String(value)),
    }
  })
}

/** The numbers in pg_type of the elements we use and of their lists. */
const lists: readonly (readonly [element: number, list: number])[] = [
  [16, 1000],
  [17, 1001],
  [20, 1016],
  [21, 1005],
  [23, 1007],
  [25, 1009],
  [114, 199],
  [701, 1022],
  [1043, 1015],
  [1082, 1182],
  [1114, 1115],
  [1184, 1185],
  [1700, 1231],
  [3802, 3807],
]

const text = { parse: (written: string): unknown => written, serialize: String }

const plain: readonly WireType[] = [
  { oid: 16, parse: (written) => written === 't', serialize: String },
  { oid: 21, parse: Number, serialize: String },
  { oid: 23, parse: Number, serialize: String },
  { oid: 701, parse: Number, serialize: String },
]

const item = /"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs

function readList(written: string): readonly (string | null)[] {
  return Array.from(written.matchAll(item), ([, quoted, bare]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/gs, '$1')
    return bare === undefined || bare === 'NULL' ? null : bare
  })
}

function writeList(values: readonly unknown[], serialize: (value: unknown) => string): string {
  const items = values.map((value) => {
    return value === null ? 'NULL' : `"${serialize(value).replaceAll(/[\\"]/g, '\\$&')}"`
  })
  return `{${items.join(',')}}`
}
