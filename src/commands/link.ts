/** /link, /lienket: links the account with a code. Also behind "/start CODE", and behind the bare code a newcomer sends. */
import { type Linked, linkAccount, type Newcomer, readCode } from '../actions/linking.ts'
import type { Response } from '../cards/response.ts'
import type { Refusal } from '../domain/decision.ts'
import type { Command } from './command.ts'
import { askText, faulty, isGiven } from './field.ts'
import { refused, say } from './say.ts'

export const link: Command = {
  name: 'link',
  alias: 'lienket',
  words: ['lien ket', 'lien ket tai khoan'],
  takesReference: false,
  restAnswers: 'code',
  needsOfficer: false,
  isPersonal: false,
  isAside: false,
  missing: async ({ values }) => (isGiven(values, 'code') ? [] : [askText('code')]),
  read: async ({ text }) => (readCode(text) === null ? faulty('code-form') : { values: { code: text } }),
  run: ({ values }, situation) => linkWith(situation, values['code'] ?? ''),
}

/** Tries a code for a sender, known or not. The words it stood in must not be kept: a wrong one may be nearly right. */
export async function linkWith(newcomer: Newcomer, code: string): Promise<readonly Response[]> {
  return [{ ...answerLinking(await linkAccount(newcomer, code), newcomer), erase: 'words' }]
}

function answerLinking(linked: Linked | Refusal, { snapshot }: Newcomer): Response {
  if ('refused' in linked) return refused(linked)
  const name = snapshot.directory.officers.get(linked.officer)?.name ?? linked.officer
  if (linked.isAsked) return say('relinkAsked', { name })
  return say(linked.isNew ? 'linked' : 'linkedAlready', { name })
}
