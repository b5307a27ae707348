/** From audiences to chats: who can be written to where, and the outbox rows for them. */
import { dayOf } from '../calendar/calendar.ts'
import { decidersOf, type OfficerId } from '../domain/directory.ts'
import type { Audience, Telling } from '../domain/notice.ts'
import type { Reference } from '../domain/reference.ts'
import { type Address, findAddresses, findGroup } from '../store/addresses.ts'
import { enqueue, findThread, type NewDelivery } from '../store/deliveries.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import type { Circumstances } from './act.ts'

type Ears = { readonly officer: OfficerId | null; readonly address: Address }

/** Records every telling for everybody in its audience who can be written to. */
export async function tellAll(
  circumstances: Circumstances,
  reference: Reference,
  tellings: readonly Telling[],
): Promise<void> {
  const { tx, snapshot, recordedAt } = circumstances
  const news: NewDelivery[] = []
  for (const telling of tellings) {
    for (const ears of await findEars(tx, snapshot, telling.to, recordedAt)) {
      news.push(await deliveryOf(circumstances, { reference, telling, ears }))
    }
  }
  await enqueue(tx, snapshot.committeeId, recordedAt, news)
}

async function deliveryOf(
  { tx, snapshot, recordedAt }: Circumstances,
  { reference, telling, ears }: { reference: Reference; telling: Telling; ears: Ears },
): Promise<NewDelivery> {
  const { notice, key, isLive, isUrgent, afterSeconds, untilAt } = telling
  const hangsUnder = notice.kind === 'nudged' && notice.unit !== null
  const thread = hangsUnder
    ? await findThread(tx, snapshot.committeeId, ears.address, { reference, kind: 'asked', unit: notice.unit ?? '' })
    : null
  return {
    ...ears.address,
    key: `${reference}:${key}:${ears.officer ?? 'group'}`,
    isPrivate: ears.officer !== null,
    officer: ears.officer,
    kind: 'post',
    reference,
    notice: { of: 'consultation', ...notice, thread },
    target: null,
    press: null,
    isLive,
    isUrgent,
    notBeforeAt: recordedAt.add({ seconds: afterSeconds }),
    untilAt,
  }
}

/** Everybody of an audience who can be reached, each at their first channel. */
async function findEars(db: Db, snapshot: Snapshot, to: Audience, at: Temporal.Instant): Promise<readonly Ears[]> {
  switch (to.who) {
    case 'office':
      return inGroup(await findGroup(db, snapshot.committeeId, { purpose: 'office', unit: '' }))
    case 'unit_group':
      return inGroup(await findGroup(db, snapshot.committeeId, { purpose: 'unit', unit: to.unit }))
    case 'officer':
      return inPrivate(db, snapshot, [to.officer])
    case 'deciders':
      return inPrivate(db, snapshot, decidersNow(snapshot, to.unit, at))
    case 'head':
      return (await inPrivate(db, snapshot, decidersNow(snapshot, to.unit, at))).slice(0, 1)
    default:
      return to satisfies never
  }
}

function decidersNow(snapshot: Snapshot, unit: string, at: Temporal.Instant): readonly OfficerId[] {
  return decidersOf(snapshot.directory, unit, dayOf(at, snapshot.calendar))
}

async function inPrivate(db: Db, snapshot: Snapshot, officers: readonly OfficerId[]): Promise<readonly Ears[]> {
  const addresses = await findAddresses(db, snapshot.committeeId, officers)
  return officers.flatMap((officer) => {
    const address = addresses.get(officer)
    return address ? [{ officer, address }] : []
  })
}

function inGroup(address: Address | null): readonly Ears[] {
  return address ? [{ officer: null, address }] : []
}

/** The units of a list in which nobody who may decide can be written to. */
export async function findUnlinked(
  db: Db,
  snapshot: Snapshot,
  units: readonly string[],
  at: Temporal.Instant,
): Promise<readonly string[]> {
  const reached = await Promise.all(
    units.map(async (unit) => (await inPrivate(db, snapshot, decidersNow(snapshot, unit, at))).length > 0),
  )
  return units.filter((_, index) => !reached[index])
}
