/** An officer chooses the language they are written to in. */
import { writeLanguage } from '../store/committee.ts'
import type { Act } from './act.ts'
import { registerEvent } from './register.ts'

export async function chooseLanguage(act: Act, language: 'vi' | 'en'): Promise<void> {
  const { tx, snapshot, by, at, recordedAt, messenger } = act
  await writeLanguage(tx, snapshot.committeeId, { officer: by, language })
  const line = { type: 'language_chosen', actor: by, messenger, happenedAt: at, recordedAt, body: { language } }
  await registerEvent(tx, snapshot.committeeId, line)
}
