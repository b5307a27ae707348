import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { readFile, storeFile } from '../../src/store/files.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnBoth } from '../support/database.ts'
import { committeeId, foundSmall, time } from './bench.ts'

const dossier = { name: 'Tờ trình.pdf', mime: 'application/pdf', bytes: Uint8Array.of(37, 80, 0, 255) }

describeOnBoth('files', (database) => {
  beforeEach(() => foundSmall(database()))

  const store = (file: Partial<typeof dossier> = {}, id: string = committeeId) =>
    database().transaction((tx) => storeFile(tx, id, { ...dossier, ...file, storedBy: 'KT1', storedAt: time('08:00') }))
  const count = async () => (await rows(database().db, sql`select id from files`)).length

  test('come back byte by byte', async () => {
    expect(await readFile(database().db, committeeId, await store())).toEqual(dossier)
  })

  test('stored twice are one, whoever stores them', async () => {
    expect(await store()).toBe(await store())
    expect(await count()).toBe(1)
  })

  test('with another content or another name are another', async () => {
    const ids = [await store(), await store({ bytes: Uint8Array.of(1) }), await store({ name: 'Phụ lục.pdf' })]
    expect(new Set(ids).size).toBe(3)
    expect(await count()).toBe(3)
  })

  test('are of their committee alone', async () => {
    await foundSmall(database(), 'xa-khac')
    const id = await store({}, 'xa-khac')
    expect(await readFile(database().db, committeeId, id)).toBeNull()
    expect(await readFile(database().db, 'xa-khac', id)).toEqual(dossier)
  })

  test('may be empty of bytes, and one that is not there is null', async () => {
    const id = await store({ bytes: new Uint8Array() })
    expect((await readFile(database().db, committeeId, id))?.bytes).toEqual(new Uint8Array())
    expect(await readFile(database().db, committeeId, 'nothing')).toBeNull()
  })
})
