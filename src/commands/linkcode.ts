/** /linkcode, /malienket: the Office makes a linking code for an officer, to hand on with its link and QR picture. */
import { makeLinkCode } from '../actions/linking.ts'
import { isOfOffice } from '../domain/directory.ts'
import type { Command } from './command.ts'
import { askText, isGiven } from './field.ts'
import { readOfficer } from './officer.ts'
import { decline, refused } from './say.ts'

export const linkcode: Command = {
  name: 'linkcode',
  alias: 'malienket',
  words: ['ma lien ket', 'cap ma lien ket'],
  takesReference: false,
  restAnswers: 'officer',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing({ values }, { snapshot, actor, chat }) {
    const mayAsk = chat.kind === 'private' && isOfOffice(snapshot.directory, actor)
    return mayAsk && !isGiven(values, 'officer') ? [askText('officer')] : []
  },
  read: async (answer, situation) => readOfficer(answer, situation),
  async run({ values }, situation) {
    if (situation.chat.kind === 'group') return [decline('code-in-private')]
    const officer = values['officer'] ?? ''
    const made = await makeLinkCode(situation.act, officer, situation.random)
    if ('refused' in made) return [refused(made)]
    const officerName = situation.snapshot.directory.officers.get(officer)?.name ?? officer
    return [{ kind: 'link_code', officerName, code: made.code, expiresAt: made.expiresAt, erase: 'response' }]
  },
}
