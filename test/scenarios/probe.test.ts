import { test } from 'vitest'
import { describeOnBoth } from '../support/database.ts'
import { openOffice, officeGroup } from '../support/office.ts'
import { consults, drafts } from '../support/office-letter.ts'
describeOnBoth('probe', (database) => {
  test('x', async () => {
    const office = await openOffice(database())
    await drafts(office, 'KT1')
    await office.presses('KT1', 'Gửi')
    for (const chat of ['KT1','VX1','CA1',officeGroup]) {
      console.log('#####', chat)
      for (const s of await office.sees(chat)) console.log('---', s.id, s.silent ? '(silent)' : '', '\n' + s.text + '\n[' + s.buttons.join('] [') + ']')
    }
  })
})
