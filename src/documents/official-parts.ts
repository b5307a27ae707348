/** The body of an official document: headings, paragraphs, tables, and what is written for machines. */
import type * as library from 'docx'

export type Docx = typeof library

/** A piece of the body. */
export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Written by machines for machines: every space counts. */
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  /** What is known, row by row: label and value. */
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [label: string, value: Cell])[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[] }

/** `share`: of the width, in any unit. */
export type Column = { readonly title: string; readonly share: number; readonly isCentred?: true }

/** The lines of a cell, one below the other. */
export type Cell = readonly Line[]

export type Line = { readonly text: string; readonly style: 'plain' | 'bold' | 'quiet' | 'code' }

/** Twips: a twentieth of a point. */
export function millimetres(length: number): number {
  return Math.round((length * 1440) / 25.4)
}

/** The width between the margins, in twips. */
export const textWidth = millimetres(210 - 30 - 20)

/** Half points. */
const size = { body: 26, table: 22, quiet: 20, code: 17 } as const

const codeFont = 'Courier New'

/** One part as paragraphs and tables of the library. */
export function layOutPart(docx: Docx, part: Part): readonly (library.Paragraph | library.Table)[] {
  switch (part.kind) {
    case 'heading':
      return [paragraph(docx, part.text, { bold: true }, { keepNext: true, spacing: { before: 240, after: 120 } })]
    case 'text':
      return [bodyParagraph(docx, part.text)]
    case 'code':
      return part.lines.map((line) => codeParagraph(docx, line))
    case 'facts':
      return [factsTable(docx, part.facts)]
    case 'table':
      return [gridTable(docx, part)]
    default:
      return part satisfies never
  }
}

function paragraph(
  docx: Docx,
  text: string,
  run: library.IRunOptions,
  options: library.IParagraphOptions,
): library.Paragraph {
  return new docx.Paragraph({ ...options, children: [new docx.TextRun({ ...run, text })] })
}

function bodyParagraph(docx: Docx, text: string): library.Paragraph {
  return paragraph(
    docx,
    text,
    { size: size.body },
    {
      alignment: docx.AlignmentType.JUSTIFIED,
      indent: { firstLine: millimetres(10) },
      spacing: { before: 120, after: 120, line: 276 },
    },
  )
}

function codeParagraph(docx: Docx, line: string): library.Paragraph {
  return paragraph(
    docx,
    line,
    { font: codeFont, size: size.code },
    { alignment: docx.AlignmentType.LEFT, spacing: { before: 0, after: 0 }, keepLines: true },
  )
}

const labelShare = 0.28

function factsTable(docx: Docx, facts: Extract<Part, { kind: 'facts' }>['facts']): library.Table {
  const widths = [textWidth * labelShare, textWidth * (1 - labelShare)].map(Math.round)
  const rows = facts.map(([label, value]) => {
    const named: Cell = [{ text: label, style: 'bold' }]
    return row(docx, [named, value], { widths, centred: [] })
  })
  return table(docx, rows, widths)
}

function gridTable(docx: Docx, { columns, rows }: Extract<Part, { kind: 'table' }>): library.Table {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.round((textWidth * share) / whole))
  const titles = columns.map(({ title }): Cell => [{ text: title, style: 'bold' }])
  const centred = columns.flatMap(({ isCentred }, index) => (isCentred ? [index] : []))
  const head = row(docx, titles, { widths, centred: [...columns.keys()], isHead: true })
  return table(docx, [head, ...rows.map((cells) => row(docx, cells, { widths, centred }))], widths)
}

function table(docx: Docx, rows: readonly library.TableRow[], widths: readonly number[]): library.Table {
  return new docx.Table({
    rows: [...rows],
    columnWidths: [...widths],
    width: { size: textWidth, type: docx.WidthType.DXA },
    layout: docx.TableLayoutType.FIXED,
    margins: { top: 40, bottom: 40, left: 80, right: 80 },
  })
}

type RowLook = { readonly widths: readonly number[]; readonly centred: readonly number[]; readonly isHead?: true }

function row(docx: Docx, cells: readonly Cell[], { widths, centred, isHead }: RowLook): library.TableRow {
  return new docx.TableRow({
    ...(isHead ? { tableHeader: true } : {}),
    cantSplit: cells.every((cell) => cell.length <= shortCell),
    children: cells.map(
      (cell, index) =>
        new docx.TableCell({
          width: { size: widths[index] ?? 0, type: docx.WidthType.DXA },
          verticalAlign: isHead ? docx.VerticalAlignTable.CENTER : docx.VerticalAlignTable.TOP,
          children: cell.map((line) => cellLine(docx, line, centred.includes(index))),
        }),
    ),
  })
}

/** Rows with more lines than this in a cell may run over a page. */
const shortCell = 12

function cellLine(docx: Docx, { text, style }: Line, isCentred: boolean): library.Paragraph {
  const runs: Readonly<Record<Line['style'], library.IRunOptions>> = {
    plain: { size: size.table },
    bold: { size: size.table, bold: true },
    quiet: { size: size.quiet, italics: true },
    code: { size: size.code, font: codeFont },
  }
  const alignment = isCentred ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT
  return paragraph(docx, text, runs[style], { alignment, spacing: { before: 0, after: 20 } })
}
