/** Before all tests: one PostgreSQL server, and on it a migrated template whose clones the tests get. */
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { startCluster } from './cluster.ts'
import { createDatabase, dropDatabases, type TestServer } from './server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly server: TestServer
  }
}

let removeServer = async (): Promise<void> => {}

export async function setup(project: TestProject): Promise<void> {
  const prefix = `don_doc_${process.pid}_`
  const url = await startServer(project, prefix)
  const template = `${prefix}template`
  await prepareTemplate(await createDatabase(url, template))
  project.provide('server', { url, template, prefix })
}

export async function teardown(): Promise<void> {
  await removeServer()
}

async function startServer({ vitest }: TestProject, prefix: string): Promise<string> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) {
    vitest.logger.log(`Database tests run on the server of TEST_DATABASE_URL, ${new URL(given).host}`)
    removeServer = () => dropDatabases(given, prefix)
    return given
  }
  const cluster = await startCluster()
  vitest.logger.log(`Database tests run on PostgreSQL ${cluster.version}, started for them from ${cluster.origin}`)
  removeServer = cluster.remove
  return cluster.url('postgres')
}

/** Its connections must be closed again: a database in use cannot be cloned. */
async function prepareTemplate(url: string): Promise<void> {
  const database = await openDatabase({ url, log: () => {} })
  await migrate(database)
  await database.close()
}
