/** A message's id: Slack tells messages apart by channel and time, and changes one only in its real channel. */

/** Where a message stands. `ts` is unique within `channel`. */
export type Place = { readonly channel: string; readonly ts: string }

export function writeMessageId(channel: string, ts: string): string {
  return `${channel}/${ts}`
}

/** Null for what is no id of ours. */
export function readMessageId(id: string): Place | null {
  const [, channel, ts] = /^([A-Z0-9]+)\/(\d+\.\d+)$/.exec(id) ?? []
  return channel === undefined || ts === undefined ? null : { channel, ts }
}

/** When something was, by a vendor's timestamp ("1700000000.123456"), to the millisecond. */
export function readTimestamp(ts: string): Temporal.Instant {
  const [seconds = '0', fraction = ''] = ts.split('.')
  return Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3)))
}
