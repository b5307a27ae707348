/**
 * Log lines as JSON, with every secret taken out of the finished line: error messages of libraries carry whole URLs,
 * so hiding known fields is not enough.
 *
 * A level says who must act: fatal = the process ends, start it again; error = an operator, now; warn = an operator,
 * this week; info = nobody; debug, trace = a developer who asked for them.
 */
import { type DestinationStream, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino'

export type Logger = PinoLogger

export type LoggerOptions = {
  readonly level: string
  /** Values that must never appear, in any spelling a line may give them. More may be added while the logger lives. */
  readonly secrets: Iterable<string>
  /** Where lines go; standard output unless given. */
  readonly to?: DestinationStream
}

/** A logger that cannot tell the secrets it was given. */
export function createLogger({ level, secrets, to }: LoggerOptions): Logger {
  const options = {
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: createScrubber(secrets) },
  }
  return pino(options, to ?? openStandardOutput())
}

/** Bytes of lines that are kept while they cannot be written; beyond that new ones are lost. */
const mostKept = 1024 * 1024

/**
 * Where standard output cannot be written, because it goes to a file on a full disk, the program goes on without its lines.
 * Pino's own would first throw past everybody, and then keep the process from ending.
 */
function openStandardOutput(): DestinationStream {
  const lines = pino.destination({ fd: 1, sync: true, maxLength: mostKept })
  lines.on('error', () => {})
  return { write: (line) => void lines.write(line) }
}

const hidden = '[secret]'
/** Shorter values are words or numbers that lines need; in an address they are hidden all the same. */
const shortestSecret = 6
const addressWithPassword = /([a-z][\w+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi

/** Takes secrets out of a finished JSON line and leaves it JSON. */
export function createScrubber(secrets: Iterable<string>): (line: string) => string {
  let [needles, escaped, count] = [[] as readonly string[], [] as readonly string[], -1]
  const learn = (known: readonly string[]): void => {
    needles = spellings(known)
    escaped = needles.map((needle) => JSON.stringify(needle).slice(1, -1))
    count = known.length
  }
  const scrub = (text: string): string =>
    needles
      .reduce((clean, needle) => clean.replaceAll(needle, hidden), text)
      .replace(addressWithPassword, `$1:${hidden}@`)
  return (line) => {
    const known = [...secrets]
    if (known.length !== count) learn(known)
    const isSuspect = line.includes('://') || escaped.some((needle) => line.includes(needle))
    return isSuspect ? `${JSON.stringify(scrubValue(JSON.parse(line), scrub))}\n` : line
  }
}

/** The secrets as they are and as a URL writes them, longest first so that a part never spoils the whole. */
function spellings(secrets: readonly string[]): readonly string[] {
  const long = secrets.filter((secret) => secret.length >= shortestSecret)
  const all = new Set(long.flatMap((secret) => [secret, encodeURIComponent(secret)]))
  return [...all].toSorted((one, other) => other.length - one.length)
}

function scrubValue(value: unknown, scrub: (text: string) => string): unknown {
  if (typeof value === 'string') return scrub(value)
  if (typeof value === 'number') return scrub(String(value)) === String(value) ? value : hidden
  if (Array.isArray(value)) return value.map((item) => scrubValue(item, scrub))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [scrub(key), scrubValue(item, scrub)]))
}

/** As every part of the program writes a line. */
type Write = (level: 'info' | 'warn' | 'error', message: string, facts?: Readonly<Record<string, unknown>>) => void

/** Milliseconds in which a complaint is not repeated, and how many of them are remembered. */
const quietMilliseconds = 60_000
const mostRemembered = 1_000

/** What only counts how often something was tried makes no other complaint of it. */
const counters = new Set(['tries', 'failures', 'attempt'])

/**
 * Says each complaint once a minute, and then how often it was `repeated` in between: while a database is away, everything
 * that needs it complains again and again. `now` in milliseconds.
 */
export function calmDown(write: Write, now: () => number): Write {
  const said = new Map<string, { readonly at: number; repeated: number }>()
  return (level, message, facts) => {
    if (level === 'info') return write(level, message, facts)
    const key = `${message} ${JSON.stringify(facts, shorten)}`
    const last = said.get(key)
    if (last !== undefined && Math.abs(now() - last.at) < quietMilliseconds) {
      last.repeated += 1
      return
    }
    said.delete(key)
    said.set(key, { at: now(), repeated: 0 })
    const [oldest] = said.keys()
    if (said.size > mostRemembered && oldest !== undefined) said.delete(oldest)
    write(level, message, last === undefined || last.repeated === 0 ? facts : { ...facts, repeated: last.repeated })
  }
}

/** Of a fault the first line: where it arose may differ. */
function shorten(name: string, value: unknown): unknown {
  if (counters.has(name)) return undefined
  return typeof value === 'string' ? value.split('\n', 1)[0] : value
}
