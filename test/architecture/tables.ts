/** That the tables can be spread by committee: it leads every key. */
import { is } from 'drizzle-orm'
import { getTableConfig, IndexedColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Faults } from './tree.ts'

/** Tables that are not a committee's, or are found before the committee is known. */
const otherKeys: Readonly<Record<string, string>> = {
  committees: 'id',
  bots: 'id',
  bot_secrets: 'bot',
  inbound: 'bot',
  intakes: 'bot',
  gates: 'bot',
  queues: 'bot',
  quotas: 'bot',
  deployment_keys: 'name',
}

/** Primary and unique keys of a schema's tables that do not begin with the committee. */
export function findKeysWithoutCommittee(schema: Readonly<Record<string, unknown>>): Faults {
  return Object.values(schema)
    .filter((table) => is(table, PgTable))
    .flatMap((table) => {
      const { name } = getTableConfig(table)
      const keys = keysOf(table)
      const first = otherKeys[name] ?? 'committee_id'
      const faults = keys
        .filter(([lead]) => lead !== first)
        .map((key) => `${name}: the key (${key.join(', ')}) is not led by ${first}`)
      return keys.length === 0 ? [`${name} has no key`] : faults
    })
}

function keysOf(table: PgTable): readonly (readonly string[])[] {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const { columns, primaryKeys, uniqueConstraints, indexes } = getTableConfig(table)
  return [
    ...columns.filter(({ primary, isUnique }) => primary || isUnique).map(({ name }) => [snake(name)]),
    ...primaryKeys.map((key) => key.columns.map(({ name }) => snake(name))),
    ...uniqueConstraints.map((key) => key.columns.map(({ name }) => snake(name))),
    ...indexes
      .filter(({ config }) => config.unique)
      .map(({ config }) =>
        config.columns.map((column) => (is(column, IndexedColumn) ? snake(column.name ?? '') : '(expression)')),
      ),
  ]
}
