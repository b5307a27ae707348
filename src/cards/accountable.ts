/** The one person who answers for a unit, on every card that asks it for something or records what it said. */
import { accountableFor, accountableOn } from '../domain/accountable.ts'
import { type Answer, askedOf } from '../domain/consultation-answer.ts'
import type { Translator } from '../i18n.ts'
import { fact } from './blocks.ts'
import type { Block } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import { nameOfficer } from './names.ts'

/** H6.9: the head by name, also when a deputy or somebody with an order signs. */
export function accountableBlock(
  answer: Answer,
  { directory, calendar, now }: Pick<ReadingFacts, 'directory' | 'calendar' | 'now'>,
  t: Translator,
): Block {
  const officer = accountableFor(directory, askedOf(answer).unit, accountableOn(answer, now, calendar))
  const name = officer === null ? t('consultation.accountable.nobody') : nameOfficer(directory, officer)
  return fact(t('consultation.label.accountable'), name)
}
