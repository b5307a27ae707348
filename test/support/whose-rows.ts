/**
 * Whether a statement says whose rows it means. It reads the text as our store writes it: keys are compared with parameters,
 * lists, one another, or with what a part of the statement gives that is looked at by itself. It does not weigh `or`.
 */
import { sql } from 'drizzle-orm'
import { type Db, rows } from '../../src/store/tx.ts'

/** By table, the columns each of which names one committee: its own, or that of a bot, which serves one. */
export type OwnerKeys = ReadonlyMap<string, ReadonlySet<string>>

/** The owner keys of every table that has any. */
export async function readOwnerKeys(db: Db): Promise<OwnerKeys> {
  const found = await rows<{ table: string; key: string }>(
    db,
    sql`select table_name as table, column_name as key from information_schema.columns
      where table_schema = 'public' and (column_name in ('committee_id', 'bot')
        or (table_name, column_name) in (('committees', 'id'), ('bots', 'id')))`,
  )
  const tables = Map.groupBy(found, ({ table }) => table)
  return new Map([...tables].map(([table, columns]) => [table, new Set(columns.map(({ key }) => key))]))
}

/** One query of a statement without those inside it, each of which leaves `()`. */
type Part = { text: string; readonly within: Part | null; mentions: readonly Mention[] }

/** A table in a part, by the name it has there. */
type Mention = { readonly table: string; readonly name: string; readonly keys: ReadonlySet<string> }

/** The tables a statement reads or changes without saying whose rows, in its order. */
export function findUnowned(statement: string, keys: OwnerKeys): readonly string[] {
  const owned = new Set<Mention>()
  const links: (readonly [Mention, Mention])[] = []
  const parts = partsOf(statement)
  for (const part of parts) part.mentions = mentionsOf(part.text, keys, owned)
  for (const part of parts) compareKeys(part, owned, links)
  // So often that the longest chain of tables that go by one another is followed to its end.
  for (const _ of links)
    for (const [one, other] of links) if (owned.has(one) || owned.has(other)) owned.add(one).add(other)
  return parts.flatMap(({ mentions }) => mentions.filter((one) => !owned.has(one)).map(({ table }) => table))
}

function partsOf(statement: string): readonly Part[] {
  const plain = statement
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll('"', '')
    .replaceAll(/\s+/g, ' ')
  const first: Part = { text: '', within: null, mentions: [] }
  const parts = [first]
  const open: { readonly part: Part; readonly isOwn: boolean }[] = []
  let part = first
  const begin = (within: Part | null): void => {
    part = { text: '', within, mentions: [] }
    parts.push(part)
  }
  for (const [token] of plain.matchAll(
    /\( ?(?:with|select|insert|update|delete)\b|\(|\)|\bunion(?: all)?\b|[^()u]+|u/g,
  )) {
    if (token.startsWith('(')) {
      open.push({ part, isOwn: token.length > 1 })
      part.text += '('
      if (token.length > 1) begin(part)
      part.text += token.slice(1)
    } else if (token === ')') {
      const closed = open.pop()
      if (closed?.isOwn) part = closed.part
      part.text += ')'
    } else if (token.startsWith('union')) begin(part.within)
    else part.text += token
  }
  return parts
}

const noName =
  /^(?:where|set|on|join|left|right|full|inner|cross|order|group|limit|for|using|values|union|returning|do)$/

/** What is inserted names its owner among its columns, and is owned from the start. */
function mentionsOf(text: string, keys: OwnerKeys, owned: Set<Mention>): readonly Mention[] {
  const found = text.matchAll(
    /\b(from|join|update|into|using) ([a-z_]+)\b(?!\()(?: (?:as )?([a-z_]\w*))?(?: ?\(([^()]*)\))?/g,
  )
  return [...found].flatMap(([, verb, table = '', name = '', columns = '']) => {
    const own = keys.get(table)
    if (own === undefined) return []
    const mention = { table, name: name === '' || noName.test(name) ? table : name, keys: own }
    if (verb === 'into' && columns.split(',').some((column) => own.has(column.trim()))) owned.add(mention)
    return [mention]
  })
}

const term = String.raw`((?:\w+\.)?\w+)`
const comparison = new RegExp(String.raw`(?<![\w.$])${term} (?:= (?:any ?)?\(?(?:(\$\d+)|${term})?|in \()`, 'g')

function compareKeys(part: Part, owned: Set<Mention>, links: (readonly [Mention, Mention])[]): void {
  // What is set is no condition.
  const conditions = part.text.replaceAll(/\bset .*?(?= (?:where|from|returning)\b|$)/g, '')
  for (const [, left = '', parameter, right] of conditions.matchAll(comparison)) {
    const ones = resolve(part, left)
    const others = right === undefined || parameter !== undefined ? [] : resolve(part, right)
    const isGiven = right === undefined || isElsewhere(part, right)
    if (isGiven) for (const one of ones) owned.add(one)
    if (right !== undefined && isElsewhere(part, left)) for (const other of others) owned.add(other)
    for (const one of ones) for (const other of others) links.push([one, other])
  }
}

/** The tables of which a column is the owner key, in the part itself or in those around it. */
function resolve(part: Part, column: string): readonly Mention[] {
  const [key = '', name] = column.split('.').toReversed()
  for (let here: Part | null = part; here !== null; here = here.within) {
    const found = here.mentions.filter((one) => one.keys.has(key) && (name === undefined || one.name === name))
    if (found.length > 0) return found
  }
  return []
}

/** Whether a column is an owner key of something that is no table: a part of the statement that has a name. */
function isElsewhere(part: Part, column: string): boolean {
  const [key = '', name] = column.split('.').toReversed()
  if (name === undefined || (key !== 'committee_id' && key !== 'bot')) return false
  for (let here: Part | null = part; here !== null; here = here.within)
    if (here.mentions.some((one) => one.name === name)) return false
  return true
}
