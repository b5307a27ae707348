import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkGiven, readReply } from '../../src/domain/reply.ts'
import { fold } from '../../src/text/vietnamese.ts'

const agree = (items: readonly string[] = []) => ({ kind: 'agree', items, confirm: false })
const agreeConfirmed = (items: readonly string[] = []) => ({ kind: 'agree', items, confirm: true })
const vague = (missing: string) => ({ kind: 'vague', missing })

describe('[AL1.3e] the sample replies read as they should', () => {
  test.each([
    ['Thống nhất toàn bộ dự thảo', agree()],
    ['Thực hiện theo quy định', vague('verdict')],
    ['Đồng ý; sửa Đ.5 k2: 5 thành 7 ngày', agree(['sửa Đ.5 k2: 5 thành 7 ngày'])],
    ['Không đồng ý', vague('reason')],
    ['dong y', agreeConfirmed()],
    [
      'Không thuộc chức năng, đề nghị gửi P. Kinh tế',
      { kind: 'return', suggested: 'P. Kinh tế', reason: 'Không thuộc chức năng', confirm: false },
    ],
    ['Đã nhận', { kind: 'receipt' }],
    ['Để nghiên cứu', vague('verdict')],
    ['Tùy anh', vague('verdict')],
    ['Nhất trí, không có ý kiến khác', agree()],
    ['Đề nghị cân nhắc thêm', vague('items')],
    ['Bổ sung dự toán 200 triệu mục II.3', { kind: 'items', items: ['Bổ sung dự toán 200 triệu mục II.3'] }],
    ['Theo ý kiến lãnh đạo UBND', vague('verdict')],
    ['Đồng ý phương án 2, vì giảm 10 hộ', agree(['phương án 2, vì giảm 10 hộ'])],
    ['Phương án nào cũng được', vague('choice')],
    ['Thiếu bản đồ, chưa đủ cơ sở; gửi trước 23/11', { kind: 'missing-documents', documents: ['Thiếu bản đồ'] }],
    ['Đồng ý về chủ trương', vague('items')],
    [
      'Phần thuộc ngành tôi: đồng ý; phần đất: P. KT',
      { kind: 'partial', agreed: 'Phần thuộc ngành tôi: đồng ý', rest: ['phần đất: P. KT'] },
    ],
    ['ok e', agreeConfirmed()],
    ['Không có ý kiến', vague('verdict')],
  ])('%s', (text, reading) => expect(readReply(text)).toEqual(reading))
})

describe('[AL1.3e] takes plain agreement for agreement', () => {
  test.each([
    'đồng ý',
    'ĐỒNG Ý',
    'Đồng  ý.',
    'Nhất trí ạ',
    'Đồng ý nhé anh',
    'Nhất trí cao',
    'Đồng ý. Trân trọng cảm ơn!',
    'Ý kiến của đơn vị: đồng ý',
    'Chúng tôi hoàn toàn nhất trí với nội dung dự thảo',
    'Đơn vị đồng ý với toàn bộ nội dung tờ trình.',
    'Tôi tán thành với dự thảo',
    'Đã nhận, đồng ý',
    'Đồng ý với vị trí quy hoạch như đã nêu',
    'Đồng ý với phương án xây trụ sở',
    'Đồng ý với dự thảo Quyết định ban hành Quy chế quản lý chợ của Phòng Kinh tế',
    'Về phần mình, tôi hoàn toàn đồng ý ạ.',
    'Thống nhất như đề xuất của Văn phòng',
    'Đồng ý 100%',
    'OK đồng ý',
    'Đồng ý. Không có ý kiến gì thêm.',
    'Nhất trí toàn bộ nội dung, không có góp ý gì thêm ạ',
  ])('%s', (text) => {
    expect(readReply(text)).toEqual(agree())
    expect(readReply(text.normalize('NFD'))).toEqual(agree())
  })
})

