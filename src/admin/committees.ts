/** Which committee a command is about. */
import { listCommittees } from '../store/directory.ts'
import type { Db } from '../store/tx.ts'
import { UsageFault } from './surroundings.ts'

/** A committee as it is called. */
export type Named = { readonly id: string; readonly name: string }

/** The committees a command is about: the one named, or all. @throws UsageFault when there is none, or not that one */
export async function findCommittees(db: Db, named: string | undefined): Promise<readonly Named[]> {
  const all = await listCommittees(db)
  if (all.length === 0) throw new UsageFault('There is no committee yet: found one with `committee create`')
  if (named === undefined) return all
  const found = all.filter(({ id }) => id === named)
  if (found.length === 0) throw new UsageFault(`There is no committee ${named}, only ${list(all)}`)
  return found
}

/** The one committee a command is about. @throws UsageFault also when there are several and none was named */
export async function findCommittee(db: Db, named: string | undefined): Promise<Named> {
  const [found, ...others] = await findCommittees(db, named)
  if (found === undefined || others.length > 0) {
    throw new UsageFault(`There are several committees, say which: --committee ${list(await listCommittees(db))}`)
  }
  return found
}

function list(committees: readonly Named[]): string {
  return committees.map(({ id }) => id).join(' | ')
}
