/** The Office's card of a request to link again: who, from where, what it replaces, and what became of it. */
import type { Directory } from '../domain/directory.ts'
import type { DirectoryNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { nameMessenger, nameOfficer } from './names.ts'

type Notice = Extract<DirectoryNotice, { kind: 'relinking' }>

export function renderRelinking(notice: Notice, directory: Directory, t: Translator): Card {
  const { request, oldOfficer, oldAccount, outcome, expiresAt } = notice
  const name = nameOfficer(directory, notice.officer)
  return makeCard(t('directory.relinking.title', { name }), outcome === null ? 'warning' : 'plain', [
    fact(t('directory.relinking.messenger'), nameMessenger(notice.messenger)),
    fact(t('directory.relinking.account'), `…${notice.account}`),
    oldOfficer === null ? null : fact(t('directory.relinking.oldOfficer'), nameOfficer(directory, oldOfficer)),
    oldAccount === null ? null : fact(t('directory.relinking.oldAccount', { name }), `…${oldAccount}`),
    fact(t('directory.relinking.askedAt'), t.moment(notice.askedAt)),
    text(
      outcome === null
        ? t('directory.relinking.check', { name, until: t.deadline(expiresAt) })
        : sayOutcome(notice, directory, t),
    ),
    outcome !== null
      ? null
      : buttons([
          button(t('ask.option.relink.yes'), ['relink', request, 'yes'], 'primary'),
          button(t('ask.option.relink.no'), ['relink', request, 'no'], 'danger'),
        ]),
  ])
}

function sayOutcome({ outcome, decidedBy, decidedAt }: Notice, directory: Directory, t: Translator): string {
  const by = decidedBy === null ? '' : nameOfficer(directory, decidedBy)
  const at = decidedAt === null ? '' : t.moment(decidedAt)
  switch (outcome) {
    case 'approved':
      return t('directory.relinking.approved', { by, at })
    case 'refused':
      return t('directory.relinking.refused', { by, at })
    case 'expired':
      return t('directory.relinking.expired')
    default:
      return t('directory.relinking.overtaken')
  }
}
