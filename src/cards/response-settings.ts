/** Somebody's own settings, and those of the committee for whoever may see them, with the commands that change them. */
import { dayOf, provisionalYears } from '../calendar/calendar.ts'
import { settingKeys } from '../domain/committee-settings.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Block, Card } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import type { OwnSettings, Response } from './response.ts'
import { describeChannel } from './response-channels.ts'
import { saySetting } from './setting-words.ts'

type Facts = Pick<ReadingFacts, 'directory' | 'calendar' | 'now'>

export function renderSettings(
  { own, committee }: Extract<Response, { kind: 'settings' }>,
  facts: Facts,
  t: Translator,
): Card {
  return makeCard(t('response.settings.title'), 'plain', [
    fact(t('response.settings.language'), t(`ask.option.language.${own.language}`)),
    fact(t('response.settings.digest'), sayDigest(own, t)),
    list(
      t('response.settings.channels'),
      own.channels.map((channel, index) => `${index + 1}. ${describeChannel(channel, index, t)}`),
    ),
    text(t('response.settings.quiet')),
    buttons((['language', 'digest', 'channels'] as const).map((name) => button(t(`command.title.${name}`), [name]))),
    ...(committee === null ? [] : blocksOf(committee, facts, t)),
  ])
}

function sayDigest({ digestAt, usualDigestAt }: OwnSettings, t: Translator): string {
  return digestAt ?? t('response.settings.digestUsual', { time: usualDigestAt })
}

type Committee = NonNullable<Extract<Response, { kind: 'settings' }>['committee']>

function blocksOf({ settings, mayChange }: Committee, { directory, calendar, now }: Facts, t: Translator): Block[] {
  const { name } = directory.committee
  const open = provisionalYears(calendar, dayOf(now, calendar))
  const lines = [
    ...settingKeys.flatMap((setting) => saySetting(setting, settings, t)),
    ...open.map((year) => t('response.settings.provisionalYear', { year })),
  ]
  const changes = (['digest', 'hours', 'profile', 'email'] as const).map((what) =>
    button(t(`ask.option.settings.${what}`), ['settings', what]),
  )
  const years = open.map((year) => button(t('response.settings.confirmYear', { year }), ['settings', `year ${year}`]))
  return [
    list(t('response.settings.committee', { name }), lines),
    text(t(mayChange ? 'response.settings.committeeHow' : 'response.settings.committeeWho')),
    mayChange ? buttons([...changes, ...years]) : null,
  ].filter((block) => block !== null)
}
