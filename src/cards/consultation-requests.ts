/** What a unit asks of the lead while its limit runs, more time or missing documents, and what the lead answers. */
import { dayOf } from '../calendar/calendar.ts'
import { type Answer, askedOf } from '../domain/consultation-answer.ts'
import { roleInLead } from '../domain/consultation-letter.ts'
import {
  type DocumentClaim,
  type Extension,
  pendingDocuments,
  pendingExtension,
  type Supplied,
} from '../domain/consultation-requests.ts'
import { actorOf } from '../domain/directory.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { verdictButtons } from './consultation-buttons.ts'
import { sayDecision } from './consultation-request-words.ts'
import { answerOf, sayOutcome, toneOf } from './consultation-words.ts'
import type { MatterFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** To the lead: a unit asks for more time. Decided or over, it says so and can no longer be pressed. */
export function renderExtensionAsked({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const answer = answerOf(facts.state, unit)
  const request = askedOf(answer).extensions.at(-1)
  const isPending = answer.state === 'asked' && request?.decision === null
  if (facts.purpose === 'post' && !isPending) return null
  return makeCard(sayTitle('extensionAsked', answer, facts, t), isPending ? 'urgent' : toneOf(answer), [
    ...(request === undefined
      ? [text(sayOutcome(answer, facts.directory, t))]
      : extensionBlocks(request, answer, facts, t)),
    isPending ? buttons(extensionButtons(answer, facts, t)) : null,
  ])
}

/** To the lead: a unit says what its dossier lacks. */
export function renderDocumentsAsked({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const answer = answerOf(facts.state, unit)
  const claim = askedOf(answer).documents.at(-1)
  const isPending = answer.state === 'asked' && claim?.decision === null
  if (facts.purpose === 'post' && !isPending) return null
  return makeCard(sayTitle('documentsAsked', answer, facts, t), isPending ? 'urgent' : toneOf(answer), [
    ...(claim === undefined
      ? [text(sayOutcome(answer, facts.directory, t))]
      : documentsBlocks(claim, answer, facts, t)),
    isPending ? buttons(documentsButtons(answer, facts, t)) : null,
  ])
}

/** To the unit: what the lead decided, with the deadline as it stands now. */
export function renderExtensionDecided({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const answer = answerOf(facts.state, unit)
  const decided = askedOf(answer).extensions.findLast(({ decision }) => decision !== null)
  if (decided === undefined) return noDecision('extensionDecided', answer, facts, t)
  const title = decided.decision?.outcome === 'granted' ? 'extensionGranted' : 'extensionDeclined'
  return decisionCard(title, extensionBlocks(decided, answer, facts, t), { answer, facts }, t)
}

/** To the unit: the missing documents came, or why they do not. */
export function renderDocumentsDecided({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const answer = answerOf(facts.state, unit)
  const decided = askedOf(answer).documents.findLast(({ decision }) => decision !== null)
  if (decided === undefined) return noDecision('documentsDecided', answer, facts, t)
  const title = decided.decision?.outcome === 'supplied' ? 'documentsSupplied' : 'documentsDeclined'
  return decisionCard(title, documentsBlocks(decided, answer, facts, t), { answer, facts }, t)
}

/** To the lead, at a rung of a unit that waits for its word. */
export function renderLeadNudged({ unit }: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const answer = answerOf(facts.state, unit)
  const asked = askedOf(answer)
  const [extension, documents] = [pendingExtension(asked), pendingDocuments(asked)]
  const isWaiting = answer.state === 'asked' && (extension !== null || documents !== null)
  if (facts.purpose === 'post' && !isWaiting) return null
  if (!isWaiting) {
    const title = t('consultation.title.nudgeOver', { reference: facts.state.reference })
    return makeCard(title, toneOf(answer), [text(sayOutcome(answer, facts.directory, t))])
  }
  return makeCard(sayTitle('leadNudged', answer, facts, t), 'urgent', [
    ...(extension === null ? [] : extensionBlocks(extension, answer, facts, t)),
    ...(documents === null ? [] : documentsBlocks(documents, answer, facts, t)),
    buttons([
      ...(extension === null ? [] : extensionButtons(answer, facts, t)),
      ...(documents === null ? [] : documentsButtons(answer, facts, t)),
    ]),
  ])
}

type Title =
  | 'extensionAsked'
  | 'extensionDecided'
  | 'extensionGranted'
  | 'extensionDeclined'
  | 'documentsAsked'
  | 'documentsDecided'
  | 'documentsSupplied'
  | 'documentsDeclined'
  | 'leadNudged'

function sayTitle(title: Title, answer: Answer, { state, directory }: MatterFacts, t: Translator): string {
  const values = { reference: state.reference, unit: nameUnit(directory, askedOf(answer).unit) }
  return t(`consultation.title.${title}`, values)
}

/** Nothing was decided after all; only an edit has to say something. */
function noDecision(title: Title, answer: Answer, facts: MatterFacts, t: Translator): Card | null {
  const said = [text(sayOutcome(answer, facts.directory, t))]
  return facts.purpose === 'post' ? null : makeCard(sayTitle(title, answer, facts, t), toneOf(answer), said)
}

function decisionCard(
  title: Title,
  blocks: readonly (Block | null)[],
  { answer, facts }: { readonly answer: Answer; readonly facts: MatterFacts },
  t: Translator,
): Card {
  const isOpen = answer.state === 'asked'
  return makeCard(sayTitle(title, answer, facts, t), isOpen ? 'plain' : toneOf(answer), [
    ...blocks,
    isOpen ? text(sayOutcome(answer, facts.directory, t)) : null,
    isOpen ? buttons(verdictButtons(facts.state.reference, t)) : null,
  ])
}

function extensionBlocks(
  extension: Extension,
  answer: Answer,
  { state, directory }: MatterFacts,
  t: Translator,
): readonly (Block | null)[] {
  const { unit } = askedOf(answer)
  const values = { officer: nameOfficer(directory, extension.by), unit: nameUnit(directory, unit) }
  return [
    text(t('consultation.request.extensionAsked', { ...values, at: t.moment(extension.at) })),
    fact(t('consultation.label.subject'), state.letter.subject),
    fact(t('consultation.label.dueNow'), t.deadline(extension.dueAt)),
    fact(t('consultation.label.dueWanted'), t.deadline(extension.wantedAt)),
    fact(t('consultation.label.reason'), extension.reason),
    fact(t('consultation.label.decision'), sayDecision(extension.decision, answer, directory, t)),
  ]
}

function documentsBlocks(
  claim: DocumentClaim,
  answer: Answer,
  { state, directory }: MatterFacts,
  t: Translator,
): readonly (Block | null)[] {
  const { unit } = askedOf(answer)
  const values = { officer: nameOfficer(directory, claim.by), unit: nameUnit(directory, unit) }
  const { decision } = claim
  return [
    text(t('consultation.request.documentsAsked', { ...values, at: t.moment(claim.at) })),
    fact(t('consultation.label.subject'), state.letter.subject),
    fact(t('consultation.label.missing'), claim.missing),
    fact(t('consultation.label.decision'), sayDecision(claim.decision, answer, directory, t)),
    ...(decision?.outcome === 'supplied' ? suppliedBlocks(decision.supplied, { state, unit }, t) : []),
  ]
}

/** What was supplied, to open where it can be opened. */
function suppliedBlocks(
  supplied: Supplied,
  { state, unit }: { readonly state: MatterFacts['state']; readonly unit: string },
  t: Translator,
): readonly (Block | null)[] {
  const label = t('consultation.label.supplied')
  switch (supplied.kind) {
    case 'stated':
      return [fact(label, supplied.how)]
    case 'link':
      return [{ kind: 'link', label, url: supplied.url }]
    case 'file': {
      const open = button(t('consultation.button.suppliedFile'), ['file', state.reference, unit])
      return [fact(label, supplied.name), buttons([open])]
    }
    default:
      return supplied satisfies never
  }
}

/** For the lead's head and deputies; nobody else's press would count. */
function extensionButtons(answer: Answer, facts: MatterFacts, t: Translator): readonly (Button | null)[] {
  const { unit, ...requests } = askedOf(answer)
  const number = pendingExtension(requests)?.number
  if (number === undefined || !mayDecide(facts)) return []
  const words = [facts.state.reference, unit, `e${number}`]
  return [
    button(t('consultation.button.grant'), ['grant', ...words], 'primary'),
    button(t('consultation.button.grantOther'), ['grant', facts.state.reference, 'other', unit, `e${number}`]),
    button(t('consultation.button.declineExtension'), ['decline', ...words], 'danger'),
  ]
}

function documentsButtons(answer: Answer, facts: MatterFacts, t: Translator): readonly (Button | null)[] {
  const { unit, ...requests } = askedOf(answer)
  const number = pendingDocuments(requests)?.number
  if (number === undefined || !mayDecide(facts)) return []
  const words = [facts.state.reference, unit, `d${number}`]
  return [
    button(t('consultation.button.supply'), ['supply', ...words], 'primary'),
    button(t('consultation.button.declineDocuments'), ['decline', ...words]),
  ]
}

function mayDecide({ state, directory, reader, now, calendar }: MatterFacts): boolean {
  if (reader.officer === null) return false
  return roleInLead(state.letter, actorOf(directory, reader.officer, dayOf(now, calendar))) === 'decides'
}
