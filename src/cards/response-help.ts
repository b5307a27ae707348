/** What one can say, by occasion; or the paper behind one matter, rule by rule with its clause. */
import { dayOf } from '../calendar/calendar.ts'
import type { Consultation } from '../domain/consultation.ts'
import type { Key, Translator } from '../i18n.ts'
import { endedFrom, lettersBehind } from '../regulations/papers.ts'
import { describeProfile, type Profile } from '../regulations/profile.ts'
import { rules as registry } from '../regulations/rules/index.ts'
import { list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { lawfulLimitOf, saySilence } from './consultation-words.ts'
import type { CommandName, ReadingFacts } from './facts.ts'

/** Commands by occasion, in the order somebody meets them; a new one that is not named here stands under "looking". */
const occasions = {
  answering: [
    'agree',
    'object',
    'return',
    'receive',
    'confirm',
    'undo',
    'reply',
    'extend',
    'lack',
    'withdraw',
    'revise',
    'differ',
    'direct',
  ],
  asking: ['consult', 'send', 'urge', 'reroute', 'overrule', 'grant', 'supply', 'decline', 'void', 'close'],
  settling: ['received', 'reopen'],
  looking: ['today', 'show', 'evidence', 'file', 'help'],
  directory: ['import', 'leave', 'acting'],
  account: ['link', 'linkcode', 'bind', 'language', 'digest', 'settings', 'start', 'cancel'],
} as const

type Occasion = keyof typeof occasions

export function renderHelp(commands: readonly CommandName[], t: Translator): Card {
  const groups = Object.keys(occasions) as Occasion[]
  const blocks = groups.map((occasion) => {
    const lines = commands.filter(({ name }) => occasionOf(name) === occasion).map((command) => lineOf(command, t))
    return list(t(`response.help.${occasion}`), lines)
  })
  return makeCard(t('response.help.title'), 'plain', [text(t('response.help.intro')), ...blocks])
}

function occasionOf(name: string): Occasion {
  const groups = Object.keys(occasions) as Occasion[]
  return groups.find((occasion) => (occasions[occasion] as readonly string[]).includes(name)) ?? 'looking'
}

function lineOf({ name, alias }: CommandName, t: Translator): string {
  return t('response.help.line', { name, alias, does: t(`command.does.${name}` as Key) })
}

/** The rules frozen into a matter, and the letters behind them with what each is worth today (AL1.1a). */
export function renderRules(state: Consultation, { now, calendar }: ReadingFacts, t: Translator): Card {
  const { reference, rules } = state
  const lines = registry.flatMap(({ id }) => {
    const citation = rules.rules[id]?.citation
    return citation === undefined ? [] : [t('response.help.ruleLine', { rule: t(`response.rule.${id}`), citation })]
  })
  const silence = saySilence(rules, lawfulLimitOf(state), t)
  return makeCard(t('response.help.topic', { reference }), 'plain', [
    text(t('response.help.silence', { silence })),
    list(null, lines),
    list(
      t('response.help.letters'),
      lettersBehind(rules).map((letter) => sayLetter(letter, dayOf(now, calendar), t)),
    ),
    text(t('response.help.topicIntro')),
  ])
}

/** What no longer binds anybody is said to, so that nobody takes it for law. */
function sayLetter(letter: Profile, today: Temporal.PlainDate, t: Translator): string {
  const ended = endedFrom(letter, today)
  const values = { title: letter.title, letter: describeProfile(letter) }
  return ended === null
    ? t('response.help.letterInForce', values)
    : t('response.help.letterEnded', { ...values, day: t.day(ended) })
}
