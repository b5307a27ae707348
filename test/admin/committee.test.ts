import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readFounding } from '../../src/admin/founding.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { listCommittees } from '../../src/store/directory.ts'
import { readEvidence } from '../../src/store/evidence.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { describeOnBoth, postgresDatabase } from '../support/database.ts'
import { committeeId, runAt } from './bench.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-committee-'))
afterAll(() => rmSync(folder, { recursive: true }))

let number = 0
function writeJsonFile(content: unknown): string {
  number += 1
  const file = join(folder, `${number}.json`)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const small = {
  committee: { id: 'phu-ha', name: 'UBND xã Phú Hà', level: 'commune' },
  units: [
    { id: 'VP', name: 'Văn phòng', functions: ['office'], validFromOn: '2025-07-01' },
    { id: 'TP', name: 'Tư pháp', parent: 'VP', validFromOn: '2025-07-01', validToOn: '2026-06-30', successors: ['VP'] },
  ],
  officers: [{ id: 'A1', name: 'Lê Văn Thử', email: 'thu@phuha.example', phone: '0900 000 001' }],
  posts: [{ unit: 'VP', officer: 'A1', kind: 'office_chief', fromOn: '2025-07-01' }],
  actingOrders: [{ unit: 'TP', officer: 'A1', number: '5/QĐ', fromOn: '2026-01-01', toOn: '2026-03-31' }],
}

describeOnBoth('committee create', (database) => {
  test('founds the sample commune, with the first line of its register', async () => {
    const { code, out } = await runAt(database(), ['committee', 'create', '--sample'])
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Founded song-may: UBND xã Sông Mây') })
    const { directory, settings } = await createSnapshots().load(database().db, committeeId)
    expect([...directory.units.keys()].toSorted()).toEqual(sampleCommune.units.map(({ id }) => id).toSorted())
    expect(directory.posts).toHaveLength(10)
    expect(settings.ownRegulation?.number).toBe('12/2026/QĐ-UBND')
    const [line] = await readEvidence(database().db, committeeId, 'SO')
    expect(line?.type).toBe('committee_founded')
  })

  test('founds a committee from a file, with what the file leaves out as usual', async () => {
    const ran = await runAt(database(), ['committee', 'create', writeJsonFile(small), '--json'])
    expect(ran.code).toBe(0)
    expect(JSON.parse(ran.out)).toEqual({ id: 'phu-ha', name: 'UBND xã Phú Hà', units: 2, officers: 1 })
    const { directory } = await createSnapshots().load(database().db, 'phu-ha')
    const timeZone = 'Asia/Ho_Chi_Minh'
    const usual = { timeZone, language: 'vi', profile: 'default', digestAt: '07:15' }
    expect(directory.committee).toEqual({ ...small.committee, ...usual })
    expect(directory.units.get('TP')).toMatchObject({ parent: 'VP', abbreviations: [], successors: ['VP'] })
    expect(directory.posts).toMatchObject([{ kind: 'office_chief', order: 1, toOn: null }])
    expect(directory.actingOrders[0]?.toOn).toEqual(Temporal.PlainDate.from('2026-03-31'))
  })

  test('founds no committee twice', async () => {
    await runAt(database(), ['committee', 'create', '--sample'])
    const again = await runAt(database(), ['committee', 'create', '--sample'])
    expect(again).toEqual({
      code: 1,
      out: '',
      err: 'The committee was not founded:\n  - committee.id: song-may exists already\n',
    })
  })

  test('founds nothing of a file with a fault', async () => {
    const file = writeJsonFile({ ...small, posts: [{ ...small.posts[0], officer: 'NOBODY' }] })
    expect(await runAt(database(), ['committee', 'create', file])).toEqual({
      code: 1,
      out: '',
      err: 'The committee was not founded:\n  - posts[0].officer: NOBODY is not in the file\n',
    })
    expect(await listCommittees(database().db)).toEqual([])
  })

  test('needs a file or the sample, not both, and a file that is there', async () => {
    expect((await runAt(database(), ['committee', 'create'])).code).toBe(2)
    expect((await runAt(database(), ['committee', 'create', writeJsonFile(small), '--sample'])).code).toBe(2)
    const ran = await runAt(database(), ['committee', 'create', join(folder, 'missing.json')])
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('missing.json cannot be read') })
  })
})

