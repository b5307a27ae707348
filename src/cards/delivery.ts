/** What the outbox keeps for one delivery, and the card it becomes at the moment it goes out. */
import { type DirectoryNotice, isOfMatter, type MatterNotice, type NoticeOf } from '../domain/notice.ts'
import type { StateOf } from '../domain/nouns.ts'
import type { MatterKind } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import type { Card } from './card.ts'
import type { DigestNotice } from './digest.ts'
import { renderDirectoryNotice } from './directory.ts'
import type { MatterFacts, ResponseFacts } from './facts.ts'
import type { Response } from './response.ts'
import { renderResponse } from './response-card.ts'
import { renderSeal, type SealNotice } from './seal.ts'
import { voices } from './voices.ts'

/** What the outbox keeps of a merged delivery, about matters of one kind; its parts keep the rest. */
export type MergedNotice = { readonly kind: MatterNotice['kind']; readonly matters?: MatterKind }

/** Of what kind the matters of a merged delivery are; the first were all consultations, and did not say so. */
export function mattersOf({ matters = 'consultation' }: MergedNotice): MatterKind {
  return matters
}

/** Plain JSON. */
export type DeliveryNotice =
  | MatterNotice
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
  return renderOfMatter(notice, facts, t)
}

/**
 * The card of several deliveries that were merged.
 * @throws Error when one of them is about no matter: the delivery itself is wrong.
 */
export function renderTogether(
  merged: MergedNotice,
  looks: readonly { readonly notice: DeliveryNotice; readonly facts: DeliveryFacts }[],
  t: Translator,
): Card {
  const parts = looks.map(({ notice, facts }) => {
    if (!isOfMatter(notice)) throw new Error('Only what is told of matters is merged')
    return { notice, facts: factsOf(notice, facts) }
  })
  return voices[mattersOf(merged)].renderMerged(merged.kind, parts, t)
}

function renderOfMatter<Kind extends MatterKind>(
  notice: { readonly of: Kind } & NoticeOf[Kind],
  facts: DeliveryFacts,
  t: Translator,
): Card | null {
  return voices[notice.of].render(notice, factsOf(notice, facts), t)
}

/** @throws Error for a notice about a matter that was not given, or is of another kind: the delivery itself is wrong */
function factsOf<Kind extends MatterKind>(
  { of, kind }: { readonly of: Kind; readonly kind: string },
  facts: DeliveryFacts,
): DeliveryFacts & { readonly state: StateOf<Kind> } {
  const { matter } = facts
  if (matter?.kind !== of) throw new Error(`The notice '${kind}' needs its matter`)
  return { ...facts, state: matter.state }
}
