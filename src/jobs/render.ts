/** From an outbox row to the card it becomes now: reads the matter as of now, in the reader's language. */
import { readConsultation, rulesNow } from '../actions/consultation.ts'
import { findUnlinked } from '../actions/tell.ts'
import { dayOf } from '../calendar/calendar.ts'
import { isOfficeTime } from '../calendar/office-hours.ts'
import type { Card, CardFile } from '../cards/card.ts'
import { type DeliveryFacts, type DeliveryNotice, renderDelivery } from '../cards/index.ts'
import type { Consultation } from '../domain/consultation.ts'
import { isSettled } from '../domain/consultation-answer.ts'
import { isUndoable, undoSeconds } from '../domain/consultation-reply.ts'
import { actorOf, isOfOffice } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { isOfficeGroup } from '../store/addresses.ts'
import type { Claimed } from '../store/deliveries.ts'
import { findPost, findThread, isSuperseded } from '../store/sent.ts'
import type { Snapshot } from '../store/snapshot.ts'
import { type Db, holdView, type Tx } from '../store/tx.ts'
import { linkDossier, needsOneView, readAskedFile } from './asked-file.ts'
import { botOf, type Ground } from './ground.ts'

export type Rendered = {
  readonly card: Card
  readonly t: Translator
  /** The messages an edit changes. */
  readonly messages: readonly string[]
  /** Whether the post an edit changes still showed buttons. */
  readonly hadButtons: boolean
  readonly replyTo: string | null
  readonly isQuietHour: boolean
  /** The matter's evidence when it was rendered, to notice that it moved on while the card was on its way. */
  readonly sequence: number | null
  /** When it will look different although nothing happens: answers stop being undoable. */
  readonly changesAt: readonly Temporal.Instant[]
}

/** The card of a delivery as of now; null when it need no longer be said. */
export async function render(
  ground: Ground,
  db: Tx,
  claimed: Claimed,
  now: Temporal.Instant,
): Promise<Rendered | null> {
  if (needsOneView(claimed.notice as DeliveryNotice | null)) await holdView(db)
  if (claimed.notice === null || (await isSuperseded(db, claimed, now))) return null
  const snapshot = await ground.snapshots.load(db, claimed.committeeId)
  const target = claimed.target === null ? null : await findPost(db, claimed.committeeId, claimed.target)
  const notice = claimed.notice as DeliveryNotice
  const t = translatorFor(ground, snapshot, claimed)
  const read = claimed.reference ? await readConsultation({ tx: db, snapshot }, claimed.reference, now) : null
  const facts = await factsOf(ground, db, { claimed, notice, snapshot, now, matter: read?.consultation ?? null })
  const card = renderDelivery(notice, facts, t)
  if (card === null) return null
  return {
    card,
    t,
    messages: target?.messages ?? [],
    hadButtons: (target?.actions.length ?? 0) > 0,
    replyTo: await threadOf(db, claimed, notice),
    isQuietHour: !isOfficeTime(now, snapshot.calendar),
    sequence: read?.sequence ?? null,
    changesAt: undoEnds(facts.matter, now),
  }
}

function undoEnds(matter: Consultation | null, now: Temporal.Instant): readonly Temporal.Instant[] {
  const answers = matter !== null && 'answers' in matter ? Object.values(matter.answers) : []
  return answers
    .filter(isSettled)
    .filter((answer) => isUndoable(answer, now))
    .map(({ reply }) => reply.recordedAt.add({ seconds: undoSeconds }))
}

/** A nudge hangs under the request it is about, where this chat has it. */
async function threadOf(db: Db, claimed: Claimed, notice: DeliveryNotice): Promise<string | null> {
  const { committeeId, reference } = claimed
  if (reference === null || notice.of !== 'consultation' || notice.kind !== 'nudged' || notice.unit === null)
    return null
  return findThread(db, committeeId, claimed, { reference, kind: 'asked', unit: notice.unit })
}

function translatorFor(ground: Ground, { directory }: Snapshot, claimed: Claimed): Translator {
  const officer = readerOf(claimed)
  const { language, timeZone } = directory.committee
  const own = officer === null ? undefined : directory.officers.get(officer)?.language
  return ground.translators(own ?? language, timeZone)
}

function documentTranslator(ground: Ground, { directory }: Snapshot): Translator {
  return ground.translators('vi', directory.committee.timeZone)
}

type Subject = {
  readonly claimed: Claimed
  readonly notice: DeliveryNotice
  readonly snapshot: Snapshot
  readonly now: Temporal.Instant
  /** The matter of the delivery, as of now. */
  readonly matter: Consultation | null
}

async function factsOf(ground: Ground, db: Db, subject: Subject): Promise<DeliveryFacts> {
  const { claimed, notice, snapshot, now, matter } = subject
  const { directory, calendar } = snapshot
  const rules = rulesNow(snapshot, now)
  return {
    directory,
    calendar,
    now,
    matter,
    reader: { officer: readerOf(claimed), isOffice: await isOffice(db, subject) },
    purpose: claimed.kind === 'edit' ? 'edit' : 'post',
    unlinked: showsMatter(notice) ? await findUnlinked(db, snapshot, unreachedIn(matter), now) : [],
    rules: 'problem' in rules ? null : rules,
    commands: ground.commands,
    dossierLink: linkDossier(ground, snapshot, matter),
    ...(await linkOf(ground, subject)),
    file:
      matter === null
        ? null
        : await readAskedFile(db, { notice, matter, snapshot, now, t: documentTranslator(ground, snapshot) }),
  }
}

/** What is posted in a group is read by the group; only the answer to a press is for the presser alone. */
function readerOf({ officer, isPrivate, kind }: Claimed): string | null {
  return isPrivate || kind === 'answer' || kind === 'form' ? officer : null
}

function showsMatter(notice: DeliveryNotice): boolean {
  return notice.of === 'consultation' || (notice.of === 'response' && notice.kind === 'matter')
}

/** Units still asked that nothing proves reached: only of them it matters whether anybody is linked. */
function unreachedIn(matter: Consultation | null): readonly string[] {
  const answers = matter !== null && 'answers' in matter ? Object.values(matter.answers) : []
  return answers.flatMap((answer) => (answer.state === 'asked' && answer.reach === null ? [answer.unit] : []))
}

async function isOffice(db: Db, { claimed, snapshot, now }: Subject): Promise<boolean> {
  const officer = readerOf(claimed)
  if (officer === null) return isOfficeGroup(db, claimed.committeeId, claimed)
  return isOfOffice(snapshot.directory, actorOf(snapshot.directory, officer, dayOf(now, snapshot.calendar)))
}

async function linkOf(
  ground: Ground,
  { claimed, notice }: Subject,
): Promise<{ linkUrl: string | null; qr: CardFile | null }> {
  if (notice.of !== 'response' || notice.kind !== 'link_code') return { linkUrl: null, qr: null }
  const linkUrl = botOf(ground, claimed.bot).messenger.linkUrl(notice.code)
  const png = await ground.documents.qrPng(linkUrl ?? notice.code)
  return { linkUrl, qr: { name: 'ma-lien-ket.png', mime: 'image/png', bytes: png } }
}
