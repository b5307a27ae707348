/** From audiences to chats: who can be written to where, and the outbox rows for them. */
import { dayOf } from '../calendar/calendar.ts'
import { capacitiesIn, decidersOf, type OfficerId, type UnitId, unitsWith } from '../domain/directory.ts'
import type { Audience, DirectoryNotice, Telling } from '../domain/notice.ts'
import type { AnyNoun } from '../domain/nouns.ts'
import { releaseAt } from '../domain/quiet-hours.ts'
import type { MatterKind, Reference } from '../domain/reference.ts'
import { type Address, findAddresses, findGroups, findReachable, type Reachable } from '../store/addresses.ts'
import { copyKey } from '../store/copies.ts'
import { enqueue, type NewDelivery } from '../store/deliveries.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import type { Circumstances } from './act.ts'

/** Who hears, where; `copies`: the chats beside it in which they want the same without a sound. */
export type Ears = {
  readonly officer: OfficerId | null
  readonly address: Address
  readonly copies: readonly Address[]
}

/** Records every telling for everybody in its audience who can be written to. */
export async function tellAll(
  circumstances: Circumstances,
  { noun, reference }: { readonly noun: Pick<AnyNoun, 'kind' | 'manners'>; readonly reference: Reference },
  tellings: readonly Telling[],
): Promise<void> {
  const { tx, snapshot, recordedAt } = circumstances
  const places = await findPlaces(tx, snapshot, tellings, recordedAt)
  const news = tellings.flatMap((telling) =>
    places.earsOf(telling.to).flatMap((ears) => {
      const delivery = deliveryOf(circumstances, { of: noun.kind, reference, telling, ears })
      return noun.manners.isReminder(telling.notice.kind) ? [delivery] : withCopies(delivery, ears)
    }),
  )
  await enqueue(tx, snapshot.committeeId, recordedAt, news)
}

function deliveryOf(
  { recordedAt, snapshot: { calendar } }: Circumstances,
  { of, reference, telling, ears }: { of: MatterKind; reference: Reference; telling: Telling; ears: Ears },
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
    notice: { of, ...notice },
    target: null,
    press: null,
    isLive,
    isUrgent,
    keepsQuietHours,
    notBeforeAt: keepsQuietHours ? releaseAt(at, untilAt, calendar) : at,
    untilAt,
  }
}

/** A telling, and the same without a sound in the channels in which its hearer asked for copies. */
export function withCopies(delivery: NewDelivery, { copies }: Pick<Ears, 'copies'>): readonly NewDelivery[] {
  const copied = copies.map((address) => {
    return { ...delivery, ...address, key: copyKey(delivery.key, address.bot), isUrgent: false, isCopy: true }
  })
  return [delivery, ...copied]
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
  const places = await findPlaces(tx, snapshot, tellings, recordedAt)
  for (const { notice, to, key } of tellings) {
    for (const ears of places.earsOf(to)) {
      const { officer, address } = ears
      const own = { key: `directory:${key}:${officer ?? 'group'}`, officer, isPrivate: officer !== null }
      const delivery = {
        ...address,
        ...told,
        ...own,
        notice: { of: 'directory', ...notice },
        keepsQuietHours: to.who !== 'office',
        notBeforeAt: to.who === 'office' ? recordedAt : released,
        untilAt: null,
      }
      news.push(...withCopies(delivery, ears))
    }
  }
  await enqueue(tx, snapshot.committeeId, recordedAt, news)
}

/** Everybody of one audience who can be reached, each at their first channel. */
export async function findEars(
  db: Db,
  snapshot: Snapshot,
  to: Audience,
  at: Temporal.Instant,
): Promise<readonly Ears[]> {
  return (await findPlaces(db, snapshot, [{ to }], at)).earsOf(to)
}

/** Where everybody is whom some tellings are meant for. */
type Places = {
  /** Everybody of an audience who can be reached, each at their first channel. */
  readonly earsOf: (to: Audience) => readonly Ears[]
}

