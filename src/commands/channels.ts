/**
 * /channels, /kenh: one's channels in the order in which they are tried. "channels slack 1" puts one at a place, "channels
 * slack copies" and "channels slack nocopies" ask for copies there, or no longer.
 */
import { chooseCopies, listOwnChannels, placeChannel } from '../actions/own-channels.ts'
import type { OwnChannel, Response } from '../cards/response.ts'
import type { Refusal } from '../domain/decision.ts'
import { fold } from '../text/vietnamese.ts'
import { findChannel } from './channel.ts'
import type { Command, OfficerSituation } from './command.ts'
import { faulty, isGiven, quote } from './field.ts'
import { decline, refused } from './say.ts'

export const channels: Command = {
  name: 'channels',
  alias: 'kenh',
  words: ['kenh lien lac', 'thu tu kenh', 'kenh cua toi'],
  takesReference: false,
  restAnswers: 'change',
  needsOfficer: true,
  isPersonal: true,
  isAside: true,
  missing: async () => [],
  async read({ text }, situation) {
    const change = readChange(text)
    const bot = change && findChannel(change.channel, await listOwnChannels(situation, situation.officer))
    return change && bot ? { values: { channel: bot, change: change.what } } : faulty('channel-change-unclear')
  },
  async run({ values, rest }, situation) {
    const { channel = '', change = '' } = values
    if (rest !== '' && !isGiven(values, 'change')) return [decline('channel-change-unclear', { typed: quote(rest) })]
    const refusal = change === '' ? null : await makeChange({ bot: channel, what: change }, situation)
    return refusal ? [refused(refusal)] : [await showChannels(situation)]
  },
}

type Change = { readonly channel: string; readonly what: string }

function readChange(typed: string): Change | null {
  const said = fold(typed)
  const forms: readonly (readonly [RegExp, string | null])[] = [
    [/^(.+?) (?:nocopies|no copies|(?:thoi|tat|bo|khong)(?: nhan)? ban sao)$/, 'nocopies'],
    [/^(.+?) (?:copies|(?:nhan )?ban sao)$/, 'copies'],
    [/^(.+?) (?:first|len dau)$/, '1'],
    [/^(.+?) ([1-9])$/, null],
  ]
  for (const [form, what] of forms) {
    const [, channel, place = ''] = form.exec(said) ?? []
    if (channel !== undefined) return { channel, what: what ?? place }
  }
  return null
}

async function makeChange(
  { bot, what }: { readonly bot: string; readonly what: string },
  { act, mayCopyTo }: OfficerSituation,
): Promise<Refusal | null> {
  const place = Number(what)
  if (Number.isInteger(place)) return placeChannel(act, bot, place)
  return chooseCopies(act, { bot, hasCopies: what === 'copies', mayCopy: mayCopyTo(bot) })
}

async function showChannels(situation: OfficerSituation): Promise<Response> {
  return { kind: 'channels', channels: await listChannels(situation) }
}

/** One's own channels in their order, with what one may change about them. */
export async function listChannels(situation: OfficerSituation): Promise<readonly OwnChannel[]> {
  const accounts = await listOwnChannels(situation, situation.officer)
  return accounts.map(({ bot, messenger, isReachable, hasCopies }) => {
    return { bot, messenger, isReachable, hasCopies, mayCopy: situation.mayCopyTo(bot) }
  })
}
