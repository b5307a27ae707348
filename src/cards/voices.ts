/** How each kind of matter is told: its notices as cards. A kind that has no voice does not compile. */
import type { NoticeOf } from '../domain/notice.ts'
import type { StateOf } from '../domain/nouns.ts'
import type { MatterKind } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import type { Card } from './card.ts'
import { renderConsultationNotice } from './consultation.ts'
import { type MergedKind, renderMerged } from './consultation-merged.ts'
import type { AboutMatter } from './facts.ts'

type FactsOf<Kind extends MatterKind> = AboutMatter & { readonly state: StateOf<Kind> }

type Voice<Kind extends MatterKind> = {
  /** Null when it need no longer be said, which only happens to a new post. */
  readonly render: (notice: NoticeOf[Kind], facts: FactsOf<Kind>, t: Translator) => Card | null
  /** Several of one kind of notice as one card. */
  readonly renderMerged: (
    kind: NoticeOf[Kind]['kind'],
    parts: readonly { readonly notice: NoticeOf[Kind]; readonly facts: FactsOf<Kind> }[],
    t: Translator,
  ) => Card
}

export const voices: { readonly [Kind in MatterKind]: Voice<Kind> } = {
  consultation: {
    render: renderConsultationNotice,
    renderMerged: (kind, parts, t) => renderMerged(kind as MergedKind, parts, t),
  },
}
