import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { rows } from '../../src/store/tx.ts'
import { describeOnBoth } from '../support/database.ts'
import { writeMigrations } from '../support/migrations.ts'

const tables = sql`select tablename as name from pg_tables where tablename like 'made_up%' order by 1`

describeOnBoth('migrations', (database) => {
  afterAll(async () => {
    await database().db.execute(sql`drop table if exists made_up_one, made_up_two`)
    await database().db.execute(sql`delete from drizzle.__drizzle_migrations where created_at > ${never}`)
  })
  const never = Date.UTC(9000, 0)

  test('of our own are there already, and a second time changes nothing', async () => {
    const applied = () => rows(database().db, sql`select hash from drizzle.__drizzle_migrations`)
    const before = await applied()
    await migrate(database())
    expect(await applied()).toEqual(before)
  })

  test('are applied in their order, each once', async () => {
    const one = 'create table made_up_one (id int primary key)'
    const two =
      'create table made_up_two (id int references made_up_one);--> statement-breakpoint\ninsert into made_up_one values (1)'
    await migrate(database(), writeMigrations(never, one))
    await migrate(database(), writeMigrations(never, one, two))
    expect(await rows(database().db, tables)).toEqual([{ name: 'made_up_one' }, { name: 'made_up_two' }])
    expect(await rows(database().db, sql`select id from made_up_one`)).toEqual([{ id: 1 }])
  })

  test('leave nothing behind when one fails', async () => {
    const folder = writeMigrations(never + 1000, 'create table made_up_three (id int)', 'select 1 / 0')
    await expect(migrate(database(), folder)).rejects.toThrow()
    expect(await rows(database().db, tables)).not.toContainEqual({ name: 'made_up_three' })
  })
})
