/** The buttons that more than one card about a consultation carries. */
import type { UnitId } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { button } from './blocks.ts'
import type { Button } from './card.ts'

/** Agree, object, return. */
export function verdictButtons(reference: string, t: Translator): readonly Button[] {
  return [
    button(t('consultation.button.agree'), ['agree', reference], 'primary'),
    button(t('consultation.button.object'), ['object', reference], 'danger'),
    button(t('consultation.button.return'), ['return', reference]),
  ]
}

/** Confirms the very draft that was shown. */
export function confirmButton(reference: string, draft: number, t: Translator): Button {
  return button(t('consultation.button.confirm'), ['confirm', reference, String(draft)], 'primary')
}

/** Sends the very draft that was shown back to whoever drafted it. */
export function returnDraftButton(reference: string, draft: number, t: Translator): Button {
  return button(t('consultation.button.returnDraft'), ['revise', reference, String(draft)])
}

/** Opens the record of the matter, or of one unit's answer in it. */
export function evidenceButton(reference: string, unit: UnitId | null, t: Translator): Button {
  return button(
    t('consultation.button.evidence'),
    unit === null ? ['evidence', reference] : ['evidence', reference, unit],
  )
}
