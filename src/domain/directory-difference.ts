/** A plan's changes as somebody reads them before confirming: grouped, each a short fact with the old value and the new. */

import type { Directory, Officer, Post, Unit, UnitId } from './directory.ts'
import { applyChanges, type Change, leaversBy } from './directory-change.ts'

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
  const leavers = leaversBy(changes, before, today).map(({ officer, units }): Fact => {
    const names = units.map((unit) => nameOf(after, unit)).join('; ')
    return {
      code: 'leaver',
      values: { name: after.officers.get(officer)?.name ?? officer, code: officer, where: names },
    }
  })
  const told = changes.map((change) => ({ section: sectionOf(change), facts: factsOf(change, after) }))
  const sections: readonly Section[] = (['units', 'new_posts', 'officers', 'ended_posts'] as const).map((code) => ({
    code,
    facts: told.filter(({ section }) => section === code).flatMap(({ facts }) => facts),
  }))
  return [...sections, { code: 'leavers' as const, facts: leavers }].filter(({ facts }) => facts.length > 0)
}

function sectionOf(change: Change): SectionCode {
  if ('unit' in change) return 'units'
  if ('officer' in change) return 'officers'
  return change.type === 'post_ended' ? 'ended_posts' : 'new_posts'
}

function factsOf(change: Change, after: Directory): readonly Fact[] {
  switch (change.type) {
    case 'unit_added':
      return [{ code: 'unit_added', values: { name: change.unit.name, code: change.unit.id } }]
    case 'unit_changed':
      return unitFacts(change.unit, change.was)
    case 'unit_ended':
      return [endedFact(change.unit, after)]
    case 'officer_added':
      return [{ code: 'officer_added', values: { name: change.officer.name, code: change.officer.id } }]
    case 'officer_changed':
      return officerFacts(change.officer, change.was)
    case 'post_added':
      return [{ code: 'post_added', values: postValues(change.post, after) }]
    case 'post_changed':
      return [
        {
          code: 'post_order',
          values: { ...postValues(change.post, after), from: change.was.order, to: change.post.order },
        },
      ]
    case 'post_ended':
      return [{ code: 'post_ended', values: postValues(change.post, after) }]
    default:
      return change satisfies never
  }
}

function endedFact(unit: Unit, after: Directory): Fact {
  const values = { name: unit.name, code: unit.id }
  const heirs = unit.successors.map((heir) => nameOf(after, heir)).join('; ')
  return heirs === '' ? { code: 'unit_ended', values } : { code: 'unit_merged', values: { ...values, to: heirs } }
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
  const back: readonly Fact[] = was.validToOn !== null && unit.validToOn === null ? [{ code: 'unit_back', values }] : []
  return [...back, ...changed.map(([code, from, to]): Fact => ({ code, values: { ...values, from, to } }))]
}

function officerFacts(officer: Officer, was: Officer): readonly Fact[] {
  const values = { name: officer.name, code: officer.id }
  const sides = [
    ['officer_name', was.name, officer.name],
    ['officer_email', was.email ?? '', officer.email ?? ''],
    ['officer_phone', was.phone ?? '', officer.phone ?? ''],
  ] as const
  return sides
    .filter(([, from, to]) => from !== to)
    .map(([code, from, to]): Fact => ({ code, values: { ...values, from, to } }))
}

function postValues({ officer, unit, kind }: Post, after: Directory): Fact['values'] {
  return { name: after.officers.get(officer)?.name ?? officer, code: officer, post: kind, where: nameOf(after, unit) }
}

function nameOf({ units }: Directory, unit: UnitId): string {
  return units.get(unit)?.name ?? unit
}
