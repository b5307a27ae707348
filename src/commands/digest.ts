/** /digest, /bantin: the time of day at which one gets one's daily digest. */
import { chooseDigestTime } from '../actions/digest-time.ts'
import { fold } from '../text/vietnamese.ts'
import type { Command } from './command.ts'
import { askChoice, faulty, isGiven, quote } from './field.ts'
import { say } from './say.ts'

/** The answer that takes the committee's time. */
const usual = 'usual'
const options = [
  ...['06:30', '07:00', '07:30', '08:00'].map((time) => ({ value: time, label: time })),
  { value: usual, label: 'ask.option.digest.usual' },
]

export const digest: Command = {
  name: 'digest',
  alias: 'bantin',
  words: ['ban tin', 'gio ban tin', 'doi gio ban tin'],
  takesReference: false,
  restAnswers: 'time',
  needsOfficer: true,
  isPersonal: true,
  isAside: true,
  missing: async ({ values }) => (isGiven(values, 'time') ? [] : [askChoice('time', options)]),
  async read({ text }) {
    const time = isUsual(text) ? usual : readTime(text)
    return time === null ? faulty('time-unreadable', { typed: quote(text) }, options) : { values: { time } }
  },
  async run({ values }, situation) {
    const time = values['time'] === usual ? null : (values['time'] ?? null)
    await chooseDigestTime(situation.act, time)
    return [time === null ? say('digestUsual') : say('digestSet', { time })]
  },
}

/** The committee's time by its name. */
function isUsual(text: string): boolean {
  return /^(usual|mac dinh|theo co quan|chung|default)$/.test(fold(text).trim())
}

/** "7:30", "7h30", "7 giờ" as "07:30"; null when it is no time of day. */
export function readTime(text: string): string | null {
  const found = /^([01]?\d|2[0-3]) ?(?:[:hg.]|gio) ?([0-5]\d)?$/.exec(fold(text).trim())
  return found ? `${found[1]?.padStart(2, '0') ?? ''}:${found[2] ?? '00'}` : null
}
