/** What a stored answer lacks because an earlier version wrote it: filled with its "nothing yet". */
import {
  type Answer,
  type Asked,
  type Former,
  isLapsed,
  isSettled,
  type Lapsed,
  nothingAfter,
  nothingYet,
  type Reply,
  type Settled,
} from './consultation-answer.ts'

/** An answer that an earlier version wrote, with what that version did not know of. */
export function completeAnswer(answer: Answer): Answer {
  if (answer.state === 'asked') return completeAsked(answer)
  if (isSettled(answer)) return completeSettled(answer)
  return isLapsed(answer) ? completeLapsed(answer) : { ...answer, asked: completeAsked(answer.asked) }
}

function completeSettled(answer: Settled): Settled {
  const known = { ...nothingAfter, ...answer }
  return {
    ...known,
    asked: completeAsked(known.asked),
    reply: completeReply(known.reply),
    lapsed: known.lapsed && completeLapsed(known.lapsed),
    withdrawn: known.withdrawn.map(completeReply),
  }
}

function completeLapsed(answer: Lapsed): Lapsed {
  return { ...answer, asked: completeAsked(answer.asked), lateReplies: answer.lateReplies.map(completeReply) }
}

function completeReply(reply: Reply): Reply {
  return { ...reply, otherField: reply.otherField ?? null }
}

function completeAsked(asked: Asked): Asked {
  const known = { ...nothingYet, ...asked }
  const former = known.former.map((one) => ({ ...one, answer: completeAnswer(one.answer) as Former['answer'] }))
  return { ...known, former }
}
