/**
 * Officers at random: letters are sent to five units, and their heads agree, object, say vague things, answer twice, late,
 * for others, or not at all. Everything that is said bears a number of its own, by which it is found again afterwards.
 */
import type { Town } from '../crash/town.ts'

/** Something somebody said, by its number. */
export type Said = {
  readonly number: number
  readonly officer: string
  readonly reference: string
  readonly verdict: 'agreed' | 'objected' | 'vague'
  /** Telegram's time of it: whole seconds. */
  readonly at: Temporal.Instant
}

export type Officers = {
  readonly letters: () => number
  readonly said: readonly Said[]
  /** One random thing is done. */
  readonly act: () => void
}

/** Units and their heads, as the letters ask them. */
export const heads: Readonly<Record<string, string>> = { VHXH: 'VX1', CA: 'CA1', HCC: 'HC1', QS: 'QS1', YT: 'YT1' }

/** The same numbers for the same seed (mulberry32). */
export function makeChance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function bringOfficers(town: Town, chance: () => number): Officers {
  const said: Said[] = []
  let letters = 0
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T

  /** All in a row; the program takes the words of one chat one after another. */
  const sendLetter = (): void => {
    letters += 1
    const units = Object.keys(heads).map((unit) => `${unit}: có liên quan`)
    const answers = ['Mức phí tại Điều 5', units.join('\n'), 'https://vanban.songmay.example/7', 'thường']
    const limit = pick(['1 ngày làm việc', '2 ngày làm việc', '3 ngày làm việc'])
    for (const text of [`/layykien Quy chế số ${letters}`, ...answers, limit, 'bỏ qua', '/gui']) town.says('KT1', text)
  }
  const answer = (): void => {
    const number = 1000 + said.length
    const officer = pick(Object.values(heads))
    // Nobody answers a letter before it has come.
    const seen = Array.from({ length: letters }, (_, index) => `Y${index + 1}`).filter((one) =>
      town.finds(officer, `agree ${one}`),
    )
    if (seen.length === 0) return
    const reference = pick(seen)
    const verdict = pick(['agreed', 'agreed', 'objected', 'objected', 'vague'] as const)
    const words = {
      agreed: `/dongy ${reference} sửa điều ${number} thành 7 ngày`,
      objected: `/khongdongy ${reference} vì điều ${number} trái Luật Giao thông đường thủy`,
      vague: `/khongdongy ${reference} ${number}`,
    }
    town.says(officer, words[verdict])
    const at = Temporal.Instant.fromEpochMilliseconds(town.server.vendor.seconds() * 1000)
    said.push({ number, officer, reference, verdict, at })
  }
  return {
    letters: () => letters,
    said,
    act: () => (letters === 0 || chance() < 0.06 ? sendLetter() : answer()),
  }
}
