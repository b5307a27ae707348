/** The consulted units as they are typed: "KT, VH-XH", "tất cả" (every agency, not the leaders), or a line each with its reason ("KT: quản lý đất đai"). */
import { dayOf } from '../calendar/calendar.ts'
import { findUnits, isUnitValid, seatsOfLeaders, type Unit, type UnitId } from '../domain/directory.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, OfficerSituation, Reading, Values } from './command.ts'
import { faulty, longestText, quote } from './field.ts'

/** The units that may be asked: valid today, the lead left out. */
export function askableUnits({ snapshot, at }: OfficerSituation, lead: UnitId): readonly Unit[] {
  const today = dayOf(at, snapshot.calendar)
  return [...snapshot.directory.units.values()].filter((unit) => unit.id !== lead && isUnitValid(unit, today))
}

/** Reads units into a list of codes, with what reasons were given along. */
export function readUnits({ key, text }: Answer, situation: OfficerSituation, lead: UnitId): Reading {
  if (/^(tat ca|all|toan bo|tat ca cac (co quan|don vi|phong))$/.test(fold(text))) {
    const seats = seatsOfLeaders(situation.snapshot.directory, dayOf(situation.at, situation.snapshot.calendar))
    const everybody = askableUnits(situation, lead).flatMap(({ id }) => (seats.includes(id) ? [] : [id]))
    return { values: { [key]: everybody.join(','), [`${key}.all`]: 'yes', everybody: '' } }
  }
  const named = text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const found: [UnitId, string][] = []
  for (const line of named) {
    const [names = '', reason = ''] = line.split(/:(.*)/s)
    const units = readNames(names.trim(), situation)
    if (!Array.isArray(units)) return units
    found.push(...units.map((unit): [UnitId, string] => [unit, reason.trim()]))
  }
  return keepUnits(key, found, lead)
}

function keepUnits(key: string, found: readonly [UnitId, string][], lead: UnitId): Reading {
  const units = [...new Set(found.map(([unit]) => unit))]
  if (units.length === 0) return faulty('answer-empty')
  if (units.includes(lead)) return faulty('consults-itself')
  const longest = Math.max(0, ...found.map(([, reason]) => reason.length))
  if (longest > longestText) return faulty('too-long', { limit: longestText, length: longest })
  const reasons = found.filter(([, reason]) => reason !== '').map(([unit, reason]) => [`why.${unit}`, reason])
  const values: Values = { [key]: units.join(','), [`${key}.all`]: '', everybody: '', ...Object.fromEntries(reasons) }
  return { values }
}

/** A name may hold commas itself ("Phòng Văn hóa, Thể thao"): the longest run of parts that is a unit is one. */
function readNames(names: string, situation: OfficerSituation): UnitId[] | Reading {
  const parts = names.split(/(\s*[,+]\s*|\s+và\s+|\s+va\s+)/)
  const units: UnitId[] = []
  for (let from = 0; from < parts.length; ) {
    const run = longestUnit(parts, from, situation)
    if ('fault' in run) return run
    if (run.unit !== null) units.push(run.unit)
    from = run.next
  }
  return units
}

type Run = { readonly unit: UnitId | null; readonly next: number }

/** Parts alternate between names and what stands between them. */
function longestUnit(
  parts: readonly string[],
  from: number,
  { snapshot, at }: OfficerSituation,
): Run | Extract<Reading, { fault: unknown }> {
  const today = dayOf(at, snapshot.calendar)
  const lookUp = (to: number) => findUnits(snapshot.directory, parts.slice(from, to).join(''), today)
  if ((parts[from] ?? '').trim() === '') return { unit: null, next: from + 2 }
  const ends = [7, 5, 3, 1].map((length) => from + length).filter((to) => to <= parts.length)
  const end = ends.find((to) => lookUp(to).length === 1)
  if (end !== undefined) return { unit: lookUp(end)[0]?.id ?? null, next: end + 1 }
  const typed = quote(parts[from] ?? '')
  const several = lookUp(from + 1).map(({ name, id }) => `${name} (${id})`)
  const fault =
    several.length > 0 ? { code: 'unit-ambiguous', details: { typed } } : { code: 'unit-not-found', details: { typed } }
  return { fault, options: [] }
}
