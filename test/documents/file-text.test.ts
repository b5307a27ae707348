import { describe, expect, test } from 'vitest'
import { type FileText, textOfFile } from '../../src/documents/file-text.ts'
import { docxOf, paragraph, pdfOf, utf8, wordPart, zipOf } from './sample-files.ts'

function read(bytes: Uint8Array, name = 'file.bin', mime = 'application/octet-stream'): Promise<FileText> {
  return textOfFile({ name, mime, bytes })
}

describe('a .docx', () => {
  test('gives its paragraphs as lines, runs joined, characters unescaped', async () => {
    const body = paragraph('Kính gửi: ', 'Phòng Kinh tế &amp; Hạ tầng') + paragraph('Điều 5 &lt;sửa&gt; &#272;ề nghị')
    expect(await read(docxOf(body))).toEqual({
      text: 'Kính gửi: Phòng Kinh tế & Hạ tầng\nĐiều 5 <sửa> Đề nghị',
      why: null,
    })
  })

  test('a stamp in a header, a footer, a note or a text box is read too, a text box once', async () => {
    const box = `<w:p><w:r><mc:AlternateContent><mc:Choice>${paragraph('TUYỆT MẬT')}</mc:Choice><mc:Fallback>${paragraph('TUYỆT MẬT')}</mc:Fallback></mc:AlternateContent></w:r></w:p>`
    const { text } = await read(
      docxOf(box + paragraph('Nội dung'), {
        'word/footer2.xml': wordPart(paragraph('TỐI MẬT')),
        'word/footnotes.xml': wordPart(paragraph('ghi chú')),
        'word/header1.xml': wordPart(paragraph('MẬT')),
      }),
    )
    expect(text?.split('\n').filter(Boolean)).toEqual(['MẬT', 'TUYỆT MẬT', 'Nội dung', 'TỐI MẬT', 'ghi chú'])
  })

  test('tabs and line breaks part words', async () => {
    const body = '<w:p><w:r><w:t>Số</w:t><w:tab/><w:t>12</w:t><w:br/><w:t>Ngày</w:t></w:r></w:p>'
    expect((await read(docxOf(body))).text).toBe('Số 12 Ngày')
  })

  test('a body under its other name is found', async () => {
    expect((await read(zipOf({ 'word/document2.xml': wordPart(paragraph('MẬT')) }))).text).toBe('MẬT')
  })

  test('one that unpacks to more than any honest document is not read, whatever size it claims', async () => {
    const bomb = zipOf({ 'word/document.xml': new Uint8Array(70 * 1024 * 1024) }, 100)
    expect(bomb.length).toBeLessThan(100_000)
    expect(await read(bomb)).toEqual({ text: null, why: 'not-readable' })
  })

  test('a damaged one is not readable', async () => {
    const whole = docxOf(paragraph('Nội dung'))
    expect((await read(whole.map((byte, at) => (at > 80 && at < 120 ? byte ^ 0xff : byte)))).text).toBeNull()
  })

  test('one without a word is not readable: it may be all pictures', async () =>
    expect(await read(docxOf('<w:p/>'))).toEqual({ text: null, why: 'not-readable' }))
})

describe('a .xlsx', () => {
  const workbook = (parts: Readonly<Record<string, string>>) =>
    read(zipOf({ 'xl/workbook.xml': '<workbook><sheets><sheet name="Trang 1"/></sheets></workbook>', ...parts }))

  test('gives cells, formulas that are words, notes, text boxes and the names of sheets, runs joined', async () => {
    const { text } = await workbook({
      'xl/sharedStrings.xml': '<sst><si><t>Đơn vị</t></si><si><r><t>Phòng </t></r><r><t>Kinh tế</t></r></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<row><c t="s"><v>1</v></c><c t="str"><f>A1</f><v>Công thức</v></c><c t="inlineStr"><is><t>Tại chỗ</t></is></c><c><v>42</v></c></row>',
      'xl/comments1.xml': '<comment><text><r><t>Ghi chú</t></r></text></comment>',
      'xl/drawings/drawing1.xml': '<xdr:txBody><a:p><a:r><a:t>Khung chữ</a:t></a:r></a:p></xdr:txBody>',
    })
    expect(text?.split('\n').toSorted()).toEqual(
      ['Trang 1', 'Đơn vị', 'Phòng Kinh tế', 'Công thức', 'Tại chỗ', 'Ghi chú', 'Khung chữ'].toSorted(),
    )
  })

  test('gives what stands above and below its printed pages, without the codes of its layout', async () => {
    const margins = '<headerFooter><oddHeader>&amp;L&amp;14MẬT&amp;R&amp;"Arial,Bold"số 2</oddHeader></headerFooter>'
    const { text } = await workbook({ 'xl/worksheets/sheet1.xml': margins })
    expect(text?.split(/\s+/)).toEqual(['Trang', '1', 'MẬT', 'số', '2'])
  })

  test('that unpacks to more than any honest workbook is not read', async () => {
    const bomb = { 'xl/workbook.xml': '<x/>', 'xl/sharedStrings.xml': new Uint8Array(70 * 1024 * 1024) }
    expect(await read(zipOf(bomb, 100))).toEqual({ text: null, why: 'not-readable' })
  })
})

