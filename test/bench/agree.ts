/**
 * The whole way of an /agree on PostgreSQL, from the update at the door to the committed answer, beside the raw ceiling:
 * the same statements in the same transactions over the same number of connections, without the program.
 */
import { createHandler } from '../../src/jobs/handler.ts'
import { createIntake } from '../../src/jobs/intake.ts'
import type { RawUpdate } from '../../src/messengers/messenger.ts'
import type { Figure } from './figure.ts'
import { openRecorded, replay, type Work } from './recorded-postgres.ts'
import { groundAt, type Stand, silentTelegram, within } from './stand.ts'
import { forgetDeliveries, foundTown, sendConsultation, sentAt, userOf } from './town.ts'

const consultations = 250
const unitsEach = 8
/** Updates brought side by side. */
const atOnce = 32

export async function measureAgree({ createDatabase }: Stand): Promise<readonly Figure[]> {
  const template = 'agree_before'
  const references = await within(await createDatabase(template), async (database) => {
    await foundTown(database, unitsEach)
    const sent: string[] = []
    for (let count = 0; count < consultations; count += 1) {
      sent.push(
        await sendConsultation(
          database,
          Array.from({ length: unitsEach }, (_, unit) => unit + 1),
        ),
      )
    }
    await forgetDeliveries(database)
    return sent
  })
  const journal: Work[] = []
  const updates = agreements(references)
  const seconds = await answerAll(await createDatabase('agree_program', template), updates, journal)
  const ceiling = await replay(await createDatabase('agree_raw', template), journal)
  const statements = journal.reduce((sum, work) => sum + work.statements.length, 0)
  return [
    { name: '/agree, whole way, on PostgreSQL', measured: updates.length / seconds, unit: 'per second', aim: null },
    { name: '/agree, its statements alone', measured: updates.length / ceiling, unit: 'per second', aim: null },
    {
      name: '/agree, share of the raw ceiling',
      measured: (100 * ceiling) / seconds,
      unit: '%',
      aim: { at: 'least', value: 50 },
    },
    { name: '/agree, statements each', measured: statements / updates.length, unit: '', aim: null },
  ]
}

/** Every unit answers every consultation; neighbours in time are of different units and matters. */
function agreements(references: readonly string[]): readonly RawUpdate[] {
  const answers = Array.from({ length: unitsEach }, (_, round) =>
    references.map((reference, index) => ({ reference, user: userOf(((index + round) % unitsEach) + 1) })),
  ).flat()
  return answers.map(({ reference, user }, index) => ({
    id: String(index + 1),
    chat: String(user),
    body: {
      update_id: index + 1,
      message: {
        message_id: index + 1,
        date: Math.floor(sentAt.epochMilliseconds / 1000) + 3600,
        chat: { id: user, type: 'private' },
        from: { id: user, is_bot: false, first_name: 'Cán bộ' },
        text: `/agree ${reference}`,
      },
    },
  }))
}

async function answerAll(url: string, updates: readonly RawUpdate[], journal: Work[]): Promise<number> {
  const database = openRecorded(url, journal)
  const messenger = await silentTelegram()
  const ground = groundAt(database, messenger, sentAt.add({ hours: 2 }))
  const [first] = ground.bots
  if (first === undefined) throw new Error('There is no bot to measure')
  let call = Promise.withResolvers<void>()
  const wake = () => call.resolve()
  const take = createIntake(ground, first, wake)
  const handler = createHandler(ground, wake)
  await database.db.execute('select 1')
  journal.length = 0
  const started = performance.now()
  const queue = updates.values()
  const bringing = Array.from({ length: atOnce }, async () => {
    for (const update of queue) await take(update)
  })
  const handling = async () => {
    for (let handled = 0; handled < updates.length; ) {
      const count = await handler.turn()
      handled += count
      if (count === 0) await call.promise
      call = Promise.withResolvers()
    }
    await handler.idle()
  }
  await Promise.all([...bringing, handling()])
  const seconds = (performance.now() - started) / 1000
  await database.close()
  return seconds
}
