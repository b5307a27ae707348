/**
 * The files inside a ZIP, unpacked within hard limits: what the directory claims is not believed.
 * Only what office documents use: stored and deflated entries, no encryption, no ZIP64, one volume.
 */
import { inflateRawSync } from 'node:zlib'

/** An honest office document stays far below; more entries throw. */
const mostEntries = 5_000

/**
 * The names in a ZIP's directory, without unpacking anything.
 * @throws RangeError when the bytes are no ZIP or a damaged one
 */
export function namesInZip(zip: Uint8Array): readonly string[] {
  return readDirectory(zip).map(({ name }) => name)
}

/**
 * Unpacks the entries whose name is wanted, in the order of the directory.
 * @param mostBytes what they may hold together, unpacked
 * @throws RangeError when they hold more, or the ZIP is damaged
 */
export function unzip(
  zip: Uint8Array,
  isWanted: (name: string) => boolean,
  mostBytes: number,
): Map<string, Uint8Array> {
  const unpacked = new Map<string, Uint8Array>()
  let left = mostBytes
  for (const entry of readDirectory(zip).filter(({ name }) => isWanted(name))) {
    const bytes = unpack(zip, entry, left)
    left -= bytes.length
    unpacked.set(entry.name, bytes)
  }
  return unpacked
}

type Entry = { readonly name: string; readonly method: number; readonly packedBytes: number; readonly at: number }

const endSignature = 0x06_05_4b_50
const entrySignature = 0x02_01_4b_50
const endLength = 22
const longestComment = 65_535

function readDirectory(zip: Uint8Array): readonly Entry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > mostEntries) throw new RangeError(`more than ${mostEntries} entries`)
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== entrySignature) throw new RangeError('damaged directory')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  throw new RangeError('no ZIP directory')
}

function unpack(zip: Uint8Array, { name, method, packedBytes, at }: Entry, most: number): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  const packed = zip.subarray(start, start + packedBytes)
  if (method === 0 && packed.length <= most) return packed
  if (method === 8 && most > 0) return inflateRawSync(packed, { maxOutputLength: most })
  throw new RangeError(`cannot unpack ${name}`)
}
