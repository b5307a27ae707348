/** How typed lines are understood, whoever typed them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commands } from '../../src/commands/index.ts'
import { distanceBetween } from '../../src/commands/near.ts'
import { type Parsed, parseLine } from '../../src/commands/parse.ts'
import { makeVocabulary } from '../../src/commands/vocabulary.ts'

const vocabulary = makeVocabulary(commands)

function read(text: string, isReply = false): Parsed {
  return parseLine(text, { vocabulary, isReply })
}

/** "agree Y12 | rest", "near agree close", "number 1" …: a reading in one line. */
function brief(parsed: Parsed): string {
  switch (parsed.kind) {
    case 'command':
      return [parsed.command.name, parsed.reference, parsed.rest === '' ? null : `| ${parsed.rest}`]
        .filter(Boolean)
        .join(' ')
    case 'near':
      return ['near', ...parsed.commands.map(({ name }) => name), parsed.reference].filter(Boolean).join(' ')
    case 'about':
      return `about ${parsed.reference} | ${parsed.rest}`
    case 'mention':
      return `mention ${parsed.reference}`
    case 'number':
      return ['number', parsed.number, parsed.reference, parsed.rest && `| ${parsed.rest}`].filter(Boolean).join(' ')
    case 'choice':
      return `choice ${parsed.value}`
    case 'unknown':
      return `unknown ${parsed.typed}`
    case 'text':
      return 'text'
    default:
      return parsed satisfies never
  }
}

const nfd = (text: string): string => text.normalize('NFD')

describe('with a slash', () => {
  test.each([
    ['/agree Y12', 'agree Y12'],
    ['/dongy Y12', 'agree Y12'],
    ['/AGREE y12', 'agree Y12'],
    ['/DongY y12', 'agree Y12'],
    ['/agree@DonDocBot Y12', 'agree Y12'],
    ['/agree_Y12', 'agree Y12'],
    ['/ agree Y12', 'agree Y12'],
    ['／agree Y12', 'agree Y12'],
    ['/agree #Y12', 'agree Y12'],
    ['/agree Y012', 'agree Y12'],
    ['/agree y 12', 'agree Y12'],
    ['/agree 12', 'agree Y12'],
    ['/agree Y12: sửa Điều 5', 'agree Y12 | sửa Điều 5'],
    ['/agree Y12, sửa Điều 5\nvà Điều 6', 'agree Y12 | sửa Điều 5\nvà Điều 6'],
    ['/agree', 'agree'],
    ['/đồng_ý Y12', 'agree Y12'],
    ['/đồng ý Y12', 'agree Y12'],
    [nfd('/đồng ý Y12'), 'agree Y12'],
    ['/dong y Y12', 'agree Y12'],
    ['/đồng ý ý12', 'agree Y12'],
    ['/Đồng  Ý  Y12', 'agree Y12'],
    ['/dồng y Y12', 'agree Y12'],
    ['/đồng\u200by Y12', 'agree Y12'],
    ['/khongdongy Y12 quá hạn', 'object Y12 | quá hạn'],
    ['/không đồng ý Y12 quá hạn', 'object Y12 | quá hạn'],
    [nfd('/không đồng ý Y12'), 'object Y12'],
    ['/không_đồng_ý Y12', 'object Y12'],
    ['/ko dong y Y12', 'object Y12'],
    ['/tralai Y3 không đúng chức năng', 'return Y3 | không đúng chức năng'],
    ['/trả lại Y3', 'return Y3'],
    ['/danhan Y7', 'receive Y7'],
    ['/đã nhận Y7', 'receive Y7'],
    ['/xacnhan Y12 2', 'confirm Y12 | 2'],
    ['/confirm Y12 2', 'confirm Y12 | 2'],
    ['/layykien Dự thảo quy chế chợ', 'consult | Dự thảo quy chế chợ'],
    ['/lấy ý kiến', 'consult'],
    ['/bangchung Y12 KT', 'evidence Y12 | KT'],
    ['/hoso Y12', 'file Y12'],
    ['/homnay', 'today'],
    ['/hôm nay', 'today'],
    ['/ngonngu en', 'language | en'],
    ['/bantin 7h30', 'digest | 7h30'],
    ['/lienket ABCDE23456', 'link | ABCDE23456'],
    ['/start ABCDE23456', 'start | ABCDE23456'],
    ['/thôi', 'cancel'],
    ['/trogiup Y12', 'help Y12'],
    ['/h', 'help'],
    ['/giờ', 'help'],
    ['/đóng Y12', 'close Y12'],
    ['/dong Y12', 'close Y12'],
    ['/huỷ Y12 sai số liệu', 'void Y12 | sai số liệu'],
    ['/hủy Y12', 'void Y12'],
  ])('%j is %j', (text, expected) => expect(brief(read(text))).toBe(expected))

  test.each([
    ['/agrê Y12', 'agree Y12'],
    ['/clóe Y12', 'close Y12'],
    ['/ọbect Y12 vì Điều 5', 'object Y12 | vì Điều 5'],
    ['/cònirm Y12 2', 'confirm Y12 | 2'],
    ['/lânguge', 'language'],
    ['/xâcnhn Y12', 'confirm Y12'],
  ])('%j, mangled by an input method, is %j', (text, expected) => expect(brief(read(text))).toBe(expected))

  test('"/dong y 12" may be two commands and is neither', () =>
    expect(brief(read('/dong y 12'))).toBe('near agree close Y12'))

  test('"/đồng Y12" is not "/đóng Y12"', () => expect(brief(read('/đồng Y12'))).not.toMatch(/^close/))

  test.each([
    ['/agre Y12', 'near agree Y12'],
    ['/dongyy Y12', 'near agree Y12'],
    ['/dnogy Y12', 'near agree Y12'],
    ['/khongdongi Y12', 'near object Y12'],
    ['/evidnce Y12', 'near evidence Y12'],
    ['/xacnan Y12', 'near confirm Y12'],
    ['/tro guip', 'near help'],
  ])('a slip such as %j suggests: %j', (text, expected) => expect(brief(read(text))).toBe(expected))

  test.each(['/xyzzy', '/', '/abcdefghijklmnopqrstuvwxyz', '/🙂'])('%j is no command at all', (text) => {
    expect(read(text).kind).toBe('unknown')
  })
})