/** Looks all of them up at once: what is told of twenty units costs no more questions than what is told of one. */
async function findPlaces(
  db: Db,
  snapshot: Snapshot,
  tellings: readonly { readonly to: Audience }[],
  at: Temporal.Instant,
): Promise<Places> {
  const audiences = tellings.map(({ to }) => to)
  const groups = audiences.some(({ who }) => who === 'office' || who === 'unit_group')
    ? await findGroups(db, snapshot.committeeId)
    : []
  const groupOf = (purpose: 'office' | 'unit', unit: UnitId): readonly Ears[] =>
    groups
      .filter((group) => group.purpose === purpose && group.unit === unit)
      .map(({ bot, chat }) => ({ officer: null, address: { bot, chat }, copies: [] }))
  const office = groupOf('office', '')
  const peopleOf = (to: Audience): readonly OfficerId[] =>
    officersOf(snapshot, to, { at, hasOffice: office.length > 0 })
  const reachable = await findReachable(db, snapshot.committeeId, [...new Set(audiences.flatMap(peopleOf))])
  const inPrivate = (to: Audience): readonly Ears[] => earsIn(reachable, peopleOf(to))
  return {
    earsOf(to) {
      if (to.who === 'unit_group') return groupOf('unit', to.unit)
      if (to.who === 'office' && office.length > 0) return office
      return to.who === 'head' ? inPrivate(to).slice(0, 1) : inPrivate(to)
    },
  }
}

/** The people of an audience; without an Office channel whoever answers for the Office: an escalation must reach somebody. */
function officersOf(
  snapshot: Snapshot,
  to: Audience,
  { at, hasOffice }: { readonly at: Temporal.Instant; readonly hasOffice: boolean },
): readonly OfficerId[] {
  switch (to.who) {
    case 'officer':
      return [to.officer]
    case 'member':
      return membersOf(snapshot, to.unit, [to.officer], at)
    case 'followers':
      return followersNow(snapshot, to, at)
    case 'deciders':
    case 'head':
      return decidersNow(snapshot, to.unit, at)
    case 'office':
      return hasOffice ? [] : answeringOffice(snapshot, at)
    case 'unit_group':
      return []
    default:
      return to satisfies never
  }
}

function membersOf(
  { directory, calendar }: Snapshot,
  unit: UnitId,
  officers: readonly OfficerId[],
  at: Temporal.Instant,
): readonly OfficerId[] {
  const members = new Set(capacitiesIn(directory, unit, dayOf(at, calendar)).map(({ officer }) => officer))
  return officers.filter((officer) => members.has(officer))
}

function followersNow(
  snapshot: Snapshot,
  { unit, officers, except }: Extract<Audience, { who: 'followers' }>,
  at: Temporal.Instant,
): readonly OfficerId[] {
  const there = membersOf(snapshot, unit, officers, at)
  const deciders = decidersNow(snapshot, unit, at)
  const isLed = there.some((officer) => deciders.includes(officer))
  const hearers = isLed ? there : [...new Set([...there, ...deciders])]
  return hearers.filter((officer) => officer !== except)
}

/** Everybody who may decide for the Office and can be written to. */
export async function findAnsweringOffice(
  db: Db,
  snapshot: Snapshot,
  at: Temporal.Instant,
): Promise<readonly (Ears & { readonly officer: OfficerId })[]> {
  const people = answeringOffice(snapshot, at)
  return earsIn(await findReachable(db, snapshot.committeeId, people), people)
}

function answeringOffice(snapshot: Snapshot, at: Temporal.Instant): readonly OfficerId[] {
  const offices = unitsWith(snapshot.directory, 'office', dayOf(at, snapshot.calendar))
  return [...new Set(offices.flatMap(({ id }) => decidersNow(snapshot, id, at)))]
}

function decidersNow(snapshot: Snapshot, unit: string, at: Temporal.Instant): readonly OfficerId[] {
  return decidersOf(snapshot.directory, unit, dayOf(at, snapshot.calendar))
}

function earsIn(
  reachable: ReadonlyMap<OfficerId, Reachable>,
  officers: readonly OfficerId[],
): readonly (Ears & { readonly officer: OfficerId })[] {
  return officers.flatMap((officer) => {
    const found = reachable.get(officer)
    return found ? [{ officer, address: found.first, copies: found.copies }] : []
  })
}

/** The officers of a list who cannot be written to. */
export async function findUnreachable(
  db: Db,
  snapshot: Snapshot,
  officers: readonly OfficerId[],
): Promise<readonly OfficerId[]> {
  const addresses = await findAddresses(db, snapshot.committeeId, officers)
  return officers.filter((officer) => !addresses.has(officer))
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
