/**
 * How values cross the border to PostgreSQL, once for both drivers, which by themselves disagree: int8 comes as text
 * or number, a timestamp loses its microseconds in a Date. Everything not listed stays as the drivers have it, which is alike.
 */

/** One type of PostgreSQL. */
export type WireType = {
  /** The type's number in pg_type. */
  readonly oid: number
  readonly parse: (text: string) => unknown
  /** Texts pass as they are: drizzle has already encoded them. */
  readonly serialize: (value: unknown) => string
}

export const wireTypes: readonly WireType[] = [
  {
    oid: 17,
    parse: readBytes,
    serialize: (value) => (value instanceof Uint8Array ? `\\x${value.toHex()}` : String(value)),
  },
  { oid: 20, parse: readCount, serialize: String },
  { oid: 114, parse: JSON.parse, serialize: writeJson },
  { oid: 1082, parse: (text) => Temporal.PlainDate.from(text), serialize: String },
  { oid: 1114, parse: (text) => text, serialize: String },
  { oid: 1184, parse: (text) => Temporal.Instant.from(text), serialize: writeInstant },
  { oid: 3802, parse: JSON.parse, serialize: writeJson },
]

/** Reads PostgreSQL's hexadecimal form of bytes (`\x…`). */
export function readBytes(text: string): Uint8Array {
  return Uint8Array.fromHex(text.slice(2))
}

function readCount(text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count)) throw new RangeError(`${text} is beyond what a number holds exactly`)
  return count
}

function writeJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** PostgreSQL would round nanoseconds, perhaps past a deadline; they are cut off instead. */
export function writeInstant(value: unknown): string {
  return value instanceof Temporal.Instant ? value.toString({ smallestUnit: 'microsecond' }) : String(value)
}
