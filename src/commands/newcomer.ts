/** Somebody without an account: they may link, and are told how; nothing else they say is kept or acted upon. */

import { readCode } from '../actions/linking.ts'
import { linkByEmail } from '../actions/linking-email.ts'
import type { Response } from '../cards/response.ts'
import type { Incoming } from '../messengers/messenger.ts'
import { nfc } from '../text/vietnamese.ts'
import type { Situation } from './command.ts'
import { linkWith } from './link.ts'
import { parseLine } from './parse.ts'
import { decline, say } from './say.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * Answers a newcomer. In groups only what is meant for us is answered.
 * @param isReply whether the text answers one of our cards, or names us
 */
export async function answerNewcomer(
  incoming: Extract<Incoming, { kind: 'text' | 'unreadable' | 'press' | 'form' | 'home' }>,
  { situation, vocabulary, isReply }: { situation: Situation; vocabulary: Vocabulary; isReply: boolean },
): Promise<readonly Response[]> {
  if (incoming.kind === 'press' || incoming.kind === 'form') return [decline('not-linked')]
  if (incoming.kind === 'home') return [await welcome(situation, false)]
  if (incoming.kind === 'unreadable') return situation.chat.kind === 'private' ? [await welcome(situation, true)] : []
  const text = nfc(incoming.text).trim()
  const isCommand = text.startsWith('/')
  const code = codeIn(text)
  const parsed = parseLine(text.slice(0, 200), { vocabulary, isReply: false })
  const isLinking = parsed.kind === 'command' && !parsed.command.needsOfficer
  if (situation.chat.kind === 'group') {
    if (code !== null && (isLinking || isReply)) return linkWith(situation, code)
    return isCommand || isReply ? [decline('not-linked')] : []
  }
  if (code !== null) return linkWith(situation, code)
  if (isLinking && parsed.rest !== '') return [{ ...say('codeForm'), erase: 'words' }]
  return [await welcome(situation, true)]
}

/**
 * Linked at once where their workspace vouches for them and the committee allows it, otherwise told how to link.
 * `isReadHere`: as a message; a page is overwritten.
 */
async function welcome(situation: Situation, isReadHere: boolean): Promise<Response> {
  const { directory } = situation.snapshot
  const { verifiedEmail } = situation
  const officer = verifiedEmail === null ? null : await linkByEmail(situation, { email: verifiedEmail, isReadHere })
  if (officer === null) return say('stranger', { committee: directory.committee.name })
  return say('linkedByEmail', { name: directory.officers.get(officer)?.name ?? officer })
}

/** The code in a text: the whole of it ("ABCDE 23456"), what follows the command, or one word of a sentence. */
function codeIn(text: string): string | null {
  const short = text.slice(0, 200)
  const behind = short.replace(/^\/\S+\s*/, '')
  return (
    readCode(short) ??
    readCode(behind) ??
    short
      .split(/\s+/)
      .map(readCode)
      .find((code) => code !== null) ??
    null
  )
}
