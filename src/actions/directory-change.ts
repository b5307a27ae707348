/**
 * Changes of the directory: written in one transaction with their line in the register, and told to whoever takes over
 * what leavers had open.
 */
import { dayOf } from '../calendar/calendar.ts'
import { type Refusal, refuse } from '../domain/decision.ts'
import type { Directory } from '../domain/directory.ts'
import { applyChanges, type Change, type Leaver, leaversBy } from '../domain/directory-change.ts'
import type { Left, LeftMatter } from '../domain/notice.ts'
import type { Stated } from '../domain/noun.ts'
import { nounOf } from '../domain/nouns.ts'
import { bumpDirectory } from '../store/directory.ts'
import { lockDirectory, writeOfficers, writePosts, writeUnits } from '../store/directory-change.ts'
import { findFile, type KeptFile } from '../store/files.ts'
import { readOpenOf } from '../store/matters.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Db } from '../store/tx.ts'
import type { Act, Circumstances } from './act.ts'
import { registerEvent } from './register.ts'
import { type DirectoryTelling, tellOfDirectory } from './tell.ts'

/** Changes with what the register says of them: the kind of line, and its facts besides the changes. */
export type Changing = {
  readonly changes: readonly Change[]
  readonly type: 'directory_imported' | 'unit_merged'
  readonly body: Readonly<Record<string, string>>
}

/** Applies changes planned on the snapshot's directory. Refuses with `directory-changed` when it is another one by now. */
export async function changeDirectory(circumstances: Circumstances, changing: Changing): Promise<Refusal | null> {
  const { tx, snapshot } = circumstances
  const { committeeId, version } = snapshot
  if ((await lockDirectory(tx, committeeId)) !== version) return refuse('directory-changed')
  const { changes } = changing
  await writeUnits(
    tx,
    committeeId,
    changes.flatMap((change) => ('unit' in change ? [change.unit] : [])),
  )
  await writeOfficers(
    tx,
    committeeId,
    changes.flatMap((change) => ('officer' in change ? [change.officer] : [])),
  )
  await writePosts(
    tx,
    committeeId,
    changes.flatMap((change) => ('post' in change ? [change.post] : [])),
  )
  await bumpDirectory(tx, committeeId)
  await registerChange(circumstances, changing)
  await handOver(circumstances, changes)
  return null
}

async function registerChange(
  { tx, snapshot, by, messenger, words, at, recordedAt }: Circumstances,
  { changes, type, body }: Changing,
): Promise<void> {
  const who = by === null ? { by: 'operator' } : {}
  const said = words === null ? {} : { words }
  const facts = { ...body, ...who, ...said, changes: changes.map(lineOf) }
  await registerEvent(tx, snapshot.committeeId, { type, actor: by, messenger, happenedAt: at, recordedAt, body: facts })
}

/** A change as evidence: what it was about. Addresses and telephone numbers stay out of what can never be deleted. */
function lineOf(change: Change): Readonly<Record<string, unknown>> {
  if ('post' in change) return { type: change.type, ...plainPost(change.post) }
  if ('unit' in change) {
    const { id: unit, name, validToOn, successors, parent, functions } = change.unit
    return { type: change.type, unit, name, validToOn, successors, parent, functions }
  }
  return { type: change.type, officer: change.officer.id, name: change.officer.name }
}

function plainPost({ unit, officer, kind, order, fromOn, toOn }: Extract<Change, { post: unknown }>['post']) {
  return { unit, officer, kind, order, fromOn, toOn }
}

/** The head of each unit somebody left, and the Office, hear what of theirs is open; nothing open, nothing said. */
async function handOver(circumstances: Circumstances, changes: readonly Change[]): Promise<void> {
  const { tx, snapshot, at } = circumstances
  const left = await openMattersLeft({ tx, snapshot }, changes, at)
  const now = { ...snapshot, directory: applyChanges(snapshot.directory, changes) }
  const tellings = left.flatMap(({ leaver, matters }) => tellingsOf(leaver, matters, snapshot.version))
  await tellOfDirectory({ ...circumstances, snapshot: now }, tellings)
}

function tellingsOf(
  { officer, units }: Leaver,
  matters: readonly LeftMatter[],
  version: number,
): readonly DirectoryTelling[] {
  const tell = (unit: string | null): DirectoryTelling => ({
    notice: { kind: 'left', officer, unit, matters },
    to: unit === null ? { who: 'office' } : { who: 'head', unit },
    key: ['left', version, officer, unit ?? '-'].join(':'),
  })
  return [...units.map(tell), tell(null)]
}

/** The leavers of some changes with what they leave open; those who leave nothing are not among them. */
export async function openMattersLeft(
  { tx, snapshot }: { readonly tx: Db; readonly snapshot: Snapshot },
  changes: readonly Change[],
  at: Temporal.Instant,
): Promise<readonly Left[]> {
  const today = dayOf(at, snapshot.calendar)
  const leavers = leaversBy(changes, snapshot.directory, today)
  if (leavers.length === 0) return []
  const whose = {
    officers: leavers.map(({ officer }) => officer),
    units: [...new Set(leavers.flatMap(({ units }) => units))],
  }
  const rows = await readOpenOf<Stated>(tx, snapshot.committeeId, whose)
  const after: Directory = applyChanges(snapshot.directory, changes)
  const open = rows.map(({ kind, state }) => ({ noun: nounOf(kind), state }))
  return leavers
    .map((leaver) => ({
      leaver,
      matters: open.flatMap(({ noun, state }) => noun.leftBy(leaver, noun.complete(state), after, today)),
    }))
    .filter(({ matters }) => matters.length > 0)
}

/** A file somebody sent the bot, by its id or the beginning of it; null when there is none, or it may be two. */
export async function findSentFile({ tx, snapshot }: Act, id: string): Promise<KeptFile | null> {
  return findFile(tx, snapshot.committeeId, id)
}
