/** Differing views (ý kiến khác): what the superiors and the author read of them, and what stands on the sheet for others. */

import { dayOf } from '../calendar/calendar.ts'
import type { Consultation } from '../domain/consultation.ts'
import { answersView, dueAtOfWork, mayReadView, type Standing } from '../domain/consultation-differing.ts'
import type { DifferingView } from '../domain/consultation-views.ts'
import type { ConsultationNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { citationOf } from '../regulations/in-force.ts'
import { differingView } from '../regulations/rules/differing-view.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Button, Card } from './card.ts'
import { renderStatus } from './consultation-status.ts'
import type { MatterFacts, ReadingFacts } from './facts.ts'
import { nameOfficer, nameUnit } from './names.ts'

/** To a superior: who differs, their words, and that the work goes on. Live: it takes up every superior's word. */
export function renderDifferingView(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const view = viewOf(notice, facts)
  if (view === null) return renderStatus(notice, facts, t)
  const { reference } = facts.state
  return makeCard(t('consultation.title.differing_view', titleOf(view, facts)), 'warning', [
    ...viewBlocks(view, facts, t),
    buttons([isAnsweredBy(view, facts) ? directButton(reference, view, t) : null]),
  ])
}

/** To the author: what a superior said. */
export function renderDirected(notice: ConsultationNotice, facts: MatterFacts, t: Translator): Card | null {
  const view = viewOf(notice, facts)
  if (view === null) return renderStatus(notice, facts, t)
  return makeCard(t('consultation.title.directed', titleOf(view, facts)), 'plain', viewBlocks(view, facts, t))
}

/** The view of a notice, for those who may read it; for nobody else there is none. */
function viewOf({ view: number }: ConsultationNotice, facts: MatterFacts): DifferingView | null {
  const { state } = facts
  const views = state.state === 'draft' ? [] : state.differing
  const view = views.find((one) => one.number === number)
  return view !== undefined && isReadBy(view, facts) ? view : null
}

function isReadBy(view: DifferingView, facts: ReadingFacts): boolean {
  return mayReadView(view, facts.reader.officer ?? '', standingIn(facts))
}

function isAnsweredBy(view: DifferingView, facts: ReadingFacts): boolean {
  return answersView(view, facts.reader.officer ?? '', standingIn(facts))
}

function standingIn({ directory, calendar, now }: ReadingFacts): Standing {
  return { directory, on: dayOf(now, calendar) }
}

function directButton(reference: string, { number }: DifferingView, t: Translator): Button {
  return button(t('consultation.button.direct'), ['direct', reference, String(number)], 'primary')
}

function titleOf({ by }: DifferingView, { state, directory }: MatterFacts) {
  return { reference: state.reference, officer: nameOfficer(directory, by) }
}

function viewBlocks(view: DifferingView, facts: MatterFacts, t: Translator): readonly (Block | null)[] {
  const { state, directory } = facts
  const citation = citationOf(state.rules, differingView)
  const superiors = t.list(view.superiors.map((officer) => nameOfficer(directory, officer)))
  const values = {
    officer: nameOfficer(directory, view.by),
    unit: nameUnit(directory, view.unit),
    at: t.moment(view.at),
  }
  return [
    text(t('consultation.differing.reported', values)),
    fact(t('consultation.label.view'), `“${view.text}”`),
    fact(t('consultation.label.subject'), state.letter.subject),
    list(
      t('consultation.label.directions'),
      view.directions.map((one) => sayDirection(one, facts, t)),
    ),
    text(sayGoesOn(view, facts, t)),
    fact(t('consultation.label.toldPrivately'), superiors),
    citation === null ? null : fact(t('consultation.label.basis'), citation),
  ]
}

/** TH1.2c: it is no answer, and nothing waits for it. */
function sayGoesOn({ unit }: DifferingView, { state }: MatterFacts, t: Translator): string {
  const dueAt = state.state === 'open' ? dueAtOfWork(state, unit) : null
  if (dueAt === null) return t('consultation.differing.goesOn')
  return t('consultation.differing.goesOnUntil', { due: t.deadline(dueAt) })
}

function sayDirection(
  { by, at, text: said }: DifferingView['directions'][number],
  { directory }: Pick<ReadingFacts, 'directory'>,
  t: Translator,
): string {
  return t('consultation.differing.direction', { officer: nameOfficer(directory, by), at: t.moment(at), text: said })
}

/** From the head who sent a draft back, or wherever somebody may differ. */
export function differButton(reference: string, t: Translator): Button {
  return button(t('consultation.button.differ'), ['differ', reference])
}

type SheetFacts = Pick<ReadingFacts, 'directory'> & { readonly state: Consultation }

/** The views of a matter on its sheet for one reader: the words for those who may read them, for others only that there were some. */
export function sayViews(
  { state, directory }: SheetFacts,
  mayRead: (view: DifferingView) => boolean,
  t: Translator,
): readonly string[] {
  if (state.state === 'draft') return []
  return state.differing.flatMap((view) => {
    const values = {
      officer: nameOfficer(directory, view.by),
      unit: nameUnit(directory, view.unit),
      at: t.moment(view.at),
    }
    const reported = t('consultation.differing.reported', values)
    if (!mayRead(view)) return [`${reported} ${t('consultation.differing.withheld')}`]
    const directions = view.directions.map((one) => sayDirection(one, { directory }, t))
    return [[`${reported} “${view.text}”`, ...directions].join(' ')]
  })
}

/** On the record in the chat: the words for those who may read them; others are told nothing. */
export function viewsBlock(facts: ReadingFacts & SheetFacts, t: Translator): Block | null {
  const { state, directory } = facts
  const own = (view: DifferingView) => isReadBy(view, facts)
  const seen = state.state === 'draft' ? state : { ...state, differing: state.differing.filter(own) }
  return list(t('consultation.label.views'), sayViews({ state: seen, directory }, own, t))
}

/** The same way, for a superior: what waits for a word. */
export function viewButtons(facts: ReadingFacts & SheetFacts, t: Translator): readonly Button[] {
  const { state } = facts
  const waiting = state.state === 'draft' ? [] : state.differing.filter(({ directions }) => directions.length === 0)
  return waiting.filter((view) => isAnsweredBy(view, facts)).map((view) => directButton(state.reference, view, t))
}
