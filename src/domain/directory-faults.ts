/** What a directory file speaks of and nobody knows, or what cannot be; told at the line that first speaks of it. */

import { type Directory, hasEnded, type PostKind, type UnitId } from './directory.ts'
import type { Filed } from './directory-file.ts'
import { type Problem, problem } from './directory-rows.ts'

/** The faults of a file whose rows are readable and agree. */
export function fileFaults(filed: Filed, directory: Directory, today: Temporal.PlainDate): readonly Problem[] {
  return [
    ...[...filed.units.keys()].flatMap((unit) => unitFaults(unit, filed, directory, today)),
    ...[...filed.officers.values()].flatMap(({ id, name }) => {
      const isKnown = name !== undefined || directory.officers.has(id)
      return isKnown
        ? []
        : [problem(lineOf(filed, `officer ${id}`), 'officer_name', 'officer-name-missing', { officer: id })]
    }),
    ...foreignCase(filed, directory),
    ...twoHeads(filed),
  ]
}

function lineOf({ lines }: Filed, what: string): number {
  return lines.get(what) ?? 1
}

function unitFaults(id: UnitId, filed: Filed, directory: Directory, today: Temporal.PlainDate): readonly Problem[] {
  const said = filed.units.get(id)
  const known = directory.units.get(id)
  const line = lineOf(filed, `unit ${id}`)
  const { name, parent = null, successors = [] } = said ?? {}
  const isStaffed = filed.posts.some((post) => post.unit === id)
  const isMerged = successors.length > 0
  const wasMerged = known !== undefined && hasEnded(known, today) && known.successors.length > 0
  const isCircle = parentsOf(id, filed, directory).includes(id)
  const strangers = [...(parent === null ? [] : [parent]), ...successors].filter((unit) => !filed.units.has(unit))
  return [
    ...(known === undefined && name === undefined ? [problem(line, 'unit_name', 'unit-unknown', { typed: id })] : []),
    ...(known === undefined && isMerged ? [problem(line, 'unit_successors', 'merged-unknown', { typed: id })] : []),
    ...((isMerged || wasMerged) && isStaffed ? [problem(line, 'unit_code', 'merged-staffed', { typed: id })] : []),
    ...(wasMerged && !isMerged && !isStaffed ? [problem(line, 'unit_code', 'merged-before', { typed: id })] : []),
    ...strangers.map((unit) => problem(line, 'unit_parent', 'other-unit-unknown', { typed: unit })),
    ...(isCircle ? [problem(line, 'unit_parent', 'parent-circle', { typed: id })] : []),
    ...(successors.includes(id) ? [problem(line, 'unit_successors', 'own-successor', { typed: id })] : []),
  ]
}

/** The units above one, up to where the way ends or comes round again. */
function parentsOf(id: UnitId, filed: Filed, { units }: Directory): readonly UnitId[] {
  const above: UnitId[] = []
  for (let unit = parentOf(id); unit !== null && !above.includes(unit); unit = parentOf(unit)) above.push(unit)
  return above

  function parentOf(unit: UnitId): UnitId | null {
    const said = filed.units.get(unit)?.parent
    return said === undefined ? (units.get(unit)?.parent ?? null) : said
  }
}

/** A new code that a known one differs from in its capitals alone. */
function foreignCase(filed: Filed, { units, officers }: Directory): readonly Problem[] {
  const check = (what: 'unit' | 'officer', filedCodes: Iterable<string>, known: ReadonlyMap<string, unknown>) => {
    const lower = new Map([...known.keys()].map((code) => [code.toLowerCase(), code]))
    return [...filedCodes].flatMap((typed) => {
      const other = known.has(typed) ? undefined : lower.get(typed.toLowerCase())
      return other === undefined ? [] : [problem(lineOf(filed, `${what} ${typed}`), null, 'code-alike', { typed })]
    })
  }
  return [...check('unit', filed.units.keys(), units), ...check('officer', filed.officers.keys(), officers)]
}

const alone: readonly PostKind[] = ['chair', 'office_chief', 'unit_head']

function twoHeads({ posts }: Filed): readonly Problem[] {
  const heads = posts.filter(({ kind }) => alone.includes(kind))
  const byUnit = Map.groupBy(heads, ({ unit, kind }) => `${unit} ${kind}`)
  return [...byUnit.values()]
    .filter((group) => group.length > 1)
    .flatMap((group) => group.map(({ line, unit }) => problem(line, 'post', 'two-heads', { typed: unit })))
}
