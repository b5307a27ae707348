import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { registerEvent } from '../../src/actions/register.ts'
import { postgresDatabase } from '../support/database.ts'
import { committeeId, foundSample, liveConsultation, runAt } from './bench.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-export-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Line = Readonly<Record<string, unknown>> & { readonly hash: string; readonly previousHash: string }

/** RFC 8785, written here once more: whoever verifies has nothing of ours. */
function canonicalize(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.keys(value).toSorted()
  const written = members.map((key) => `${JSON.stringify(key)}:${canonicalize(Reflect.get(value, key))}`)
  return `{${written.join(',')}}`
}

/** The first line whose hash is not what the file says it should be; null when all are. */
function verifyOffline(lines: readonly Line[]): unknown {
  let before = ''
  for (const { hash, ...line } of lines) {
    const computed = createHash('sha256').update(canonicalize(line), 'utf8').digest('hex')
    if (computed !== hash || line.previousHash !== before) return line['sequence']
    before = hash
  }
  return null
}

describe('evidence export', () => {
  const database = postgresDatabase()
  let number = 0
  const run = async (parameters: readonly string[] = ['Y1']) => {
    number += 1
    const into = join(folder, `so-${number}`)
    const ran = await runAt(database(), ['evidence', 'export', ...parameters, '--out', into])
    const [reference = ''] = parameters
    const path = (ending: string) => join(into, `${reference.toUpperCase()}.${ending}`)
    return { code: ran.code, err: ran.err, into, out: path('json'), text: path('txt'), document: path('docx') }
  }
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

  beforeEach(async () => {
    await foundSample(database())
    await liveConsultation(database())
  })

  test('writes a file that can be verified with nothing but SHA-256 and its own words', async () => {
    const { code, out } = await run()
    const { lines, head, verification, format, reference } = read(out)
    expect({ code, format, reference }).toEqual({ code: 0, format: 'don-doc-evidence/2', reference: 'Y1' })
    expect(verification).toEqual({ isWhole: true, findings: [] })
    expect(lines).toHaveLength(31)
    expect(verifyOffline(lines)).toBeNull()
    expect(head).toEqual({ sequence: 31, hash: lines.at(-1).hash })
  })

  test('writes a file in which any change of a line shows', async () => {
    const { out } = await run()
    const { lines } = read(out)
    expect(verifyOffline(lines.with(9, { ...lines[9], actor: 'VX2' }))).toBe(10)
    expect(verifyOffline(lines.with(0, { ...lines[0], committeeId: 'elsewhere' }))).toBe(1)
    expect(verifyOffline(lines.toSpliced(4, 1))).toBe(6)
  })

  test('says in the file how the hash is computed, and names whom the codes mean', async () => {
    const { howToVerify, names, committee } = read((await run()).out)
    expect(howToVerify.words.join(' ')).toContain('RFC 8785')
    expect(howToVerify.python).toContain('hashlib.sha256')
    expect(names.officers).toMatchObject({ KT1: 'Lương Thị Mai Hiên' })
    expect(names.units).toMatchObject({ VHXH: 'Phòng Văn hóa - Xã hội' })
    expect(committee).toEqual({ id: committeeId, name: 'UBND xã Sông Mây' })
  })

  test('writes beside it what happened, with weekdays, names and words', async () => {
    const text = readFileSync((await run()).text, 'utf8')
    const lines = text.split('\n')
    expect(lines.filter((line) => /^\d+\. \d\d:\d\d:\d\d (thứ|Chủ nhật)/.test(line))).toHaveLength(31)
    expect(lines).toContain(
      '23. 09:30:00 thứ Sáu 20/11/2026 · Hoàng Đức Kiên (CA1), qua Sandbox: Công an xã (CA) trả lời: không đồng ý',
    )
    expect(text).toContain('    “Không đồng ý: bãi gửi xe nằm trên đường thoát hiểm của trường học”')
    expect(text).toContain('    Nguyên văn lệnh: “/…(CA1)”')
    expect(text).toContain('muộn 8 giờ')
    expect(text).toContain('ghi sổ lúc 08:10:00 thứ Bảy 21/11/2026')
  })

  test('[AL1.3f] shows deemed consent with its basis and with nobody behind it', async () => {
    const lines = readFileSync((await run()).text, 'utf8').split('\n')
    const index = lines.findIndex((line) => line.includes('ĐỒNG Ý MẶC NHIÊN'))
    expect(lines[index]).toContain('không do cán bộ nào thực hiện')
    expect(lines[index + 1]).toBe(
      '    Căn cứ: Quy chế làm việc của UBND xã Sông Mây (số 12/2026/QĐ-UBND ngày 06/7/2026), Điều 9 khoản 3',
    )
  })

  test('writes the text in English when asked, and in nothing else', async () => {
    const { text } = await run(['y1', '--language', 'en'])
    expect(readFileSync(text, 'utf8')).toContain(
      '23. 09:30:00 Friday 20/11/2026 · Hoàng Đức Kiên (CA1), through Sandbox',
    )
    expect((await run(['Y1', '--language', 'fr'])).code).toBe(2)
  })

  test('writes the register of the committee, too', async () => {
    const { code, out, text } = await run(['SO'])
    expect(code).toBe(0)
    expect(read(out).lines).toHaveLength(1)
    expect(readFileSync(text, 'utf8')).toContain('lập ủy ban trên hệ thống')
  })

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    [
      'code_made',
      { officer: 'CA1', by: 'operator' },
      'người vận hành, bằng dòng lệnh: cấp mã liên kết cho Hoàng Đức Kiên (CA1)',
    ],
    ['account_linked', { officer: 'CA1', account: '77' }, 'tài khoản 77 được liên kết với Hoàng Đức Kiên (CA1)'],
    ['account_linked', { officer: 'CA1', account: '77', how: 'email' }, 'theo thư điện tử đã xác minh'],
    ['channel_bound', { purpose: 'unit', unit: 'KT', chat: '-5' }, 'gắn nhóm -5 vào mục đích unit Phòng Kinh tế (KT)'],
    ['leave_set', { officer: 'CA1', fromOn: '2026-11-23', toOn: '2026-11-25' }, 'từ thứ Hai 23/11/2026 đến'],
    ['directory_imported', { changes: [{}, {}] }, ': 2 thay đổi'],
    [
      'refused',
      { code: 'chief-only', words: '/gankenh' },
      '(mã chief-only)\n    Lý do: Việc này do Chánh Văn phòng thực hiện. Xin liên hệ Chánh Văn phòng.\n    Nguyên văn lệnh: “/gankenh”',
    ],
    ['something_new', {}, 'something_new'],
  ])('words a line of the register such as %s', async (type, body, words) => {
    const at = Temporal.Instant.from('2026-11-20T08:00+07:00')
    const line = { type, actor: null, messenger: null, happenedAt: at, recordedAt: at, body }
    await database().transaction((tx) => registerEvent(tx, committeeId, line))
    expect(readFileSync((await run(['SO'])).text, 'utf8')).toContain(words)
  })

  test('writes evidence that is not whole all the same, says so in it, and ends with 1', async () => {
    await database().db.execute(sql`update evidence set body = '{}' where reference = 'Y1' and sequence = 1`)
    const { code, out, text, err } = await run()
    expect(code).toBe(1)
    expect(err).toContain('Y1 line 1')
    expect(read(out).verification).toEqual({
      isWhole: false,
      findings: [{ reference: 'Y1', sequence: 1, why: 'changed' }],
    })
    expect(readFileSync(text, 'utf8')).toContain('CÓ SAI LỆCH.\nDòng 1 hoặc vị trí của dòng đã bị thay đổi.')
  })

  test('overwrites nothing, and leaves no half of the three', async () => {
    const { into, document, out } = await run()
    rmSync(document)
    rmSync(out)
    const again = await runAt(database(), ['evidence', 'export', 'Y1', '--out', into])
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('Y1.txt is there already') })
    expect([document, out].map((path) => existsSync(path))).toEqual([false, false])
  })

  test('says what it wrote, for machines, too', async () => {
    const into = join(folder, 'told')
    const ran = await runAt(database(), ['evidence', 'export', 'Y1', '--json', '--out', into])
    const files = ['docx', 'json', 'txt'].map((ending) => join(into, `Y1.${ending}`))
    expect(JSON.parse(ran.out)).toEqual({ files, lines: 31, isWhole: true, findings: [] })
  })

  test.each([
    [['Y7'], 1, 'There is no matter Y7'],
    [['Z7'], 2, 'is no reference'],
    [['Y1', '--committee', 'nowhere'], 2, 'There is no committee nowhere'],
  ])('%j ends with %i', async (parameters, code, words) => {
    expect(await run(parameters)).toMatchObject({ code, err: expect.stringContaining(words) })
  })
})
