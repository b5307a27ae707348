/** The letter itself, as it is shown before it goes out, to whoever sends it and in every preview. */
import type { Consultation } from '../domain/consultation.ts'
import type { Dossier, Letter } from '../domain/consultation-letter.ts'
import type { Translator } from '../i18n.ts'
import { fact, list } from './blocks.ts'
import type { Block } from './card.ts'
import { sayRound, stampOf } from './consultation-words.ts'
import type { DossierFacts, DossierLink, ReadingFacts } from './facts.ts'
import { nameUnit } from './names.ts'

/** The whole letter but its deadline. */
export function letterBlocks(
  letter: Letter,
  { directory, dossierLink }: Pick<ReadingFacts, 'directory'> & DossierFacts,
  t: Translator,
): readonly (Block | null)[] {
  const stamp = stampOf(letter, t)
  const consulted = letter.consulted.map(({ unit, why }) => `${nameUnit(directory, unit)}: ${why}`)
  const informed = letter.informed.map((unit) => nameUnit(directory, unit))
  const because = letter.everybodyBecause
  return [
    fact(t('consultation.label.subject'), letter.subject),
    fact(t('consultation.label.leadUnit'), nameUnit(directory, letter.leadUnit)),
    stamp === null ? null : fact(t('consultation.label.urgency'), stamp),
    questionsBlock(letter, t),
    list(t('consultation.label.consulted'), consulted),
    because === null ? null : fact(t('consultation.label.everybody'), because),
    informed.length === 0 ? null : fact(t('consultation.label.informed'), t.list(informed)),
    dossierBlock(letter.dossier, dossierLink, t),
  ]
}

/** A further round of the same question: since when it is asked, and why again. */
export function roundBlock({ letter, round }: Pick<Consultation, 'letter' | 'round'>, t: Translator): Block | null {
  const said = sayRound(round, t)
  const why = letter.againBecause === null ? [] : [t('consultation.again', { reason: letter.againBecause })]
  return said === null ? null : fact(t('consultation.label.round'), [said, ...why].join(' '))
}

export function questionsBlock(letter: Letter, t: Translator): Block | null {
  return list(t('consultation.label.questions'), letter.questions)
}

/** A link to open, or the name of the file the bot keeps; where it hands files out, a link that dies after a while. */
export function dossierBlock(dossier: Dossier | null, opens: DossierLink | null, t: Translator): Block | null {
  if (dossier === null) return null
  const label = t('consultation.label.dossier')
  if (dossier.kind === 'link') return { kind: 'link', label, url: dossier.url }
  if (opens === null) return fact(label, dossier.name)
  const until = t.moment(opens.untilAt)
  return { kind: 'link', label: t('consultation.dossierLink', { name: dossier.name, until }), url: opens.url }
}
