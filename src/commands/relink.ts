/** /relink, /duyetlienket: the Office, or a leader, decides about a link that replaces another; the card of the request says which. */
import { decideRelinking, decidesOnLinks } from '../actions/relinking.ts'
import { fold } from '../text/vietnamese.ts'
import type { Answer, Command, Reading } from './command.ts'
import { askChoice, askText, faulty, isGiven, quote } from './field.ts'
import { refused, say } from './say.ts'

const decisions = [
  { value: 'yes', label: 'ask.option.relink.yes' },
  { value: 'no', label: 'ask.option.relink.no' },
]

export const relink: Command = {
  name: 'relink',
  alias: 'duyetlienket',
  words: ['duyet lien ket', 'duyet lien ket lai'],
  takesReference: false,
  restAnswers: 'request',
  needsOfficer: true,
  isPersonal: false,
  isAside: false,
  async missing({ values }, { snapshot, actor }) {
    if (!decidesOnLinks(snapshot.directory, actor)) return []
    if (!isGiven(values, 'request')) return [askText('request')]
    return isGiven(values, 'decision') ? [] : [askChoice('decision', decisions)]
  },
  read: async (answer) => (answer.key === 'request' ? readRequest(answer) : readDecision(answer)),
  async run({ values }, { act }) {
    const isApproved = values['decision'] === 'yes'
    const decided = await decideRelinking(act, { id: values['request'] ?? '', isApproved })
    if ('refused' in decided) return [refused(decided)]
    return [say(isApproved ? 'relinkApproved' : 'relinkDeclined', { officer: decided.officer })]
  },
}

/** "3f9c2a71be", or with the decision behind it, as the buttons of the card say it. */
function readRequest({ key, text, line }: Answer): Reading {
  const [, request, decision] = /^([0-9a-f]{10})(?: (.+))?$/.exec(fold(text)) ?? []
  if (request === undefined) return faulty('relinking-unknown', { typed: quote(text) })
  const read = decision === undefined ? null : readDecision({ key: 'decision', text: decision, line })
  return { values: { [key]: request, ...(read !== null && 'values' in read ? read.values : {}) } }
}

function readDecision({ key, text }: Answer): Reading {
  const typed = fold(text)
  if (/^(yes|y|co|dong y|chap thuan|duyet)$/.test(typed)) return { values: { [key]: 'yes' } }
  if (/^(no|n|khong|khong chap thuan|tu choi)$/.test(typed)) return { values: { [key]: 'no' } }
  return faulty('choice-unknown', { typed: quote(text) }, decisions)
}