describe('[AL1.3e] agreement in doubt waits for a tap', () => {
  test.each([
    ['without accents', 'nhat tri'],
    ['without accents', 'dong y voi du thao'],
    ['glued', 'dongy'],
    ['accents of a typing error', 'Đông ý'],
    ['a common misspelling', 'Nhất chí'],
    ['a nod', 'ok'],
    ['a nod', 'oke anh'],
    ['a nod', 'được ạ'],
    ['a nod', 'đc nhé'],
    ['a nod', 'Duyệt'],
    ['a named unit, perhaps not the writer’s', 'Phòng Văn hóa - Xã hội nhất trí với dự thảo Quyết định'],
    [
      'a named unit, perhaps not the writer’s',
      'Sau khi nghiên cứu dự thảo, Phòng Kinh tế thống nhất với nội dung dự thảo',
    ],
    ['a named unit, perhaps not the writer’s', 'Qua nghiên cứu, Trạm Y tế xã nhất trí toàn bộ.'],
    ['somebody else’s', 'Phòng Kinh tế đã đồng ý'],
    ['another sense of the word', 'Thống nhất tên gọi trong toàn văn bản'],
    ['a stock phrase with "không" before it', 'Không có ý kiến khác, nhất trí với dự thảo'],
  ])('%s: %s', (_, text) => expect(readReply(text)).toEqual(agreeConfirmed()))
})

describe('[AL1.3e] keeps the items of an agreement', () => {
  test.each([
    ['Đồng ý nhưng đề nghị bỏ Điều 7', agree(['đề nghị bỏ Điều 7'])],
    ['Đồng ý, bổ sung dự toán 50 triệu tại mục II', agree(['bổ sung dự toán 50 triệu tại mục II'])],
    ['Nhất trí phương án 1', agree(['phương án 1'])],
    ['Đồng ý nhưng thiếu phụ lục 2', agree(['thiếu phụ lục 2'])],
    [
      'Nhất trí\n- Điều 3: thêm "tổ dân phố"\n- Điều 9: lùi hiệu lực đến 01/3/2027',
      agree(['Điều 3: thêm "tổ dân phố"', 'Điều 9: lùi hiệu lực đến 01/3/2027']),
    ],
    ['Đồng ý. Đề nghị rà soát lại số hộ tại thôn 4.', agree(['Đề nghị rà soát lại số hộ tại thôn 4'])],
    ['Cơ bản đồng ý, đề nghị sửa Điều 5 thành 7 ngày', agreeConfirmed(['đề nghị sửa Điều 5 thành 7 ngày'])],
    ['Đồng ý nếu bổ sung bản đồ hiện trạng', agreeConfirmed(['nếu bổ sung bản đồ hiện trạng'])],
    ['Đồng ý, trừ Điều 7', agreeConfirmed(['trừ Điều 7'])],
    ['dong y, sua dieu 5 thanh 7 ngay', agreeConfirmed(['sua dieu 5 thanh 7 ngay'])],
  ])('%s', (text, reading) => expect(readReply(text)).toEqual(reading))
})

describe('[AL1.3e] asks what is open when the agreement is not whole', () => {
  test.each([
    'Cơ bản đồng ý',
    'Đồng ý về nguyên tắc',
    'Đồng ý một phần',
    'Tạm thời đồng ý',
    'Đồng ý, tuy nhiên đề nghị cân nhắc thêm',
    'Nhất trí, đề nghị chỉnh sửa cho phù hợp',
    'Thống nhất chủ trương nhưng chưa rõ nguồn vốn',
  ])('%s', (text) => expect(readReply(text)).toEqual(vague('items')))
})

