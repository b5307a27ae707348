/**
 * The evidence of a matter as a document a lawyer can read: the matter, the outcome for each unit, what happened line by
 * line, what was sent to whom, and how to check it all.
 */
import { dayOf } from '../calendar/calendar.ts'
import { type OfficialDocument, officialDocx, type Part } from '../documents/official-document.ts'
import { registerKind } from '../domain/reference.ts'
import { matterChapters } from './evidence-matter.ts'
import { proofChapter } from './evidence-proof.ts'
import { type Chapter, type Sheet, subjectOf } from './evidence-sheet.ts'
import { deliveriesChapter, timelineChapter } from './evidence-tables.ts'

/** The document as a .docx, in the layout official documents have. */
export async function evidenceDocx(sheet: Sheet): Promise<Uint8Array> {
  return officialDocx(documentOf(sheet))
}

function documentOf(sheet: Sheet): OfficialDocument {
  const { t, directory, calendar, now } = sheet
  const { name } = directory.committee
  return {
    organisation: name.replace(/^(?:UBND|Ủy ban nhân dân) /, 'Ủy ban nhân dân\n'),
    country: { name: t('sheet.country'), motto: t('sheet.motto') },
    number: t('sheet.number'),
    placeAndDay: t('sheet.placeAndDay', { place: placeOf(name), year: dayOf(now, calendar).year }),
    title: t('sheet.title'),
    summary: summaryOf(sheet),
    parts: layOut([...matterChapters(sheet), timelineChapter(sheet), deliveriesChapter(sheet), proofChapter(sheet)]),
    signer: { post: t('sheet.signer.post'), note: t('sheet.signer.note') },
    recipients: {
      title: t('sheet.recipients.title'),
      lines: [t('sheet.recipients.asked'), t('sheet.recipients.kept')],
    },
  }
}

/** "UBND xã Sông Mây" is in Sông Mây. */
function placeOf(committee: string): string {
  return committee.replace(/^(?:UBND|Ủy ban nhân dân) (?:(?:xã|phường|đặc khu|huyện|quận|thị xã|thành phố|tỉnh) )?/, '')
}

function summaryOf(sheet: Sheet): string {
  const { t, reference, row, directory } = sheet
  if (row.kind === registerKind) return t('sheet.summaryOfRegister', { committee: directory.committee.name })
  return t('sheet.summary', { reference, subject: subjectOf(sheet) ?? '' })
}

const numerals = ['I', 'II', 'III', 'IV', 'V', 'VI'] as const

function layOut(chapters: readonly Chapter[]): readonly Part[] {
  return chapters.flatMap(({ title, parts }, index): readonly Part[] => [
    { kind: 'heading', text: `${numerals[index] ?? index + 1}. ${title}` },
    ...parts,
  ])
}