describe('without a slash', () => {
  test.each([
    ['đồng ý Y12', 'agree Y12'],
    ['Đồng ý Y12', 'agree Y12'],
    ['dong y y12', 'agree Y12'],
    [nfd('đồng ý Y12'), 'agree Y12'],
    ['nhất trí Y12', 'agree Y12'],
    ['đồng ý Y12 nhưng sửa Điều 5', 'agree Y12 | nhưng sửa Điều 5'],
    ['đồng ý, Y12', 'agree Y12'],
    ['không đồng ý Y12', 'object Y12'],
    ['khong dong y Y12', 'object Y12'],
    ['k đồng ý Y12 vì quá hạn', 'object Y12 | vì quá hạn'],
    ['agree Y12', 'agree Y12'],
    ['đã nhận Y12', 'receive Y12'],
    ['xác nhận Y12 2', 'confirm Y12 | 2'],
    ['Y12 đồng ý', 'agree Y12'],
    ['Y12: đã nhận', 'receive Y12'],
    ['đồng ý', 'agree'],
    ['đã nhận', 'receive'],
    ['trợ giúp', 'help'],
    ['hôm nay', 'today'],
    ['Y12', 'about Y12 | '],
    ['Y12 đồng ý, sửa Điều 5', 'about Y12 | đồng ý, sửa Điều 5'],
    ['y 12 thống nhất toàn bộ', 'about Y12 | thống nhất toàn bộ'],
    ['không thể nào đồng ý với Y12', 'mention Y12'],
    ['bao giờ hết hạn Y12?', 'mention Y12'],
    ['đồgn ý', 'near agree'],
    ['cảm ơn anh nhiều', 'text'],
    ['đồng hồ hỏng rồi', 'text'],
    ['đồng chí Huy sẽ họp thay', 'text'],
    ['Y12 và Y13 đều được', 'about Y12 | và Y13 đều được'],
    ['so với Y12 thì Y13 rõ hơn', 'text'],
  ])('%j is %j', (text, expected) => expect(brief(read(text))).toBe(expected))

  test.each([
    ['1', 'number 1'],
    ['1.', 'number 1'],
    ['(2)', 'number 2'],
    ['số 3', 'number 3'],
    ['trả lời 1', 'number 1'],
    ['tra loi so 12', 'number 12'],
    ['chọn 2', 'number 2'],
    ['Y12 1', 'number 1 Y12'],
    ['y12: số 1', 'number 1 Y12'],
    ['1 Y12', 'number 1 Y12'],
    ['trả lời 2 y12', 'number 2 Y12'],
    ['2 vì Điều 5 vượt khung phí', 'number 2 | vì Điều 5 vượt khung phí'],
    ['2, vì: Điều 5\nvà Điều 6', 'number 2 | vì: Điều 5\nvà Điều 6'],
    [nfd('2 vì quá hạn'), 'number 2 | vì quá hạn'],
    ['Y12 2 do quá hạn', 'number 2 Y12 | do quá hạn'],
    ['1 nhưng sửa Điều 5', 'number 1 | nhưng sửa Điều 5'],
    ['2 because of the fee', 'number 2 | because of the fee'],
    ['2 đô la mỗi lượt', 'text'],
    ['2 nội dung cần sửa', 'text'],
    ['1. Đồng ý\n2. Sửa Điều 5', 'text'],
    ['1 2', 'text'],
    ['vì 2', 'text'],
    ['2026', 'text'],
    ['= KT', 'choice KT'],
  ])('%j is %j', (text, expected) => expect(brief(read(text))).toBe(expected))
})

