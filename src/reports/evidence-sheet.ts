/** What an export of evidence is made of: the matter, its lines, and the seals over them, read in one view. */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import type { Part } from '../documents/official-document.ts'
import type { Consultation } from '../domain/consultation.ts'
import { mayReadView } from '../domain/consultation-differing.ts'
import type { DifferingView } from '../domain/consultation-views.ts'
import type { Directory, OfficerId } from '../domain/directory.ts'
import { consultationIn, type Matter, matterAsOf, nounOf } from '../domain/nouns.ts'
import type { Reference } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import { type ChainedLine, type Finding, readEvidence } from '../store/evidence.ts'
import { type MatterRow, readMatter } from '../store/matters.ts'
import { readSealsOver, type Seal } from '../store/seals.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import type { Names } from './evidence-words.ts'

/** Which matter, what verifying it found, and in whose language its words are. */
export type ExportAsked = {
  readonly reference: Reference
  readonly findings: readonly Finding[]
  readonly now: Temporal.Instant
  readonly t: Translator
  /** Who takes it away; null: the operator, who reads everything and hands it to whoever may ask for it. */
  readonly reader: OfficerId | null
}

export type Sheet = ExportAsked & {
  readonly row: MatterRow<unknown>
  readonly lines: readonly ChainedLine[]
  readonly seals: readonly Seal[]
  readonly directory: Directory
  readonly calendar: Calendar
}

/** A part of the document under its title. */
export type Chapter = { readonly title: string; readonly parts: readonly Part[] }

/** Reads what is exported, in a transaction whose view does not move; null when there is no such matter. */
export async function readSheet(
  { tx, snapshot }: { readonly tx: Db; readonly snapshot: Snapshot },
  asked: ExportAsked,
): Promise<Sheet | null> {
  const { committeeId, directory, calendar } = snapshot
  const row = await readMatter<unknown>(tx, { committeeId, reference: asked.reference })
  if (row === null) return null
  const lines = await readEvidence(tx, committeeId, asked.reference)
  const seals = await readSealsOver(tx, committeeId, asked.reference)
  return { ...asked, row, lines, seals, directory, calendar }
}

/** Whether the words of a differing view stand on this sheet. */
export function showsView({ reader, directory, calendar, now }: Sheet, view: DifferingView): boolean {
  return reader === null || mayReadView(view, reader, { directory, on: dayOf(now, calendar) })
}

/** The names behind the codes of a sheet's lines, and what of them its reader may read. */
export function namesIn(sheet: Sheet): Names {
  const { directory, calendar } = sheet
  const consultation = consultationOf(sheet)
  const views = consultation === null || consultation.state === 'draft' ? [] : consultation.differing
  const mayRead = (number: number) => views.some((view) => view.number === number && showsView(sheet, view))
  return { directory, timeZone: calendar.timeZone, mayReadView: mayRead }
}

/** The matter the sheet is about, as of the export; null for the register. */
export function matterOf({ row, now, ...ground }: Sheet): Matter | null {
  return matterAsOf(row, { now, ground })
}

/** What lists call the matter; null for the register. */
export function subjectOf(sheet: Sheet): string | null {
  const matter = matterOf(sheet)
  return matter && nounOf(matter.kind).outlineOf(matter.state).subject
}

/** The consultation the sheet is about, as of the export; null for a matter of another kind. */
export function consultationOf(sheet: Sheet): Consultation | null {
  return consultationIn(matterOf(sheet))
}
