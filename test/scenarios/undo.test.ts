/** Taking an answer back: within the minute nobody else ever heard of it, after it nothing is taken back. */
import { expect, test } from 'vitest'
import { describeOnEmbedded } from '../support/database.ts'
import { evidenceOf, openOffice } from '../support/office.ts'
import { hasConsulted } from '../support/office-letter.ts'

describeOnEmbedded('undo', (database) => {
  test('within 60 seconds leaves nobody else bothered', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    const before = await office.sees('KT1')
    await office.presses('YT1', 'Không đồng ý')
    await office.fills('YT1', { text: 'Điều 5 chưa có khu bán thực phẩm tươi sống' })
    expect((await office.card('YT1')).buttons).toEqual(['Hoàn tác'])
    await office.passes(59)
    await office.presses('YT1', 'Hoàn tác')
    expect((await office.card('YT1', 'hoàn tác')).text).toContain('Trạm Y tế xã')
    await office.passes(120)
    expect(await office.sees('KT1')).toEqual(before)
    expect(await office.escalations()).toEqual([])
    expect((await office.card('YT1', 'Lấy ý kiến Y1')).buttons).toContain('Đồng ý')
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type)
    expect(types.slice(-2), 'both stand in the evidence').toEqual(['objected', 'undone'])
    await office.presses('YT1', 'Đồng ý', { under: 'Lấy ý kiến Y1' })
    await office.passes(60)
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý 1')
  })

  test('and said again, it is told once', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT'])
    const objects = () => office.says('YT1', '/khongdongy Y1 Điều 5 chưa có khu bán thực phẩm tươi sống')
    await objects()
    await office.passes(5)
    await office.presses('YT1', 'Hoàn tác')
    await office.passes(5)
    await objects()
    await office.passes(120)
    const told = (await office.sees('KT1')).map(({ text }) => text.split('\n')[0])
    expect(told.filter((title) => title === 'Y1: Trạm Y tế xã không đồng ý')).toHaveLength(1)
    expect(told.filter((title) => title?.includes('tất cả cơ quan'))).toHaveLength(1)
  })

  test('after 60 seconds is refused, and the receipt no longer offers it', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.presses('YT1', 'Đồng ý')
    const { id } = await office.card('YT1', 'Đã ghi')
    await office.together(async () => {
      office.clock.advance({ seconds: 61 })
      await office.pressesOn('YT1', { chat: 'YT1', message: id, label: 'Hoàn tác' })
    })
    expect((await office.card('YT1')).text).toContain('Đã quá 60 giây nên không hoàn tác được nữa')
    expect((await office.card('YT1', 'Đã ghi')).buttons).toEqual([])
    expect((await office.card('KT1', 'Theo dõi Y1')).text).toContain('đồng ý 1')
  })

  test('is each person’s own', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.presses('YT1', 'Đồng ý')
    await office.says('QS1', '/hoantac Y1')
    expect((await office.card('QS1')).text).toContain('Không có việc nào anh/chị vừa làm còn hoàn tác được')
  })

  test('[HP3b] of a conclusion written down wrongly leaves the objection as it was, and nobody else ever heard of it', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('YT1', 'Không đồng ý Điều 5 vì chưa có khu bán thực phẩm tươi sống', { under: 'Lấy ý kiến Y1' })
    await office.passes(60)
    const before = await office.sees('YT1')
    await office.says('KT1', '/ketluan Y1 54/TB-UBND 20/11/2026 Chủ tịch UBND xã')
    expect((await office.card('KT1')).text).toContain('Có thể hoàn tác trong 60 giây')
    await office.presses('KT1', 'Hoàn tác')
    expect((await office.card('KT1')).text).toContain('vẫn chưa có kết luận')
    await office.passes(120)
    expect(await office.sees('YT1')).toEqual(before)
    await office.says('KT1', '/ketluan Y1 45/TB-UBND 20/11/2026 Chủ tịch UBND xã')
    await office.says('VP1', '/xem Y1')
    expect((await office.card('VP1')).text, 'a card asked for within the minute').not.toContain('45/TB-UBND')
    await office.passes(60)
    expect((await office.card('VP1')).text, 'tells it when the minute is over').toContain('45/TB-UBND')
    expect((await office.card('YT1')).text).toContain('45/TB-UBND')
    const types = (await evidenceOf(office, 'Y1')).map(({ type }) => type).filter((type) => type.startsWith('overrule'))
    expect(types).toEqual(['overruled', 'overrule_undone', 'overruled'])
  })

  test('of what others were told at once is refused with what to do instead', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['YT', 'QS'])
    await office.says('KT1', '/dondoc Y1')
    expect((await office.card('KT1')).buttons).toEqual([])
    await office.says('KT1', '/hoantac Y1')
    expect((await office.card('KT1')).text).toContain('đã báo ngay cho nơi khác')
  })

  test('of a confirmation tells the drafter that it was undone', async () => {
    const office = await openOffice(database())
    await hasConsulted(office, ['VHXH'])
    await office.says('VX2', '/dongy Y1')
    await office.presses('VX1', 'Xác nhận')
    expect((await office.card('VX2')).text).toContain('đã được xác nhận')
    await office.presses('VX1', 'Hoàn tác')
    expect((await office.card('VX2')).text).toContain('chưa được xác nhận')
    expect((await office.card('VX1', 'Chờ xác nhận')).buttons).toEqual(['Xác nhận', 'Yêu cầu sửa lại'])
  })
})
