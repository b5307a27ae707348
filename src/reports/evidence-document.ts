/**
 * The evidence of a matter as a document a lawyer can read: the matter, the outcome for each unit, what happened line by
 * line, what was sent to whom, and how to check it all.
 */
import { type Line, officialDocx, type OfficialDocument, type Part } from '../documents/official-document.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { Translator } from '../i18n.ts'
import { matterParts } from './evidence-matter.ts'
import { proofParts } from './evidence-proof.ts'
import type { Sheet } from './evidence-sheet.ts'
import { deliveriesPart, timelinePart } from './evidence-tables.ts'

/** A part of the document under its title. */
export type Chapter = { readonly title: string; readonly parts: readonly Part[] }

export async function evidenceDocx(sheet: Sheet): Promise<Uint8Array> {
  return officialDocx(evidenceDocument(sheet))
}

function evidenceDocument(sheet: Sheet): OfficialDocument {
  const { t, directory, calendar, now } = sheet
  const { name } = directory.committee
  return {
    organisation: name.replace(/^UBND /, 'Ủy ban nhân dân '),
    country: { name: t('sheet.country'), motto: t('sheet.motto') },
    number: t('sheet.number'),
    placeAndDay: t('sheet.placeAndDay', { place: placeOf(name), year: dayOf(now, calendar).year }),
    title: t('sheet.title'),
    summary: summaryOf(sheet, t),
    parts: number([...matterParts(sheet), timelinePart(sheet), deliveriesPart(sheet), proofParts(sheet)]),
    signer: { post: t('sheet.signer.post'), note: t('sheet.signer.note') },
    recipients: { title: t('sheet.recipients.title'), lines: [t('sheet.recipients.asked'), t('sheet.recipients.kept')] },
  }
}
