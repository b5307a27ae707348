/** What the directory gives cause to tell: what a leaver left open, and units in which nobody stands in. */
import type { DirectoryNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { sayMatter } from './directory-difference.ts'
import { renderRelinking } from './directory-relinking.ts'
import { renderSettingsChanged } from './directory-settings.ts'
import type { ReadingFacts } from './facts.ts'
import { nameMessenger, nameOfficer, nameUnit } from './names.ts'

/** More buttons than this are a wall; every other matter opens by its reference. */
const mostButtons = 6

/** The card of a notice of the directory; it is always worth saying. */
export function renderDirectoryNotice(
  notice: DirectoryNotice,
  { directory }: Pick<ReadingFacts, 'directory'>,
  t: Translator,
): Card {
  const name = 'officer' in notice ? nameOfficer(directory, notice.officer) : ''
  switch (notice.kind) {
    case 'left':
      return renderLeft(notice, { name, unit: notice.unit === null ? null : nameUnit(directory, notice.unit) }, t)
    case 'unattended': {
      const unit = nameUnit(directory, notice.unit)
      const said = { name, unit, from: t.day(notice.fromOn), to: t.day(notice.toOn) }
      return makeCard(t('directory.unattended.title', { unit }), 'warning', [
        text(t('directory.unattended.text', said)),
      ])
    }
    case 'acting_ordered': {
      const { number, by } = notice
      const unit = nameUnit(directory, notice.unit)
      const days = { from: t.day(notice.fromOn), to: t.day(notice.toOn) }
      return makeCard(t('directory.actingOrdered.title', { unit, name }), 'warning', [
        text(t('directory.actingOrdered.text', { unit, name, number, by: nameOfficer(directory, by), ...days })),
      ])
    }
    case 'quota_low': {
      const { bot, used, allowed } = notice
      const said = { bot, used, allowed, left: allowed - used }
      return makeCard(t('directory.quotaLow.title', said), 'warning', [text(t('directory.quotaLow.text', said))])
    }
    case 'over_on_rest':
      return renderOverOnRest(notice, directory, t)
    case 'settings_changed':
      return renderSettingsChanged(notice, directory, t)
    case 'relinking':
      return renderRelinking(notice, directory, t)
    case 'linked_by_email': {
      const channel = nameMessenger(notice.messenger)
      return makeCard(t('directory.linkedByEmail.title', { channel, name }), 'plain', [
        text(t('directory.linkedByEmail.text', { channel, name })),
      ])
    }
    case 'unlinked': {
      const { reason } = notice
      const channel = nameMessenger(notice.messenger)
      const said = reason === '' ? 'directory.unlinked.relinked' : 'directory.unlinked.text'
      return makeCard(t('directory.unlinked.title', { channel }), 'warning', [text(t(said, { channel, name, reason }))])
    }
    case 'unsaid': {
      const { reference } = notice
      const why =
        notice.why === 'quota' ? t('directory.unsaid.quota', { name }) : t('directory.unsaid.failed', { name })
      return makeCard(t('directory.unsaid.title', { reference, name }), 'warning', [
        text(why),
        buttons([button(`${t('command.title.evidence')} ${reference}`, ['evidence', reference])]),
      ])
    }
    default:
      return notice satisfies never
  }
}

/** Nothing was opened again: the Office may, one by one. */
function renderOverOnRest(
  { over, count }: Extract<DirectoryNotice, { kind: 'over_on_rest' }>,
  directory: ReadingFacts['directory'],
  t: Translator,
): Card {
  const lines = over.map(({ reference, unit, dueAt }) =>
    t('directory.overOnRest.line', { reference, unit: nameUnit(directory, unit), due: t.deadline(dueAt) }),
  )
  const more = count - over.length
  return makeCard(t('directory.overOnRest.title', { number: count }), 'warning', [
    text(t('directory.overOnRest.text')),
    list(null, more > 0 ? [...lines, t('directory.difference.more', { count: more })] : lines),
    buttons(
      over
        .slice(0, mostButtons)
        .map(({ reference, unit }) =>
          button(t('directory.overOnRest.reopen', { reference, unit }), ['reopen', reference, unit]),
        ),
    ),
  ])
}

function renderLeft(
  { matters }: Extract<DirectoryNotice, { kind: 'left' }>,
  { name, unit }: { readonly name: string; readonly unit: string | null },
  t: Translator,
): Card {
  const number = matters.length
  const intro =
    unit === null ? t('directory.left.intro', { number }) : t('directory.left.introOf', { name, unit, number })
  const references = [...new Set(matters.map(({ reference }) => reference))].slice(0, mostButtons)
  return makeCard(t('directory.left.title', { name }), 'warning', [
    text(intro),
    list(
      t('directory.left.matters'),
      matters.map((matter) => sayMatter(matter, t)),
    ),
    buttons(references.map((one) => button(`${t('command.title.evidence')} ${one}`, ['evidence', one]))),
  ])
}
