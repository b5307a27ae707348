/** The last chapter of the document: the head and the seals, and how anybody checks them without this program. */
import { groupHash } from '../cards/seal.ts'
import type { Cell, Line, Part } from '../documents/official-document.ts'
import type { Seal } from '../store/seals.ts'
import type { Chapter, Sheet } from './evidence-sheet.ts'
import { howToVerify, python } from './evidence-verifying.ts'

export function proofChapter(sheet: Sheet): Chapter {
  const { t, row } = sheet
  const head = { kind: 'facts', facts: [[t('sheet.label.head'), code(row.head.hash)]] } as const
  const words = howToVerify(t).map((text): Part => ({ kind: 'text', text }))
  return {
    title: t('sheet.part.proof'),
    parts: [
      head,
      ...sealsParts(sheet),
      ...words,
      { kind: 'text', text: t('evidence.verify.script') },
      { kind: 'code', lines: python.split('\n') },
    ],
  }
}

function sealsParts(sheet: Sheet): readonly Part[] {
  const { t, seals } = sheet
  if (seals.length === 0) return [{ kind: 'text', text: t('sheet.noSeals') }]
  const columns = [
    { title: t('sheet.column.seal'), share: 22, isCentred: true },
    { title: t('sheet.column.sealedOn'), share: 46 },
    { title: t('sheet.column.sealedLine'), share: 26, isCentred: true },
    { title: t('sheet.column.hash'), share: 66 },
  ] as const
  const rows = seals.map((seal) => sealRow(seal, sheet))
  return [
    { kind: 'text', text: t('sheet.sealsIntro') },
    { kind: 'table', columns, rows },
  ]
}

function sealRow({ number, slotAt, heads, hash }: Seal, { t, reference }: Sheet): readonly Cell[] {
  const sealed = heads.find((head) => head.reference === reference)
  return [[plain(String(number))], [plain(t.moment(slotAt))], [plain(String(sealed?.sequence ?? ''))], code(hash)]
}

function plain(text: string): Line {
  return { text, style: 'plain' }
}

function code(hash: string): Cell {
  return groupHash(hash).map((text) => ({ text, style: 'code' }))
}
