/** Two replicas of the program on one database, killed and replaced again and again. */
import { type KilledProgram, loadProgram } from '../support/killed-program.ts'
import type { RacingClock } from '../support/racing-clock.ts'

export type Replicas = {
  /** Kills one without a warning. */
  readonly killOne: (which: number) => Promise<void>
  /** Another, loaded meanwhile, takes the place of the one that was killed. */
  readonly bringOne: (which: number) => Promise<void>
  /** Lets all know that the clock was moved. */
  readonly tellTime: () => void
  readonly kills: () => number
  /** What they complained about, each wording once, with how often. */
  readonly faults: ReadonlyMap<string, number>
  /** Ends them well. */
  readonly stop: () => Promise<void>
}

export async function startReplicas(
  environment: Readonly<Record<string, string>>,
  clock: RacingClock,
  count: number,
): Promise<Replicas> {
  const faults = new Map<string, number>()
  let kills = 0
  const load = (): KilledProgram =>
    loadProgram('postgres', (word) => {
      if (word.kind !== 'fault') return
      const wording = word.fault.replace(/\{.*/s, '').trim()
      faults.set(wording, (faults.get(wording) ?? 0) + 1)
    })
  const start = async (program: KilledProgram): Promise<KilledProgram> => {
    await program.hears('loaded')
    program.tell({ kind: 'start', environment, setting: clock.setting() })
    await program.hears('ready')
    return program
  }
  const living = await Promise.all(Array.from({ length: count }, () => start(load())))
  let spare = load()
  return {
    async killOne(which) {
      living[which]?.kill()
      await living[which]?.ended
      kills += 1
    },
    async bringOne(which) {
      living[which] = await start(spare)
      spare = load()
    },
    tellTime: () => living.forEach((program) => program.tell({ kind: 'clock', setting: clock.setting() })),
    kills: () => kills,
    faults,
    async stop() {
      spare.kill()
      for (const program of living) program.tell({ kind: 'stop' })
      await Promise.all([spare.ended, ...living.map((program) => program.ended)])
    },
  }
}
