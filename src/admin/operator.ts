/** What commands of the operator that change a committee share. */
import { fileURLToPath } from 'node:url'
import type { Circumstances } from '../actions/act.ts'
import { sayRefusal } from '../cards/response-words.ts'
import type { Refusal } from '../domain/decision.ts'
import { loadTranslators, type Translator } from '../i18n.ts'
import { createSnapshots, type Snapshot } from '../store/snapshot.ts'
import type { Tx } from '../store/tx.ts'
import { type Desk, type ExitCode, presentOf, UsageFault } from './surroundings.ts'

/** Options every such command has. */
export type OperatorOptions = { readonly committee?: string; readonly language: string; readonly json?: true }

export const languageOption = ['--language <language>', 'of what is told: vi or en', 'vi'] as const

/** @throws UsageFault for a language there is not */
export function translatorOf({ language }: OperatorOptions): Translator {
  if (language !== 'vi' && language !== 'en') throw new UsageFault(`There is no language ${language}, only vi | en`)
  return loadTranslators(fileURLToPath(new URL('../../locales', import.meta.url)))(language, 'Asia/Ho_Chi_Minh')
}

/** The operator acts: nobody of the committee, through no messenger. */
export async function circumstancesOf(tx: Tx, desk: Desk, committeeId: string): Promise<Circumstances> {
  const snapshot = await createSnapshots().load(tx, committeeId)
  const at = presentOf(desk)
  return { tx, snapshot, by: null, messenger: null, words: null, at, recordedAt: at }
}

/** Tells a refusal in words; it is the command's end. */
export function complainOf(
  desk: Desk,
  { code, details }: Refusal,
  { snapshot, t }: { readonly snapshot: Snapshot; readonly t: Translator },
): ExitCode {
  desk.complain(`${sayRefusal(code, details, { directory: snapshot.directory, reference: null }, t)}\n`)
  return 1
}
