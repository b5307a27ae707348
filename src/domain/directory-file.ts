/** What a directory file says of each unit, officer and post, gathered from all its rows; and where rows disagree. */

import type { Officer, OfficerId, PostKind, Unit, UnitId } from './directory.ts'
import type { Column } from './directory-columns.ts'
import { type Entry, type Problem, problem } from './directory-rows.ts'

/** A post of the file. `order` null: the file does not say. */
export type FiledPost = {
  readonly line: number
  readonly unit: UnitId
  readonly officer: OfficerId
  readonly kind: PostKind
  readonly order: number | null
}

type Saying<Of extends { readonly id: string }, Keys extends keyof Of> = Pick<Of, 'id'> & {
  readonly [Key in Keys]?: Of[Key]
}

/** Only what the file says: what has no column of its own, or no row that speaks of it, is not there. */
export type Filed = {
  readonly units: ReadonlyMap<UnitId, Saying<Unit, 'name' | 'abbreviations' | 'parent' | 'functions' | 'successors'>>
  readonly officers: ReadonlyMap<
    OfficerId,
    Saying<Officer, 'name' | 'email' | 'phone'> & { readonly language?: 'vi' | 'en' }
  >
  readonly posts: readonly FiledPost[]
  /** The line that first speaks of a unit or an officer. */
  readonly lines: ReadonlyMap<string, number>
}

export type Gathered = { readonly filed: Filed; readonly problems: readonly Problem[] }

/** Gathers rows. The same said twice is said once; two different things said of one are a problem, told at each line. */
export function gather(entries: readonly Entry[], columns: ReadonlySet<Column>): Gathered {
  const problems: Problem[] = []
  const byUnit = Map.groupBy(entries, ({ unit }) => unit)
  const withOfficer = entries.filter(({ officer }) => officer !== null)
  const byOfficer = Map.groupBy(withOfficer, ({ officer }) => officer ?? '')
  const settle: Settle = (rows, column, sayingOf) => {
    const said = rows.filter((row) => !isBlank(sayingOf(row)))
    const [first] = said
    const differs = said.some((row) => keyOf(sayingOf(row)) !== keyOf(first && sayingOf(first)))
    if (differs) problems.push(...said.map(({ line }) => problem(line, column, 'contradiction', { column })))
    return first === undefined ? null : sayingOf(first)
  }
  const units = [...byUnit].map(([id, rows]) => [id, gatherUnit(id, rows, { columns, settle })] as const)
  const officers = [...byOfficer].map(([id, rows]) => [id, gatherOfficer(id, rows, { columns, settle })] as const)
  const posts = [...Map.groupBy(withOfficer, ({ unit, officer, post }) => `${unit} ${officer} ${post}`).values()]
  return {
    filed: {
      units: new Map(units),
      officers: new Map(officers),
      posts: posts.map((rows) => gatherPost(rows, settle)),
      lines: firstLines(entries),
    },
    problems: [...problems, ...alike([...byUnit]), ...alike([...byOfficer])],
  }
}

type Settle = <T>(rows: readonly Entry[], column: Column, sayingOf: (row: Entry) => T) => T | null

function isBlank(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0)
}

function keyOf(value: unknown): string {
  return JSON.stringify(value)
}

type Gathering = { readonly columns: ReadonlySet<Column>; readonly settle: Settle }

/** A unit is described once a row names it; what its rows then leave blank it has not. */
function gatherUnit(id: UnitId, rows: readonly Entry[], { columns, settle }: Gathering) {
  const name = settle(rows, 'unit_name', ({ unitName }) => unitName)
  const abbreviations = settle(rows, 'unit_abbreviations', (row) => row.abbreviations)
  const parent = settle(rows, 'unit_parent', (row) => row.parent)
  const functions = settle(rows, 'unit_functions', (row) => row.functions)
  const successors = settle(rows, 'unit_successors', (row) => row.successors)
  if (name === null) return { id }
  return {
    id,
    name,
    ...(columns.has('unit_abbreviations') ? { abbreviations: abbreviations ?? [] } : {}),
    ...(columns.has('unit_parent') ? { parent } : {}),
    ...(columns.has('unit_functions') ? { functions: (functions ?? []).toSorted() } : {}),
    ...(successors === null ? {} : { successors: successors.toSorted() }),
  }
}

function gatherOfficer(id: OfficerId, rows: readonly Entry[], { columns, settle }: Gathering) {
  const name = settle(rows, 'officer_name', ({ officerName }) => officerName)
  const email = settle(rows, 'email', (row) => row.email)
  const phone = settle(rows, 'phone', (row) => row.phone)
  const language = settle(rows, 'locale', (row) => row.language)
  return {
    id,
    ...(name === null ? {} : { name }),
    ...(columns.has('email') ? { email } : {}),
    ...(columns.has('phone') ? { phone } : {}),
    ...(language === null ? {} : { language }),
  }
}

function gatherPost(rows: readonly Entry[], settle: Settle): FiledPost {
  const order = settle(rows, 'post_order', (row) => row.order)
  const { line, unit, officer, post } = rows.toSorted((one, other) => one.line - other.line)[0] as Entry
  return { line, unit, officer: officer ?? '', kind: post ?? 'specialist', order }
}

function firstLines(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  for (const { line, unit, officer } of entries.toSorted((one, other) => other.line - one.line)) {
    lines.set(`unit ${unit}`, line)
    if (officer !== null) lines.set(`officer ${officer}`, line)
  }
  return lines
}

/** "KT" and "kt" in one file are a slip: codes are for ever. */
function alike(groups: readonly (readonly [string, readonly Entry[]])[]): readonly Problem[] {
  const same = Map.groupBy(groups, ([code]) => code.toLowerCase())
  return [...same.values()]
    .filter((group) => group.length > 1)
    .flatMap((group) =>
      group.flatMap(([typed, rows]) => rows.map(({ line }) => problem(line, null, 'code-alike', { typed }))),
    )
}
