/**
 * The evidence of one matter to hand on: a file anybody can verify without this program, and the same lines in words.
 * It shows what was written down, also what cards still hold back from others.
 */
import type { Directory } from '../domain/directory.ts'
import type { Reference } from '../domain/reference.ts'
import type { Translator } from '../i18n.ts'
import { type ChainedLine, type Finding, hashedPart, readEvidence } from '../store/evidence.ts'
import { type MatterRow, readMatter } from '../store/matters.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import { sayLine, sayTime } from './evidence-words.ts'

/** The evidence of a matter, as JSON and as a text to read. */
export type EvidenceExport = { readonly file: EvidenceFile; readonly text: string }

export type EvidenceFile = {
  readonly format: 'don-doc-evidence/1'
  readonly committee: { readonly id: string; readonly name: string }
  readonly reference: Reference
  readonly exportedAt: string
  readonly verification: { readonly isWhole: boolean; readonly findings: readonly Finding[] }
  /** How to verify the lines, in words and as a program. */
  readonly howToVerify: { readonly words: readonly string[]; readonly python: string }
  readonly head: { readonly sequence: number; readonly hash: string }
  /** The matter's state when it was exported; not hashed. */
  readonly state: unknown
  /** What is hashed of each line, and its hash. */
  readonly lines: readonly (ReturnType<typeof hashedPart> & { readonly hash: string })[]
  /** The names behind the codes when it was exported; not hashed. */
  readonly names: {
    readonly officers: Readonly<Record<string, string>>
    readonly units: Readonly<Record<string, string>>
  }
}

export type ExportAsked = {
  readonly reference: Reference
  readonly findings: readonly Finding[]
  readonly now: Temporal.Instant
  readonly t: Translator
}

/** Exports a matter's evidence; null when there is no such matter. */
export async function exportEvidence(
  { tx, snapshot }: { readonly tx: Db; readonly snapshot: Snapshot },
  asked: ExportAsked,
): Promise<EvidenceExport | null> {
  const { committeeId, directory, calendar } = snapshot
  const row = await readMatter<unknown>(tx, { committeeId, reference: asked.reference })
  if (row === null) return null
  const lines = await readEvidence(tx, committeeId, asked.reference)
  const sheet = { ...asked, row, lines, directory, timeZone: calendar.timeZone }
  return { file: fileOf(sheet), text: textOf(sheet) }
}

type Sheet = ExportAsked & {
  readonly row: MatterRow<unknown>
  readonly lines: readonly ChainedLine[]
  readonly directory: Directory
  readonly timeZone: string
}

function fileOf({ reference, findings, now, t, row, lines, directory }: Sheet): EvidenceFile {
  const { id, name } = directory.committee
  return {
    format: 'don-doc-evidence/1',
    committee: { id, name },
    reference,
    exportedAt: now.toString(),
    verification: { isWhole: findings.length === 0, findings },
    howToVerify: { words: howToVerify(t), python },
    head: row.head,
    state: row.state,
    lines: lines.map((line) => ({ ...hashedPart(id, line), hash: line.hash })),
    names: { officers: namesOf(directory.officers), units: namesOf(directory.units) },
  }
}

function namesOf(known: ReadonlyMap<string, { readonly name: string }>): Readonly<Record<string, string>> {
  return Object.fromEntries([...known].map(([code, { name }]) => [code, name]))
}

function howToVerify(t: Translator): readonly string[] {
  return [t('evidence.verify.chain'), t('evidence.verify.compute'), t('evidence.verify.limits')]
}

/** Needs nothing but Python itself. Its JSON is RFC 8785's for what lines hold: texts, whole numbers, lists, objects. */
const python = `import hashlib, json, sys
sheet = json.load(open(sys.argv[1], encoding="utf-8"))
before = ""
for line in sheet["lines"]:
    kept = line.pop("hash")
    text = json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == kept, line["sequence"]
    assert line["previousHash"] == before, line["sequence"]
    before = kept
assert sheet["head"] == {"sequence": len(sheet["lines"]), "hash": before}
print("whole:", len(sheet["lines"]), "lines,", before)`

function textOf(sheet: Sheet): string {
  const { reference, findings, now, t, row, lines, directory, timeZone } = sheet
  const { id, name } = directory.committee
  const subject = (row.state as { readonly letter?: { readonly subject: string } }).letter?.subject
  const { sequence: number, hash } = row.head
  const verdict = findings.length === 0 ? t('evidence.whole', { number }) : t('evidence.broken')
  return [
    t('evidence.title', { reference }),
    t('evidence.of', { committee: name, id }),
    ...(subject === undefined ? [] : [t('evidence.subject', { subject })]),
    t('evidence.exported', { at: sayTime(now, timeZone, t), number: lines.length }),
    verdict,
    ...findings.map((finding) => sayFinding(finding, t)),
    t('evidence.head', { hash }),
    '',
    ...lines.flatMap((line) => [...sayLine(line, { directory, timeZone }, t), '']),
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
