/** Deadlines: how fast 20,000 requests lapse that are due at one minute, and what a look at nothing due costs. */
import { settleDue } from '../../src/jobs/settle.ts'
import { type Figure, quantile } from './figure.ts'
import { groundAt, type Stand, silentTelegram, within } from './stand.ts'
import { dueAt, forgetDeliveries, foundTown, multiply, sendConsultation, sentAt } from './town.ts'

const requests = 20_000

export async function measureSettling(stand: Stand): Promise<readonly Figure[]> {
  return [await lapsesOf(stand, 10, 2_000), await lapsesOf(stand, 1, null), ...(await idlePasses(stand))]
}

/** All of them due at once; the rungs of the ladder have been climbed before, as they would have been. */
async function lapsesOf({ createDatabase }: Stand, unitsEach: number, aim: number | null): Promise<Figure> {
  return within(await createDatabase(`lapses_${unitsEach}`), async (database) => {
    await foundTown(database, unitsEach)
    const ground = groundAt(database, await silentTelegram(), dueAt.subtract({ minutes: 1 }))
    const units = Array.from({ length: unitsEach }, (_, unit) => unit + 1)
    const reference = await sendConsultation(database, units)
    while ((await settleDue(ground)) > 0);
    await multiply(database, reference, requests / unitsEach - 1)
    await forgetDeliveries(database)
    const atDeadline = groundAt(database, await silentTelegram(), dueAt)
    const started = performance.now()
    while ((await settleDue(atDeadline)) > 0);
    return {
      name: `lapses of 20,000 requests due at one minute, ${unitsEach} in each matter`,
      measured: requests / ((performance.now() - started) / 1000),
      unit: 'per second',
      aim: aim === null ? null : { at: 'least', value: aim },
    }
  })
}

/** The aim is the same cost with 200 times as much open; a fifth more is noise. */
async function idlePasses(stand: Stand): Promise<readonly Figure[]> {
  const few = await idlePass(stand, 1_000)
  const many = await idlePass(stand, 200_000)
  const name = (open: number) => `a settling pass with nothing due, ${open.toLocaleString('en')} open`
  return [
    { name: name(1_000), measured: few, unit: 'ms', aim: null },
    { name: name(200_000), measured: many, unit: 'ms', aim: { at: 'most', value: few * 1.2 + 0.1 } },
  ]
}

async function idlePass({ createDatabase }: Stand, open: number): Promise<number> {
  return within(await createDatabase(`idle_${open}`), async (database) => {
    await foundTown(database, 4)
    const reference = await sendConsultation(database, [1, 2, 3, 4])
    await multiply(database, reference, open - 1)
    const ground = groundAt(database, await silentTelegram(), sentAt.add({ minutes: 5 }))
    return passOf(() => settleDue(ground))
  })
}

async function passOf(pass: () => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < 300; count += 1) {
    const started = performance.now()
    await pass()
    times.push(performance.now() - started)
  }
  return quantile(times.slice(100), 0.5)
}
