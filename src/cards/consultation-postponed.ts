/** A deadline that ran on because its last day became one of rest: to the unit, and of all units to the lead and the Office. */
import { type Asked, askedOf, type Postponement } from '../domain/consultation-answer.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { evidenceButton, verdictButtons } from './consultation-buttons.ts'
import { answersOf, findAnswer } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameUnit } from './names.ts'

/** Whoever has answered meanwhile need not hear it any more; a unit whose deadline never moved sees how the matter stands. */
export function renderDeadlineMoved({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const { state, directory, purpose } = facts
  const { reference } = state
  const moved = answersOf(state).flatMap((answer) => lastOf(askedOf(answer)))
  const own = unit === null ? null : findAnswer(state, unit)
  const [first] = moved.filter(({ asked }) => unit === null || asked.unit === unit)
  if (purpose === 'post' && (first === undefined || (own !== null && own.state !== 'asked'))) return null
  const lines = unit === null ? moved.map(({ asked, last }) => sayMove(nameUnit(directory, asked.unit), last, t)) : []
  const title = first === undefined ? 'consultation.title.dueUnchanged' : 'consultation.title.deadlineMoved'
  return makeCard(t(title, { reference, due: first ? t.deadline(first.last.dueAt) : '' }), 'plain', [
    ...(first === undefined ? [] : whyBlocks(first.last, t)),
    list(t('consultation.label.units'), lines),
    fact(t('consultation.label.subject'), state.letter.subject),
    own?.state === 'asked'
      ? buttons([...verdictButtons(reference, t), evidenceButton(reference, unit, t)])
      : buttons([evidenceButton(reference, unit, t)]),
  ])
}

type Moved = { readonly asked: Asked; readonly last: Postponement }

function lastOf(asked: Asked): readonly Moved[] {
  const last = asked.postponements.at(-1)
  return last === undefined ? [] : [{ asked, last }]
}

function whyBlocks({ oldDueAt, dueAt, restOn, name, source }: Postponement, t: Translator): readonly Block[] {
  return [
    text(t('consultation.postponed.why', { day: t.day(restOn), name, source })),
    fact(t('consultation.label.dueBefore'), t.deadline(oldDueAt)),
    fact(t('consultation.label.due'), t.deadline(dueAt)),
    fact(t('consultation.label.basis'), t('consultation.postponed.basis')),
  ]
}

function sayMove(unit: string, { oldDueAt, dueAt }: Postponement, t: Translator): string {
  return t('consultation.postponed.unit', { unit, old: t.deadline(oldDueAt), due: t.deadline(dueAt) })
}
