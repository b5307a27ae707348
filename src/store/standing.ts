/** How things stand right now, for the metrics: asked at every scrape, so each figure is read from what is open alone. */
import { sql } from 'drizzle-orm'
import { type Db, rows } from './tx.ts'

export type Standing = {
  /** Updates that wait to be handled. */
  readonly inbound: number
  readonly deliveries: number
  /** For how many seconds the oldest delivery whose time has come waits; 0 when none does. */
  readonly oldestDeliverySeconds: number
  readonly deadLetters: number
  /** Machine seconds since it was last known of a bot that everything is taken in. */
  readonly intakes: readonly { readonly bot: string; readonly seconds: number }[]
  /** Messages of a bot's latest month, where its vendor allows so many. */
  readonly quotas: readonly { readonly bot: string; readonly used: number }[]
}

/** `now`: business time. Each part of the deliveries has an index of its own (schema-traffic.ts). */
export async function readStanding(
  db: Db,
  { now, machine }: { readonly now: Temporal.Instant; readonly machine: Temporal.Instant },
): Promise<Standing> {
  const [open] = await rows<Omit<Standing, 'intakes' | 'quotas'>>(
    db,
    sql`
    with waiting as (
      select count(*) as number, min(not_before_at) as since from deliveries where state = 'waiting' and is_queued
      union all
      select count(*), min(not_before_at) from deliveries
        where state = 'waiting' and not is_queued and kind in ('post', 'edit')
      union all
      select count(*), min(not_before_at) from deliveries
        where state = 'waiting' and kind in ('answer', 'form', 'home') and not is_queued)
    select
      (select count(*)::int from inbound where handled_at is null) as inbound,
      (select sum(number)::int from waiting) as deliveries,
      (select coalesce(greatest(0, extract(epoch from ${now}::timestamptz - min(since))), 0)::float8 from waiting)
        as "oldestDeliverySeconds",
      (select count(*)::int from deliveries where state = 'dead') as "deadLetters"`,
  )
  if (!open) throw new Error('The database did not say how things stand')
  const intakes = await rows<Standing['intakes'][number]>(
    db,
    sql`select bot, greatest(0, extract(epoch from ${machine}::timestamptz - known_at))::float8 as seconds from intakes`,
  )
  const quotas = await rows<Standing['quotas'][number]>(
    db,
    sql`select distinct on (bot) bot, used from quotas order by bot, month desc`,
  )
  return { ...open, intakes, quotas }
}
