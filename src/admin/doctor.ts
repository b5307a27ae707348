/**
 * `doctor`: what is wrong with the deployment and its committees, and what to do. Looks only: it neither migrates nor
 * mends. Exit codes: 0 nothing, 1 findings, 2 it could not look.
 */
import type { Command } from 'commander'
import { sayFinding } from '../cards/finding.ts'
import type { Directory } from '../domain/directory.ts'
import { type Finding, type Severity, severityOf } from '../domain/finding.ts'
import { findCommitteeFindings } from '../reports/findings.ts'
import { listCommittees } from '../store/directory.ts'
import { readVersion } from '../store/findings.ts'
import { countMissing } from '../store/migrate.ts'
import { createSnapshots } from '../store/snapshot.ts'
import { holdView } from '../store/tx.ts'
import { findCommittees } from './committees.ts'
import { examineHost, examineMachine } from './doctor-host.ts'
import { examineMessengers } from './doctor-messengers.ts'
import { translatorOf } from './operator.ts'
import { type Desk, type ExitCode, type Perform, presentOf, writeJson } from './surroundings.ts'

type Options = { readonly committee?: string; readonly json?: true }

/** A finding of one committee, or of the whole deployment. */
type Found = Finding & { readonly committee: string | null; readonly directory: Directory | null }

/** `perform` at a database as it is: unmigrated. */
export function addDoctor(program: Command, perform: Perform): void {
  program
    .command('doctor')
    .description('say what is wrong with the deployment and its committees, and what to do; changes nothing')
    .option('--committee <id>', 'only this committee; without it every one')
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => perform((desk) => examine(desk, options)))
}

async function examine(desk: Desk, { committee, json }: Options): Promise<ExitCode> {
  const { database } = desk
  const version = await readVersion(database.db)
  const missing = await countMissing(database)
  const found =
    missing > 0
      ? [ofDeployment({ id: 'database-behind', details: { count: missing } })]
      : await lookAround(desk, committee)
  const inOrder = found.toSorted((a, b) => rankOf(a) - rankOf(b))
  const said = inOrder.map(say)
  if (json) writeJson(desk, { database: { kind: database.kind, version, missingMigrations: missing }, findings: said })
  else
    desk.write(
      `${database.kind === 'embedded' ? 'Embedded database' : 'PostgreSQL'} ${version}\n${said.map(describe).join('')}${sumUp(said.length)}`,
    )
  return found.length === 0 ? 0 : 1
}

async function lookAround(desk: Desk, committee: string | undefined): Promise<readonly Found[]> {
  const all = await listCommittees(desk.database.db)
  const wanted = all.length === 0 && committee === undefined ? [] : await findCommittees(desk.database.db, committee)
  const found = [
    ...(all.length === 0 ? [{ id: 'committee-missing' as const, details: {} }] : []),
    ...(await examineMachine(desk)),
    ...(await examineHost(desk)),
    ...(await examineMessengers(desk)),
  ].map(ofDeployment)
  for (const { id } of wanted) found.push(...(await lookAtCommittee(desk, id)))
  return found
}

async function lookAtCommittee(desk: Desk, committee: string): Promise<readonly Found[]> {
  return desk.database.transaction(async (tx) => {
    await holdView(tx)
    const snapshot = await createSnapshots().load(tx, committee)
    const moments = { now: presentOf(desk), machine: desk.machine.now() }
    const found = await findCommitteeFindings({ tx, snapshot }, moments)
    return found.map((one) => ({ ...one, committee, directory: snapshot.directory }))
  })
}

function ofDeployment(finding: Finding): Found {
  return { ...finding, committee: null, directory: null }
}

const severities: readonly Severity[] = ['error', 'warning', 'notice']

function rankOf(finding: Finding): number {
  return severities.indexOf(severityOf(finding))
}

function say({ committee, directory, ...finding }: Found) {
  const t = translatorOf({ language: 'en' })
  const { id, details } = finding
  return { id, severity: severityOf(finding), committee, ...sayFinding(finding, directory, t), details }
}

function describe({ id, severity, committee, wrong, remedy }: ReturnType<typeof say>): string {
  const whose = committee === null ? '' : `${committee} `
  return `${severity}: ${whose}${wrong} (${id})\n    ${remedy}\n`
}

function sumUp(count: number): string {
  if (count === 0) return 'Nothing is wrong\n'
  return `${count} finding${count === 1 ? '' : 's'}\n`
}
