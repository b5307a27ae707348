/**
 * Many rows in one statement whose text does not depend on how many they are: built once, prepared once, one parameter.
 * What drizzle would write has a parameter for every value, and costs as much to put together as to run.
 */
import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from './tx.ts'
import { writeInstant } from './wire.ts'

/**
 * Inserts rows that all have the same keys, in their order; columns without a key take their default. `unless`: the unique
 * columns whose conflict means that a row is there already, and is left as it is.
 * @throws when rows name different columns: what one leaves out would be lost from the others
 */
export async function insertMany<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: readonly Table['$inferInsert'][],
  unless: readonly (keyof Table['$inferInsert'] & string)[] = [],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const keys = Object.keys(first).toSorted()
  const stray = rows.find((row) => Object.keys(row).toSorted().join() !== keys.join())
  if (stray !== undefined)
    throw new Error(`Rows of ${getTableName(table)} that go in together must name the same columns`)
  const { head, tail } = statementOf(table, keys, unless)
  await tx.execute(sql`${head}${JSON.stringify(rows.map(writeRow))}${tail}`)
}

/** The values of a row as they cross the border: instants as wire.ts writes them. */
function writeRow(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Temporal.Instant ? writeInstant(value) : value]),
  )
}

type Statement = { readonly head: SQL; readonly tail: SQL }

const statements = new Map<string, Statement>()

function statementOf(table: PgTable, keys: readonly string[], unless: readonly string[]): Statement {
  const name = [getTableName(table), ...keys, '/', ...unless].join(' ')
  const known = statements.get(name)
  if (known !== undefined) return known
  const made = writeStatement(table, keys, unless)
  statements.set(name, made)
  return made
}

function writeStatement(table: PgTable, keys: readonly string[], unless: readonly string[]): Statement {
  const columns: Readonly<Record<string, { getSQLType(): string }>> = getTableColumns(table)
  const typeOf = (key: string): string => {
    const column = columns[key]
    if (column === undefined) throw new Error(`${getTableName(table)} has no column ${key}`)
    return column.getSQLType()
  }
  const names = keys.map((key) => `"${toSnakeCase(key)}"`).join(', ')
  // The rows carry the keys of our types, so the record does, too; only the table has the names of columns.
  const record = keys.map((key) => `"${key}" ${typeOf(key)}`).join(', ')
  const values = keys.map((key) => `r."${key}"`).join(', ')
  const conflict = unless.length === 0 ? '' : ` on conflict (${unless.map(toSnakeCase).join(', ')}) do nothing`
  return {
    head: sql.raw(`insert into "${getTableName(table)}" (${names}) select ${values} from jsonb_to_recordset(`),
    tail: sql.raw(`::jsonb) as r (${record})${conflict}`),
  }
}
