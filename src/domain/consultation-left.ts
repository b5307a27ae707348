/** What of a consultation somebody leaves behind who is in no unit any more. */
import { askedOf } from './consultation-answer.ts'
import type { Consultation } from './consultation-state.ts'
import { type Directory, decidersOf, type UnitId } from './directory.ts'
import type { Leaver } from './directory-change.ts'
import type { LeftMatter } from './notice.ts'

/** Their drafts and letters, and what their units owe with nobody left to sign; `directory` is the one without them. */
export function leftBy(
  leaver: Leaver,
  state: Consultation,
  directory: Directory,
  today: Temporal.PlainDate,
): readonly LeftMatter[] {
  const { reference, letter } = state
  const left = (what: LeftMatter['what']): LeftMatter => ({ reference, subject: letter.subject, what })
  const isOrphan = (unit: UnitId): boolean =>
    leaver.units.includes(unit) && decidersOf(directory, unit, today).length === 0
  const isLeaderless = isOrphan(letter.leadUnit)
  const leaderless = isLeaderless ? [left('nobody_leads')] : []
  if (state.state === 'draft')
    return [...(state.preparedBy === leaver.officer ? [left('letter_draft')] : []), ...leaderless]
  if (state.state !== 'open') return []
  const asked = Object.values(state.answers).flatMap((answer) => (answer.state === 'asked' ? [askedOf(answer)] : []))
  const isTheirs = [state.sentBy, state.preparedBy].includes(leaver.officer)
  return [
    ...(isTheirs ? [left('letter_sent')] : []),
    ...leaderless,
    ...asked.flatMap(({ draft }) => (draft?.by === leaver.officer ? [left('reply_draft')] : [])),
    ...asked.flatMap(({ unit }) => (isOrphan(unit) ? [left('nobody_answers')] : [])),
  ]
}
