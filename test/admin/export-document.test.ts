/** The document of an export: what a lawyer finds in it. Its looks are test/documents; here its words. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { sealEvidence } from '../../src/actions/seal.ts'
import { groupHash } from '../../src/cards/seal.ts'
import { textOfFile } from '../../src/documents/file-text.ts'
import { hashOfSeal } from '../../src/store/seals.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { writeActingOrder } from '../../src/store/standing-in.ts'
import { postgresDatabase } from '../support/database.ts'
import { committeeId, foundSample, liveConsultation, runAt } from './bench.ts'

const folder = mkdtempSync(join(tmpdir(), 'don-doc-document-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the document of an export', () => {
  const database = postgresDatabase()
  let number = 0

  const run = async (reference = 'Y1', ...more: readonly string[]) => {
    number += 1
    const into = join(folder, String(number))
    await runAt(database(), ['evidence', 'export', reference, '--out', into, ...more])
    const bytes = new Uint8Array(readFileSync(join(into, `${reference}.docx`)))
    const { text } = await textOfFile({ name: 'Y1.docx', mime: '', bytes })
    const file = JSON.parse(readFileSync(join(into, `${reference}.json`), 'utf8'))
    return {
      lines: (text ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      file,
      text: readFileSync(join(into, `${reference}.txt`), 'utf8'),
    }
  }
  const seal = () =>
    database().transaction(async (tx) => {
      const at = Temporal.Instant.from('2026-11-23T09:00+07:00')
      return sealEvidence({ tx, snapshot: await createSnapshots().load(tx, committeeId), recordedAt: at }, at)
    })

  beforeEach(async () => {
    await foundSample(database())
    await liveConsultation(database())
  })

  test('names the committee as letters do, and leaves number and day to the clerk', async () => {
    const { lines } = await run()
    expect(lines.slice(0, 8)).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ SÔNG MÂY',
      'Số:              /',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Sông Mây, ngày      tháng      năm 2026',
      'HỒ SƠ CHỨNG CỨ',
      'Việc lấy ý kiến Y1: Phương án bố trí chợ phiên cuối tuần',
    ])
  })

  test('counts every line of the chain once, in what happened or in what was sent', async () => {
    const { lines } = await run()
    const numbers = lines.filter((line, index) => /^\d+$/.test(line) && /^\d\d:\d\d:\d\d /.test(lines[index + 1] ?? ''))
    expect(numbers.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, index) => index + 1))
  })

  test('[H6.9] names the head accountable for each unit, and whoever acted for them with the order', async () => {
    const on = Temporal.PlainDate.from('2026-11-20')
    const order = { unit: 'CA', officer: 'VP1', number: '21/QĐ-UBND', fromOn: on, toOn: on }
    await database().transaction((tx) => writeActingOrder(tx, committeeId, order))
    const { lines, file, text } = await run()
    const acting = 'Tạ Minh Đăng được giao phụ trách theo văn bản số 21/QĐ-UBND'
    expect(lines).toContain(`Người chịu trách nhiệm: Hoàng Đức Kiên; ${acting}`)
    expect(lines).toContain('Người chịu trách nhiệm: Cao Thu Hà')
    expect(file.accountable).toContainEqual({
      unit: 'CA',
      on: '2026-11-20',
      officer: 'CA1',
      acting: [{ officer: 'VP1', order: '21/QĐ-UBND' }],
    })
    expect(text).toContain(`Người chịu trách nhiệm của Công an xã (CA): Hoàng Đức Kiên; ${acting}`)
  })

  test('[AL1.3f] tells for each unit the outcome, its ground and how it was reached', async () => {
    const { lines } = await run()
    expect(lines).toContain('Công an xã đã trả lời không đồng ý lúc 09:30 thứ Sáu 20/11/2026')
    expect(lines).toContain('Lý do không đồng ý: bãi gửi xe nằm trên đường thoát hiểm của trường học')
    expect(lines).toContain(
      'Bằng chứng đã đến nơi: Tin nhắn riêng đến Hoàng Đức Kiên qua Sandbox, 08:06 thứ Tư 18/11/2026.',
    )
    expect(lines.some((line) => line.startsWith('Bằng chứng đã đến nơi: Chưa có'))).toBe(true)
    const lapse = lines.findIndex((line) => line.includes('Trạm Y tế xã (YT) im lặng: ĐỒNG Ý MẶC NHIÊN'))
    expect(lines[lapse - 1]).toBe('hệ thống ghi (không do cán bộ nào thực hiện)')
    expect(lines[lapse + 1]).toContain('Căn cứ: Quy chế làm việc của UBND xã Sông Mây')
  })

  test('lists who was sent what, and what did not arrive', async () => {
    const { lines } = await run()
    const lost = lines.indexOf('Phan Văn Tấn (QS1)', lines.indexOf('IV. Tin đã gửi'))
    expect(lines.slice(lost, lost + 4)).toEqual(['Phan Văn Tấn (QS1)', 'Sandbox', 'lấy ý kiến', 'không liên lạc được'])
  })

  test('shows the codes of its seals, and the file holds them so that anybody can compute them', async () => {
    const sealed = await seal()
    const { lines, file } = await run()
    expect(lines).toEqual(expect.arrayContaining([...groupHash(sealed?.hash ?? '')]))
    const [{ hash, ...content }, ...others] = file.seals
    expect(others).toEqual([])
    expect(hash).toBe(sealed?.hash)
    const instants = {
      slotAt: Temporal.Instant.from(content.slotAt),
      sealedAt: Temporal.Instant.from(content.sealedAt),
    }
    expect(hashOfSeal(committeeId, { ...content, ...instants })).toBe(hash)
    expect(content.heads).toContainEqual({ reference: 'Y1', sequence: 31, hash: file.head.hash })
  })

  test('says that there is no seal yet', async () =>
    expect((await run()).lines.join('\n')).toContain('Việc này chưa có niêm phong nào'))

  test('of evidence that is not whole says so on its first page', async () => {
    await database().db.execute(sql`update evidence set body = '{}' where reference = 'Y1' and sequence = 4`)
    const { lines } = await run()
    const checked = lines.indexOf('Kiểm tra khi trích xuất')
    expect(lines.slice(checked + 1, checked + 3)).toEqual([
      'CÓ SAI LỆCH.',
      'Dòng 4 hoặc vị trí của dòng đã bị thay đổi.',
    ])
  })

  test('of the register has neither units nor outcomes', async () => {
    const { lines } = await run('SO')
    expect(lines.filter((line) => /^[IV]+\. /.test(line))).toEqual([
      'I. Thông tin chung',
      'II. Diễn biến',
      'III. Tin đã gửi',
      'IV. Tính toàn vẹn và cách kiểm tra',
    ])
  })

  test('is written in English when asked', async () =>
    expect((await run('Y1', '--language', 'en')).lines).toContain(
      'Consultation Y1: Phương án bố trí chợ phiên cuối tuần',
    ))
})