describe('under a card', () => {
  test.each([
    ['đồng ý', 'agree'],
    ['đã nhận', 'receive'],
    ['Hủy bỏ khoản 2 Điều 5', 'text'],
    ['Đồng ý về chủ trương', 'text'],
    ['đồgn ý', 'text'],
    ['đồng ý Y15', 'agree Y15'],
    ['/khongdongy ý 5 chưa rõ', 'object | ý 5 chưa rõ'],
    ['/khongdongy ý5 chưa rõ', 'object | ý5 chưa rõ'],
    ['/xacnhan 2', 'confirm | 2'],
    ['/agree 12', 'agree | 12'],
    ['sửa theo Y15', 'text'],
  ])('%j is %j', (text, expected) => expect(brief(read(text, true))).toBe(expected))
})

test('five thousand characters are read like any others', () => {
  const long = 'Điều 5 chưa rõ. '.repeat(320)
  const parsed = read(`/object Y12 ${long}`)
  expect(parsed).toMatchObject({ kind: 'command', reference: 'Y12' })
  expect(parsed.kind === 'command' ? parsed.rest.length : 0).toBe(long.trim().length)
})

test('the spoken words of a verdict are kept as they were said, without the reference', () => {
  expect(read('Đồng ý Y12 nhưng sửa Điều 5')).toMatchObject({ spoken: 'Đồng ý nhưng sửa Điều 5', by: 'words' })
})

test.each([
  ['đồng ý Y1, sửa mục 2: 3.000 đồng', 'đồng ý, sửa mục 2: 3.000 đồng'],
  ['Đồng ý  Y1 – trừ Điều 5', 'Đồng ý – trừ Điều 5'],
  ['Không đồng ý Y 12: Điều 5\nĐiều 7', 'Không đồng ý: Điều 5\nĐiều 7'],
  ['Không đồng ý (Y1). Điều 5 trái luật', 'Không đồng ý. Điều 5 trái luật'],
])('of %j only the reference is left out', (text, spoken) => {
  expect(read(text)).toMatchObject({ kind: 'command', spoken })
})

test('"khong dong y" is never "dong y", however it is written', () => {
  const negations = ['không', 'khong', 'ko', 'k', 'KHÔNG', nfd('không'), 'chưa']
  const agreements = ['đồng ý', 'dong y', 'Đồng Ý', nfd('đồng ý'), 'dongy']
  const written = fc.record({
    no: fc.constantFrom(...negations),
    yes: fc.constantFrom(...agreements),
    before: fc.constantFrom('', '/'),
    after: fc.constantFrom('', ' Y12', ' Y12 vì quá hạn'),
    blank: fc.constantFrom(' ', '  ', '\t'),
  })
  fc.assert(
    fc.property(written, fc.boolean(), ({ no, yes, before, after, blank }, isReply) => {
      expect(brief(read(`${before}${no}${blank}${yes}${after}`, isReply))).not.toMatch(/^(near )?agree/)
    }),
  )
})

test('no text makes reading throw, and a button reads back what it says', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(fc.constantFrom('/', 'đồng', 'ý', 'Y12', 'không', '=', ' ', '\n', '12', 'ý5', '\u0301', '@'), {
        maxLength: 12,
      })
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(anything, fc.boolean(), (text, isReply) => {
      expect(read(text, isReply).kind).toBeTypeOf('string')
    }),
  )
  for (const { name, takesReference } of commands) {
    const action = takesReference ? `${name} Y12` : name
    expect(brief(read(`/${action}`, true))).toBe(action)
  }
})

test('every command answers to both its names', () => {
  for (const { name, alias } of commands) {
    expect(brief(read(`/${name}`))).toBe(name)
    expect(brief(read(`/${alias}`))).toBe(name)
  }
})

test.each([
  ['dongy', 'dongy', 0],
  ['dnogy', 'dongy', 1],
  ['dogy', 'dongy', 1],
  ['', 'abc', 3],
  ['agree', 'agrêe', 1],
  ['kitten', 'sitting', 3],
])('%j and %j are %i slips apart', (from, to, distance) => expect(distanceBetween(from, to)).toBe(distance))

describe('a differing view', () => {
  test.each([
    ['/ykienkhac Y12 Điều 5 trái Nghị quyết', 'differ Y12 | Điều 5 trái Nghị quyết'],
    [nfd('/ý kiến khác Y12: Điều 5'), 'differ Y12 | Điều 5'],
    ['/differ Y12', 'differ Y12'],
    ['báo ý kiến khác Y12', 'differ Y12'],
    ['/chidao Y12 1 vẫn thực hiện', 'direct Y12 | 1 vẫn thực hiện'],
    ['/direct Y12 1', 'direct Y12 | 1'],
  ])('%s is %s', (text, expected) => expect(brief(read(text))).toBe(expected))

  test.each(['Ý kiến khác: đề nghị bổ sung Điều 6', 'Không có ý kiến khác', 'Chỉ đạo các thôn thực hiện ngay'])(
    'is not read into words that only begin like one, under a card: %s',
    (text) => expect(brief(read(text, true))).toBe('text'),
  )
})
