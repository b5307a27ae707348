/** Small files of other people's formats, made by hand so that a test can make them wrong. */
import { crc32, deflateRawSync } from 'node:zlib'

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** A ZIP of deflated entries. `claimed` lies about the unpacked size, as a bomb does. */
export function zipOf(entries: Readonly<Record<string, string | Uint8Array>>, claimed?: number): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = typeof content === 'string' ? utf8(content) : content
    const packed = deflateRawSync(bytes)
    const fields = entryFields(bytes, packed, claimed ?? bytes.length, name)
    const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\x00'), fields, Buffer.from(name), packed])
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00\x14\x00'), fields, zeros(10), u32(at), Buffer.from(name)]),
    )
    locals.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const count = directory.length
  const end = Buffer.concat([
    Buffer.from('PK\x05\x06'),
    zeros(4),
    u16(count),
    u16(count),
    u32(listed.length),
    u32(at),
    zeros(2),
  ])
  return new Uint8Array(Buffer.concat([...locals, listed, end]))
}

/** What the local header and the directory say alike: flags, deflate, no time, checksum, sizes, lengths. */
function entryFields(bytes: Uint8Array, packed: Uint8Array, claimed: number, name: string): Buffer {
  return Buffer.concat([
    u16(0),
    u16(8),
    zeros(4),
    u32(crc32(bytes)),
    u32(packed.length),
    u32(claimed),
    u16(Buffer.byteLength(name)),
    u16(0),
  ])
}

function zeros(count: number): Buffer {
  return Buffer.alloc(count)
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** One part of a word-processing document around some body. */
export function wordPart(body: string): string {
  return `<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`
}

/** A paragraph of plain runs. */
export function paragraph(...runs: readonly string[]): string {
  return `<w:p><w:pPr><w:spacing w:after="0"/></w:pPr>${runs.map((run) => `<w:r><w:t xml:space="preserve">${run}</w:t></w:r>`).join('')}</w:p>`
}

export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  return zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': wordPart(body), ...parts })
}

/** A PDF of one page a text, in a font that maps each letter of the texts to its Unicode name. */
export function pdfOf(pages: readonly string[], stamp?: string): Uint8Array {
  const letters = [...new Set(pages.join(''))]
  const names = letters.map(
    (letter) => `/uni${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  const font = `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[33 ${names.join('')}]>>>>`
  const hex = (text: string): string =>
    Array.from(text, (letter) => (33 + letters.indexOf(letter)).toString(16)).join('')
  const first = stamp === undefined ? 4 : 5
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ')
  const notes = stamp === undefined ? '' : '/Annots[4 0 R]'
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`,
    font,
    ...(stamp === undefined ? [] : [`<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/DA(/F 9 Tf)/Contents(${stamp})>>`]),
    ...pages.flatMap((text, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${first + index * 2 + 1} 0 R${notes}>>`,
      streamOf(`BT /F 14 Tf 50 800 Td <${hex(text)}> Tj ET`),
    ]),
  ]
  return pdfFile(objects)
}

function streamOf(content: string): string {
  return `<</Length ${content.length}>>stream\n${content}\nendstream`
}

function pdfFile(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.7\n'
  const places = objects.map((object, index) => {
    const at = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`
  return utf8(`${file}${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`)
}
