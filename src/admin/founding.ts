/**
 * A founding file: JSON of the shape of {@link Founding}. All faults of its shape are told at once, and once there are
 * none, all contradictions between its rows.
 */
import { z } from 'zod'
import type { Founding } from '../actions/committee.ts'
import { findProfile } from '../regulations/profiles/index.ts'
import { nfc } from '../text/vietnamese.ts'
import { readJson } from './json-file.ts'

/** What was read: the founding, or every fault with its place ("units[3].parent: …"). */
export type ReadFounding =
  | { readonly founding: Founding; readonly faults: readonly [] }
  | { readonly founding: null; readonly faults: readonly string[] }

const words = z
  .string()
  .transform((text) => nfc(text).trim())
  .pipe(z.string().min(1, 'must not be empty').max(300))
const code = z
  .string()
  .regex(/^[A-Za-z\d][\w-]{0,19}$/, 'must be a code of at most 20 letters, digits, - and _, such as "KT"')
const day = z.iso.date('must be a day such as "2026-07-01"').transform((text) => Temporal.PlainDate.from(text))
const language = z.enum(['vi', 'en'], 'must be "vi" or "en"')

export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "07:15"')

const committee = z.strictObject({
  id: z.string().regex(/^[a-z\d][a-z\d-]{0,39}$/, 'must be small letters, digits and -, such as "song-may"'),
  name: words,
  level: z.enum(['province', 'district', 'commune'], 'must be "province", "district" or "commune"'),
  timeZone: z.string().default('Asia/Ho_Chi_Minh').refine(isTimeZone, 'must be a time zone such as "Asia/Ho_Chi_Minh"'),
  language: language.default('vi'),
  profile: z
    .string()
    .default('default')
    .refine((id) => findProfile(id) !== null, 'is no regulation profile'),
  digestAt: timeOfDay.exactOptional(),
})

export const ownRegulation = z.strictObject({
  title: words,
  number: words,
  issuedOn: z.iso.date('must be a day such as "2026-07-01"'),
  clause: words,
})

const functions = ['office', 'home_affairs', 'justice', 'inspectorate', 'emulation', 'media'] as const
const unit = z.strictObject({
  id: code,
  name: words,
  abbreviations: z.array(words).default([]),
  parent: code.nullable().default(null),
  functions: z.array(z.enum(functions, `must be one of ${functions.join(', ')}`)).default([]),
  validFromOn: day,
  validToOn: day.nullable().default(null),
  successors: z.array(code).default([]),
})

const officer = z.strictObject({
  id: code,
  name: words,
  language: language.default('vi'),
  email: z.email('must be an e-mail address').exactOptional(),
  phone: z
    .string()
    .regex(/^\+?[\d .-]{8,20}$/, 'must be a telephone number')
    .exactOptional(),
})

const kinds = ['chair', 'vice_chair', 'office_chief', 'office_staff', 'unit_head', 'deputy_head', 'specialist'] as const
const post = z.strictObject({
  unit: code,
  officer: code,
  kind: z.enum(kinds, `must be one of ${kinds.join(', ')}`),
  order: z.int('must be a whole number').min(1).default(1),
  fromOn: day,
  toOn: day.nullable().default(null),
})

const actingOrder = z.strictObject({ unit: code, officer: code, number: words, fromOn: day, toOn: day })

const founding = z
  .strictObject({
    committee,
    ownRegulation: ownRegulation.nullable().default(null),
    units: z.array(unit).default([]),
    officers: z.array(officer).default([]),
    posts: z.array(post).default([]),
    actingOrders: z.array(actingOrder).default([]),
  })
  .superRefine((read, context) => {
    for (const { path, message } of findContradictions(read)) context.addIssue({ code: 'custom', path, message })
  })

type Read = z.output<typeof founding>
type Contradiction = { readonly path: (string | number)[]; readonly message: string }

/** Reads a founding file's text. */
export function readFounding(text: string): ReadFounding {
  const { value, faults } = readJson(text, founding)
  return value === null ? { founding: null, faults } : { founding: value, faults: [] }
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** What is wrong between rows: codes twice, codes of nobody, spans that end before they begin. */
function findContradictions({ units, officers, posts, actingOrders }: Read): readonly Contradiction[] {
  const [unitIds, officerIds] = [new Set(units.map(({ id }) => id)), new Set(officers.map(({ id }) => id))]
  const held = (list: string, rows: readonly Held[]): readonly Contradiction[] =>
    rows.flatMap((row, index) => [
      ...unknown([list, index, 'unit'], row.unit, unitIds),
      ...unknown([list, index, 'officer'], row.officer, officerIds),
      ...backwards([list, index, 'toOn'], row.fromOn, row.toOn),
    ])
  return [
    ...twice(
      'units',
      units.map(({ id }) => id),
    ),
    ...twice(
      'officers',
      officers.map(({ id }) => id),
    ),
    ...twice(
      'posts',
      posts.map(({ unit, officer, kind, fromOn }) => `${unit} ${officer} ${kind} ${fromOn.toString()}`),
    ),
    ...twice(
      'actingOrders',
      actingOrders.map(({ unit, number }) => `${unit} ${number}`),
    ),
    ...units.flatMap(({ parent, successors, validFromOn, validToOn }, index) => [
      ...(parent === null ? [] : unknown(['units', index, 'parent'], parent, unitIds)),
      ...successors.flatMap((id, at) => unknown(['units', index, 'successors', at], id, unitIds)),
      ...backwards(['units', index, 'validToOn'], validFromOn, validToOn),
    ]),
    ...held('posts', posts),
    ...held('actingOrders', actingOrders),
    ...officeless(units),
  ]
}

type Held = {
  readonly unit: string
  readonly officer: string
  readonly fromOn: Temporal.PlainDate
  readonly toOn: Temporal.PlainDate | null
}

function unknown(path: (string | number)[], id: string, known: ReadonlySet<string>): readonly Contradiction[] {
  return known.has(id) ? [] : [{ path, message: `${id} is not in the file` }]
}

function backwards(
  path: (string | number)[],
  from: Temporal.PlainDate,
  to: Temporal.PlainDate | null,
): readonly Contradiction[] {
  const isBackwards = to !== null && Temporal.PlainDate.compare(to, from) < 0
  return isBackwards ? [{ path, message: 'lies before the first day' }] : []
}

function twice(list: string, keys: readonly string[]): readonly Contradiction[] {
  return keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [{ path: [list, index], message: `${key} stands there twice` }] : [],
  )
}

/** Without an Office nobody hears of what nobody answered. */
function officeless(units: Read['units']): readonly Contradiction[] {
  const hasOffice = units.length === 0 || units.some((one) => one.functions.includes('office'))
  return hasOffice ? [] : [{ path: ['units'], message: 'no unit has the function office' }]
}
