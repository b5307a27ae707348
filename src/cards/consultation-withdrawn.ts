/** An objection that was withdrawn, kept beside what the unit says now. */
import { dayOf } from '../calendar/calendar.ts'
import { type Answer, askedOf, isSettled } from '../domain/consultation-answer.ts'
import { signsFor } from '../domain/consultation-signer.ts'
import { actorOf, type Directory } from '../domain/directory.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { evidenceButton } from './consultation-buttons.ts'
import { answerOf, replyBlocks, sayOutcome, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** To the lead: what the unit says instead of its objection. */
export function renderWithdrawn({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference, letter } = state
  const answer = answerOf(state, unit)
  const isWithdrawn = isSettled(answer) && answer.withdrawn.length > 0
  if (purpose === 'post' && !isWithdrawn) return null
  const name = nameUnit(directory, askedOf(answer).unit)
  return makeCard(t('consultation.title.withdrawn', { reference, unit: name }), toneOf(answer), [
    isWithdrawn ? null : text(t('consultation.withdrawal.undone')),
    text(sayOutcome(answer, directory, t)),
    fact(t('consultation.label.subject'), letter.subject),
    ...(isSettled(answer) ? replyBlocks(answer.reply, directory, t) : []),
    ...withdrawnBlocks(answer, directory, t),
    buttons([evidenceButton(reference, unit, t)]),
  ])
}

/** The objections a unit withdrew, whole, with who gave them and when. */
export function withdrawnBlocks(answer: Answer, directory: Directory, t: Translator): readonly (Block | null)[] {
  if (!isSettled(answer)) return []
  const said = answer.withdrawn.map(({ by, at, items, text: words }) =>
    t('consultation.withdrawal.kept', {
      at: t.moment(at),
      officer: nameOfficer(directory, by),
      reasons: (items.length > 0 ? items : [words]).join('; '),
    }),
  )
  return [list(t('consultation.label.withdrawn'), said)]
}

/** For whoever signs for the unit, while its objection stands. */
export function withdrawButton(answer: Answer, facts: MatterFacts, t: Translator): Button | null {
  const { state, directory, calendar, reader, now } = facts
  if (state.state !== 'open' || answer.state !== 'objected') return null
  const { unit } = answer.asked
  const mayWithdraw =
    reader.officer === null || signsFor(actorOf(directory, reader.officer, dayOf(now, calendar)), unit, state.rules)
  return mayWithdraw ? button(t('consultation.button.withdraw'), ['withdraw', state.reference]) : null
}
