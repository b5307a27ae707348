/** What a stored answer lacks because an earlier version wrote it: filled with its "nothing yet". */
import { type Answer, type Asked, type Former, isSettled, nothingAfter, nothingYet } from './consultation-answer.ts'

/** An answer that an earlier version wrote, with what that version did not know of. */
export function completeAnswer(answer: Answer): Answer {
  if (answer.state === 'asked') return completeAsked(answer)
  const asked = completeAsked(answer.asked)
  if (!isSettled(answer)) return { ...answer, asked }
  const lapsed = answer.lapsed && { ...answer.lapsed, asked: completeAsked(answer.lapsed.asked) }
  return { ...nothingAfter, ...answer, asked, lapsed }
}

function completeAsked(asked: Asked): Asked {
  const known = { ...nothingYet, ...asked }
  const former = known.former.map((one) => ({ ...one, answer: completeAnswer(one.answer) as Former['answer'] }))
  return { ...known, former }
}
