/**
 * /unlink, /huylienket: ends the link of one of one's own channels, or, for the Office, of somebody's who lost a telephone.
 * Nothing ends before it was confirmed.
 */
import { listOwnChannels } from '../actions/own-channels.ts'
import { unlinkAccount } from '../actions/unlinking.ts'
import type { Asking } from '../cards/asking.ts'
import { nameMessenger } from '../cards/names.ts'
import { isOfOffice } from '../domain/directory.ts'
import { fold } from '../text/vietnamese.ts'
import { findChannel } from './channel.ts'
import type { Answer, Command, OfficerSituation, Reading, Values } from './command.ts'
import { askChoice, askText, faulty, isGiven, quote, readText } from './field.ts'
import { readOfficer } from './officer.ts'
import { decline, refused, say } from './say.ts'

const answers = [
  { value: 'yes', label: 'ask.option.unlink.yes' },
  { value: 'no', label: 'ask.option.unlink.no' },
]

export const unlink: Command = {
  name: 'unlink',
  alias: 'huylienket',
  words: ['huy lien ket', 'bo lien ket'],
  takesReference: false,
  restAnswers: 'whose',
  needsOfficer: true,
  isPersonal: true,
  isAside: false,
  async missing({ values, rest }, situation) {
    if (isUnread(values, rest)) return []
    const officer = values['officer'] ?? situation.officer
    const isOwn = officer === situation.officer
    if (!isOwn && !isOfOffice(situation.snapshot.directory, situation.actor)) return []
    const channels = await listOwnChannels(situation, officer)
    const [only, ...others] = channels
    if (only === undefined) return []
    if (others.length > 0 && !isGiven(values, 'channel')) return [askChannel(channels)]
    if (!isOwn && !isGiven(values, 'reason')) return [askText('reason')]
    return isGiven(values, 'sure') ? [] : [askSure(values['channel'] ?? only.bot, { officer, channels }, situation)]
  },
  read,
  async run({ values, rest }, situation) {
    if (isUnread(values, rest)) return [decline('unlink-whom', { typed: quote(rest) })]
    if (values['sure'] === 'no') return [say('cancelled')]
    const officer = values['officer'] ?? situation.officer
    const channels = await listOwnChannels(situation, officer)
    const bot = values['channel'] ?? (channels.length === 1 ? channels[0]?.bot : undefined) ?? ''
    const from = channels.find((one) => one.bot === bot)?.messenger ?? bot
    const refusal = await unlinkAccount(situation.act, { officer, bot, from, reason: values['reason'] ?? '' })
    if (refusal) return [refused(refusal)]
    const channel = nameMessenger(from)
    return [officer === situation.officer ? say('unlinked', { channel }) : say('unlinkedFor', { channel, officer })]
  },
}

/** What followed the command named neither a channel nor an officer. */
function isUnread(values: Values, rest: string): boolean {
  return rest !== '' && !isGiven(values, 'channel') && !isGiven(values, 'officer')
}

type Channels = readonly { readonly bot: string; readonly messenger: string }[]

function askChannel(channels: Channels): Asking {
  return askChoice(
    'channel',
    channels.map(({ bot, messenger }) => ({ value: bot, label: nameMessenger(messenger) })),
  )
}

/** Whoever gives up their last channel is told what that means. */
function askSure(
  bot: string,
  { officer, channels }: { readonly officer: string; readonly channels: Channels },
  { snapshot }: OfficerSituation,
): Asking {
  const channel = nameMessenger(channels.find((one) => one.bot === bot)?.messenger ?? bot)
  const name = snapshot.directory.officers.get(officer)?.name ?? officer
  return { ...askChoice(channels.length === 1 ? 'last' : 'sure', answers), values: { channel, name } }
}

async function read(answer: Answer, situation: OfficerSituation): Promise<Reading> {
  const { key, text, line } = answer
  if (key === 'reason') return readText(answer)
  if (key === 'sure' || key === 'last') return readSure(text)
  const channels = await listOwnChannels(situation, line.values['officer'] ?? situation.officer)
  const channel = findChannel(text, channels)
  if (channel !== null) return { values: { channel } }
  return key === 'whose' ? readOfficer({ ...answer, key: 'officer' }, situation) : unknownChannel(text, channels)
}

function unknownChannel(text: string, channels: Channels): Reading {
  return faulty('channel-unknown', { typed: quote(text) }, askChannel(channels).options)
}

function readSure(text: string): Reading {
  const typed = fold(text)
  if (/^(yes|y|co|dong y|huy lien ket)$/.test(typed)) return { values: { sure: 'yes' } }
  if (/^(no|n|khong|giu nguyen|thoi)$/.test(typed)) return { values: { sure: 'no' } }
  return faulty('choice-unknown', { typed: quote(text) }, answers)
}
