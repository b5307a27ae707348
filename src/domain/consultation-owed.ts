/** What a consultation leaves owed, and by whom: what digests, reminders of the day and choices of matters are made of. */
import type { Answer, Asked } from './consultation-answer.ts'
import { isWaitingForLead } from './consultation-requests.ts'
import type { Consultation } from './consultation-state.ts'
import type { Obligation } from './obligation.ts'

/**
 * A draft letter waits to be sent. Of a letter that is out, every silent unit owes its answer, also after a lapse that means
 * nothing: a late answer then becomes the outcome. The lead owes decisions, and that its matter comes to an end.
 */
export function owes(state: Consultation): readonly Obligation[] {
  const { leadUnit: unit } = state.letter
  if (state.state === 'draft') return [{ unit, what: 'confirm_letter', dueAt: null }]
  if (state.state !== 'open') return []
  const answers = Object.values(state.answers)
  const asked = answers.flatMap((answer) => (answer.state === 'asked' ? [answer] : []))
  const lastAt = inOrder(asked).at(-1) ?? null
  const waitsUntilAt = inOrder(asked.filter(isWaitingForLead)).at(0)
  return [
    ...answers.flatMap(owedFor),
    { unit, what: lastAt === null ? 'close' : 'lead', dueAt: lastAt },
    ...(waitsUntilAt === undefined ? [] : [{ unit, what: 'decide_request', dueAt: waitsUntilAt }]),
  ]
}

function inOrder(asked: readonly Asked[]): readonly Temporal.Instant[] {
  return asked.map(({ dueAt }) => dueAt).toSorted((a, b) => Temporal.Instant.compare(a, b))
}

function owedFor(answer: Answer): readonly Obligation[] {
  switch (answer.state) {
    case 'asked': {
      const { unit, dueAt, draft } = answer
      const confirms = draft === null ? [] : [{ unit, what: 'confirm_reply', dueAt }]
      return [{ unit, what: 'answer', dueAt }, ...confirms]
    }
    case 'unanswered':
    case 'unreached':
      return [{ unit: answer.asked.unit, what: 'late_answer', dueAt: answer.lapsedAt }]
    default:
      return []
  }
}
