/** The PostgreSQL server of a test run, and the databases made on it. */
import postgres from 'postgres'

/** Where the tests of one run find their server. */
export type TestServer = {
  /** A database of the server to connect to for making others. */
  readonly url: string
  /** The migrated database that tests get clones of. */
  readonly template: string
  /** What the names of all databases of this run begin with. */
  readonly prefix: string
}

/** The address of another database on the same server. */
export function addressOf(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** Makes a database, empty or as a clone, and returns its address. */
export async function createDatabase(url: string, name: string, template = 'template1'): Promise<string> {
  await withClient(url, (client) => client.unsafe(`create database ${name} template ${template}`))
  return addressOf(url, name)
}

/** Drops every database whose name begins so, whoever still uses it. */
export async function dropDatabases(url: string, prefix: string): Promise<void> {
  await withClient(url, async (client) => {
    const found = await client<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${prefix})`
    for (const { name } of found) await client.unsafe(`drop database ${name} with (force)`)
  })
}

async function withClient(url: string, work: (client: postgres.Sql) => Promise<unknown>): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
