import { test } from 'vitest'
import { describeOnBoth } from '../support/database.ts'
import { openOffice } from '../support/office.ts'
describeOnBoth('probe', (database) => {
  test('x', async () => {
    const t: string[] = []
    let last = performance.now()
    const tick = (what: string) => { const n = performance.now(); t.push(`${what} ${Math.round(n - last)}`); last = n }
    const office = await openOffice(database())
    tick('open')
    for (let i = 0; i < 8; i++) { await office.says('KT1', '/homnay'); tick('homnay') }
    await office.sees('KT1'); tick('sees')
    await office.passes(5); tick('passes')
    await office.says('KT1', '/layykien x'); tick('consult')
    console.log(t.join(', '))
  })
})
