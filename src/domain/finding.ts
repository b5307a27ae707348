/**
 * What can be found wrong around a committee, before anybody is hurt by it. Each has a sentence that says what is wrong and
 * one that says what to do, in locales/<language>/finding.json. Who looks is reports/findings.ts and the adapters.
 */
import type { Details } from './decision.ts'

/**
 * error: something is lost or misjudged while it stands; warning: it soon will be; notice: worth knowing, and worth no
 * message of its own.
 */
export type Severity = 'error' | 'warning' | 'notice'

const severities = {
  'database-behind': 'error',
  'committee-missing': 'error',
  'clock-wrong': 'error',
  'clock-off': 'warning',
  'disk-short': 'warning',
  'embedded-in-use': 'warning',
  'files-unlinkable': 'notice',
  'bot-unusable': 'error',
  'token-refused': 'error',
  'vendor-silent': 'error',
  'webhook-elsewhere': 'error',
  'webhook-failing': 'warning',
  'scopes-missing': 'error',
  'renewal-lost': 'error',
  'renewal-unkept': 'error',
  'intake-behind': 'error',
  'inbound-waiting': 'warning',
  'inbound-failed': 'error',
  'deliveries-waiting': 'warning',
  'dead-letters': 'warning',
  'head-unlinked': 'warning',
  'unit-unlinked': 'error',
  'officer-unreachable': 'warning',
  'unit-unattended': 'error',
  'acting-order-ends': 'warning',
  'office-unbound': 'notice',
  'group-closed': 'error',
  'codes-expiring': 'notice',
  'calendar-provisional': 'warning',
  'swap-unsettled': 'notice',
  'regulation-missing': 'notice',
  'profile-not-in-force': 'error',
  'override-invalid': 'error',
  'seal-late': 'error',
  'chain-broken': 'error',
  'quota-low': 'warning',
} as const satisfies Readonly<Record<string, Severity>>

export type FindingId = keyof typeof severities

/** `details` fill the sentences, worded as those of refusals are; never a secret. */
export type Finding = { readonly id: FindingId; readonly details: Details }

/** Every finding there can be. */
export const findingIds = Object.keys(severities) as readonly FindingId[]

export function severityOf({ id }: Pick<Finding, 'id'>): Severity {
  return severities[id]
}

/** A finding about several things; none when there are none. */
export function findAny(id: FindingId, name: string, values: readonly string[]): readonly Finding[] {
  return values.length === 0 ? [] : [{ id, details: { [name]: values } }]
}

/** A finding about a number of things; none when it is 0. */
export function findSome(id: FindingId, count: number): readonly Finding[] {
  return count === 0 ? [] : [{ id, details: { count } }]
}
