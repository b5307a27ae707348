/**
 * Databases for tests: migrated once per worker, emptied after every test. A suite that should hold on both kinds uses
 * {@link describeOnBoth}; the database is asked for inside a test, since it opens before the first one.
 */
import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, inject } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Database } from '../../src/store/tx.ts'
import { createDatabase } from './server.ts'

/** Runs a suite twice: on PostgreSQL and on the embedded database. */
export function describeOnBoth(name: string, suite: (database: () => Database) => void): void {
  describe(`${name}, on PostgreSQL`, () => suite(postgresDatabase()))
  describe(`${name}, on the embedded database`, () => suite(embeddedDatabase()))
}

/** Runs a suite on the embedded database: what it is about is the same on both, and the store's own tests run on both. */
export function describeOnEmbedded(name: string, suite: (database: () => Database) => void): void {
  describe(`${name}, on the embedded database`, () => suite(embeddedDatabase()))
}

/** A PostgreSQL database for the tests of this suite. */
export function postgresDatabase(): () => Database {
  return useDatabase(() => (openedPostgres ??= openPostgres()))
}

/** An embedded database for the tests of this suite. */
export function embeddedDatabase(): () => Database {
  return useDatabase(() => (openedEmbedded ??= openEmbedded()))
}

/** The address of one more PostgreSQL database, for tests of several connections: a clone of the template, or empty. */
export async function freshPostgres(content: 'migrated' | 'empty' = 'migrated'): Promise<string> {
  const { url, template, prefix } = inject('server')
  databases += 1
  return createDatabase(url, `${prefix}${process.pid}_${databases}`, content === 'migrated' ? template : undefined)
}

let databases = 0
let openedPostgres: Promise<Database> | undefined
let openedEmbedded: Promise<Database> | undefined

async function openPostgres(): Promise<Database> {
  return openDatabase({ url: await freshPostgres(), log: () => {} })
}

async function openEmbedded(): Promise<Database> {
  const database = await openDatabase({ dataDir: 'memory', log: () => {} })
  await migrate(database)
  return database
}

function useDatabase(open: () => Promise<Database>): () => Database {
  let opened: Database | undefined
  beforeAll(async () => {
    opened = await open()
  })
  afterEach(async () => {
    if (opened !== undefined) await emptyTables(opened)
  })
  return () => {
    if (opened === undefined) throw new Error('The database opens before the first test: ask for it inside a test')
    return opened
  }
}

/** As a replica: neither foreign keys nor triggers that forbid deleting stand in the way. */
async function emptyTables(database: Database): Promise<void> {
  await database.db.execute(sql`
    do $$
    declare
      found record;
    begin
      perform set_config('session_replication_role', 'replica', true);
      for found in select tablename from pg_tables where schemaname = 'public' loop
        execute format('delete from public.%I', found.tablename);
      end loop;
    end $$`)
}
