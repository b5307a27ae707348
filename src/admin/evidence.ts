/** `evidence verify` and `evidence export`. */
import { existsSync, writeFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { type Verified, verifyCommittee, verifyMatter } from '../actions/evidence.ts'
import { registerReference } from '../actions/register.ts'
import { readReference } from '../domain/reference.ts'
import { loadTranslators } from '../i18n.ts'
import { type EvidenceExport, exportEvidence } from '../reports/evidence.ts'
import type { Finding } from '../store/evidence.ts'
import { readMatter } from '../store/matters.ts'
import { createSnapshots } from '../store/snapshot.ts'
import { holdView } from '../store/tx.ts'
import { findCommittee, findCommittees } from './committees.ts'
import { type Desk, type ExitCode, type Perform, presentOf, UsageFault, writeJson } from './surroundings.ts'

/** Adds the commands of the evidence to the program. */
export function addEvidence(program: Command, perform: Perform): void {
  const evidence = program.command('evidence').description('the evidence: check that nobody changed it, hand it on')
  evidence
    .command('verify')
    .description('check every chain of hashes, and that every matter stands as its events say')
    .option('--committee <id>', 'only this committee')
    .option('--json', 'print the result as JSON')
    .action(async (options: VerifyOptions) => perform((desk) => verify(desk, options)))
  evidence
    .command('export')
    .description('write the evidence of one matter: a JSON file to verify anywhere, and a text to read beside it')
    .argument('<reference>', `the matter, such as Y12, or ${registerReference} for the committee's register`)
    .option('--committee <id>', 'the committee, needed when there are several')
    .option('--out <file>', 'the JSON file; the text gets the same name with .txt (default: REF.json here)')
    .option('--language <language>', 'of the text: vi or en', 'vi')
    .option('--json', 'print what was written as JSON')
    .addHelpText('after', '\nNo file is overwritten. The files hold what officers wrote: hand them on with care.')
    .action(async (typed: string, options: ExportOptions) => perform((desk) => exportMatter(desk, typed, options)))
}

type VerifyOptions = { readonly committee?: string; readonly json?: true }
type Found = Finding & { readonly committee: string }

async function verify(desk: Desk, { committee, json }: VerifyOptions): Promise<ExitCode> {
  const committees = await findCommittees(desk.database.db, committee)
  const findings: Found[] = []
  let [matters, lines] = [0, 0]
  for (const { id } of committees) {
    for await (const verified of verifyCommittee(desk.database, id)) {
      matters += 1
      lines += verified.lines
      const found = verified.findings.map((finding) => ({ committee: id, ...finding }))
      if (!json) desk.write(found.map(describeFinding).join(''))
      findings.push(...found)
    }
  }
  if (json) writeJson(desk, { committees: committees.map(({ id }) => id), matters, lines, findings })
  else desk.write(`${count(matters, 'matter')}, ${count(lines, 'line')}: ${sumUp(findings.length)}\n`)
  return findings.length === 0 ? 0 : 1
}

function sumUp(found: number): string {
  return found === 0 ? 'all whole' : count(found, 'finding')
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

const reasons: Readonly<Record<Finding['why'], string>> = {
  changed: 'it, or its place, is not what was written',
  missing: 'is missing',
  'beyond-head': 'it and what follows stand beyond the end of the chain',
  'state-differs': 'the stored state is not the one its events lead to',
  'not-replayable': 'its events lead to no state',
  'time-differs': 'time would act on it at another moment than its events say',
  'matter-missing': 'was begun, and is gone with its evidence',
  'without-matter': 'has evidence, and no matter',
}

function describeFinding({ committee, reference, sequence, why }: Found): string {
  const line = sequence === null ? '' : ` line ${sequence}`
  return `${committee} ${reference}${line}: ${reasons[why]} (${why})\n`
}

type ExportOptions = {
  readonly committee?: string
  readonly out?: string
  readonly language: string
  readonly json?: true
}

async function exportMatter(desk: Desk, typed: string, options: ExportOptions): Promise<ExitCode> {
  const reference = readTyped(typed)
  const { id } = await findCommittee(desk.database.db, options.committee)
  const exported = await readExport(desk, { committeeId: id, reference, language: readLanguage(options.language) })
  if (exported === null) {
    desk.complain(`There is no matter ${reference} in ${id}\n`)
    return 1
  }
  const file = options.out ?? `${reference}.json`
  const text = nameText(file)
  writeNew(file, `${JSON.stringify(exported.file, null, 2)}\n`)
  writeNew(text, exported.text)
  const { verification, lines } = exported.file
  if (options.json) writeJson(desk, { file, text, lines: lines.length, ...verification })
  else desk.write(`${file}\n${text}\n`)
  if (verification.isWhole) return 0
  desk.complain(verification.findings.map((one) => describeFinding({ committee: id, ...one })).join(''))
  return 1
}

function readTyped(typed: string): string {
  if (typed.toUpperCase() === registerReference) return registerReference
  const read = readReference(typed)
  if (read === null) throw new UsageFault(`${typed} is no reference: Y12, or ${registerReference}`)
  return read.reference
}

function readLanguage(language: string): 'vi' | 'en' {
  if (language !== 'vi' && language !== 'en') throw new UsageFault(`--language is vi or en, not ${language}`)
  return language
}

async function readExport(
  desk: Desk,
  { committeeId, reference, language }: { committeeId: string; reference: string; language: 'vi' | 'en' },
): Promise<EvidenceExport | null> {
  const folder = fileURLToPath(new URL('../../locales', import.meta.url))
  const translators = loadTranslators(folder, (fault) => desk.complain(`${fault}\n`))
  return desk.database.transaction(async (tx) => {
    await holdView(tx)
    if ((await readMatter(tx, { committeeId, reference })) === null) return null
    const snapshot = await createSnapshots().load(tx, committeeId)
    const { findings }: Verified = await verifyMatter(tx, committeeId, reference)
    const t = translators(language, snapshot.calendar.timeZone)
    return exportEvidence({ tx, snapshot }, { reference, findings, now: presentOf(desk), t })
  })
}

/** @throws UsageFault when one of the two files cannot be new */
function nameText(file: string): string {
  const { dir, name } = parse(file)
  const text = join(dir, `${name}.txt`)
  if (text === join(file)) throw new UsageFault('--out names the JSON file; the text gets the name with .txt')
  const there = [file, text].find((one) => existsSync(one))
  if (there !== undefined) throw new UsageFault(`${there} is there already: choose another with --out`)
  return text
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' })
  } catch (cause) {
    throw new UsageFault(`${file} cannot be written`, { cause })
  }
}
