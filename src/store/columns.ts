/** The column types our tables add to drizzle's. Nothing here knows a table. */
import { customType } from 'drizzle-orm/pg-core'
import { readBytes } from './wire.ts'

/** A point in time, `timestamptz` ↔ Temporal.Instant, true to the microsecond (nanoseconds are cut off). */
export const instant = customType<{ data: Temporal.Instant; driverData: Temporal.Instant | string }>({
  dataType: () => 'timestamp with time zone',
  fromDriver: (value) => Temporal.Instant.from(value),
})

/** A calendar day without a time zone, `date` ↔ Temporal.PlainDate. */
export const day = customType<{ data: Temporal.PlainDate; driverData: Temporal.PlainDate | string }>({
  dataType: () => 'date',
  fromDriver: (value) => Temporal.PlainDate.from(value),
})

/** Bytes, `bytea` ↔ Uint8Array. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array | string }>({
  dataType: () => 'bytea',
  fromDriver: (value) => (typeof value === 'string' ? readBytes(value) : value),
})
