/** What the outbox keeps for one delivery, and the card it becomes at the moment it goes out. */
import type { ConsultationNotice, DirectoryNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import type { Card } from './card.ts'
import { renderConsultationNotice } from './consultation.ts'
import { type MergedNotice, renderMerged } from './consultation-merged.ts'
import type { DigestNotice } from './digest.ts'
import { renderDirectoryNotice } from './directory.ts'
import type { MatterFacts, ResponseFacts } from './facts.ts'
import type { Response } from './response.ts'
import { renderResponse } from './response-card.ts'
import { renderSeal, type SealNotice } from './seal.ts'

/** Plain JSON. */
export type DeliveryNotice =
  | ({ readonly of: 'consultation' } & ConsultationNotice)
  | ({ readonly of: 'directory' } & DirectoryNotice)
  | ({ readonly of: 'response' } & Response)
  | ({ readonly of: 'seal' } & SealNotice)
  | ({ readonly of: 'merged' } & MergedNotice)
  | ({ readonly of: 'digest' } & DigestNotice)

/** Everything any kind may need; `matter` is the matter of the delivery's reference. */
export type DeliveryFacts = ResponseFacts & Pick<MatterFacts, 'purpose'>

/**
 * The card of a delivery; null when a notice need no longer be said, which only happens to a new post.
 * @throws Error for a notice about a matter that was not given: the delivery itself is wrong.
 */
export function renderDelivery(notice: DeliveryNotice, facts: DeliveryFacts, t: Translator): Card | null {
  if (notice.of === 'seal') return renderSeal(notice, t)
  if (notice.of === 'response') return renderResponse(notice, facts, t)
  if (notice.of === 'directory') return renderDirectoryNotice(notice, facts, t)
  if (notice.of === 'digest') throw new Error('A digest is rendered from what it reads')
  if (notice.of === 'merged') throw new Error('What was merged is rendered from its parts')
  if (facts.matter === null) throw new Error(`The notice '${notice.kind}' needs its matter`)
  return renderConsultationNotice(notice, { ...facts, state: facts.matter }, t)
}

/**
 * The card of several deliveries that were merged.
 * @throws Error when one of them is about no matter: the delivery itself is wrong.
 */
export function renderTogether(
  { kind }: MergedNotice,
  looks: readonly { readonly notice: DeliveryNotice; readonly facts: DeliveryFacts }[],
  t: Translator,
): Card {
  const parts = looks.map(({ notice, facts }) => {
    if (notice.of !== 'consultation' || facts.matter === null) throw new Error('Only what is told of matters is merged')
    return { notice, facts: { ...facts, state: facts.matter } }
  })
  return renderMerged(kind, parts, t)
}
