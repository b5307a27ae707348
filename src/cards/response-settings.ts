/** Somebody's own settings, and those of the committee for whoever may see them, with the commands that change them. */
import type { Settings } from '../domain/committee-settings.ts'
import type { Translator } from '../i18n.ts'
import type { Override } from '../regulations/in-force.ts'
import { findProfile } from '../regulations/profiles/index.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import type { ReadingFacts } from './facts.ts'
import type { OwnSettings, Response } from './response.ts'
import { describeChannel } from './response-channels.ts'
import { sayCode } from './response-words.ts'

export function renderSettings(
  { own, committee }: Extract<Response, { kind: 'settings' }>,
  { directory }: Pick<ReadingFacts, 'directory'>,
  t: Translator,
): Card {
  const { name } = directory.committee
  return makeCard(t('response.settings.title'), 'plain', [
    fact(t('response.settings.language'), t(`ask.option.language.${own.language}`)),
    fact(t('response.settings.digest'), sayDigest(own, t)),
    list(
      t('response.settings.channels'),
      own.channels.map((channel, index) => `${index + 1}. ${describeChannel(channel, index, t)}`),
    ),
    text(t('response.settings.quiet')),
    buttons(['language', 'digest', 'channels'].map((command) => buttonTo(command, t))),
    committee && list(t('response.settings.committee', { name }), linesOf(committee, t)),
    committee && text(t('response.settings.committeeHow')),
  ])
}

function buttonTo(command: string, t: Translator) {
  return button(t(`command.title.${command}` as 'command.title.digest'), [command])
}

function sayDigest({ digestAt, usualDigestAt }: OwnSettings, t: Translator): string {
  return digestAt ?? t('response.settings.digestUsual', { time: usualDigestAt })
}

function linesOf(settings: Settings, t: Translator): readonly string[] {
  const { profile, ownRegulation, overrides, digestAt } = settings
  return [
    t('response.settings.profile', { profile: findProfile(profile)?.title ?? profile }),
    ownRegulation === null
      ? t('response.settings.noRegulation')
      : t('response.settings.regulation', {
          ...ownRegulation,
          day: t.day(Temporal.PlainDate.from(ownRegulation.issuedOn)),
        }),
    ...overrides.map((override) => sayOverride(override, t)),
    t('response.settings.digestAt', { time: digestAt }),
  ]
}

function sayOverride({ rule, values, from }: Override, t: Translator): string {
  const named = sayCode({ group: 'response.rule', code: rule, fallback: 'response.settings.rule', values: { rule } }, t)
  const day = t.day(Temporal.PlainDate.from(from))
  if (values === null) return t('response.settings.overrideOff', { rule: named, day })
  const changed = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
  return t('response.settings.override', { rule: named, values: changed.join(', '), day })
}
