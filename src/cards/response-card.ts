/** Every response of a command as a card. The contract stands in response.ts, the wording of each kind in its own file. */
import type { Consultation } from '../domain/consultation.ts'
import { consultationIn } from '../domain/nouns.ts'
import type { Key, Translator } from '../i18n.ts'
import { button, buttons, fact, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import { renderConsultationNotice } from './consultation.ts'
import { renderEvidence } from './consultation-evidence.ts'
import { renderReceipt } from './consultation-receipt.ts'
import { renderBadRows, renderDifference } from './directory-difference.ts'
import type { MatterFacts, ResponseFacts } from './facts.ts'
import type { Response, ResponseButton } from './response.ts'
import { renderAsk } from './response-ask.ts'
import { renderChannels } from './response-channels.ts'
import { renderEvidenceFile, renderFile, renderLinkCode } from './response-file.ts'
import { renderHelp, renderRules } from './response-help.ts'
import { renderPreview } from './response-preview.ts'
import { renderSettings } from './response-settings.ts'
import { renderToday } from './response-today.ts'
import { sayLabel, sayRefusal, wordFacts } from './response-words.ts'

/**
 * The card of a response. Of an `ask` it is the first question; see formOf for all of them.
 * @throws Error when a response about a matter comes without it: the delivery itself is wrong.
 */
export function renderResponse(response: Response, facts: ResponseFacts, t: Translator): Card {
  switch (response.kind) {
    case 'say':
      return renderSaid(response, facts, t)
    case 'refused':
      return renderRefused(response, facts, t)
    case 'receipt':
      return renderReceipt(response.unit, { ...facts, state: matterOf(response, facts) }, t)
    case 'ask':
      return renderAsk(response, facts.directory, t)
    case 'preview':
      return renderPreview(response, facts, t)
    case 'help':
      return response.topic === null ? renderHelp(facts.commands, t) : renderRules(matterOf(response, facts), facts, t)
    case 'today':
      return renderToday(response.lines, facts, t)
    case 'link_code':
      return renderLinkCode(response, facts, t)
    case 'channels':
      return renderChannels(response.channels, t)
    case 'settings':
      return renderSettings(response, facts, t)
    case 'evidence':
      return renderEvidence(response.unit, { ...facts, state: matterOf(response, facts) }, t)
    case 'evidence_file':
      return renderEvidenceFile(matterOf(response, facts), facts, t)
    case 'matter':
      return renderMatter(response, { ...facts, state: matterOf(response, facts), purpose: 'edit' }, t)
    case 'file':
      return renderFile(response, matterOf(response, facts), facts, t)
    case 'difference':
      return renderDifference(response, facts.directory, t)
    case 'bad_rows':
      return renderBadRows(response, t)
    default:
      return response satisfies never
  }
}

function matterOf({ kind }: Response, { matter }: ResponseFacts): Consultation {
  const consultation = consultationIn(matter)
  if (consultation === null) throw new Error(`The response '${kind}' needs its matter`)
  return consultation
}

/** It was asked for, so it is shown whatever became of the matter, as an edit of it would be. */
function renderMatter({ card, unit }: Extract<Response, { kind: 'matter' }>, facts: MatterFacts, t: Translator): Card {
  return renderConsultationNotice({ kind: card, unit }, facts, t) ?? renderEvidence(unit, facts, t)
}

/** A short sentence is the title itself; a longer one stands under its first sentence, or under the name of the bot. */
function renderSaid(
  { key, values, buttons: shown }: Extract<Response, { kind: 'say' }>,
  { directory }: ResponseFacts,
  t: Translator,
): Card {
  const said = t(key as Key, wordFacts(values, directory, t))
  const first = /^[^\n]{1,80}?[.!?](?=\s|$)/.exec(said)?.[0]
  const isShort = Array.from(said).length <= 80 && !said.includes('\n')
  if (isShort || first === said) return makeCard(said, 'plain', [buttonsBlock(shown, t)])
  const rest = first === undefined ? said : said.slice(first.length).trim()
  return makeCard(first ?? t('response.title'), 'plain', [text(rest), buttonsBlock(shown, t)])
}

/** Why not, on which paper, and what to do instead. */
function renderRefused(
  response: Extract<Response, { kind: 'refused' }>,
  { directory }: ResponseFacts,
  t: Translator,
): Card {
  const { reference, refusal } = response
  const title = reference === null ? t('response.refused') : t('response.refusedOf', { reference })
  return makeCard(title, 'warning', [
    text(sayRefusal(refusal.code, refusal.details, { directory, reference }, t)),
    refusal.citation === null ? null : fact(t('response.basis'), refusal.citation),
    buttonsBlock(response.buttons, t),
  ])
}

function buttonsBlock(shown: readonly ResponseButton[], t: Translator): Block | null {
  return buttons(shown.map(({ label, action, style }) => button(sayLabel(label, t), action.split(' '), style)))
}
