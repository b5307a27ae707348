/** Audiences on a real database: who is meant by them as people come and go. */
import { expect, test } from 'vitest'
import { findEars } from '../../src/actions/tell.ts'
import type { Audience } from '../../src/domain/notice.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { committeeId, found } from '../commands/chat.ts'
import { describeOnBoth } from '../support/database.ts'
import { directory, moment } from '../support/given.ts'

describeOnBoth('who follows a matter in its lead unit', (database) => {
  /** Phòng Kinh tế has KT1 as its head, KT2 as deputy and KT3 as specialist; VX1 was once there. */
  test.each<[string, readonly string[], string | null, readonly string[]]>([
    ['hears of it', ['KT1'], null, ['KT1']],
    ['hears of it, the specialist who prepared it too', ['KT1', 'KT3'], null, ['KT1', 'KT3']],
    ['gives place to who decides for the unit when they are in another one', ['VX1'], null, ['KT1', 'KT2']],
    ['gives place to them beside the specialist who is still there', ['VX1', 'KT3'], null, ['KT3', 'KT1', 'KT2']],
    ['is told nothing of their own act', ['KT1', 'KT3'], 'KT1', ['KT3']],
    ['is nobody else when only they acted', ['KT1'], 'KT1', []],
  ])('%s', async (_, officers, except, heard) => {
    await found(database(), [...directory.officers.keys()])
    const snapshot = await createSnapshots().load(database().db, committeeId)
    const to: Audience = { who: 'followers', unit: 'KT', officers, except }
    const ears = await findEars(database().db, snapshot, to, moment('20/11 08:00'))
    expect(ears.map(({ officer }) => officer)).toEqual(heard)
  })

  test('what concerns a member of a unit alone is not told to them in another one', async () => {
    await found(database(), ['KT3', 'VX3'])
    const snapshot = await createSnapshots().load(database().db, committeeId)
    const told = async (officer: string) =>
      findEars(database().db, snapshot, { who: 'member', officer, unit: 'VHXH' }, moment('20/11 08:00'))
    expect(await told('VX3')).toHaveLength(1)
    expect(await told('KT3')).toEqual([])
  })
})
