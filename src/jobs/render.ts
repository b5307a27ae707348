/** From an outbox row to the card it becomes now: reads the matter as of now, in the reader's language. */
import { readMatterNow } from '../actions/read.ts'
import { dayOf } from '../calendar/calendar.ts'
import { isOfficeTime } from '../calendar/office-hours.ts'
import type { Card } from '../cards/card.ts'
import {
  type DeliveryFacts,
  type DeliveryNotice,
  type MergedNotice,
  renderDelivery,
  renderTogether,
} from '../cards/index.ts'
import { actorOf } from '../domain/directory.ts'
import type { Finding } from '../domain/finding.ts'
import { isOfMatter } from '../domain/notice.ts'
import { type Matter, nounOf } from '../domain/nouns.ts'
import type { Translator } from '../i18n.ts'
import type { Claimed } from '../store/deliveries.ts'
import { findParts } from '../store/merged.ts'
import { findPost, findThread, isSuperseded } from '../store/sent.ts'
import type { Snapshot } from '../store/snapshot.ts'
import { type Db, holdView, type Tx } from '../store/tx.ts'
import { needsOneView } from './asked-file.ts'
import { type Ground, presentOf } from './ground.ts'
import { drawDigest } from './render-digest.ts'
import { readerOf, readFacts } from './render-facts.ts'

export type Rendered = {
  readonly card: Card
  readonly t: Translator
  /** The messages an edit changes. */
  readonly messages: readonly string[]
  /** What the buttons or numbers of the post an edit changes do, as it was shown last. */
  readonly offered: readonly string[]
  readonly replyTo: string | null
  readonly isQuietHour: boolean
  /** The tellings the card says: the delivery itself, or the parts of a merged one that are still worth saying. */
  readonly said: readonly Said[]
}

/** A telling as it was said. */
export type Said = {
  readonly delivery: Claimed
  /** The matter's evidence when it was rendered, to notice that it moved on while the card was on its way. */
  readonly sequence: number | null
  /** When it will look different although nothing happens: answers stop being undoable. */
  readonly changesAt: readonly Temporal.Instant[]
}

type Drawn = { readonly card: Card; readonly said: readonly Said[]; readonly replyTo: string | null }

/** What drawing a card stands on. */
type Easel = {
  readonly ground: Ground
  readonly db: Db
  readonly snapshot: Snapshot
  readonly now: Temporal.Instant
  readonly t: Translator
  readonly vendors: readonly Finding[]
}

/** `vendors`: what is wrong at the committee's vendors, for the day of the Office. */
type AsOf = { readonly now: Temporal.Instant; readonly vendors: readonly Finding[] }

/** The card of a delivery as of now; null when it need no longer be said. */
export async function render(
  ground: Ground,
  db: Tx,
  claimed: Claimed,
  { now, vendors }: AsOf,
): Promise<Rendered | null> {
  const notice = claimed.notice as DeliveryNotice | null
  if (needsOneView(notice)) await holdView(db)
  if (notice === null || (await isSuperseded(db, claimed, now))) return null
  const snapshot = await ground.snapshots.load(db, claimed.committeeId)
  const target = claimed.target === null ? null : await findPost(db, claimed.committeeId, claimed.target)
  const t = translatorFor(ground, snapshot, claimed)
  const easel = { ground, db, snapshot, now, t, vendors }
  const drawn = await drawAny(easel, claimed, notice)
  if (drawn === null) return null
  return {
    ...drawn,
    t,
    messages: target?.messages ?? [],
    offered: target?.actions ?? [],
    isQuietHour: !isOfficeTime(now, snapshot.calendar),
  }
}

async function drawAny(easel: Easel, claimed: Claimed, notice: DeliveryNotice): Promise<Drawn | null> {
  if (notice.of === 'merged') return drawMerged(easel, claimed, notice)
  if (notice.of !== 'digest') return draw(easel, claimed)
  const card = await drawDigest({ ...easel, machine: presentOf(easel.ground.machine) }, claimed, notice)
  return card && { card, said: [], replyTo: null }
}