describe('[AL1.3e] a refusal without its ground is asked for it', () => {
  test.each([
    'khong dong y',
    'ko dong y',
    'k dong y',
    'hok dong y',
    'hông đồng ý',
    'kg đồng ý',
    'khoong dong y',
    'khônggg đồng ý',
    'k.đồng ý',
    'không...nhất trí',
    'KHÔNG ĐỒNG Ý!!!',
    'không   đồng ý',
    'không - đồng ý',
    'không/đồng ý',
    '"Không" đồng ý',
    '0 đồng ý',
    'khongdongy',
    'chưa đồng ý',
    'chua dong y',
    'không nhất trí',
    'không thống nhất',
    'khong thong nhat',
    'không tán thành',
    'chẳng ủng hộ',
    'Chưa thể đồng ý được',
    'Không hoàn toàn đồng ý',
    'Chúng tôi không thể nào đồng ý',
    'Phản đối',
    'từ chối',
    'Không đồng ý Điều 5',
    'Không đồng ý: nội dung chưa phù hợp',
    'Không nhất trí vì chưa đúng quy định',
    'Không đồng ý với dự thảo Quyết định ban hành quy chế của Trung tâm Văn hóa',
    'Đồng ý mục 1, không đồng ý mục 2',
  ])('%s', (text) => {
    expect(readReply(text)).toEqual(vague('reason'))
    expect(readReply(text.normalize('NFD'))).toEqual(vague('reason'))
  })
})

describe('[AL1.3e] takes a refusal with its ground', () => {
  test.each([
    ['Không đồng ý vì mức thu 5% vượt khung của HĐND', ['mức thu 5% vượt khung của HĐND'], false],
    ['Không đồng ý Điều 5 vì trái Luật Đất đai', ['Điều 5 vì trái Luật Đất đai'], false],
    ['Không nhất trí, đất đang tranh chấp giữa hai hộ', ['đất đang tranh chấp giữa hai hộ'], false],
    ['Chưa thống nhất; đề nghị giữ mức 3% như năm 2025', ['đề nghị giữ mức 3% như năm 2025'], false],
    ['Không chấp nhận phương án 1 vì tốn 300 triệu', ['phương án 1 vì tốn 300 triệu'], false],
    [
      'Không đồng ý:\n1. Điều 3: trùng dự án chợ xã\n2. Điều 7: chưa có nguồn vốn đối ứng',
      ['Điều 3: trùng dự án chợ xã', 'Điều 7: chưa có nguồn vốn đối ứng'],
      false,
    ],
    [
      'Không đồng ý. Khoản 2 Điều 10 quy định "người sử dụng đất đồng ý thì mới thu hồi", hồ sơ chưa có biên bản',
      ['Khoản 2 Điều 10 quy định "người sử dụng đất đồng ý thì mới thu hồi", hồ sơ chưa có biên bản'],
      false,
    ],
    ['khong dong y vi trung voi du an cho xa', ['trung voi du an cho xa'], true],
    ['Đồng ý mục 1, không đồng ý mục 2 vì vượt dự toán 200 triệu', ['mục 2 vì vượt dự toán 200 triệu'], true],
    ['Phòng TC-KH không đồng ý vì chưa cân đối được nguồn 200 triệu', ['chưa cân đối được nguồn 200 triệu'], true],
    ['Không đồng ý vì không thuộc thẩm quyền UBND xã', ['không thuộc thẩm quyền UBND xã'], true],
  ])('%s', (text, reasons, confirm) => expect(readReply(text)).toEqual({ kind: 'object', reasons, confirm }))
})

