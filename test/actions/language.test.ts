/** Choosing a language, on a real embedded database. */
import { expect, test } from 'vitest'
import { chooseLanguage } from '../../src/actions/language.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { bot, committeeId, found } from '../commands/chat.ts'
import { embeddedDatabase } from '../support/database.ts'
import { moment } from '../support/given.ts'

const database = embeddedDatabase()

test('the next snapshot knows the language, only for who chose it', async () => {
  await found(database(), [])
  const snapshots = createSnapshots()
  const at = moment('20/11 08:00')
  const read = () => database().transaction((tx) => snapshots.load(tx, committeeId))
  const before = await read()
  await database().transaction((tx) =>
    chooseLanguage(
      { tx, snapshot: before, by: 'KT1', at, recordedAt: at, bot, messenger: 'sandbox', words: '/ngonngu en' },
      'en',
    ),
  )
  const { officers } = (await read()).directory
  expect([officers.get('KT1')?.language, officers.get('VX1')?.language]).toEqual(['en', 'vi'])
})
