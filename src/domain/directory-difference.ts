/** A plan's changes as somebody reads them before confirming: grouped, each a short fact with the old value and the new. */

import type { Directory, Officer, Post, Unit, UnitId } from './directory.ts'
import { applyChanges, type Change, type Leaver, leaversBy } from './directory-change.ts'

/** A fact under `directory.change.<code>`. Values are names and codes; `post` is a kind of post, `functions` codes of functions. */
export type Fact = { readonly code: FactCode; readonly values: Readonly<Record<string, string | number>> }

export type FactCode =
  | 'unit_added'
  | 'unit_name'
  | 'unit_abbreviations'
  | 'unit_parent'
  | 'unit_functions'
  | 'unit_back'
  | 'unit_ended'
  | 'unit_merged'
  | 'officer_added'
  | 'officer_name'
  | 'officer_email'
  | 'officer_phone'
  | 'post_added'
  | 'post_order'
  | 'post_ended'
  | 'leaver'

/** What is told together, in this order. */
export type SectionCode = 'units' | 'new_posts' | 'officers' | 'ended_posts' | 'leavers'

export type Section = { readonly code: SectionCode; readonly facts: readonly Fact[] }

/** The sections that have something in them. */
export function describeChanges(
  changes: readonly Change[],
  before: Directory,
  today: Temporal.PlainDate,
): readonly Section[] {
  const after = applyChanges(before, changes)
  const told = changes.map((change) => [sectionOf(change), factsOf(change, after)] as const)
  const leaving = leaversBy(changes, before, today).map((leaver) => ['leavers', [leaverFact(leaver, after)]] as const)
  const facts = Map.groupBy([...told, ...leaving], ([code]) => code)
  return inOrder.flatMap((code) => {
    const own = (facts.get(code) ?? []).flatMap(([, some]) => some)
    return own.length === 0 ? [] : [{ code, facts: own }]
  })
}

const inOrder: readonly SectionCode[] = ['units', 'new_posts', 'officers', 'ended_posts', 'leavers']

function fact(code: FactCode, values: Fact['values']): Fact {
  return { code, values }
}

function sectionOf(change: Change): SectionCode {
  if ('unit' in change) return 'units'
  if ('officer' in change) return 'officers'
  return change.type === 'post_ended' ? 'ended_posts' : 'new_posts'
}

function factsOf(change: Change, after: Directory): readonly Fact[] {
  switch (change.type) {
    case 'unit_changed':
      return unitFacts(change.unit, change.was)
    case 'unit_ended':
      return [endedFact(change.unit, after)]
    case 'officer_changed':
      return officerFacts(change.officer, change.was)
    case 'unit_added':
      return [fact(change.type, { name: change.unit.name, code: change.unit.id })]
    case 'officer_added':
      return [fact(change.type, { name: change.officer.name, code: change.officer.id })]
    case 'post_added':
    case 'post_ended':
      return [fact(change.type, postValues(change.post, after))]
    case 'post_changed': {
      const { post, was } = change
      return [fact('post_order', { ...postValues(post, after), from: was.order, to: post.order })]
    }
    default:
      return change satisfies never
  }
}

function leaverFact({ officer, units }: Leaver, after: Directory): Fact {
  const where = units.map((unit) => nameOf(after, unit)).join('; ')
  return fact('leaver', { name: after.officers.get(officer)?.name ?? officer, code: officer, where })
}

function endedFact(unit: Unit, after: Directory): Fact {
  const values = { name: unit.name, code: unit.id }
  const heirs = unit.successors.map((heir) => nameOf(after, heir)).join('; ')
  return heirs === '' ? fact('unit_ended', values) : fact('unit_merged', { ...values, to: heirs })
}

function unitFacts(unit: Unit, was: Unit): readonly Fact[] {
  const values = { name: unit.name, code: unit.id }
  const sides = [
    ['unit_name', was.name, unit.name],
    ['unit_abbreviations', was.abbreviations.join('; '), unit.abbreviations.join('; ')],
    ['unit_parent', was.parent ?? '', unit.parent ?? ''],
    ['unit_functions', was.functions.toSorted().join(' '), unit.functions.toSorted().join(' ')],
  ] as const
  const changed = sides.filter(([, from, to]) => from !== to)
  const isBack = was.validToOn !== null && unit.validToOn === null
  const facts = changed.map(([code, from, to]) => fact(code, { ...values, from, to }))
  return isBack ? [fact('unit_back', values), ...facts] : facts
}

function officerFacts(officer: Officer, was: Officer): readonly Fact[] {
  const values = { name: officer.name, code: officer.id }
  const sides = [
    ['officer_name', was.name, officer.name],
    ['officer_email', was.email ?? '', officer.email ?? ''],
    ['officer_phone', was.phone ?? '', officer.phone ?? ''],
  ] as const
  return sides.filter(([, from, to]) => from !== to).map(([code, from, to]) => fact(code, { ...values, from, to }))
}

function postValues({ officer, unit, kind }: Post, after: Directory): Fact['values'] {
  return { name: after.officers.get(officer)?.name ?? officer, code: officer, post: kind, where: nameOf(after, unit) }
}

function nameOf({ units }: Directory, unit: UnitId): string {
  return units.get(unit)?.name ?? unit
}
