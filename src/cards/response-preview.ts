/** The letter as it would go out, shown to whoever wrote it: nothing is sent before they say so. */
import { dayOf } from '../calendar/calendar.ts'
import { groundOfLimit, roleInLead } from '../domain/consultation-letter.ts'
import { actorOf } from '../domain/directory.ts'
import type { Translator } from '../i18n.ts'
import { sayIn } from './action.ts'
import { buttons, fact, list, makeCard, text } from './blocks.ts'
import type { Button, Card } from './card.ts'
import { letterBlocks } from './consultation-letter.ts'
import { saySilence } from './consultation-words.ts'
import type { ResponseFacts } from './facts.ts'
import type { Response, Warning } from './response.ts'
import { sayCode, wordFacts } from './response-words.ts'

type Preview = Extract<Response, { kind: 'preview' }>

/** What can be taken back and said again, in the order of the letter. */
const editable = ['subject', 'questions', 'to', 'dossier', 'urgency', 'deadline', 'informed'] as const

export function renderPreview(preview: Preview, facts: ResponseFacts, t: Translator): Card {
  const { letter, dueAt, warnings } = preview
  const { rules } = facts
  const silence = rules === null ? null : saySilence(rules, groundOfLimit(letter, rules), t)
  return makeCard(
    t('response.preview.title', { subject: letter.subject }),
    letter.urgency === 'normal' ? 'plain' : 'urgent',
    [
      text(t('response.preview.intro')),
      ...letterBlocks(letter, facts, t),
      fact(t('consultation.label.due'), t.deadline(dueAt)),
      silence === null ? null : fact(t('consultation.label.silence'), silence),
      list(
        t('response.preview.warnings'),
        warnings.map((warning) => sayWarning(warning, facts, t)),
      ),
      buttons(previewButtons(preview, facts, t)),
    ],
  )
}

/** Send or pass on, change, drop; all of this letter and of no later one. */
function previewButtons({ letter, dialogue }: Preview, facts: ResponseFacts, t: Translator): readonly Button[] {
  const send = t(maySend(letter, facts) ? 'response.preview.send' : 'response.preview.prepare')
  const does = (label: string, said: string, style: Button['style'] = 'plain') => ({
    label,
    action: sayIn(dialogue, said),
    style,
  })
  return [
    does(send, 'consult send', 'primary'),
    ...editable.map((part) => does(t(`command.edit.${part}`), `edit ${part}`)),
    does(t('response.preview.cancel'), 'cancel'),
  ]
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