describe('[AL1.3e] does not guess at a verdict', () => {
  test.each([
    '',
    '   ',
    '👍',
    '❌ đồng ý',
    'không, đồng ý',
    'không. Đồng ý',
    'không đồngý',
    'Đồng ý không?',
    'dong y k',
    'đồng ý chưa ạ',
    'anh có đồng ý không',
    'đồng ý hay không đồng ý tùy anh',
    'Đồng ý sao được',
    'Chờ lãnh đạo đồng ý',
    'Đề nghị lãnh đạo đồng ý',
    'Nếu Chủ tịch đồng ý thì làm',
    'Sẽ đồng ý sau',
    'Mong anh đồng ý',
    'Khó mà đồng ý',
    'Không phải là không đồng ý',
    'Không phản đối',
    'Không có ý kiến phản đối',
    'Không có ý kiến đồng ý',
    'đồng ý kiến với anh Nam',
    'Dự thảo không có gì vướng, phòng đồng ý',
    'Người dân không đồng ý giao mặt bằng',
    'Đồng ý với ý kiến không đồng ý của Phòng Kinh tế',
    'Luật ghi “hai bên cùng bàn bạc và đồng ý” thì làm',
    'Bảo đảm thống nhất, đồng bộ',
    'Không ý kiến',
    'Không có ý kiến gì thêm ạ',
    'ok không anh',
    'ok để em xem',
    'Vâng ạ',
    'Xem lại',
    'Để em xem',
    'Để xin ý kiến lãnh đạo',
    'Làm theo chỉ đạo',
    'Như trên',
    'Đang họp, chiều trả lời',
    'Chuyển Phòng Kinh tế',
    'xin gia hạn đến 30/11',
    'Xin thêm 2 ngày',
    'Tôi đồng ý nhưng phòng tôi không đồng ý',
    'Nội dung này đã thống nhất tại cuộc họp ngày 5/11',
    'Tôi đang họp ở tỉnh đến 15h',
    'I do not agree',
    'ddoongf ys',
  ])('%s', (text) => {
    expect(readReply(text)).toEqual(vague('verdict'))
    expect(readReply(text.normalize('NFD'))).toEqual(vague('verdict'))
  })
})

describe('[H6.4,AL1.2d] reads a return, its reason and the right agency', () => {
  test.each([
    [
      'Trả lại vì không đúng thẩm quyền, đề nghị chuyển Phòng Kinh tế xử lý',
      'Phòng Kinh tế',
      'Trả lại vì không đúng thẩm quyền',
      false,
    ],
    [
      'Việc này không thuộc nhiệm vụ của Phòng VH-XH, đề nghị gửi Công an xã',
      'Công an xã',
      'Việc này không thuộc nhiệm vụ của Phòng VH-XH',
      false,
    ],
    ['Ngoài thẩm quyền, đề nghị hỏi Trạm Y tế xã. Cảm ơn.', 'Trạm Y tế xã', 'Ngoài thẩm quyền', false],
    ['Việc này thuộc Công an xã, không phải việc của phòng', 'Công an xã', 'không phải việc của phòng', false],
    ['Không phải chức năng phòng em', null, 'Không phải chức năng phòng em', false],
    ['khong thuoc chuc nang cua phong, chuyen phong kinh te', 'phong kinh te', 'khong thuoc chuc nang cua phong', true],
  ])('%s', (text, suggested, reason, confirm) =>
    expect(readReply(text)).toEqual({ kind: 'return', suggested, reason, confirm }),
  )

  test('a return without a reason is asked for it', () => expect(readReply('Trả lại')).toEqual(vague('reason')))
})

describe('[AL1.3e] keeps what is of use without a verdict', () => {
  test.each([
    ['Cần làm rõ nguồn kinh phí', { kind: 'items', items: ['Cần làm rõ nguồn kinh phí'] }],
    ['Thời hạn nên là 7 ngày', { kind: 'items', items: ['Thời hạn nên là 7 ngày'] }],
    ['Chọn phương án 2', { kind: 'items', items: ['Chọn phương án 2'] }],
    ['Sửa khoản 1 Điều 3; bỏ Phụ lục IV', { kind: 'items', items: ['Sửa khoản 1 Điều 3', 'bỏ Phụ lục IV'] }],
    [
      'đề nghị chỉnh sửa cho thống nhất với Luật Đất đai',
      { kind: 'items', items: ['đề nghị chỉnh sửa cho thống nhất với Luật Đất đai'] },
    ],
    ['Đề nghị làm rõ', vague('items')],
    ['Đề nghị chỉnh sửa cho phù hợp với tình hình thực tế', vague('items')],
    ['Phương án nào cũng ok', vague('choice')],
    ['Đồng ý, phương án nào cũng được', vague('choice')],
    ['Cả hai phương án đều được', vague('choice')],
    ['Chưa nhận được hồ sơ', { kind: 'missing-documents', documents: ['Chưa nhận được hồ sơ'] }],
    ['Không có tài liệu kèm theo', { kind: 'missing-documents', documents: ['Không có tài liệu kèm theo'] }],
    ['File không mở được', { kind: 'missing-documents', documents: ['File không mở được'] }],
    [
      'Thiếu phụ lục 2, chưa có bản đồ',
      { kind: 'missing-documents', documents: ['Thiếu phụ lục 2', 'chưa có bản đồ'] },
    ],
    ['Đã nhận được văn bản, sẽ trả lời sau', { kind: 'receipt' }],
    ['ok đã nhận', { kind: 'receipt' }],
    ['Đã tiếp nhận', { kind: 'receipt' }],
    [
      'Đồng ý phần thuộc lĩnh vực của phòng',
      { kind: 'partial', agreed: 'Đồng ý phần thuộc lĩnh vực của phòng', rest: [] },
    ],
    [
      'Đồng ý nội dung về đất; phần thuế không thuộc chức năng của phòng',
      { kind: 'partial', agreed: 'Đồng ý nội dung về đất', rest: ['phần thuế không thuộc chức năng của phòng'] },
    ],
  ])('%s', (text, reading) => expect(readReply(text)).toEqual(reading))
})

