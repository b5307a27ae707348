/**
 * Whose field an answer speaks of (H6.3, AL1.2c). The directory knows what units are for only where rules bind to it, so nothing
 * is guessed from subjects: what counts is that the words themselves call a point another unit's, or not the own unit's.
 */
import { type Calendar, dayOf } from '../calendar/calendar.ts'
import { applyRule, type RulesInForce } from '../regulations/in-force.ts'
import { ownField } from '../regulations/rules/own-field.ts'
import { fold } from '../text/vietnamese.ts'
import { type Directory, findUnitsNamed, type UnitId } from './directory.ts'

export type FieldSetting = { readonly rules: RulesInForce; readonly directory: Directory; readonly calendar: Calendar }

const duty = '(?:chuc nang|tham quyen|nhiem vu|linh vuc|trach nhiem|pham vi)(?: quan ly)?(?: cua)?'
/** "thuộc thẩm quyền của Công an xã", "là việc của Trạm Y tế". */
const theirs = new RegExp(`(?<!\\b(?:khong|ko|k|chua|phai) )\\b(?:thuoc ${duty}|la (?:${duty}|viec cua)) `, 'g')
/** "không thuộc chức năng của đơn vị tôi". */
const notOurs = new RegExp(`\\b(?:khong|ko|k|chua)(?: phai)? (?:thuoc|la) ${duty} (?=(.*))`, 'g')
const ourselves = /^(?:don vi|co quan|phong|ban|tram|nganh)? ?(?:chung toi|cua toi|toi|minh|nay)\b/
const mostWords = 8

/** The units whose field the words speak of, none where they only say it is not their own; null: of nothing but their own. */
export function findOtherField(
  text: string,
  { unit, at }: { readonly unit: UnitId; readonly at: Temporal.Instant },
  { rules, directory, calendar }: FieldSetting,
): readonly UnitId[] | null {
  const said = fold(text)
  const nameAt = (behind: string) => unitNamedFirst(behind, directory, dayOf(at, calendar))
  const named = [...said.matchAll(theirs)].flatMap((match) => nameAt(said.slice(match.index + match[0].length)) ?? [])
  const others = [...new Set(named)].filter((one) => one !== unit)
  const denied = [...said.matchAll(notOurs)].map(([, behind = '']) => behind)
  const isDenied = denied.some((behind) => ourselves.test(behind) || nameAt(behind) === unit)
  const checked = applyRule(rules, ownField, { named: others, isDenied })
  return checked?.result === 'another' ? others : null
}

/** The unit whose name, abbreviation or code stands in front, the longest that does. */
function unitNamedFirst(said: string, directory: Directory, on: Temporal.PlainDate): UnitId | null {
  const words = said.split(' ', mostWords).map((word) => word.replace(/^[("“]+|[)"”.,;:!?]+$/g, ''))
  for (let count = words.length; count > 0; count--) {
    const [only, ...others] = findUnitsNamed(directory, words.slice(0, count).join(' '), on)
    if (only !== undefined && others.length === 0) return only.id
  }
  return null
}
