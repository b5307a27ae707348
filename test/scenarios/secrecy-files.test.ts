/** Files as office programs write them: a stamp is found wherever it stands, and what cannot be looked into is said to be so. */
import { Document, Header, Packer, Paragraph, Textbox } from 'docx'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rows } from '../../src/store/tx.ts'
import { paragraph, pdfOf, utf8, wordPart, zipOf } from '../documents/sample-files.ts'
import { describeOnEmbedded } from '../support/database.ts'
import { type Office, openOffice } from '../support/office.ts'
import { subject } from '../support/office-letter.ts'

const secret = 'Kế hoạch diễn tập Sao Băng'

async function wordFile(stamp: { readonly header?: string; readonly box?: string }): Promise<Uint8Array> {
  const header =
    stamp.header === undefined ? {} : { headers: { default: new Header({ children: [new Paragraph(stamp.header)] }) } }
  const box =
    stamp.box === undefined
      ? []
      : [
          new Textbox({
            alignment: 'center',
            children: [new Paragraph(stamp.box)],
            style: { width: '60mm', height: 'auto' },
          }),
        ]
  const document = new Document({ sections: [{ ...header, children: [...box, new Paragraph(secret)] }] })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

const workbook = (sheet: string, shared = '<sst/>') =>
  zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="Trang 1"/></sheets></workbook>',
    'xl/worksheets/sheet1.xml': sheet,
    'xl/sharedStrings.xml': shared,
  })

/** Up to the question for the dossier. */
async function asksForDossier(office: Office): Promise<void> {
  await office.says('KT1', `/layykien ${subject}`)
  await office.says('KT1', 'Mức phí tại Điều 5')
  await office.says('KT1', 'QS: đất quốc phòng liền kề')
}

describeOnEmbedded('a dossier with a stamp inside', (database) => {
  const kept = async () => {
    const [found] = await rows<{ files: number; bodies: number }>(
      database().db,
      sql`select (select count(*)::int from files) as files,
        (select count(*)::int from inbound where is_secret and body::text like '%ho-so%') as bodies`,
    )
    return found
  }

  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['a .docx with MẬT in its header', 'ho-so.docx', () => wordFile({ header: 'MẬT' })],
    ['a .docx with TỐI MẬT in a text box', 'ho-so.docx', () => wordFile({ box: 'TỐI MẬT' })],
    ['a .docx called .pdf', 'ho-so.pdf', () => wordFile({ header: 'TUYỆT MẬT' })],
    ['a .pdf with MẬT at its top', 'ho-so.pdf', () => pdfOf([`MẬT`, secret])],
    ['a .pdf with a stamp laid over it', 'ho-so.pdf', () => pdfOf([secret], 'TOI MAT')],
    [
      'a .xlsx with MẬT above its printed page',
      'ho-so.xlsx',
      () =>
        workbook(
          '<worksheet><headerFooter><oddHeader>&amp;C&amp;"Times New Roman"&amp;14MẬT</oddHeader></headerFooter></worksheet>',
        ),
    ],
    [
      'a .xlsx with the word parted in a cell',
      'ho-so.xlsx',
      () => workbook('<worksheet/>', '<sst><si><r><t>TUYỆT </t></r><r><t>MẬT</t></r></si></sst>'),
    ],
  ])('%s is refused and leaves nothing behind', async (_, name, make) => {
    const office = await openOffice(database())
    await asksForDossier(office)
    await office.sends('KT1', { name, mime: 'application/octet-stream', bytes: await make() })
    expect((await office.card('KT1')).text).toContain('Xin dùng đường văn thư mật')
    expect(await kept()).toEqual({ files: 0, bodies: 0 })
    await office.says('KT1', 'https://vanban.songmay.example/41')
    expect((await office.card('KT1')).text, 'the question stays').toContain('Độ khẩn của văn bản?')
  })

  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['a .docx', 'ho-so.docx', () => wordFile({ header: 'Phòng Kinh tế', box: 'Dự thảo' })],
    ['a .pdf', 'ho-so.pdf', () => pdfOf(['Tờ trình về chợ'])],
    ['a .xlsx', 'ho-so.xlsx', () => workbook('<worksheet/>', '<sst><si><t>Mật ong</t></si></sst>')],
  ])('%s without one is taken without a word about it', async (_, name, make) => {
    const office = await openOffice(database())
    await asksForDossier(office)
    const before = await office.count('KT1')
    await office.sends('KT1', { name, mime: 'application/octet-stream', bytes: await make() })
    expect(await office.count('KT1')).toBe(before + 1)
    expect((await office.card('KT1')).text).toContain('Độ khẩn của văn bản?')
    expect(await kept()).toMatchObject({ files: 1 })
  })
})

describeOnEmbedded('a dossier nobody can look into', (database) => {
  test.each([
    ['a scan', 'ban-quet.pdf', pdfOf([''])],
    [
      'a .docx with a password',
      'co-mat-khau.docx',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0),
    ],
    ['a .docx without a word', 'anh.docx', zipOf({ 'word/document.xml': wordPart(paragraph('')) })],
    ['a damaged .pdf', 'hong.pdf', utf8('%PDF-1.7\nnonsense')],
    ['a photo', 'chup.jpg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2)],
  ])('such as %s is taken, with a warning to whoever sent it before the next question', async (_, name, bytes) => {
    const office = await openOffice(database())
    await asksForDossier(office)
    await office.sends('KT1', { name, mime: 'application/octet-stream', bytes })
    const [warning, question] = (await office.sees('KT1')).slice(-2)
    expect(warning?.text).toContain(`Đã nhận tệp “${name}” nhưng tôi không đọc được bên trong`)
    expect(warning?.text).toContain('tài liệu phải bảo mật không được gửi qua đây')
    expect(question?.text).toContain('Độ khẩn của văn bản?')
  })
})