describe('a .pdf', () => {
  test('gives the text of every page in Vietnamese', async () => {
    const { text } = await read(pdfOf(['Tờ trình về đất đai', 'ĐỘ MẬT: TUYỆT MẬT']))
    expect(text?.split(/\n+/)).toEqual(['Tờ trình về đất đai', 'ĐỘ MẬT: TUYỆT MẬT'])
  })

  test('a stamp laid over the page is read too', async () =>
    expect((await read(pdfOf(['Noi dung'], 'TOI MAT'))).text).toMatch(/Noi dung\s+TOI MAT/))

  test('a scan has no text and is not readable', async () =>
    expect(await read(pdfOf(['']))).toEqual({ text: null, why: 'not-readable' }))

  test('a damaged one is not readable', async () =>
    expect(await read(utf8('%PDF-1.7\nnonsense'))).toEqual({ text: null, why: 'not-readable' }))
})

describe('plain text', () => {
  const text = 'Kính gửi: Ủy ban nhân dân xã – «MẬT»\r\n'

  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with its mark', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(text)])],
    ['UTF-16, little end first', new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])],
    ['UTF-16, big end first', new Uint8Array([0xfe, 0xff, ...Buffer.from(text, 'utf16le').swap16()])],
  ])('%s is read', async (_, bytes) => expect(await read(bytes, 'a.txt', 'text/plain')).toEqual({ text, why: null }))

  test('an old code page is not guessed', async () =>
    expect(await read(new Uint8Array([0x4b, 0xfd, 0x6e, 0x68]), 'a.txt')).toEqual({ text: null, why: 'not-readable' }))

  test('what is longer than two mebi-characters is cut there', async () => {
    const { text: read1 } = await read(utf8('a'.repeat(2 * 1024 * 1024 + 7)), 'a.txt')
    expect(read1).toHaveLength(2 * 1024 * 1024)
  })
})

describe('names lie', () => {
  test('a PDF called .txt is read as a PDF', async () =>
    expect((await read(pdfOf(['Mat']), 'a.txt', 'text/plain')).text).toBe('Mat'))

  test('a text called .pdf is read as a text', async () =>
    expect((await read(utf8('đây là chữ'), 'a.pdf', 'application/pdf')).text).toBe('đây là chữ'))

  test('a workbook called .docx is read as a workbook', async () =>
    expect((await read(zipOf({ 'xl/workbook.xml': '<sheet name="Quỹ"/>' }), 'a.docx')).text).toBe('Quỹ'))

  test('a presentation called .docx is unsupported', async () =>
    expect(await read(zipOf({ 'ppt/presentation.xml': '<x/>' }), 'a.docx')).toEqual({ text: null, why: 'unsupported' }))
})

describe('what is not read', () => {
  test.each([
    ['an old .doc', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['a photo', [0xff, 0xd8, 0xff, 0xe0]],
    ['an archive', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
    ['rich text', [...Buffer.from('{\\rtf1 MAT}')]],
    ['some other bytes', [0x00, 0x01, 0x02, 0xff]],
    ['the start of a ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ])('%s is unsupported', async (_, bytes) =>
    expect(await read(new Uint8Array(bytes))).toEqual({ text: null, why: 'unsupported' }),
  )

  test('more than 25 MB are not looked at', async () => {
    const bytes = new Uint8Array(25 * 1024 * 1024 + 1).fill(0x61)
    expect(await read(bytes, 'a.txt')).toEqual({ text: null, why: 'too-large' })
    expect((await read(bytes.subarray(1), 'a.txt')).why).toBeNull()
  })
})
