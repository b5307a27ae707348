import { describe, expect, test } from 'vitest'
import { largestTable, type Row, readTable } from '../../src/documents/table.ts'
import { utf8, zipOf } from './sample-files.ts'

const unlimited = 1000

function rowsOf(bytes: Uint8Array, most = unlimited): readonly Row[] {
  const table = readTable(bytes, most)
  if (table.rows === null) throw new Error(table.why)
  return table.rows
}

function cellsOf(bytes: Uint8Array): readonly (readonly string[])[] {
  return rowsOf(bytes).map(({ cells }) => cells)
}

describe('a CSV in whatever encoding', () => {
  const text = 'mã;tên\nKT;Phòng Kinh tế\n'
  const utf16 = (said: string) => Buffer.from(said, 'utf16le')

  test.each<[string, Uint8Array]>([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a mark', utf8(`\ufeff${text}`)],
    ['UTF-8, decomposed', utf8(text.normalize('NFD'))],
    ['UTF-16 LE with a mark', utf16(`\ufeff${text}`)],
    ['UTF-16 BE with a mark', utf16(`\ufeff${text}`).swap16()],
    ['UTF-16 LE without one', utf16(text)],
    ['UTF-16 BE without one', utf16(text).swap16()],
    // Tones are letters of their own: 0xde tilde, 0xcc grave, 0xec acute.
    ['Windows-1258', Buffer.from('ma\xde;t\xean\nKT;Pho\xccng Kinh t\xea\xec\n', 'latin1')],
  ])('%s', (_, bytes) => {
    expect(cellsOf(bytes)).toEqual([
      ['mã', 'tên'],
      ['KT', 'Phòng Kinh tế'],
    ])
  })
})

describe('a CSV however it is written', () => {
  test.each([
    ['semicolons', 'a;b,c\n1;2\n', ['a', 'b,c']],
    ['commas', 'a,b\n1,2\n', ['a', 'b']],
    ['tabs', 'a\tb\n1\t2\n', ['a', 'b']],
    ['what the file names itself', 'sep=,\na,b;c;d\n1,2\n', ['a', 'b;c;d']],
    ['commas inside quotes', '"x,y,z";b\n', ['x,y,z', 'b']],
  ])('separated by %s', (_, text, heading) => expect(cellsOf(utf8(text))[0]).toEqual(heading))

  test('lines keep their numbers past blank ones and breaks inside quotes, whatever ends a line', () => {
    const lines = ['a;b', '', '"x', 'y";1', ';', '  ;\u00a0', 'z;\u200b2 ']
    for (const end of ['\n', '\r\n', '\r']) {
      expect(rowsOf(utf8(lines.join(end)))).toEqual([
        { line: 1, cells: ['a', 'b'] },
        { line: 3, cells: ['x y', '1'] },
        { line: 7, cells: ['z', '2'] },
      ])
    }
  })

  test('a quote that does not close and a row without an end are not readable', () => {
    expect(readTable(utf8('a;"b\nc;d\n'), unlimited).why).toBe('not-readable')
    expect(readTable(utf8(`a;b\n${'x'.repeat(70_000)}`), unlimited).why).toBe('not-readable')
  })
})

const sheet = (rows: string): string => `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`

function xlsxOf(rows: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  return zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet(rows),
    ...parts,
  })
}

describe('an .xlsx', () => {
  test('texts shared, inline and computed, numbers with their digits, gaps where nothing stands', () => {
    const shared =
      '<sst><si><t>Phòng</t></si><si><r><t>Kinh </t></r><r><t>tế &amp; đô thị</t></r><rPh><t>x</t></rPh></si></sst>'
    const bytes = xlsxOf(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
        '<row r="4"><c r="B4" t="inlineStr"><is><t>An</t></is></c><c><v>912345678</v></c></row>' +
        '<row r="5"><c r="A5"/></row>',
      { 'xl/sharedStrings.xml': shared },
    )
    expect(rowsOf(bytes)).toEqual([
      { line: 1, cells: ['Phòng', '', 'Kinh tế & đô thị'] },
      { line: 4, cells: ['', 'An', '912345678'] },
    ])
  })

  test('a formula is shown as one, not as its last result', () => {
    const bytes = xlsxOf('<row r="1"><c r="A1"><f>HYPERLINK("x")</f><v>KT</v></c><c r="B1"><f/><v>2</v></c></row>')
    expect(cellsOf(bytes)).toEqual([['=HYPERLINK("x")', '=']])
  })

  test('the first sheet that is shown, whatever its file is called', () => {
    const bytes = xlsxOf('<row r="1"><c r="A1"><v>1</v></c></row>', {
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="h" state="hidden" r:id="rId1"/><sheet name="s" r:id="rId7"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId7" Target="/xl/worksheets/bang.xml"/></Relationships>',
      'xl/worksheets/bang.xml': sheet('<row r="2"><c r="A2"><v>2</v></c></row>'),
    })
    expect(rowsOf(bytes)).toEqual([{ line: 2, cells: ['2'] }])
  })

  test('unpacked only as far as an honest one goes', () => {
    const bomb = xlsxOf('', { 'xl/sharedStrings.xml': ' '.repeat(40 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(100_000)
    expect(readTable(bomb, unlimited).why).toBe('not-readable')
  })

  test('a hostile part takes no more time than its length', () => {
    const started = performance.now()
    rowsOf(xlsxOf('<c '.repeat(1_000_000)))
    rowsOf(xlsxOf(`<row r="1"><c r="XFD1"><v>1</v></c></row>${'<c>'.repeat(500_000)}`))
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('another ZIP is no table, a broken one is not readable', () => {
    expect(readTable(zipOf({ 'word/document.xml': '<w/>' }), unlimited).why).toBe('unsupported')
    expect(readTable(xlsxOf('').subarray(0, 200), unlimited).why).toBe('not-readable')
  })
})

describe('limits', () => {
  test('rows beyond the most are refused as a whole', () => {
    const three = utf8('a\n1\n\n2\n')
    expect(rowsOf(three, 3)).toHaveLength(3)
    expect(readTable(three, 2)).toEqual({ rows: null, why: 'too-many-rows' })
    const two = xlsxOf('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')
    expect(readTable(two, 1).why).toBe('too-many-rows')
  })

  test('a hundred thousand rows are counted out in a moment', () => {
    const many = utf8(`unit_code;unit_name\n${'KT;Phòng Kinh tế\n'.repeat(100_000)}`)
    const started = performance.now()
    expect(readTable(many, 20_000).why).toBe('too-many-rows')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('more bytes than a directory has are not looked at', () =>
    expect(readTable(new Uint8Array(largestTable + 1), unlimited).why).toBe('too-large'))

  test.each([
    ['%PDF-1.7\n…', 'unsupported'],
    ['\x89PNG\r\n', 'unsupported'],
    ['\x01\x02\x03', 'unsupported'],
  ])('%j is %s', (start, why) => expect(readTable(Buffer.from(start, 'latin1'), unlimited).why).toBe(why))

  test('an empty file has no rows', () => expect(rowsOf(utf8('\n\n'))).toEqual([]))
})
