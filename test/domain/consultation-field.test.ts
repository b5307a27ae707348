import { describe, expect, test } from 'vitest'
import { complete } from '../../src/domain/consultation.ts'
import { findOtherField } from '../../src/domain/consultation-field.ts'
import {
  agree,
  calendar,
  directory,
  given,
  moment,
  reply,
  say,
  underAnLao,
  withdraw,
  withRegulation,
} from '../support/given.ts'

const spokenOf = (text: string, rules = withRegulation) =>
  findOtherField(text, { unit: 'VHXH', at: moment('23/11 10:00') }, { rules, directory, calendar })

describe('[H6.3,AL1.2c,TH1.2b] whoever answers for another unit’s field is warned, and the answer counts', () => {
  test.each([
    ['Đồng ý; riêng Điều 7 thuộc thẩm quyền của Công an xã, đề nghị bỏ', ['CA']],
    ['Điều 7 thuộc lĩnh vực Trạm Y tế.', ['YT']],
    ['không đồng ý Điều 9 vì là việc của CAX', ['CA']],
    ['Phần đất đai là trách nhiệm của P. KT', ['KT']],
    ['dieu 7 thuoc nhiem vu cua cong an xa'.normalize('NFD'), ['CA']],
    ['Điều 7 thuộc chức năng quản lý của Công an xã; Điều 8 thuộc thẩm quyền của Trạm Y tế', ['CA', 'YT']],
    ['Điều 7 không thuộc chức năng của đơn vị tôi, nhưng đồng ý', []],
    ['Nội dung này không thuộc thẩm quyền của Phòng Văn hóa - Xã hội', []],
    ['Điều 9 không thuộc lĩnh vực của phòng chúng tôi', []],
  ])('%s', (text, units) => expect(spokenOf(text)).toEqual(units))

  test.each([
    'Đồng ý toàn bộ',
    'Đồng ý, đề nghị gửi Công an xã một bản',
    'Không đồng ý Điều 5 vì vượt thẩm quyền của UBND xã',
    'Điều 5 thuộc thẩm quyền của HĐND xã',
    'Điều 5 thuộc thẩm quyền của Phòng Văn hóa - Xã hội, đồng ý',
    'Điều 5 không thuộc thẩm quyền của Công an xã',
    'Không đồng ý, mức phí không thuộc danh mục được thu',
    'Đồng ý. Nên hỏi thêm Công an xã',
    'Điều 5 thuộc lĩnh vực công',
  ])('is no warning where the words do not say so: %s', (text) => expect(spokenOf(text)).toBeNull())

  test('the answer is recorded all the same, in time and with its verdict', () => {
    const text = 'Không đồng ý Điều 7, vì trật tự bến đò là việc của Công an xã'
    given()
      .when('23/11 10:00', reply('VX1', 'objected', text))
      .expectUnit('VHXH', { state: 'objected', reply: { otherField: ['CA'], lateMinutes: null } })
    given()
      .when('23/11 10:00', agree('VX1'))
      .expectUnit('VHXH', { reply: { otherField: null } })
  })

  test('also with the verdict that takes the place of a withdrawn objection; a return is the right way and warns of nothing', () => {
    const objected = given().when('23/11 10:00', reply('VX1', 'objected', 'Không đồng ý Điều 5, vì mức phí vượt khung'))
    objected
      .when(
        '23/11 11:00',
        withdraw('VX1', 'agreed', 'Đồng ý; Điều 7 thuộc thẩm quyền của Công an xã: đề nghị giữ nguyên'),
      )
      .expectUnit('VHXH', { state: 'agreed', reply: { otherField: ['CA'] } })
    given()
      .when('20/11 10:00', reply('VX1', 'returned', 'Việc này thuộc thẩm quyền của Trạm Y tế', 'YT'))
      .expectUnit('VHXH', { state: 'returned', reply: { otherField: null } })
  })

  test('a committee whose rules do not have it warns of nothing, and replies kept before it was known have none', () => {
    const { 'own-field': _, ...others } = withRegulation.rules
    expect(spokenOf('Điều 7 thuộc thẩm quyền của Công an xã', { ...withRegulation, rules: others })).toBeNull()
    expect(spokenOf('Điều 7 thuộc thẩm quyền của Công an xã', underAnLao)).toEqual(['CA'])
    const { state } = given().when('23/11 10:00', say('VX1', 'Không đồng ý Điều 5, vì mức phí vượt khung'))
    const older = JSON.parse(JSON.stringify(state, (key, value: unknown) => (key === 'otherField' ? undefined : value)))
    expect(complete(older)).toMatchObject({ answers: { VHXH: { reply: { otherField: null } } } })
  })
})
