/** The commune of the sandbox: invented from its name to its regulation, so that a newcomer can live a consultation at once. */
import type { Founding } from './actions/committee.ts'
import type { PostKind, Unit } from './domain/directory.ts'

const sinceOn = Temporal.PlainDate.from('2025-07-01')

const unit = (id: string, name: string, abbreviations: readonly string[], functions: Unit['functions'] = []): Unit => {
  return { id, name, abbreviations, parent: null, functions, validFromOn: sinceOn, validToOn: null, successors: [] }
}

const units = [
  unit('LD', 'Lãnh đạo UBND xã', ['Lãnh đạo UBND']),
  unit('VP', 'Văn phòng HĐND và UBND', ['Văn phòng', 'VP HĐND&UBND'], ['office', 'justice']),
  unit('KT', 'Phòng Kinh tế', ['P. Kinh tế', 'Kinh tế']),
  unit('VHXH', 'Phòng Văn hóa - Xã hội', ['VH-XH', 'Văn hóa'], ['home_affairs', 'emulation']),
  unit('HCC', 'Trung tâm Phục vụ hành chính công', ['TTPVHCC', 'Một cửa']),
  unit('CA', 'Công an xã', ['CAX']),
  unit('QS', 'Ban Chỉ huy Quân sự xã', ['BCHQS', 'Quân sự']),
  unit('YT', 'Trạm Y tế xã', ['TYT', 'Y tế']),
]

/** Code, name, unit, post, and what the sandbox shows beneath the name. Nobody of these exists. */
const people: readonly (readonly [string, string, string, PostKind, string])[] = [
  ['KT1', 'Lương Thị Mai Hiên', 'KT', 'unit_head', 'Trưởng phòng Kinh tế'],
  ['VX1', 'Trịnh Hoài Ngân', 'VHXH', 'unit_head', 'Trưởng phòng Văn hóa - Xã hội'],
  ['CA1', 'Hoàng Đức Kiên', 'CA', 'unit_head', 'Trưởng Công an xã'],
  ['HC1', 'Nguyễn Khánh Vân', 'HCC', 'unit_head', 'Giám đốc TT Hành chính công'],
  ['QS1', 'Phan Văn Tấn', 'QS', 'unit_head', 'Chỉ huy trưởng Quân sự'],
  ['YT1', 'Cao Thu Hà', 'YT', 'unit_head', 'Trưởng Trạm Y tế'],
  ['VX2', 'Bùi Thế Lâm', 'VHXH', 'specialist', 'Chuyên viên Phòng VH-XH'],
  ['KT2', 'Đỗ Quang Vĩnh', 'KT', 'specialist', 'Chuyên viên Phòng Kinh tế'],
  ['VP1', 'Tạ Minh Đăng', 'VP', 'office_chief', 'Chánh Văn phòng'],
  ['CT1', 'Vương Gia Bảo', 'LD', 'chair', 'Chủ tịch UBND xã'],
]

export const sampleCommune: Founding = {
  committee: {
    id: 'song-may',
    name: 'UBND xã Sông Mây',
    level: 'commune',
    timeZone: 'Asia/Ho_Chi_Minh',
    language: 'vi',
    profile: 'default',
  },
  ownRegulation: {
    title: 'Quy chế làm việc của UBND xã Sông Mây',
    number: '12/2026/QĐ-UBND',
    issuedOn: '2026-07-06',
    clause: 'Điều 9 khoản 3',
  },
  units,
  officers: people.map(([id, name]) => ({ id, name, language: 'vi' })),
  posts: people.map(([officer, , of, kind]) => ({ unit: of, officer, kind, order: 1, fromOn: sinceOn, toOn: null })),
  actingOrders: [],
}

/** The sandbox's users: the same people, with what stands beneath their names. Everybody is linked from the start. */
export const sampleUsers = people.map(([id, name, , , role]) => ({ id, name, role }))

/** The sandbox's groups, each bound to its purpose. */
export const sampleGroups = [
  { id: 'nhom-van-phong', name: 'Kênh Văn phòng', purpose: 'office', unit: '', speaker: 'VP1' },
] as const
