/** The facts a delivery's card is made of, read as of now: the matter, who reads, and what the notice needs besides. */
import { rulesNow } from '../actions/consultation.ts'
import { findUnlinked } from '../actions/tell.ts'
import { dayOf } from '../calendar/calendar.ts'
import type { DeliveryFacts, DeliveryNotice } from '../cards/index.ts'
import { actorOf, isOfOffice } from '../domain/directory.ts'
import { isOfMatter } from '../domain/notice.ts'
import { consultationIn, type Matter } from '../domain/nouns.ts'
import type { Translator } from '../i18n.ts'
import { isOfficeGroup } from '../store/addresses.ts'
import type { Claimed } from '../store/deliveries.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import { linkDossier, readAskedFile } from './asked-file.ts'
import type { Ground } from './ground.ts'

export type Subject = {
  readonly claimed: Claimed
  readonly notice: DeliveryNotice
  readonly snapshot: Snapshot
  readonly now: Temporal.Instant
  /** The matter of the delivery, as of now. */
  readonly matter: Matter | null
}

export async function readFacts(ground: Ground, db: Db, subject: Subject): Promise<DeliveryFacts> {
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
    dossierLink: linkDossier(ground, snapshot, { matter, notice }),
    ...(await linkOf(ground, subject)),
    file:
      matter === null
        ? null
        : await readAskedFile(db, {
            notice,
            matter,
            snapshot,
            now,
            t: documentTranslator(ground, snapshot),
            reader: readerOf(claimed) ?? '',
          }),
  }
}

/** What is posted in a group is read by the group; only the answer to a press is for the presser alone. */
export function readerOf({ officer, isPrivate, kind }: Claimed): string | null {
  return isPrivate || kind === 'answer' || kind === 'form' ? officer : null
}

function showsMatter(notice: DeliveryNotice): boolean {
  return isOfMatter(notice) || (notice.of === 'response' && notice.kind === 'matter')
}

/** Units still asked that nothing proves reached: only of them it matters whether anybody is linked. */
function unreachedIn(matter: Matter | null): readonly string[] {
  const consultation = consultationIn(matter)
  const answers = consultation !== null && 'answers' in consultation ? Object.values(consultation.answers) : []
  return answers.flatMap((answer) => (answer.state === 'asked' && answer.reach === null ? [answer.unit] : []))
}

async function isOffice(db: Db, { claimed, snapshot, now }: Subject): Promise<boolean> {
  const officer = readerOf(claimed)
  if (officer === null) return isOfficeGroup(db, claimed.committeeId, claimed)
  return isOfOffice(snapshot.directory, actorOf(snapshot.directory, officer, dayOf(now, snapshot.calendar)))
}

async function linkOf(ground: Ground, { claimed, notice }: Subject): Promise<Pick<DeliveryFacts, 'linkWays' | 'qr'>> {
  if (notice.of !== 'response' || notice.kind !== 'link_code') return { linkWays: [], qr: null }
  const { code } = notice
  const joined = ground.bots.filter(({ committeeId }) => committeeId === claimed.committeeId)
  const linkWays = joined.map(({ messenger }) => ({ messenger: messenger.name, url: messenger.linkUrl(code) }))
  const first = linkWays.find(({ url }) => url !== null)
  const png = await ground.documents.qrPng(first?.url ?? code)
  return { linkWays, qr: { name: 'ma-lien-ket.png', mime: 'image/png', bytes: png } }
}

function documentTranslator(ground: Ground, { directory }: Snapshot): Translator {
  return ground.translators('vi', directory.committee.timeZone)
}
