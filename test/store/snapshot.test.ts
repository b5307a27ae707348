import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { isWorkingDay } from '../../src/calendar/calendar.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { writeLanguage } from '../../src/store/committee.ts'
import { listCommittees } from '../../src/store/directory.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { describeOnBoth } from '../support/database.ts'
import { committeeId, founding, foundSmall, time } from './bench.ts'

describeOnBoth('a snapshot of a committee', (database) => {
  beforeEach(() => foundSmall(database()))

  test('holds the directory as it was founded', async () => {
    const { directory, version, calendar } = await createSnapshots().load(database().db, committeeId)
    expect(directory.committee).toEqual({ digestAt: '07:15', ...founding.committee })
    expect([...directory.units.keys()].toSorted()).toEqual(['KT', 'VP'])
    expect(directory.units.get('KT')).toMatchObject(founding.units[0] ?? {})
    expect(directory.officers.get('KT1')?.name).toBe('Cán bộ KT1')
    expect(directory.posts).toMatchObject(founding.posts)
    expect({ version, timeZone: calendar.timeZone }).toEqual({ version: 1, timeZone: 'Asia/Ho_Chi_Minh' })
  })

  test('is kept until the directory has another version, and then read anew', async () => {
    const snapshots = createSnapshots()
    const first = await snapshots.load(database().db, committeeId)
    expect(await snapshots.load(database().db, committeeId)).toBe(first)
    await database().transaction((tx) => writeLanguage(tx, committeeId, { officer: 'KT1', language: 'en' }))
    const second = await snapshots.load(database().db, committeeId)
    expect(second.version).toBe(2)
    expect(second.directory.officers.get('KT1')?.language).toBe('en')
    expect(second.directory.officers.get('KT2')?.language).toBe('vi')
    expect(first.directory.officers.get('KT1')?.language).toBe('vi')
  })

  test('read in a transaction that failed is not taken for that of a later one', async () => {
    const snapshots = createSnapshots()
    const speak = (language: 'vi' | 'en', officer: string, fails: boolean) =>
      database().transaction(async (tx) => {
        await writeLanguage(tx, committeeId, { officer, language })
        const { directory } = await snapshots.load(tx, committeeId)
        if (fails) throw new Error('changed my mind')
        return directory.officers.get(officer)?.language
      })
    await expect(speak('en', 'KT1', true)).rejects.toThrow('changed my mind')
    expect(await speak('en', 'KT2', false)).toBe('en')
    const { directory } = await snapshots.load(database().db, committeeId)
    expect(['KT1', 'KT2'].map((id) => directory.officers.get(id)?.language)).toEqual(['vi', 'en'])
  })

  test('is not read anew for what is no part of it', async () => {
    const snapshots = createSnapshots()
    const first = await snapshots.load(database().db, committeeId)
    const account = { committeeId, bot: 'bot', vendorUser: 'u', officer: 'KT1', chat: 'c', preference: 1 }
    await database().transaction((tx) => insertAccount(tx, { ...account, isReachable: true, linkedAt: time('08:00') }))
    expect(await snapshots.load(database().db, committeeId)).toBe(first)
  })

  test('knows the committee’s own changes of the calendar', async () => {
    const culture = Temporal.PlainDate.from('2026-11-24')
    const before = await createSnapshots().load(database().db, committeeId)
    await database().db.execute(sql`
      insert into calendar_days (committee_id, "on", name, kind, source, provisional)
      values (${committeeId}, ${culture}, 'Ngày thử', 'ordinary', 'QĐ 1', false)`)
    const after = await createSnapshots().load(database().db, committeeId)
    expect([isWorkingDay(culture, before.calendar), isWorkingDay(culture, after.calendar)]).toEqual([false, true])
  })

  const another = async (): Promise<string> => {
    await foundSmall(database(), 'xa-khac')
    return 'xa-khac'
  }

  test('is of its committee alone', async () => {
    await another()
    await database().transaction((tx) => writeLanguage(tx, 'xa-khac', { officer: 'KT1', language: 'en' }))
    const { directory, version } = await createSnapshots().load(database().db, committeeId)
    expect({ version, language: directory.officers.get('KT1')?.language }).toEqual({ version: 1, language: 'vi' })
  })

  test('of a committee that is not there says so', async () => {
    await expect(createSnapshots().load(database().db, 'nowhere')).rejects.toThrow('There is no committee nowhere')
  })

  test('committees are listed in the order of the first lines of their registers', async () => {
    await another()
    const begin = (id: string, at: string) =>
      database().db.execute(sql`
        insert into evidence (committee_id, reference, sequence, type, happened_at, recorded_at, body, previous_hash, hash)
        values (${id}, 'SO', 1, 'committee_founded', ${time(at)}, ${time(at)}, '{}', '', '')`)
    await begin(committeeId, '08:00')
    await begin('xa-khac', '09:00')
    expect((await listCommittees(database().db)).map(({ id }) => id)).toEqual([committeeId, 'xa-khac'])
  })
})