describe('committee create --example', () => {
  const database = postgresDatabase()

  test('prints a file that can be founded, and founds nothing', async () => {
    const { code, out } = await runAt(database(), ['committee', 'create', '--example'])
    expect(code).toBe(0)
    expect(readFounding(out)).toEqual({ founding: sampleCommune, faults: [] })
    expect(await listCommittees(database().db)).toEqual([])
  })
})

describeOnBoth('committee list', (database) => {
  test('lists the committees in the order they were founded', async () => {
    expect((await runAt(database(), ['committee', 'list'])).out).toContain('There is no committee yet')
    await runAt(database(), ['committee', 'create', '--sample'], { at: '2026-11-20T08:00+07:00' })
    await runAt(database(), ['committee', 'create', writeJsonFile(small)], { at: '2026-11-21T08:00+07:00' })
    const { out } = await runAt(database(), ['committee', 'list'])
    expect(out).toBe('song-may  UBND xã Sông Mây\nphu-ha  UBND xã Phú Hà\n')
    const json = JSON.parse((await runAt(database(), ['committee', 'list', '--json'])).out)
    expect(json).toEqual([
      { id: 'song-may', name: 'UBND xã Sông Mây' },
      { id: 'phu-ha', name: 'UBND xã Phú Hà' },
    ])
  })
})

describe('a founding file', () => {
  const faultsOf = (content: unknown) =>
    readFounding(typeof content === 'string' ? content : JSON.stringify(content)).faults

  test('may begin with a byte order mark and be written in decomposed letters', () => {
    const { founding } = readFounding(`\uFEFF${JSON.stringify(small).normalize('NFD')}`)
    expect(founding?.units[0]?.name).toBe('Văn phòng'.normalize('NFC'))
  })

  test('is told all its faults at once, each with its place', () => {
    const faults = faultsOf({
      committee: { id: 'Phú Hà', name: ' ', level: 'ward', timeZone: 'Asia/Nowhere', profile: 'none' },
      units: [{ id: 'VP', name: 'Văn phòng', functions: ['cooking'], validFromOn: '31/7/2025', colour: 'red' }],
      officers: [{ id: 'A 1', name: 'A', email: 'a', phone: 'x' }],
      posts: [{ unit: 'VP', officer: 'A1', kind: 'king', fromOn: '2025-07-01', order: 1.5 }],
      extra: 1,
    })
    const places = faults.map((fault) => fault.slice(0, fault.indexOf(':')))
    expect(places.toSorted()).toEqual(
      [
        'committee.id',
        'committee.name',
        'committee.level',
        'committee.timeZone',
        'committee.profile',
        'units[0].functions[0]',
        'units[0].validFromOn',
        'units[0]',
        'officers[0].id',
        'officers[0].email',
        'officers[0].phone',
        'posts[0].kind',
        'posts[0].order',
        'the file',
      ].toSorted(),
    )
  })

  test.each([
    ['{', 'the file is no JSON: '],
    ['[]', 'the file: '],
    [{ ...small, units: [...small.units, small.units[0]] }, 'units[2]: VP stands there twice'],
    [{ ...small, officers: [...small.officers, ...small.officers] }, 'officers[1]: A1 stands there twice'],
    [
      { ...small, posts: [...small.posts, ...small.posts] },
      'posts[1]: VP A1 office_chief 2025-07-01 stands there twice',
    ],
    [
      { ...small, units: [{ ...small.units[0], parent: 'XX' }], actingOrders: [] },
      'units[0].parent: XX is not in the file',
    ],
    [{ ...small, posts: [{ ...small.posts[0], toOn: '2025-06-30' }] }, 'posts[0].toOn: lies before the first day'],
    [
      { ...small, units: small.units.map((unit) => ({ ...unit, functions: [] })) },
      'units: no unit has the function office',
    ],
  ])('%j is told %s', (content, fault) => {
    expect(faultsOf(content)).toEqual([expect.stringContaining(fault)])
  })
})
