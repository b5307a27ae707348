import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findSecrecyMark } from '../../src/domain/secrecy.ts'

describe('a mark is found', () => {
  test.each([
    ['MẬT', 'mat'],
    ['UBND XÃ TÂN HÒA\nMẬT\nSố: 12/BC-UBND', 'mat'],
    ['Báo cáo có đóng dấu MẬT kèm theo', 'mat'],
    ['M Ậ T', 'mat'],
    ['[MẬT]', 'mat'],
    ['(Mật)', 'mat'],
    ['“Mật”', 'mat'],
    ['gửi anh văn bản dấu "mật" nhé', 'mat'],
    ['Mật', 'mat'],
    ['Kính gửi các đơn vị\nMật\nTrích yếu', 'mat'],
    ['Độ mật: Mật', 'mat'],
    ['độ mật: mật, độ khẩn: khẩn', 'mat'],
    ['Văn bản này có độ mật', 'mat'],
    ['đây là tài liệu mật', 'mat'],
    ['TÀI LIỆU MẬT', 'mat'],
    ['văn bản mật số 5', 'mat'],
    ['Công văn mật của Công an', 'mat'],
    ['hồ sơ mật, không chụp', 'mat'],
    ['thông tin mật', 'mat'],
    ['đây là bí mật nhà nước', 'mat'],
    ['thuộc danh mục bí mật Nhà nước', 'mat'],
    ['danh_muc_bi_mat_nha_nuoc.xlsx', 'mat'],
    ['DO MAT', 'mat'],
    ['DO MAT: A', 'mat'],
    ['BC_MAT_12.docx', 'mat'],
    ['MAT-BC12.pdf', 'mat'],
    ['to-trinh-MAT.pdf', 'mat'],
    ['Mật_12.docx', 'mat'],
    ['KH-Mật.docx', 'mat'],
    ['CONG VAN MAT', 'mat'],
    ['chính sách bảo mật của tài liệu mật', 'mat'],
    ['TỐI MẬT', 'toi_mat'],
    ['Tối mật', 'toi_mat'],
    ['tài liệu tối mật', 'toi_mat'],
    ['độ mật: Tối Mật', 'toi_mat'],
    ['TỐI  MẬT', 'toi_mat'],
    ['TỐI\nMẬT', 'toi_mat'],
    ['T Ố I   M Ậ T', 'toi_mat'],
    ['TOI MAT', 'toi_mat'],
    ['BC_TOI_MAT.docx', 'toi_mat'],
    ['TOIMAT.pdf', 'toi_mat'],
    ['MẬT và TỐI MẬT', 'toi_mat'],
    ['TUYỆT MẬT', 'tuyet_mat'],
    ['tuyệt mật', 'tuyet_mat'],
    ['T U Y Ệ T  M Ậ T', 'tuyet_mat'],
    ['TUYET MAT', 'tuyet_mat'],
    ['to-trinh-TUYET-MAT.pdf', 'tuyet_mat'],
    ['to_trinh_tuyet_mat.pdf', 'tuyet_mat'],
    ['Mật, Tối mật, Tuyệt mật', 'tuyet_mat'],
    ['TU\u200bYỆT MẬ\u00adT', 'tuyet_mat'],
  ])('%j is %s', (text, mark) => {
    expect(findSecrecyMark(text)).toBe(mark)
    expect(findSecrecyMark(text.normalize('NFD'))).toBe(mark)
    expect(findSecrecyMark(`Kính gửi Văn phòng.\n${text}`)).toBe(mark)
  })
})

describe('a harmless word is let through', () => {
  test.each([
    ['mật ong rừng U Minh'],
    ['MẬT ONG'],
    ['Mật ong.docx'],
    ['đổi mật khẩu phần mềm'],
    ['MẬT KHẨU WIFI'],
    ['mật độ xây dựng 60%'],
    ['BẢNG MẬT ĐỘ DÂN SỐ'],
    ['thông tin mật độ dân cư'],
    ['chính sách bảo mật'],
    ['CAM KẾT BẢO MẬT'],
    ['bí mật kinh doanh'],
    ['giữ bí mật giúp em'],
    ['quan hệ mật thiết'],
    ['văn bản mật thiết liên quan'],
    ['mật mã dân sự'],
    ['nuôi gấu mật'],
    ['Gấu Mật'],
    ['tuần trăng mật'],
    ['sỏi túi mật'],
    ['mất giấy tờ'],
    ['BỊ MẤT GIẤY TỜ'],
    ['tối mất điện'],
    ['tôi mất thẻ'],
    ['toi mat the'],
    ['buổi tối mặt đường trơn'],
    ['mặt bằng'],
    ['MẶT BẰNG SẠCH'],
    ['Mặt trận Tổ quốc xã'],
    ['MẶT TRẬN TỔ QUỐC'],
    ['MAT TRAN TO QUOC'],
    ['Mat tran to quoc.pdf'],
    ['mat_tran_to_quoc.pdf'],
    ['MAT_TRAN_XA.docx'],
    ['be-mat-duong.jpg'],
    ['BE_MAT_DUONG.jpg'],
    ['mat-khau.txt'],
    ['MAT-KHAU.txt'],
    ['GIAI PHONG MAT BANG'],
    ['MAT DO DAN SO'],
    ['danh sach co mat.xlsx'],
    ['DANH_SACH_CO_MAT.xlsx'],
    ['DON BAO MAT GIAY TO'],
    ['chi tien mat'],
    ['CHI_TIEN_MAT.xlsx'],
    ['trời mát'],
    ['MÁT MẺ'],
    ['lễ ra mắt'],
    ['KHÁM MẮT'],
    ['bề mặt'],
    ['tai lieu mat hang.docx'],
    ['tập huấn Luật Bảo vệ bí mật nhà nước'],
    ['công tác bảo vệ bí mật nhà nước'],
    ['Độ mật: Thường'],
    ['văn bản không có độ mật'],
    ['nhiệt độ mật ong'],
    ['FORMAT.docx'],
    ['MATRIX'],
    ['Anh Mật chủ trì'],
    ['automat'],
    ['ô nhiễm mặt nước'],
    [''],
  ])('%j bears no mark', (text) => {
    expect(findSecrecyMark(text)).toBeNull()
    expect(findSecrecyMark(text.normalize('NFD'))).toBeNull()
  })
})

test('a stamp is found wherever it stands in a long text', () => {
  const lines = fc.array(fc.constantFrom('Kính gửi', 'Căn cứ kế hoạch', 'mật ong', 'mặt bằng', 'ngày 20/11/2026', ''), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(
      lines,
      lines,
      fc.constantFrom('MẬT', 'TỐI MẬT', 'TUYỆT MẬT', '[Mật]', 'TUYET MAT'),
      (before, after, stamp) => {
        expect(findSecrecyMark([...before, stamp, ...after].join('\n'))).not.toBeNull()
        expect(findSecrecyMark([...before, ...after].join('\n'))).toBeNull()
      },
    ),
  )
})

test('reads long hostile texts in linear time', () => {
  for (const piece of ['MẬT ONG ', 'T ', 'TUYỆT ', 'M Ậ ', '(', 'độ ', '\n', ' ', 'MẬT-']) {
    const startedAt = performance.now()
    findSecrecyMark(piece.repeat(20_000))
    expect(performance.now() - startedAt).toBeLessThan(1000)
  }
})
