/** What is wrong with evidence, in the words of the command line. */
import type { SealFinding } from '../actions/verify-seals.ts'
import type { Finding } from '../store/evidence.ts'

/** A finding in one of several committees. */
export type Found<One> = One & { readonly committee: string }

const reasons: Readonly<Record<Finding['why'], string>> = {
  changed: 'it, or its place, is not what was written',
  missing: 'is missing',
  'beyond-head': 'it and what follows stand beyond the end of the chain',
  'state-differs': 'the stored state is not the one its events lead to',
  'not-replayable': 'its events lead to no state',
  'time-differs': 'time would act on it at another moment than its events say',
  'matter-missing': 'was begun, and is gone with its evidence',
  'without-matter': 'has evidence, and no matter',
  'sealed-otherwise': 'it is not the line that was sealed',
}

/** A line of text about a matter. */
export function describeFinding({ committee, reference, sequence, why }: Found<Finding>): string {
  const line = sequence === null ? '' : ` line ${sequence}`
  return `${committee} ${reference}${line}: ${reasons[why]} (${why})\n`
}

const sealReasons: Readonly<Record<SealFinding['why'], string>> = {
  'seal-changed': 'it, or its place, is not what was sealed',
  'seal-missing': 'is missing',
}

/** A line of text about a seal. */
export function describeSealFinding({ committee, seal, why }: Found<SealFinding>): string {
  return `${committee} seal ${seal}: ${sealReasons[why]} (${why})\n`
}
