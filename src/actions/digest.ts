/**
 * Recording digests: once a day for a person at their first channel, and where they asked for copies; once for the Office.
 * They give way to everything.
 */
import { dayOf, endOfDay } from '../calendar/calendar.ts'
import type { OfficerId } from '../domain/directory.ts'
import { findReachable } from '../store/addresses.ts'
import { enqueue, type NewDelivery } from '../store/deliveries.ts'
import type { Circumstances } from './act.ts'
import { type Ears, findEars, withCopies } from './tell.ts'

type Moment = Pick<Circumstances, 'tx' | 'snapshot' | 'recordedAt'>

/** A digest for each of some officers who can be written to. A second one on the same day is none. */
export async function tellDigests(moment: Moment, officers: readonly OfficerId[]): Promise<void> {
  const { tx, snapshot, recordedAt } = moment
  const reachable = await findReachable(tx, snapshot.committeeId, officers)
  const news = [...reachable].flatMap(([officer, { first, copies }]) =>
    digestFor(moment, { officer, address: first, copies }, { kind: 'own' }),
  )
  await enqueue(tx, snapshot.committeeId, recordedAt, news)
}

/**
 * The digest of the Office, in its channel or for whoever answers for it. Deadlines are reckoned up from `fromOn` to the
 * day before `dayOn`.
 */
export async function tellOfficeDigest(
  moment: Moment,
  days: { readonly fromOn: Temporal.PlainDate; readonly dayOn: Temporal.PlainDate },
): Promise<void> {
  const { tx, snapshot, recordedAt } = moment
  const ears = await findEars(tx, snapshot, { who: 'office' }, recordedAt)
  const notice = { kind: 'office', ...days }
  await enqueue(
    tx,
    snapshot.committeeId,
    recordedAt,
    ears.flatMap((one) => digestFor(moment, one, notice)),
  )
}

function digestFor(
  { snapshot, recordedAt }: Moment,
  { officer, address, copies }: Ears,
  notice: { readonly kind: string },
): readonly NewDelivery[] {
  const today = dayOf(recordedAt, snapshot.calendar)
  const delivery = {
    ...address,
    key: `digest:${notice.kind}:${today.toString()}:${officer ?? 'group'}`,
    isPrivate: officer !== null,
    officer,
    kind: 'post' as const,
    reference: null,
    notice: { of: 'digest', ...notice },
    target: null,
    press: null,
    isLive: false,
    isUrgent: false,
    notBeforeAt: recordedAt,
    untilAt: notice.kind === 'office' ? null : endOfDay(today, snapshot.calendar),
  }
  return withCopies(delivery, { copies })
}