async function draw(easel: Easel, claimed: Claimed): Promise<Drawn | null> {
  const seen = await look(easel, claimed)
  if (seen === null || seen.card === null) return null
  return { card: seen.card, said: [seen.said], replyTo: await threadOf(easel.db, claimed) }
}

/** Several tellings as one card; only what is still worth saying, and a single one as if it had never been merged. */
async function drawMerged(easel: Easel, claimed: Claimed, merged: MergedNotice): Promise<Drawn | null> {
  const isEdit = claimed.kind === 'edit'
  const parts = await findParts(easel.db, claimed.committeeId, claimed.target ?? claimed.number)
  const looks: Look[] = []
  for (const part of parts) {
    const seen = await look(easel, { ...part, kind: claimed.kind })
    if (seen !== null) looks.push(seen)
  }
  const worth = looks.filter(({ card }) => isEdit || card !== null)
  const [only, ...others] = worth
  if (only === undefined) return null
  const said = worth.map((one) => one.said)
  if (others.length === 0)
    return only.card && { card: only.card, said, replyTo: await threadOf(easel.db, only.said.delivery) }
  return { card: renderTogether(merged, worth, easel.t), said, replyTo: null }
}

type Look = {
  readonly notice: DeliveryNotice
  readonly facts: DeliveryFacts
  readonly card: Card | null
  readonly said: Said
}

/** What a delivery looks like now; null where its matter is none of the reader's any more. */
async function look({ ground, db, snapshot, now, t }: Easel, claimed: Claimed): Promise<Look | null> {
  const notice = claimed.notice as DeliveryNotice
  const read = claimed.reference ? await readMatterNow({ tx: db, snapshot }, claimed.reference, now) : null
  if (read && hasLeft(claimed, read.matter, { snapshot, now })) return null
  const facts = await readFacts(ground, db, { claimed, notice, snapshot, now, matter: read?.matter ?? null })
  const said = { delivery: claimed, sequence: read?.sequence ?? null, changesAt: changesOf(facts.matter, now) }
  return { notice, facts, card: renderDelivery(notice, facts, t), said }
}

/** Whether a card of a matter is for somebody who may not see it any more. What answers an act now is theirs all the same. */
function hasLeft(
  { officer, isPrivate, kind, notice }: Claimed,
  matter: Matter,
  { snapshot: { directory, calendar }, now }: Pick<Easel, 'snapshot' | 'now'>,
): boolean {
  const tells = kind === 'edit' || isOfMatter(notice as DeliveryNotice)
  if (officer === null || !isPrivate || !tells) return false
  return !nounOf(matter.kind).maySee(matter.state, actorOf(directory, officer, dayOf(now, calendar)), directory)
}

function changesOf(matter: Matter | null, now: Temporal.Instant): readonly Temporal.Instant[] {
  return matter === null ? [] : nounOf(matter.kind).changesAt(matter.state, now)
}

/** A nudge hangs under the request it is about, where this chat has it. */
async function threadOf(db: Db, claimed: Claimed): Promise<string | null> {
  const { committeeId, reference } = claimed
  const notice = claimed.notice as DeliveryNotice
  if (reference === null || !isOfMatter(notice) || notice.unit === null) return null
  const kind = nounOf(notice.of).manners.hangsUnder(notice.kind)
  return kind === null ? null : findThread(db, committeeId, claimed, { reference, kind, unit: notice.unit })
}

function translatorFor(ground: Ground, { directory }: Snapshot, claimed: Claimed): Translator {
  const officer = readerOf(claimed)
  const { language, timeZone } = directory.committee
  const own = officer === null ? undefined : directory.officers.get(officer)?.language
  return ground.translators(own ?? language, timeZone)
}
