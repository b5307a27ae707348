/** A vendor's quota of messages in a month, and who may use what is left of it: what bears on a deadline goes to its end. */

/** How much it matters that something is said: `courtesy` can be looked up, `vital` bears on a deadline or answers somebody. */
export type Importance = 'vital' | 'ordinary' | 'courtesy'

/** The share of the month's messages that is open to each, in per cent. */
const openTo: Readonly<Record<Importance, number>> = { vital: 100, ordinary: 95, courtesy: 80 }
/** The share at which the Office is warned, in per cent. */
const warnedAt = 80

/** Whether one more message may go out when so many of the month went. */
export function mayGoOut(importance: Importance, used: number, allowed: number): boolean {
  return used < Math.floor((allowed * openTo[importance]) / 100)
}

/** Whether a month's messages run short. */
export function isRunningShort(used: number, allowed: number): boolean {
  return used >= Math.ceil((allowed * warnedAt) / 100)
}

/** Whether the last message was the one at which the Office is warned. */
export function isWarningDue(used: number, allowed: number): boolean {
  return used === Math.ceil((allowed * warnedAt) / 100)
}
