/** /linkcode, /malienket: the Office makes a linking code for an officer, to hand on with its link and QR picture. */
import { makeLinkCode } from '../actions/linking.ts'
import { isOfOffice } from '../domain/directory.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Command, OfficerSituation, Reading } from './command.ts'
import { askText, faulty, isGiven, mostOffered } from './field.ts'
import { decline, refused } from './say.ts'

export const linkcode: Command = {
  name: 'linkcode',
  alias: 'malienket',
  words: ['ma lien ket', 'cap ma lien ket'],
  takesReference: false,
  restAnswers: 'officer',
  needsOfficer: true,
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
    return [{ kind: 'link_code', officerName, code: made.code, expiresAt: made.expiresAt }]
  },
}

/** An officer by code or by name, as much of it as is needed; namesakes are put to choice by their code. */
function readOfficer({ text }: Answer, { snapshot }: OfficerSituation): Reading {
  const wanted = fold(text)
  const officers = [...snapshot.directory.officers.values()]
  const exact = officers.filter(({ id, name }) => fold(id) === wanted || fold(name) === wanted)
  const found =
    exact.length > 0
      ? exact
      : officers.filter(({ name }) => wanted.length >= 2 && ` ${fold(name)} `.includes(` ${wanted} `))
  const [only] = found
  const typed = text.trim().slice(0, 40)
  if (only === undefined) return faulty('officer-not-found', { typed })
  if (found.length === 1) return { values: { officer: only.id } }
  return faulty(
    'officer-ambiguous',
    { typed },
    found.slice(0, mostOffered).map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
  )
}
