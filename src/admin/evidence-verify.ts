/** `evidence verify`: every matter and every seal of the committees, and the seal whose code was typed. */
import { verifyCommittee } from '../actions/evidence.ts'
import { readTypedHash, type SealFinding, type VerifiedSeals, verifySeals } from '../actions/verify-seals.ts'
import { groupHash } from '../cards/seal.ts'
import type { Finding } from '../store/evidence.ts'
import { findCommittees } from './committees.ts'
import { describeFinding, describeSealFinding, type Found } from './evidence-findings.ts'
import { type Desk, type ExitCode, UsageFault, writeJson } from './surroundings.ts'

type Options = { readonly committee?: string; readonly seal?: readonly string[]; readonly json?: true }

export async function verify(desk: Desk, { committee, seal, json }: Options): Promise<ExitCode> {
  const typed = seal === undefined ? null : readTyped(seal)
  const committees = (await findCommittees(desk.database.db, committee)).map(({ id }) => id)
  const tell = (text: string): void => (json ? undefined : desk.write(text))
  const verified = await verifyMatters(desk, committees, tell)
  const seals = await verifyAllSeals(desk, committees, { typed, tell })
  const found = verified.findings.length + seals.findings.length
  if (json) writeJson(desk, { committees, ...verified, seals })
  else tell(`${count(verified.matters, 'matter')}, ${count(verified.lines, 'line')}: ${sumUp(found)}\n`)
  return found === 0 && (typed === null || seals.typed !== null) ? 0 : 1
}

function readTyped(groups: readonly string[]): string {
  const digits = readTypedHash(groups.join(''))
  if (digits === null) throw new UsageFault('--seal takes the code of a seal, at least its first two lines')
  return digits
}

async function verifyMatters(desk: Desk, committees: readonly string[], tell: (text: string) => void) {
  const findings: Found<Finding>[] = []
  let [matters, lines] = [0, 0]
  for (const committee of committees) {
    for await (const verified of verifyCommittee(desk.database, committee)) {
      matters += 1
      lines += verified.lines
      const found = verified.findings.map((finding) => ({ committee, ...finding }))
      tell(found.map(describeFinding).join(''))
      findings.push(...found)
    }
  }
  return { matters, lines, findings }
}

type Typed = { readonly committee: string; readonly number: number }

async function verifyAllSeals(
  { database }: Desk,
  committees: readonly string[],
  { typed, tell }: { readonly typed: string | null; readonly tell: (text: string) => void },
) {
  const findings: Found<SealFinding>[] = []
  const last: Found<NonNullable<VerifiedSeals['last']>>[] = []
  let [sealed, match] = [0, null as Typed | null]
  for (const committee of committees) {
    const seals = await verifySeals(database, committee, typed)
    const found = seals.findings.map((finding) => ({ committee, ...finding }))
    tell(found.map(describeSealFinding).join(''))
    findings.push(...found)
    sealed += seals.count
    if (seals.last !== null) last.push({ committee, ...seals.last })
    if (seals.typed !== null) match = { committee, number: seals.typed }
  }
  if (typed === null) tell(last.map(describeLast).join(''))
  else tell(describeTyped(match))
  return { count: sealed, last, typed: match, findings }
}

function describeLast({ committee, number, hash }: Found<NonNullable<VerifiedSeals['last']>>): string {
  const code = groupHash(hash).map((line) => `    ${line}\n`)
  return `${committee} seal ${number} is the last; the Office channel must show the same code:\n${code.join('')}`
}

function describeTyped(match: Typed | null): string {
  if (match === null)
    return 'No seal has the code that was typed: it was mistyped, or the seals were forged since (seal-unknown)\n'
  return `${match.committee} seal ${match.number} has the code that was typed\n`
}

function sumUp(found: number): string {
  return found === 0 ? 'all whole' : count(found, 'finding')
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
