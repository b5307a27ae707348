/**
 * Reads dates and lengths of time as officers type them, by a small grammar of our own: respell (spelling.ts), find the
 * pieces (pieces.ts and the rules), gather what they say (said.ts), work out every moment it may mean (meaning.ts), and
 * answer only when one is left. Not here: finding dates inside official letters (letters/).
 */
import { dayOf } from './calendar.ts'
import { dayRules } from './read-date/day-rules.ts'
import { type Candidate, inOrder } from './read-date/deadlines.ts'
import { lunarRules } from './read-date/lunar-rules.ts'
import { isInterval, type Meaning, meaningOf } from './read-date/meaning.ts'
import { periodRules } from './read-date/period-rules.ts'
import { type Rule, scan } from './read-date/pieces.ts'
import type { AskReason, DateContext, DateReading } from './read-date/reading.ts'
import { gather, type Said } from './read-date/said.ts'
import { boundRules, fillerRules } from './read-date/small-words.ts'
import { spell } from './read-date/spelling.ts'
import { partRules, spanRules, timeRules } from './read-date/time-rules.ts'

export type { DateContext, DateReading, DateWarning, Deadline } from './read-date/reading.ts'

/** Characters; a longer text is no date but a message that may contain one. */
const longestText = 300
/** More words than this that say nothing to us: the text is about something else. */
const mostUnread = 8
/** Days; anything further away is confirmed, since it is likelier a slip of the finger. */
const farAway = 366

/** Times before dates ("17h20/11"), lunar before solar ones, dates before lengths ("5 tháng 12"), small words last. */
const rules: readonly Rule[] = [
  ...timeRules,
  ...lunarRules,
  ...dayRules,
  ...spanRules,
  ...periodRules,
  ...boundRules,
  ...partRules,
  ...fillerRules,
]

/** Reads a typed date. Never throws, never guesses: see {@link DateReading}. */
export function readDate(text: string, context: DateContext): DateReading {
  if (text.length > longestText) return { kind: 'unknown' }
  const line = spell(text)
  const found = scan(line, rules, context)
  if (found.unread.length > mostUnread) return { kind: 'unknown' }
  const invalid = found.pieces.find((piece) => piece.kind === 'invalid')
  if (invalid !== undefined) return invalid
  const said = gather(found)
  const meaning = meaningOf(said, context)
  if (meaning === null) return said.isVague ? ask('no-fixed-date', []) : { kind: 'unknown' }
  const isContradiction = meaning.candidates.length === 0 && meaning.doubt === null
  return isContradiction ? { kind: 'invalid', why: 'no-such-time', text: line } : answer(meaning, said, context)
}

/** One sure moment that is still to come is the answer; everything else is a question. */
function answer(meaning: Meaning, said: Said, context: DateContext): DateReading {
  const isComing = ({ deadline }: Candidate) => Temporal.Instant.compare(deadline.at, context.now) > 0
  const coming = inOrder(meaning.candidates).filter(isComing)
  const [first] = coming
  if (first === undefined) return ask(meaning.doubt ?? 'past', inOrder(meaning.instead).filter(isComing))
  const vague = said.isVague ? 'no-fixed-date' : null
  const doubt = meaning.doubt ?? vague ?? (coming.length > 1 ? severalDoubt(coming) : doubtIn(first, said, context))
  if (doubt !== null) return ask(doubt, coming)
  const { at, beginsAt, warnings } = first.deadline
  if (isInterval(said) && beginsAt !== null) return { kind: 'interval', from: beginsAt, to: at, warnings }
  return { kind: 'deadline', ...first.deadline }
}

function doubtIn({ deadline, doubt }: Candidate, said: Said, { now, calendar }: DateContext): AskReason | null {
  const isFar = dayOf(now, calendar).until(deadline.day).days > farAway
  return doubt ?? (said.isUnsure || isFar ? 'needs-confirmation' : null)
}

function severalDoubt(candidates: readonly Candidate[]): AskReason {
  return candidates.some(({ doubt }) => doubt === 'lunar') ? 'lunar' : 'ambiguous'
}

function ask(why: AskReason, candidates: readonly Candidate[]): DateReading {
  return { kind: 'ask', why, candidates: candidates.map(({ deadline }) => deadline) }
}
