/** The daily seal over the evidence, as the Office channel keeps it. */
import type { Translator } from '../i18n.ts'
import { fact, list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'

/** A seal as it is told: its date, when it was made, how many matters changed, and its hash as hexadecimal digits. */
export type SealNotice = {
  readonly number: number
  readonly slotAt: Temporal.Instant
  readonly sealedAt: Temporal.Instant
  readonly matters: number
  readonly hash: string
}

export function renderSeal({ number, slotAt, sealedAt, matters, hash }: SealNotice, t: Translator): Card {
  const isLate = slotAt.until(sealedAt).total('seconds') >= 60
  return makeCard(t('seal.title', { number, at: t.moment(slotAt) }), 'plain', [
    fact(t('seal.matters'), String(matters)),
    isLate ? fact(t('seal.recorded'), t.moment(sealedAt)) : null,
    list(t('seal.hash'), groupHash(hash)),
    text(t('seal.what')),
  ])
}

/** Four lines of four groups of four digits, to be read and typed by people: "1a2b 3c4d 5e6f 7081". */
export function groupHash(hash: string): readonly string[] {
  const groups = hash.match(/.{1,4}/g) ?? []
  return Array.from({ length: Math.ceil(groups.length / 4) }, (_, line) =>
    groups.slice(line * 4, line * 4 + 4).join(' '),
  )
}