describe('[AL1.3e] checks the words typed with a verdict', () => {
  const fits = (items: readonly string[], suggested: string | null = null) => ({ kind: 'fits', items, suggested })
  const contradiction = { kind: 'contradiction' }
  test.each([
    ['agreed', '', fits([])],
    ['agreed', 'toàn bộ', fits([])],
    ['agreed', 'Đồng ý toàn bộ', fits([])],
    ['agreed', 'với dự thảo', fits([])],
    ['agreed', 'không có ý kiến khác', fits([])],
    ['agreed', 'sửa Điều 5 thành 7 ngày; bỏ phụ lục II', fits(['sửa Điều 5 thành 7 ngày', 'bỏ phụ lục II'])],
    ['agreed', 'đồng ý, sửa Điều 5 thành 7 ngày', fits(['sửa Điều 5 thành 7 ngày'])],
    ['agreed', 'về chủ trương', vague('items')],
    ['agreed', 'đề nghị cân nhắc thêm', vague('items')],
    ['agreed', 'phương án nào cũng được', vague('choice')],
    ['agreed', 'không đồng ý', contradiction],
    ['agreed', 'khong dong y', contradiction],
    ['agreed', 'thật ra chưa nhất trí Điều 5', contradiction],
    ['agreed', 'không thuộc chức năng của phòng', contradiction],
    ['agreed', 'đề nghị lãnh đạo đồng ý bổ sung 200 triệu', fits(['đề nghị lãnh đạo đồng ý bổ sung 200 triệu'])],
    ['agreed', 'đồng ý không?', contradiction],
    ['agreed', 'nếu Chủ tịch đồng ý', vague('items')],
    ['objected', '', vague('reason')],
    ['objected', 'không phù hợp', vague('reason')],
    ['objected', 'Điều 5', vague('reason')],
    ['objected', 'không đồng ý', vague('reason')],
    ['objected', 'Điều 5 trái Luật Đất đai', fits(['Điều 5 trái Luật Đất đai'])],
    ['objected', 'không đồng ý vì Điều 5 trái Luật Đất đai', fits(['Điều 5 trái Luật Đất đai'])],
    ['objected', 'mức thu quá cao; chưa có nguồn vốn đối ứng', fits(['mức thu quá cao', 'chưa có nguồn vốn đối ứng'])],
    ['objected', 'đồng ý', contradiction],
    ['returned', '', vague('reason')],
    [
      'returned',
      'không thuộc chức năng, đề nghị gửi P. Kinh tế',
      fits(['không thuộc chức năng, đề nghị gửi P. Kinh tế'], 'P. Kinh tế'),
    ],
    ['returned', 'việc này của Công an xã quản lý', fits(['việc này của Công an xã quản lý'])],
    ['returned', 'đồng ý', contradiction],
    ['returned', 'không đồng ý vì tốn kém', contradiction],
  ] as const)('%s + "%s"', (verdict, text, reading) => expect(checkGiven(verdict, text)).toEqual(reading))
})

