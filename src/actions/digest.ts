/** Recording digests: once a day for a person at their first channel, once for the Office. They give way to everything. */
import { dayOf, endOfDay } from '../calendar/calendar.ts'
import type { OfficerId } from '../domain/directory.ts'
import { type Address, findAddresses } from '../store/addresses.ts'
import { enqueue, type NewDelivery } from '../store/deliveries.ts'
import type { Circumstances } from './act.ts'
import { findEars } from './tell.ts'

type Moment = Pick<Circumstances, 'tx' | 'snapshot' | 'recordedAt'>

/** A digest for each of some officers who can be written to. A second one on the same day is none. */
export async function tellDigests(moment: Moment, officers: readonly OfficerId[]): Promise<void> {
  const { tx, snapshot, recordedAt } = moment
  const addresses = await findAddresses(tx, snapshot.committeeId, officers)
  const news = [...addresses].map(([officer, address]) =>
    digestFor(moment, { officer, address, notice: { kind: 'own' } }),
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
    ears.map((one) => digestFor(moment, { ...one, notice })),
  )
}

type ForWhom = {
  readonly officer: OfficerId | null
  readonly address: Address
  readonly notice: { readonly kind: string }
}

function digestFor({ snapshot, recordedAt }: Moment, { officer, address, notice }: ForWhom): NewDelivery {
  const today = dayOf(recordedAt, snapshot.calendar)
  return {
    ...address,
    key: `digest:${notice.kind}:${today.toString()}:${officer ?? 'group'}`,
    isPrivate: officer !== null,
    officer,
    kind: 'post',
    reference: null,
    notice: { of: 'digest', ...notice },
    target: null,
    press: null,
    isLive: false,
    isUrgent: false,
    notBeforeAt: recordedAt,
    untilAt: notice.kind === 'office' ? null : endOfDay(today, snapshot.calendar),
  }
}
