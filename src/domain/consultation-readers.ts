/** Who may read a consultation. What of it they see yet is cards/seen-by.ts. */
import type { Consultation } from './consultation-state.ts'
import { type Actor, type Directory, isLeader, isOfOffice } from './directory.ts'

/**
 * Its lead, whom it asks or informs once it is sent, whom a differing view was told, the Office and the leaders; nobody who
 * has no part in the committee any more.
 */
export function maySee(consultation: Consultation, { officer, capacities }: Actor, directory: Directory): boolean {
  if (capacities.length === 0) return false
  const { letter } = consultation
  const isSent = 'answers' in consultation
  const units = [letter.leadUnit, ...(isSent ? [...Object.keys(consultation.answers), ...letter.informed] : [])]
  const isParty = capacities.some(({ unit, post }) => units.includes(unit) || isLeader(post))
  const isTold = isSent && consultation.differing.some((view) => view.superiors.includes(officer))
  return isParty || isTold || isOfOffice(directory, { officer, capacities })
}
