/** The layout of Nghị định 30/2020: sizes and margins in the file itself, in twips (1/1440 inch) and half points. */
import { describe, expect, test } from 'vitest'
import { textOfFile } from '../../src/documents/file-text.ts'
import { type OfficialDocument, officialDocx } from '../../src/documents/official-document.ts'
import { unzip } from '../../src/documents/zip.ts'

const content: OfficialDocument = {
  organisation: 'Ủy ban nhân dân\nxã Suối Mơ',
  country: { name: 'Cộng hòa xã hội chủ nghĩa Việt Nam', motto: 'Độc lập - Tự do - Hạnh phúc' },
  number: 'Số:      /',
  placeAndDay: 'Suối Mơ, ngày      tháng      năm 2026',
  title: 'Hồ sơ chứng cứ',
  summary: 'Việc lấy ý kiến Y7',
  parts: [
    { kind: 'heading', text: 'I. Thông tin chung' },
    { kind: 'text', text: 'Một đoạn văn <có & dấu>.' },
    { kind: 'facts', facts: [['Về việc', [{ text: 'Bến đò', style: 'plain' }]]] },
    {
      kind: 'table',
      columns: [
        { title: 'STT', share: 1, isCentred: true },
        { title: 'Việc', share: 3 },
      ],
      rows: [
        [
          [{ text: '1', style: 'plain' }],
          [
            { text: 'Gửi', style: 'bold' },
            { text: 'ghi chú', style: 'quiet' },
          ],
        ],
      ],
    },
    { kind: 'code', lines: ['for line in lines:', '    print(line)'] },
  ],
  signer: { post: 'Chánh Văn phòng', note: '(Ký)' },
  recipients: { title: 'Nơi nhận:', lines: ['- Lưu: VT.'] },
}

async function partsOf(document: OfficialDocument): Promise<{ body: string; headers: string; styles: string }> {
  const parts = unzip(await officialDocx(document), () => true, 8 * 1024 * 1024)
  const read = (pattern: RegExp) =>
    [...parts]
      .filter(([name]) => pattern.test(name))
      .map(([, bytes]) => new TextDecoder().decode(bytes))
      .join('')
  return {
    body: read(/^word\/document\.xml$/),
    headers: read(/^word\/header\d\.xml$/),
    styles: read(/^word\/styles\.xml$/),
  }
}

describe('an official document', () => {
  test('is an A4 page with margins of 20, 20, 30 and 20 mm, in Times New Roman of 13 points', async () => {
    const { body, styles } = await partsOf(content)
    expect(body).toMatch(/<w:pgSz [^>]*w:w="11906"[^>]*w:h="16838"/)
    expect(body).toMatch(/<w:pgMar [^>]*w:top="1134"[^>]*w:right="1134"[^>]*w:bottom="1134"[^>]*w:left="1701"/)
    expect(styles).toMatch(/<w:rFonts [^>]*w:ascii="Times New Roman"/)
    expect(styles).toContain('<w:sz w:val="26"/>')
  })

  test('numbers its pages above the text, but for the first', async () => {
    const { body, headers } = await partsOf(content)
    expect(body).toContain('<w:titlePg')
    expect(headers.match(/PAGE/g)).toHaveLength(1)
  })

  test('says everything it was given, in its order, once', async () => {
    const bytes = await officialDocx(content)
    const { text } = await textOfFile({ name: 'a.docx', mime: '', bytes })
    expect(
      text
        ?.split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ SUỐI MƠ',
      'Số:      /',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Suối Mơ, ngày      tháng      năm 2026',
      'HỒ SƠ CHỨNG CỨ',
      'Việc lấy ý kiến Y7',
      'I. Thông tin chung',
      'Một đoạn văn <có & dấu>.',
      'Về việc',
      'Bến đò',
      'STT',
      'Việc',
      '1',
      'Gửi',
      'ghi chú',
      'for line in lines:',
      'print(line)',
      'Nơi nhận:',
      '- Lưu: VT.',
      'CHÁNH VĂN PHÒNG',
      '(Ký)',
    ])
  })

  test('repeats the head of a table on every page, and keeps the spaces of what machines read', async () => {
    const { body } = await partsOf(content)
    expect(body.match(/<w:tblHeader/g)).toHaveLength(1)
    expect(body).toMatch(/xml:space="preserve">    print\(line\)</)
  })
})
