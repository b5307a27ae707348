/** Who may take the whole evidence of a matter away as a file: it holds drafts and names that cards do not show. */
import { type Letter, roleInLead } from './consultation-letter.ts'
import { type Actor, type Directory, isOfOffice } from './directory.ts'

/** The Office, the leaders, and whoever decides for the lead unit. */
export function mayTakeEvidence(letter: Letter, actor: Actor, directory: Directory): boolean {
  const isLeader = actor.capacities.some(({ post }) => post === 'chair' || post === 'vice_chair')
  return isLeader || isOfOffice(directory, actor) || roleInLead(letter, actor) === 'decides'
}
