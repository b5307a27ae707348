/** What is wrong and what to do about it, in words: on the Office's card and on the command line. */
import type { Directory } from '../domain/directory.ts'
import type { Finding } from '../domain/finding.ts'
import type { Key, Translator } from '../i18n.ts'
import { wordFacts } from './response-words.ts'

/** A sentence each, without a full stop. */
export type SaidFinding = { readonly wrong: string; readonly remedy: string }

/** `directory` null: of no committee; ids are then said as they are. */
export function sayFinding({ id, details }: Finding, directory: Directory | null, t: Translator): SaidFinding {
  const { purpose } = details
  const values = wordFacts(details, directory, t)
  const group = typeof purpose === 'string' ? t(`finding.group.${purpose}` as Key) : ''
  const named = values['unit'] === undefined ? group : `${group} (${values['unit']})`
  return { wrong: t(`finding.${id}.wrong`, { ...values, group: named }), remedy: t(`finding.${id}.remedy`) }
}
