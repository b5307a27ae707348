/**
 * A directory file against the directory as it stands: what is wrong with the file, or what it changes. The file is the
 * whole directory: units and posts that are not in it end the day before, none is deleted. The order of its rows means
 * nothing, and a file that was taken over changes nothing the second time.
 */

import { type Directory, hasEnded, isUnitValid, type Officer, type Unit } from './directory.ts'
import { applyChanges, type Change, isStanding } from './directory-change.ts'
import { fileFaults } from './directory-faults.ts'
import { type Filed, gather } from './directory-file.ts'
import { planPosts } from './directory-posts.ts'
import { type Problem, problem, readRows, type TextRow } from './directory-rows.ts'

/** Rows a file may have, its heading among them. The largest provinces have some thousands of officers. */
export const mostRows = 20_000

/** What a file comes to. With problems there are no changes. */
export type Plan = {
  readonly problems: readonly Problem[]
  readonly changes: readonly Change[]
  /** Headings of columns that are not ours, and were passed over. */
  readonly ignored: readonly string[]
}

/** Plans the import of a file's rows, the first of which is the heading, as of a day. */
export function planImport(rows: readonly TextRow[], directory: Directory, today: Temporal.PlainDate): Plan {
  const { entries, columns, ignored, problems: unreadable } = readRows(rows)
  const { filed, problems: contradictions } = gather(entries, columns)
  const problems = [...unreadable, ...contradictions]
  const missing = problems.length > 0 ? [] : fileFaults(filed, directory, today)
  const found = [...problems, ...missing].toSorted((one, other) => one.line - other.line)
  if (found.length > 0) return { problems: found, changes: [], ignored }
  const changes = changesTo(filed, directory, today)
  const after = officeFaults(applyChanges(directory, changes), today)
  return { problems: after, changes: after.length > 0 ? [] : changes, ignored }
}

function changesTo(filed: Filed, directory: Directory, today: Temporal.PlainDate): readonly Change[] {
  const known = [...directory.units.values()].filter((unit) => isUnitValid(unit, today))
  const gone = known.filter(({ id }) => !filed.units.has(id)).toSorted(byId)
  const units = [...filed.units.values()].toSorted(byId)
  const officers = [...filed.officers.values()].toSorted(byId)
  const lastOn = today.subtract({ days: 1 })
  return [
    ...units.flatMap((unit) => changeUnit(unit, directory.units.get(unit.id), today)),
    ...gone.map((unit): Change => ({ type: 'unit_ended', unit: { ...unit, validToOn: lastOn } })),
    ...officers.flatMap((officer) => changeOfficer(officer, directory.officers.get(officer.id))),
    ...planPosts(filed.posts, directory.posts, today),
  ]
}

function byId({ id: one }: { readonly id: string }, { id: other }: { readonly id: string }): number {
  return one < other ? -1 : one > other ? 1 : 0
}

type FiledUnit = Filed['units'] extends ReadonlyMap<string, infer One> ? One : never
type FiledOfficer = Filed['officers'] extends ReadonlyMap<string, infer One> ? One : never

function changeUnit(filed: FiledUnit, was: Unit | undefined, today: Temporal.PlainDate): readonly Change[] {
  const span = { validFromOn: today, validToOn: null, successors: [] }
  const bare = { id: filed.id, name: filed.id, abbreviations: [], parent: null, functions: [], ...span }
  const { successors = [], ...said } = filed
  if (was === undefined) return [{ type: 'unit_added', unit: { ...bare, ...said } }]
  const unit = { ...was, ...said }
  if (successors.length > 0) return endInto({ ...unit, successors }, was, today)
  const isBack = hasEnded(was, today)
  if (!isBack && isSame(unit, was)) return []
  return [{ type: 'unit_changed', unit: isBack ? { ...unit, validToOn: null } : unit, was }]
}

/** A unit that the file says was merged: it ends, once. */
function endInto(unit: Unit, was: Unit, today: Temporal.PlainDate): readonly Change[] {
  if (hasEnded(was, today) && isSame(unit, was)) return []
  const validToOn = hasEnded(was, today) ? was.validToOn : today.subtract({ days: 1 })
  return [{ type: 'unit_ended', unit: { ...unit, validToOn } }]
}

/** Lists are compared without their order. */
function isSame(unit: Unit, was: Unit): boolean {
  return plain(unit) === plain(was)
}

function plain({ name, parent, validToOn, ...lists }: Unit): string {
  const sorted = [lists.abbreviations, lists.functions, lists.successors].map((list) => [...list].toSorted())
  return JSON.stringify([name, parent, validToOn, sorted])
}

/** The language of somebody known is their own choice and stays. */
function changeOfficer({ language, ...said }: FiledOfficer, was: Officer | undefined): readonly Change[] {
  if (was === undefined) {
    const officer = { name: said.id, language: language ?? 'vi', email: null, phone: null, ...said }
    return [{ type: 'officer_added', officer }]
  }
  const isChanged = said.name !== undefined && said.name !== was.name
  const contacts = (['email', 'phone'] as const).some(
    (key) => said[key] !== undefined && said[key] !== (was[key] ?? null),
  )
  return isChanged || contacts ? [{ type: 'officer_changed', officer: { ...was, ...said }, was }] : []
}

/** Without an Office, and somebody in it, nobody hears of what nobody answered, and nobody could import again. */
function officeFaults(after: Directory, today: Temporal.PlainDate): readonly Problem[] {
  const offices = [...after.units.values()].filter(
    (unit) => unit.functions.includes('office') && isUnitValid(unit, today),
  )
  if (offices.length === 0) return [problem(1, 'unit_functions', 'office-missing')]
  const isStaffed = after.posts.some((post) => offices.some(({ id }) => id === post.unit) && isStanding(post, today))
  return isStaffed ? [] : [problem(1, 'post', 'office-empty')]
}
