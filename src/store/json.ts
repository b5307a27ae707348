/**
 * States and notices as JSON and back. Time survives by our own naming rule: a text under a key `at` or `…At` that has
 * the form of an instant is one, a text under `on` or `…On` that has the form of a day is one.
 */
const instantKey = /^at$|At$/
const dayKey = /^on$|On$/
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
const dayForm = /^\d{4}-\d\d-\d\d$/

/** Brings stored JSON back to life. The caller knows the type: it is what was written. */
export function revive(json: unknown): unknown {
  return reviveUnder('', json)
}

function reviveUnder(key: string, value: unknown): unknown {
  if (typeof value === 'string') return reviveText(key, value)
  if (Array.isArray(value)) return value.map((item) => reviveUnder(key, item))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, reviveUnder(name, inner)]))
}

function reviveText(key: string, text: string): unknown {
  if (instantKey.test(key) && instantForm.test(text)) return Temporal.Instant.from(text)
  return dayKey.test(key) && dayForm.test(text) ? Temporal.PlainDate.from(text) : text
}

/** JSON as every database takes it: without NUL and without halves of broken characters. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\u0000', '')
  if (Array.isArray(value)) return value.map(storable)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storable(key), storable(inner)]))
}

/** JSON with sorted keys: the same facts always give the same text, whatever order a database hands them out in. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(JSON.parse(JSON.stringify(value))))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
