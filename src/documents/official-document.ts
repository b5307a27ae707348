/**
 * An official document as a .docx, in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times New Roman, the heading in
 * two columns, number and day left open for the clerk. It lays out finished texts and knows nothing of what they say.
 */
import type * as library from 'docx'
import { type Docx, layOutPart, millimetres, type Part, textWidth } from './official-parts.ts'

export type { Cell, Line, Part } from './official-parts.ts'

/** A document from its heading to "Nơi nhận". */
export type OfficialDocument = {
  /** Each line of it is a line of the heading. */
  readonly organisation: string
  readonly country: { readonly name: string; readonly motto: string }
  /** With its place left open: "Số:        /VP". */
  readonly number: string
  /** With its place left open: "Sông Mây, ngày      tháng      năm 2026". */
  readonly placeAndDay: string
  readonly title: string
  readonly summary: string
  readonly parts: readonly Part[]
  readonly signer: { readonly post: string; readonly note: string }
  readonly recipients: { readonly title: string; readonly lines: readonly string[] }
}

/** The bytes of the document. The library is loaded with the first one. */
export async function officialDocx(content: OfficialDocument): Promise<Uint8Array> {
  const docx = await import('docx')
  const { title, summary, organisation } = content
  const document = new docx.Document({
    creator: organisation.replace('\n', ' '),
    title: `${title} – ${summary}`,
    styles: { default: { document: { run: { font: 'Times New Roman', size: 26 } } } },
    sections: [
      {
        properties: page,
        headers: { first: new docx.Header({ children: [] }), default: pageNumber(docx) },
        children: [
          heading(docx, content),
          ...titleLines(docx, content),
          ...content.parts.flatMap((part) => layOutPart(docx, part)),
          centred(docx, [], { spacing: { before: 240 } }),
          ending(docx, content),
        ],
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toArrayBuffer(document))
}

const page: library.ISectionPropertiesOptions = {
  titlePage: true,
  page: {
    size: { width: millimetres(210), height: millimetres(297) },
    margin: {
      top: millimetres(20),
      bottom: millimetres(20),
      left: millimetres(30),
      right: millimetres(20),
      header: millimetres(10),
    },
  },
}

/** Centred above the text, from the second page. */
function pageNumber(docx: Docx): library.Header {
  return new docx.Header({ children: [centred(docx, [{ size: 26, children: [docx.PageNumber.CURRENT] }])] })
}

function heading(docx: Docx, { organisation, country, number, placeAndDay }: OfficialDocument): library.Table {
  const left = [
    ...organisation.split('\n').map((line) => centred(docx, [{ text: line.toUpperCase(), bold: true, size: 26 }])),
    rule(docx, millimetres(62), 0.4),
    centred(docx, [{ text: number, size: 26 }], { spacing: { before: 80 } }),
  ]
  const right = [
    centred(docx, [{ text: country.name.toUpperCase(), bold: true, size: 24 }]),
    centred(docx, [{ text: country.motto, bold: true, size: 26 }]),
    rule(docx, millimetres(98), 0.6),
    centred(docx, [{ text: placeAndDay, italics: true, size: 26 }], { spacing: { before: 80 } }),
  ]
  return borderless(docx, [left, right], [millimetres(62), millimetres(98)])
}

function titleLines(docx: Docx, { title, summary }: OfficialDocument): readonly library.Paragraph[] {
  return [
    centred(docx, [{ text: title.toUpperCase(), bold: true, size: 28 }], { spacing: { before: 360 } }),
    centred(docx, [{ text: summary, bold: true, size: 28 }]),
    rule(docx, textWidth, 0.35),
    centred(docx, [], { spacing: { after: 60 } }),
  ]
}

/** "Nơi nhận" beside whoever signs. */
function ending(docx: Docx, { recipients, signer }: OfficialDocument): library.Table {
  const left = [
    new docx.Paragraph({
      children: [new docx.TextRun({ text: recipients.title, bold: true, italics: true, size: 24 })],
    }),
    ...recipients.lines.map((text) => new docx.Paragraph({ children: [new docx.TextRun({ text, size: 22 })] })),
  ]
  const right = [
    centred(docx, [{ text: signer.post.toUpperCase(), bold: true, size: 26 }]),
    centred(docx, [{ text: signer.note, italics: true, size: 24 }], { spacing: { after: 1400 } }),
  ]
  return borderless(docx, [left, right], [millimetres(80), millimetres(80)])
}

function centred(
  docx: Docx,
  runs: readonly library.IRunOptions[],
  options: library.IParagraphOptions = {},
): library.Paragraph {
  const children = runs.map((run) => new docx.TextRun(run))
  return new docx.Paragraph({ alignment: docx.AlignmentType.CENTER, ...options, children })
}

/** A line as long as a share of the width it stands in. */
function rule(docx: Docx, width: number, share: number): library.Paragraph {
  const margin = Math.round((width * (1 - share)) / 2)
  return new docx.Paragraph({
    indent: { left: margin, right: margin },
    spacing: { before: 0, after: 0, line: 40, lineRule: docx.LineRuleType.EXACT },
    border: { bottom: { style: docx.BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  })
}

function borderless(
  docx: Docx,
  columns: readonly (readonly library.Paragraph[])[],
  widths: readonly number[],
): library.Table {
  const cells = columns.map(
    (children, index) =>
      new docx.TableCell({
        width: { size: widths[index] ?? 0, type: docx.WidthType.DXA },
        children: [...children],
      }),
  )
  return new docx.Table({
    rows: [new docx.TableRow({ cantSplit: true, children: cells })],
    columnWidths: [...widths],
    width: { size: textWidth, type: docx.WidthType.DXA },
    layout: docx.TableLayoutType.FIXED,
    margins: { left: 0, right: 0 },
    borders: docx.TableBorders.NONE,
  })
}
