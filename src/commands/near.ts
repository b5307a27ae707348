/** Which commands somebody may have meant by a word that is none. */
import type { Command } from './command.ts'
import { keyOf, type Vocabulary } from './vocabulary.ts'

const mostSuggestions = 3
const longestName = 24

/** The nearest commands for the beginning of a line, and how many words were read for them; null when nothing is near. */
export function findNear(
  words: readonly string[],
  vocabulary: Vocabulary,
): { readonly commands: readonly Command[]; readonly count: number } | null {
  const counts = [1, 2, 3, 4].slice(0, words.length)
  const readings = counts.map((count) => ({ count, ...nearest(keyOf(words.slice(0, count).join('')), vocabulary) }))
  const best = readings.toSorted((a, b) => a.distance - b.distance || b.count - a.count)[0]
  return best && best.commands.length > 0 ? best : null
}

function nearest(
  typed: string,
  vocabulary: Vocabulary,
): { readonly commands: readonly Command[]; readonly distance: number } {
  if (typed.length < 3 || typed.length > longestName) return { commands: [], distance: Infinity }
  const close = [...vocabulary]
    .map(([key, { command }]) => ({ command, distance: distanceBetween(typed, key), allowed: allowance(key) }))
    .filter(({ distance, allowed }) => distance <= allowed)
    .toSorted((a, b) => a.distance - b.distance)
  const best = close.filter(({ distance }) => distance === close[0]?.distance)
  const commands = [...new Set(best.map(({ command }) => command))].slice(0, mostSuggestions)
  return { commands, distance: close[0]?.distance ?? Infinity }
}

/** Two slips, one in a short word, none in a very short one. */
function allowance(key: string): number {
  return key.length >= 6 ? 2 : key.length >= 4 ? 1 : 0
}

/** Letters to insert, drop, replace or swap with their neighbour to get from one word to the other. */
export function distanceBetween(from: string, to: string): number {
  let [before, previous]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= from.length; i++) {
    const current = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = at(previous, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const swapped = isSwap ? at(before, j - 2) + 1 : Infinity
      current.push(Math.min(replaced, swapped, at(previous, j) + 1, at(current, j - 1) + 1))
    }
    ;[before, previous] = [previous, current]
  }
  return at(previous, to.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}
