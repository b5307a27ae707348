/** The bytes behind a response that hands something over: the dossier of a matter, or its evidence as a document. */
import { verifyMatter } from '../actions/evidence.ts'
import type { CardFile } from '../cards/card.ts'
import type { DossierLink } from '../cards/facts.ts'
import type { DeliveryNotice } from '../cards/index.ts'
import { dossierFor } from '../domain/consultation-documents.ts'
import type { OfficerId, UnitId } from '../domain/directory.ts'
import { consultationIn, type Matter, nounOf } from '../domain/nouns.ts'
import type { Translator } from '../i18n.ts'
import { evidenceDocx } from '../reports/evidence-document.ts'
import { readSheet } from '../reports/evidence-sheet.ts'
import { readFile } from '../store/files.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import type { Ground } from './ground.ts'

export type FileAsked = {
  readonly notice: DeliveryNotice
  readonly matter: Matter
  readonly snapshot: Snapshot
  readonly now: Temporal.Instant
  /** Who gets it; empty for a group. */
  readonly reader: OfficerId
  /** Documents speak Vietnamese, whoever asks. */
  readonly t: Translator
}

/** A fresh link to the matter's dossier, when it is a file and this host hands files out. */
export function linkDossier(
  { linkToFile }: Pick<Ground, 'linkToFile'>,
  { committeeId }: Pick<Snapshot, 'committeeId'>,
  { matter, notice }: { readonly matter: Matter | null; readonly notice: DeliveryNotice },
): DossierLink | null {
  const consultation = consultationIn(matter)
  const dossier = consultation && dossierFor(consultation, unitOf(notice))
  return linkToFile !== null && dossier?.kind === 'file' ? linkToFile(committeeId, dossier.file) : null
}

/** Whose dossier is meant where it is handed out: what that unit was supplied besides. */
function unitOf(notice: DeliveryNotice): UnitId | null {
  return notice.of === 'response' && notice.kind === 'file' ? notice.unit : null
}

/** Null when nothing was asked for, or it is not there, or not yet. */
export async function readAskedFile(db: Db, asked: FileAsked): Promise<CardFile | null> {
  const { notice, matter, snapshot } = asked
  if (notice.of !== 'response') return null
  if (notice.kind === 'evidence_file') return writeEvidence(db, asked)
  const consultation = consultationIn(matter)
  const dossier = consultation && dossierFor(consultation, unitOf(notice))
  return notice.kind === 'file' && dossier?.kind === 'file' ? readFile(db, snapshot.committeeId, dossier.file) : null
}

/** Whether a response is made of several reads that must see the same instant. */
export function needsOneView(notice: DeliveryNotice | null): boolean {
  return notice?.of === 'response' && notice.kind === 'evidence_file'
}

/** The document shows every line: it waits while an answer may still be taken back, which others must not see. */
async function writeEvidence(db: Db, { matter, snapshot, now, t, reader }: FileAsked): Promise<CardFile | null> {
  if (nounOf(matter.kind).changesAt(matter.state, now).length > 0) return null
  const { reference } = matter.state
  const { findings } = await verifyMatter(db, snapshot.committeeId, reference)
  const sheet = await readSheet({ tx: db, snapshot }, { reference, findings, now, t, reader })
  if (sheet === null) return null
  const mime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return { name: t('sheet.file', { reference }), mime, bytes: await evidenceDocx(sheet) }
}
