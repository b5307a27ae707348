/** The Office's card of settings that somebody changed: who, and each setting as it was and as it is. */
import type { Directory } from '../domain/directory.ts'
import type { DirectoryNotice } from '../domain/notice.ts'
import type { Translator } from '../i18n.ts'
import { fact, list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { nameOfficer } from './names.ts'
import { saySetting } from './setting-words.ts'

export function renderSettingsChanged(
  { by, changed, before, after }: Extract<DirectoryNotice, { kind: 'settings_changed' }>,
  directory: Directory,
  t: Translator,
): Card {
  const lines = (settings: typeof before, other: typeof before) =>
    changed.flatMap((setting) => {
      const there = saySetting(setting, other, t)
      return saySetting(setting, settings, t).filter((line) => !there.includes(line))
    })
  return makeCard(t('directory.settings.title'), 'plain', [
    fact(t('directory.settings.by'), by === null ? t('directory.settings.operator') : nameOfficer(directory, by)),
    list(t('directory.settings.after'), lines(after, before)),
    list(t('directory.settings.before'), lines(before, after)),
    text(t('response.settings.committeeHow')),
  ])
}
