/** The one person who answers for a unit, on every card and sheet that asks it for something or records what it said. */
import { accountableFor, accountableOn, actingFor } from '../domain/accountable.ts'
import { type Answer, askedOf } from '../domain/consultation-answer.ts'
import type { Translator } from '../i18n.ts'
import { fact } from './blocks.ts'
import type { Block } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import { nameOfficer } from './names.ts'

type AccountableFacts = Pick<ReadingFacts, 'directory' | 'calendar' | 'now'>

/** H6.9: the head by name, also when a deputy or somebody with an order signs; whoever acts by an order stands beside. */
export function sayAccountable(answer: Answer, { directory, calendar, now }: AccountableFacts, t: Translator): string {
  const { unit } = askedOf(answer)
  const on = accountableOn(answer, now, calendar)
  const officer = accountableFor(directory, unit, on)
  const name = officer === null ? t('consultation.accountable.nobody') : nameOfficer(directory, officer)
  const acting = actingFor(directory, unit, on).map(({ officer: one, order }) =>
    t('consultation.accountable.acting', { officer: nameOfficer(directory, one), order }),
  )
  return [name, ...acting].join('; ')
}

export function accountableBlock(answer: Answer, facts: AccountableFacts, t: Translator): Block {
  return fact(t('consultation.label.accountable'), sayAccountable(answer, facts, t))
}
