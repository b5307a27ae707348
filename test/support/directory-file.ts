/** Directory files for tests: the invented commune of given.ts as the file that says exactly what it is, and changes of it. */
import type { TextRow } from '../../src/domain/directory-rows.ts'
import { directory } from './given.ts'

export const heading =
  'unit_code,unit_name,unit_abbreviations,unit_parent,unit_functions,unit_successors,officer_code,officer_name,post,post_order,email,phone,locale'

/** The commune, a line each: its units, then its officers in their posts. */
export function fileLines(): readonly string[] {
  const units = [...directory.units.values()].filter(({ validToOn }) => validToOn === null)
  return [
    ...units.map(({ id, name, abbreviations, functions }) =>
      [id, name, abbreviations.join(';'), '', functions.join(';'), '', '', '', '', '', '', '', ''].join(','),
    ),
    ...directory.posts.map(({ unit, officer, kind, order }) => postLine(unit, officer, kind, `${order}`)),
  ]
}

/** A line for an officer in a post. */
export function postLine(unit: string, officer: string, post: string, order = ''): string {
  return [unit, '', '', '', '', '', officer, `Cán bộ ${officer}`, post, order, '', '', ''].join(',')
}

/** Lines under the heading as the rows of a table. */
export function rowsOf(lines: readonly string[], head: string = heading): readonly TextRow[] {
  return [head, ...lines].map((line, index) => ({ line: index + 1, cells: line.split(',') }))
}

/** The same as the bytes of a CSV. */
export function csvOf(lines: readonly string[], head: string = heading): Uint8Array {
  return new TextEncoder().encode([head, ...lines, ''].join('\r\n'))
}

/** The commune's lines without those a test takes out, and with those it adds. */
export function changed({
  without = /^$/,
  add = [],
}: {
  without?: RegExp
  add?: readonly string[]
}): readonly string[] {
  return [...fileLines().filter((line) => !without.test(line)), ...add]
}