const negations = ['không', 'khong', 'ko', 'k', 'kg', 'hok', 'chưa', 'chua', 'chẳng', 'đừng', 'hông', '0']
const agreements = [
  'đồng ý',
  'dong y',
  'Đồng Ý',
  'nhất trí',
  'nhat tri',
  'thống nhất',
  'tán thành',
  'đồng thuận',
  'chấp thuận',
]
const fillers = [
  'hề',
  'thể',
  'hoàn toàn',
  'tôi',
  'phòng',
  'dự thảo',
  'nên',
  'anh',
  'được',
  'là',
  'với',
  'xã',
  'nói',
  'nào',
]
const gaps = [' ', '  ', ', ', '... ', ' - ', '\n', '; ', ': ', ' "']

describe('[AL1.3e] whatever is typed', () => {
  test('a negation a few words before an agreement never reads as agreement', () => {
    const between = fc.array(fc.tuple(fc.constantFrom(...fillers), fc.constantFrom(...gaps)), { maxLength: 2 })
    const parts = fc.tuple(
      fc.constantFrom(...negations),
      fc.constantFrom(...gaps),
      between,
      fc.constantFrom(...agreements),
    )
    fc.assert(
      fc.property(parts, fc.boolean(), fc.boolean(), ([no, gap, words, yes], isDecomposed, isShouted) => {
        const text = no + gap + words.map(([word, after]) => word + after).join('') + yes
        const typed = isShouted ? text.toUpperCase() : text
        expect(readReply(isDecomposed ? typed.normalize('NFD') : typed).kind).not.toBe('agree')
        expect(checkGiven('agreed', typed).kind).not.toBe('fits')
      }),
      { numRuns: 2000 },
    )
  })

  test('without its accents nothing reads as agreement without a tap', () => {
    const piece = fc.constantFrom(
      ...negations,
      ...agreements,
      ...fillers,
      'sửa Điều 5',
      'ok',
      'nhưng',
      'vì',
      'phương án 2',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.constantFrom(...gaps)), { maxLength: 12 }), (pieces) => {
        const reading = readReply(fold(pieces.flat().join('')))
        expect(reading).not.toMatchObject({ kind: 'agree', confirm: false })
        expect(reading).not.toMatchObject({ kind: 'object', confirm: false })
      }),
      { numRuns: 2000 },
    )
  })

  test('any text at all is read, and composed or decomposed it reads the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(readReply(text.normalize('NFD'))).toEqual(readReply(text.normalize('NFC')))
      }),
    )
  })

  test('long hostile texts are read in linear time', () => {
    const pieces = [
      'không ',
      'đồng ý ',
      '"',
      '“',
      '.',
      ' ',
      'a',
      'k2 ',
      'không có ý kiến gì ',
      '~',
      ', ',
      'thiếu chưa có ',
      'gửi ',
      '\n- ',
      '1) ',
      'P. ',
    ]
    const costOf = (piece: string, length: number) => {
      const said = piece.repeat(Math.ceil(length / piece.length))
      const costs = Array.from({ length: 2 }, () => {
        const startedAt = performance.now()
        readReply(said)
        checkGiven('objected', said)
        return performance.now() - startedAt
      })
      return Math.min(...costs)
    }
    // Sizes against each other, on whatever machine: twelve times the text takes about twelve times as long, were it
    // quadratic 144 times. What the machine does besides only adds, so the smallest of several measurements counts.
    const growthOf = (piece: string) => costOf(piece, 12_000) / costOf(piece, 1000)
    const growths = pieces.map((piece) => ({ piece, growth: Math.min(growthOf(piece), growthOf(piece)) }))
    expect(growths.filter(({ growth }) => growth > 72)).toEqual([])
  })
})
