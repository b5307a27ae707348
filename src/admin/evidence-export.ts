/** `evidence export`: one matter as a document, as text and as a file for machines, side by side in a folder. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { verifyMatter } from '../actions/evidence.ts'
import { readReference, registerReference } from '../domain/reference.ts'
import { loadTranslators } from '../i18n.ts'
import { evidenceFile, evidenceText } from '../reports/evidence.ts'
import { evidenceDocx } from '../reports/evidence-document.ts'
import { readSheet, type Sheet } from '../reports/evidence-sheet.ts'
import { readMatter } from '../store/matters.ts'
import { createSnapshots } from '../store/snapshot.ts'
import { holdView } from '../store/tx.ts'
import { findCommittee } from './committees.ts'
import { describeFinding } from './evidence-findings.ts'
import { type Desk, type ExitCode, presentOf, UsageFault, writeJson } from './surroundings.ts'

type Options = {
  readonly committee?: string
  readonly out: string
  readonly language: string
  readonly json?: true
}

export async function exportMatter(desk: Desk, typed: string, options: Options): Promise<ExitCode> {
  const reference = readTyped(typed)
  const language = readLanguage(options.language)
  const { id } = await findCommittee(desk.database.db, options.committee)
  const sheet = await readMatterSheet(desk, { committeeId: id, reference, language })
  if (sheet === null) {
    desk.complain(`There is no matter ${reference} in ${id}\n`)
    return 1
  }
  const file = evidenceFile(sheet)
  const written = writeAll(options.out, {
    [`${reference}.docx`]: await evidenceDocx(sheet),
    [`${reference}.json`]: `${JSON.stringify(file, null, 2)}\n`,
    [`${reference}.txt`]: evidenceText(sheet),
  })
  if (options.json) writeJson(desk, { files: written, lines: file.lines.length, ...file.verification })
  else desk.write(written.map((path) => `${path}\n`).join(''))
  desk.complain(sheet.findings.map((finding) => describeFinding({ committee: id, ...finding })).join(''))
  return file.verification.isWhole ? 0 : 1
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

async function readMatterSheet(
  desk: Desk,
  { committeeId, reference, language }: { committeeId: string; reference: string; language: 'vi' | 'en' },
): Promise<Sheet | null> {
  const folder = fileURLToPath(new URL('../../locales', import.meta.url))
  const translators = loadTranslators(folder, (fault) => desk.complain(`${fault}\n`))
  return desk.database.transaction(async (tx) => {
    await holdView(tx)
    if ((await readMatter(tx, { committeeId, reference })) === null) return null
    const snapshot = await createSnapshots().load(tx, committeeId)
    const { findings } = await verifyMatter(tx, committeeId, reference)
    const t = translators(language, snapshot.calendar.timeZone)
    return readSheet({ tx, snapshot }, { reference, findings, now: presentOf(desk), t, reader: null })
  })
}

/** Writes all or, when one of them is there already, none. @throws UsageFault naming the file that stands in the way */
function writeAll(folder: string, files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  const paths = Object.entries(files).map(([name, content]) => ({ path: join(folder, name), content }))
  const there = paths.find(({ path }) => existsSync(path))
  if (there !== undefined) throw new UsageFault(`${there.path} is there already: choose another folder with --out`)
  try {
    mkdirSync(folder, { recursive: true })
    for (const { path, content } of paths) writeFileSync(path, content, { flag: 'wx' })
  } catch (cause) {
    throw new UsageFault(`The files cannot be written to ${folder}`, { cause })
  }
  return paths.map(({ path }) => path)
}
