import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { decidersOf } from '../../src/domain/directory.ts'
import { sampleCommune } from '../../src/sample-commune.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { describeOnBoth, embeddedDatabase } from '../support/database.ts'
import { committeeId, foundSample, runAt, stageOf } from './bench.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-directory-'))
afterAll(() => rmSync(folder, { recursive: true }))

let number = 0
function write(content: string | Uint8Array, ending = 'csv'): string {
  number += 1
  const file = join(folder, `${number}.${ending}`)
  writeFileSync(file, content)
  return file
}

const heading = 'unit_code;unit_name;unit_functions;officer_code;officer_name;post;phone'

/** The sample commune as a file of fewer columns. */
const sampleLines = [
  ...sampleCommune.units.map(({ id, name, functions }) => `${id};${name};"${functions.join(';')}";;;;`),
  ...sampleCommune.posts.map(({ unit, officer, kind }) => `${unit};;;${officer};;${kind};`),
]

const fileOf = (...lines: readonly string[]): string => write([heading, ...lines, ''].join('\n'))

async function directoryNow(database: Parameters<typeof runAt>[0]) {
  return createSnapshots().load(database.db, committeeId)
}

describeOnBoth('directory import', (database) => {
  test('takes a file over, and a second time changes nothing', async () => {
    await foundSample(database())
    const file = fileOf(...sampleLines, 'KT;;;KT7;Lê Thị Thử;Phó;0912345678')
    const ran = await runAt(database(), ['directory', 'import', file])
    expect(ran).toEqual({
      code: 0,
      err: '',
      out: [
        'Chức vụ mới (1)',
        '  Lê Thị Thử (KT7): Phó Thủ trưởng, Phòng Kinh tế',
        'Cán bộ (1)',
        '  Thêm Lê Thị Thử (KT7)',
        'Đã ghi. Danh bạ có 2 thay đổi.',
        '',
      ].join('\n'),
    })
    expect((await directoryNow(database())).directory.officers.get('KT7')?.phone).toBe('0912345678')
    const again = await runAt(database(), ['directory', 'import', file, '--language', 'en'])
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('Nothing changes.')])
    expect((await directoryNow(database())).version).toBe(2)
  })

  test('with --dry-run shows the same and changes nothing', async () => {
    await foundSample(database())
    const file = fileOf(...sampleLines.filter((line) => !line.includes('KT2')))
    const { code, out } = await runAt(database(), ['directory', 'import', file, '--dry-run', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      isApplied: false,
      problems: [],
      sections: [
        { code: 'ended_posts', facts: [{ code: 'post_ended', values: { code: 'KT2' } }] },
        { code: 'leavers', facts: [{ code: 'leaver', values: { code: 'KT2' } }] },
      ],
      left: [],
    })
    expect((await directoryNow(database())).version).toBe(1)
  })

  test('says what leavers leave open', async () => {
    await foundSample(database())
    await stageOf(database()).prepare('KT2', '18T08:00')
    const { out } = await runAt(database(), [
      'directory',
      'import',
      fileOf(...sampleLines.filter((line) => !line.includes('KT2'))),
    ])
    expect(out).toContain(
      'Y1: dự thảo văn bản lấy ý kiến, chưa gửi · Phương án bố trí chợ phiên cuối tuần (Đỗ Quang Vĩnh)',
    )
  })
})

describe('directory import refuses', () => {
  const database = embeddedDatabase()

  test('bad rows, each with its line; its exit code is 1 and nothing is changed', async () => {
    await foundSample(database())
    const file = fileOf(...sampleLines, 'KT;;;KT7;Thử;quan huyện;', 'KT;;;KT8;=1+1;Phó;')
    const { code, out } = await runAt(database(), ['directory', 'import', file])
    const end = sampleLines.length + 2
    expect([code, out]).toEqual([
      1,
      `Dòng ${end}: Chức vụ “quan huyện” không có trong danh mục.\nDòng ${end + 1}: Cột officer_name chứa công thức “=1+1”. Xin thay bằng giá trị.\n`,
    ])
    expect((await directoryNow(database())).version).toBe(1)
  })

  test.each([
    ['a file that is not there', () => join(folder, 'none.csv'), 'cannot be read'],
    ['a picture', () => write(Buffer.from('\x89PNG\r\n', 'latin1')), 'is no .csv or .xlsx table'],
    ['a damaged workbook', () => write(Buffer.from('PK\x03\x04…', 'latin1'), 'xlsx'), 'is damaged or locked'],
    ['too many rows', () => write(`${heading}\n${'KT\n'.repeat(20_001)}`), 'has more than 20000 rows'],
  ])('%s', async (_, file, why) => {
    await foundSample(database())
    const { code, err } = await runAt(database(), ['directory', 'import', file()])
    expect([code, err]).toEqual([2, expect.stringContaining(why)])
  })

  test('a language there is not', async () => {
    await foundSample(database())
    const { code, err } = await runAt(database(), ['directory', 'import', fileOf(...sampleLines), '--language', 'fr'])
    expect([code, err]).toEqual([2, 'There is no language fr, only vi | en\n'])
  })
})

describeOnBoth('unit merge', (database) => {
  test('ends a unit, and the other one answers for what it left open', async () => {
    await foundSample(database())
    const ran = await runAt(database(), ['unit', 'merge', 'YT', 'VHXH', '--on', '2026-12-01', '--language', 'en'])
    expect(ran).toEqual({
      code: 0,
      err: '',
      out: 'Trạm Y tế xã is merged into Phòng Văn hóa - Xã hội from Tuesday 01/12/2026.\n',
    })
    const { directory } = await directoryNow(database())
    const decidersOn = (on: string) => decidersOf(directory, 'YT', Temporal.PlainDate.from(on))
    expect([decidersOn('2026-11-30'), decidersOn('2026-12-01')]).toEqual([['YT1'], ['VX1']])
    const { code, findings } = JSON.parse((await runAt(database(), ['evidence', 'verify', '--json'])).out)
    expect([code, findings]).toEqual([undefined, []])
  })

  test.each([
    [['YT', 'YT', '--on', '2026-12-01'], 1, 'không thể sáp nhập vào chính mình'],
    [['ZZ', 'KT', '--on', '2026-12-01'], 1, 'Danh bạ hiện không có: ZZ'],
    [['YT', 'KT', '--on', '31/12/2026'], 2, '--on must be a day'],
    [['YT', 'KT', '--on', '2026-02-30'], 2, '--on must be a day'],
  ])('%j: %i', async (parameters, code, why) => {
    await foundSample(database())
    const ran = await runAt(database(), ['unit', 'merge', ...parameters])
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(why)])
    expect((await directoryNow(database())).version).toBe(1)
  })
})
