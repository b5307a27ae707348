/**
 * The evidence of one matter to hand on: a file anybody can verify without this program, and the same lines in words.
 * It shows what was written down, also what cards still hold back from others. As a document: evidence-document.ts.
 */
import { sayAccountable } from '../cards/accountable.ts'
import { answersOf } from '../cards/consultation-words.ts'
import { type Acting, accountableFor, accountableOn, actingFor } from '../domain/accountable.ts'
import { type Answer, askedOf } from '../domain/consultation-answer.ts'
import type { OfficerId, UnitId } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import { type Finding, hashedPart } from '../store/evidence.ts'
import { hashedSeal } from '../store/seals.ts'
import { sayUnit } from './consultation-events.ts'
import { consultationOf, namesIn, type Sheet, subjectOf } from './evidence-sheet.ts'
import { howToVerify, python } from './evidence-verifying.ts'
import { sayLine, sayTime } from './evidence-words.ts'

export type EvidenceFile = {
  readonly format: 'don-doc-evidence/2'
  readonly committee: { readonly id: string; readonly name: string }
  readonly reference: Reference
  readonly exportedAt: string
  readonly verification: { readonly isWhole: boolean; readonly findings: readonly Finding[] }
  /** How to verify the lines, in words and as a program. */
  readonly howToVerify: { readonly words: readonly string[]; readonly python: string }
  readonly head: { readonly sequence: number; readonly hash: string }
  /** The matter's state when it was exported; not hashed. */
  readonly state: unknown
  /** H6.9: who answers in person for what each consulted unit said or left unsaid, on the day that counts; not hashed. */
  readonly accountable: readonly AccountableInFile[]
  /** What is hashed of each line, and its hash. */
  readonly lines: readonly (ReturnType<typeof hashedPart> & { readonly hash: string })[]
  /** What is hashed of each seal that names the matter, and its hash, which stands in the Office channel. */
  readonly seals: readonly (ReturnType<typeof hashedSeal> & { readonly hash: string })[]
  /** The names behind the codes when it was exported; not hashed. */
  readonly names: {
    readonly officers: Readonly<Record<string, string>>
    readonly units: Readonly<Record<string, string>>
  }
}

type AccountableInFile = {
  readonly unit: UnitId
  /** ISO day: of the answer or the lapse, or of the export while the answer is owed. */
  readonly on: string
  /** Null: the directory names nobody. */
  readonly officer: OfficerId | null
  /** Who acted for them, and by which order. */
  readonly acting: readonly Acting[]
}

/** The file for machines. */
export function evidenceFile(sheet: Sheet): EvidenceFile {
  const { reference, findings, now, t, row, lines, seals, directory } = sheet
  const { id, name } = directory.committee
  return {
    format: 'don-doc-evidence/2',
    committee: { id, name },
    reference,
    exportedAt: now.toString(),
    verification: { isWhole: findings.length === 0, findings },
    howToVerify: { words: howToVerify(t), python },
    head: row.head,
    state: row.state,
    accountable: accountableIn(sheet),
    lines: lines.map((line) => ({ ...hashedPart(id, line), hash: line.hash })),
    seals: seals.map((seal) => ({ ...hashedSeal(id, seal), hash: seal.hash })),
    names: { officers: namesOf(directory.officers), units: namesOf(directory.units) },
  }
}

function accountableIn(sheet: Sheet): readonly AccountableInFile[] {
  const { directory, calendar, now } = sheet
  return consultedIn(sheet).map((answer) => {
    const { unit } = askedOf(answer)
    const on = accountableOn(answer, now, calendar)
    return {
      unit,
      on: on.toString(),
      officer: accountableFor(directory, unit, on),
      acting: actingFor(directory, unit, on),
    }
  })
}

function consultedIn(sheet: Sheet): readonly Answer[] {
  const consultation = consultationOf(sheet)
  return consultation === null ? [] : answersOf(consultation)
}

function namesOf(known: ReadonlyMap<string, { readonly name: string }>): Readonly<Record<string, string>> {
  return Object.fromEntries([...known].map(([code, { name }]) => [code, name]))
}

/** The lines in words, as plain text. */
export function evidenceText(sheet: Sheet): string {
  const { reference, findings, now, t, row, lines, directory, calendar } = sheet
  const { timeZone } = calendar
  const names = namesIn(sheet)
  const { id, name } = directory.committee
  const subject = subjectOf(sheet)
  const { sequence: number, hash } = row.head
  const verdict = findings.length === 0 ? t('evidence.whole', { number }) : t('evidence.broken')
  return [
    t('evidence.title', { reference }),
    t('evidence.of', { committee: name, id }),
    ...(subject === null ? [] : [t('evidence.subject', { subject })]),
    t('evidence.exported', { at: sayTime(now, timeZone, t), number: lines.length }),
    verdict,
    ...findings.map((finding) => sayFinding(finding, t)),
    t('evidence.head', { hash }),
    ...consultedIn(sheet).map((answer) => {
      const unit = sayUnit(askedOf(answer).unit, directory, t)
      return t('evidence.accountable', { unit, officer: sayAccountable(answer, sheet, t) })
    }),
    '',
    ...lines.flatMap((line) => [...sayLine(line, names, t), '']),
    t('evidence.verify.title'),
    ...howToVerify(t),
    t('evidence.verify.script'),
    '',
    python,
    '',
  ].join('\n')
}

/** What is wrong with a chain, in words. */
function sayFinding({ sequence, why }: Finding, t: Translator): string {
  return t(`evidence.finding.${why}`, sequence === null ? {} : { sequence })
}
