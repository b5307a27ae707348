/** A reply in one's own words: what is typed under a card, or after a reference. Its verdict is read with care, or asked. */
import { makeVerdictCommand } from './verdict.ts'

export const reply = makeVerdictCommand({ name: 'reply', alias: 'traloi', words: ['tra loi', 'y kien'], verdict: null })
