import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { rows } from '../../src/store/tx.ts'
import { describeOnBoth } from '../support/database.ts'
import { foundSample, liveConsultation, runAt } from './bench.ts'

describeOnBoth('evidence verify', (database) => {
  test('finds a long life whole', async () => {
    await foundSample(database())
    await liveConsultation(database())
    console.log(await rows(database().db, sql`select sequence, type, actor from evidence where reference='Y1' order by 1`))
    console.log(await runAt(database(), ['evidence', 'verify']))
    console.log((await runAt(database(), ['evidence', 'export', 'Y1', '--out', '/tmp/y1.json'])))
  })
})
