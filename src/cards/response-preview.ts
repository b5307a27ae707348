/** The letter as it would go out, shown to whoever wrote it: nothing is sent before they say so. */
import { dayOf } from '../calendar/calendar.ts'
import { groundOfLimit, roleInLead } from '../domain/consultation-letter.ts'
import { actorOf } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { button, buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Card } from './card.ts'
import { letterBlocks } from './consultation-letter.ts'
import { saySilence } from './consultation-words.ts'
import type { ResponseFacts } from './facts.ts'
import type { Response, Warning } from './response.ts'
import { sayCode, wordFacts } from './response-words.ts'

type Preview = Extract<Response, { kind: 'preview' }>

/** What can be taken back and said again, in the order of the letter. */
const editable = ['subject', 'questions', 'to', 'dossier', 'urgency', 'deadline', 'informed'] as const

export function renderPreview({ letter, dueAt, warnings }: Preview, facts: ResponseFacts, t: Translator): Card {
  const { directory, rules } = facts
  const silence = rules === null ? null : saySilence(rules, groundOfLimit(letter, rules), t)
  const send = t(maySend(letter, facts) ? 'response.preview.send' : 'response.preview.prepare')
  return makeCard(
    t('response.preview.title', { subject: letter.subject }),
    letter.urgency === 'normal' ? 'plain' : 'urgent',
    [
      text(t('response.preview.intro')),
      ...letterBlocks(letter, directory, t),
      fact(t('consultation.label.due'), t.deadline(dueAt)),
      silence === null ? null : fact(t('consultation.label.silence'), silence),
      list(
        t('response.preview.warnings'),
        warnings.map((warning) => sayWarning(warning, facts, t)),
      ),
      buttons([
        button(send, ['consult', 'send'], 'primary'),
        ...editable.map((part) => button(t(`command.edit.${part}`), ['edit', part])),
        button(t('response.preview.cancel'), ['cancel']),
      ]),
    ],
  )
}

/** A head or deputy of the lead sends at once; anybody else passes it to them. */
function maySend(letter: Preview['letter'], { directory, reader, now, calendar }: ResponseFacts): boolean {
  if (reader.officer === null) return false
  return roleInLead(letter, actorOf(directory, reader.officer, dayOf(now, calendar))) === 'decides'
}

function sayWarning({ code, details }: Warning, { directory }: ResponseFacts, t: Translator): string {
  return sayCode(
    { group: 'response.warning', code, fallback: 'response.warning.other', values: wordFacts(details, directory, t) },
    t,
  )
}
