/** From audiences to chats: who can be written to where, and the outbox rows for them. */
import { dayOf } from '../calendar/calendar.ts'
import { decidersOf, type OfficerId, unitsWith } from '../domain/directory.ts'
import type { Audience, DirectoryNotice, Telling } from '../domain/notice.ts'
import { releaseAt } from '../domain/quiet-hours.ts'
import type { Reference } from '../domain/reference.ts'
import { type Address, findAddresses, findGroup } from '../store/addresses.ts'
import { enqueue, type NewDelivery } from '../store/deliveries.ts'
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
      news.push(deliveryOf(circumstances, { reference, telling, ears }))
    }
  }
  await enqueue(tx, snapshot.committeeId, recordedAt, news)
}

function deliveryOf(
  { recordedAt, snapshot: { calendar } }: Circumstances,
  { reference, telling, ears }: { reference: Reference; telling: Telling; ears: Ears },
): NewDelivery {
  const { notice, key, isLive, isUrgent, keepsQuietHours, untilAt } = telling
  const at = recordedAt.add({ seconds: telling.afterSeconds })
  return {
    ...ears.address,
    key: `${reference}:${key}:${ears.officer ?? 'group'}`,
    isPrivate: ears.officer !== null,
    officer: ears.officer,
    kind: 'post',
    reference,
    notice: { of: 'consultation', ...notice },
    target: null,
    press: null,
    isLive,
    isUrgent,
    keepsQuietHours,
    notBeforeAt: keepsQuietHours ? releaseAt(at, untilAt, calendar) : at,
    untilAt,
  }
}

/** Something the directory gives cause to tell, once under its key. */
export type DirectoryTelling = { readonly notice: DirectoryNotice; readonly to: Audience; readonly key: string }

/** Records what the directory gives cause to tell, for everybody in the audience who can be written to. */
export async function tellOfDirectory(
  { tx, snapshot, recordedAt }: Circumstances,
  tellings: readonly DirectoryTelling[],
): Promise<void> {
  const released = releaseAt(recordedAt, null, snapshot.calendar)
  const told = { kind: 'post', reference: null, target: null, press: null, isLive: false, isUrgent: false } as const
  const news: NewDelivery[] = []
  for (const { notice, to, key } of tellings) {
    for (const { officer, address } of await findEars(tx, snapshot, to, recordedAt)) {
      const own = { key: `directory:${key}:${officer ?? 'group'}`, officer, isPrivate: officer !== null }
      news.push({
        ...address,
        ...told,
        ...own,
        notice: { of: 'directory', ...notice },
        keepsQuietHours: to.who !== 'office',
        notBeforeAt: to.who === 'office' ? recordedAt : released,
        untilAt: null,
      })
    }
  }
  await enqueue(tx, snapshot.committeeId, recordedAt, news)
}

/** Everybody of an audience who can be reached, each at their first channel. */
export async function findEars(
  db: Db,
  snapshot: Snapshot,
  to: Audience,
  at: Temporal.Instant,
): Promise<readonly Ears[]> {
  switch (to.who) {
    case 'office':
      return findOffice(db, snapshot, at)
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

/** The Office channel; without one, whoever answers for the Office, in private: an escalation must reach somebody. */
async function findOffice(db: Db, snapshot: Snapshot, at: Temporal.Instant): Promise<readonly Ears[]> {
  const group = await findGroup(db, snapshot.committeeId, { purpose: 'office', unit: '' })
  return group ? inGroup(group) : findAnsweringOffice(db, snapshot, at)
}

/** Everybody who may decide for the Office and can be written to. */
export async function findAnsweringOffice(
  db: Db,
  snapshot: Snapshot,
  at: Temporal.Instant,
): Promise<readonly (Ears & { readonly officer: OfficerId })[]> {
  const offices = unitsWith(snapshot.directory, 'office', dayOf(at, snapshot.calendar))
  return inPrivate(db, snapshot, [...new Set(offices.flatMap(({ id }) => decidersNow(snapshot, id, at)))])
}

function decidersNow(snapshot: Snapshot, unit: string, at: Temporal.Instant): readonly OfficerId[] {
  return decidersOf(snapshot.directory, unit, dayOf(at, snapshot.calendar))
}

async function inPrivate(
  db: Db,
  snapshot: Snapshot,
  officers: readonly OfficerId[],
): Promise<readonly (Ears & { readonly officer: OfficerId })[]> {
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
  const deciders = new Map(units.map((unit) => [unit, decidersNow(snapshot, unit, at)]))
  const addresses = await findAddresses(db, snapshot.committeeId, [...new Set([...deciders.values()].flat())])
  return units.filter((unit) => !deciders.get(unit)?.some((officer) => addresses.has(officer)))
}
