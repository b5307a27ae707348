/** What is handed over: a linking code with its picture, a dossier, the evidence as a document. */
import type { Consultation } from '../domain/consultation.ts'
import { dossierFor } from '../domain/consultation-documents.ts'
import type { Translator } from '../i18n.ts'
import { fact, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { dossierBlock } from './consultation-letter.ts'
import type { LinkWay, ResponseFacts } from './facts.ts'
import { nameMessenger } from './names.ts'
import type { Response } from './response.ts'

type LinkCode = Extract<Response, { kind: 'link_code' }>

export function renderLinkCode(
  { officerName, code, expiresAt }: LinkCode,
  { linkWays, qr }: ResponseFacts,
  t: Translator,
): Card {
  const officer = officerName
  return makeCard(t('response.linkCode.title', { officer }), 'plain', [
    text(t('response.linkCode.intro', { officer })),
    fact(t('response.linkCode.code'), spell(code)),
    fact(t('response.linkCode.expires'), t.deadline(expiresAt)),
    text(t('response.linkCode.type', { code: code.replace(/[\s-]/g, '') })),
    ...linkWays.map((way) => describeWay(way, t)),
    qr === null ? null : { kind: 'picture', file: qr, alt: t('response.linkCode.qr', { officer }) },
  ])
}

function describeWay({ messenger, url }: LinkWay, t: Translator): Block {
  const channel = nameMessenger(messenger)
  if (url !== null) return { kind: 'link', label: t('response.linkCode.link', { channel }), url }
  return fact(channel, t('response.linkCode.typed'))
}

/** In groups of five, to be read out. */
function spell(code: string): string {
  return (code.replace(/[\s-]/g, '').match(/.{1,5}/g) ?? []).join('-')
}

export function renderFile(
  { unit }: Extract<Response, { kind: 'file' }>,
  state: Consultation,
  { file, dossierLink }: ResponseFacts,
  t: Translator,
): Card {
  const { reference, letter } = state
  const dossier = dossierFor(state, unit)
  if (dossier === null) return makeCard(t('response.file.none', { reference }), 'plain', [])
  const title = t('response.file.title', { reference })
  const subject = fact(t('consultation.label.subject'), letter.subject)
  if (dossier.kind === 'link' || dossierLink !== null)
    return makeCard(title, 'plain', [subject, dossierBlock(dossier, dossierLink, t)])
  if (file === null) return makeCard(title, 'warning', [text(t('response.file.gone', { name: dossier.name }))])
  return makeCard(title, 'plain', [subject, { kind: 'file', file }])
}

/** The evidence as a document; without one, an answer may still be taken back, and nobody outside its unit may see it yet. */
export function renderEvidenceFile({ reference, letter }: Consultation, { file }: ResponseFacts, t: Translator): Card {
  const title = t('response.evidenceFile.title', { reference })
  if (file === null) return makeCard(title, 'warning', [text(t('response.evidenceFile.wait'))])
  return makeCard(title, 'plain', [
    fact(t('consultation.label.subject'), letter.subject),
    text(t('response.evidenceFile.note')),
    { kind: 'file', file },
  ])
}
