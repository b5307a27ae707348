/** The end of a consultation: one sheet with every unit's outcome, and the objections that stood when it was closed. */
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { evidenceButton, fileButton } from './consultation-buttons.ts'
import { viewButtons, viewsBlock } from './consultation-differing.ts'
import { roundBlock } from './consultation-letter.ts'
import { openObjectionsBlock } from './consultation-objections.ts'
import { sayCounts } from './consultation-status.ts'
import { answersOf, sayWhole } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'

/** To the lead. Whoever may take the whole evidence away gets it from here. */
export function renderClosed(_: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, purpose } = facts
  const { reference, letter } = state
  if (state.state !== 'closed' && purpose === 'post') return null
  const answers = answersOf(state)
  return makeCard(
    t(`consultation.title.${state.state === 'closed' ? 'closed' : 'notClosed'}`, { reference }),
    'settled',
    [
      fact(t('consultation.label.subject'), letter.subject),
      roundBlock(state, t),
      state.state === 'closed' ? text(t('consultation.status.closed', { at: t.moment(state.endedAt) })) : null,
      openObjectionsBlock(facts, t),
      answers.length === 0 ? null : fact(t('consultation.label.counts'), sayCounts(answers, t)),
      list(
        t('consultation.label.units'),
        answers.map((answer) => sayWhole(answer, facts, t)),
      ),
      viewsBlock(facts, t),
      text(t('consultation.evidenceNote')),
      buttons([...viewButtons(facts, t), fileButton(facts, t), evidenceButton(reference, null, t)]),
    ],
  )
}
