/**
 * A committee as of one transaction: its directory, calendar and settings. Kept in memory per version of the directory,
 * so that a command costs one small query and not the whole directory.
 */
import { eq, sql } from 'drizzle-orm'
import { type Calendar, type DayChange, vietnam } from '../calendar/calendar.ts'
import { usualOfficeHours } from '../calendar/season.ts'
import type { Settings } from '../domain/committee-settings.ts'
import type { CommitteeId, Directory } from '../domain/directory.ts'
import { actingOrders, calendarDays, committees, leaves, officers, posts, units } from './schema.ts'
import type { Db } from './tx.ts'

export type Snapshot = {
  readonly committeeId: CommitteeId
  readonly version: number
  readonly directory: Directory
  readonly calendar: Calendar
  readonly settings: Settings
}

/** Loads snapshots, and keeps the latest of each committee. Safe with many transactions: the version is read in each. */
export type Snapshots = { readonly load: (db: Db, committeeId: CommitteeId) => Promise<Snapshot> }

export function createSnapshots(): Snapshots {
  const kept = new Map<CommitteeId, { readonly snapshot: Snapshot; readonly writtenBy: string }>()
  return {
    async load(db, committeeId) {
      const [row] = await db
        .select({ version: committees.directoryVersion, writtenBy })
        .from(committees)
        .where(eq(committees.id, committeeId))
      if (!row) throw new Error(`There is no committee ${committeeId}`)
      const known = kept.get(committeeId)
      if (known?.snapshot.version === row.version && known.writtenBy === row.writtenBy) return known.snapshot
      const snapshot = await loadSnapshot(db, committeeId)
      kept.set(committeeId, { snapshot, writtenBy: row.writtenBy })
      return snapshot
    },
  }
}

/** The transaction that wrote the version: what one read that was then rolled back must not pass for the next one's. */
const writtenBy = sql<string>`xmin::text`

async function loadSnapshot(db: Db, committeeId: CommitteeId): Promise<Snapshot> {
  const [committee] = await db.select().from(committees).where(eq(committees.id, committeeId))
  if (!committee) throw new Error(`There is no committee ${committeeId}`)
  const unitRows = await db.select().from(units).where(eq(units.committeeId, committeeId))
  const officerRows = await db.select().from(officers).where(eq(officers.committeeId, committeeId))
  const postRows = await db.select().from(posts).where(eq(posts.committeeId, committeeId))
  const orderRows = await db.select().from(actingOrders).where(eq(actingOrders.committeeId, committeeId))
  const leaveRows = await db.select().from(leaves).where(eq(leaves.committeeId, committeeId))
  const dayRows = await db.select().from(calendarDays).where(eq(calendarDays.committeeId, committeeId))
  const { id, name, level, timeZone, language, profile, digestAt } = committee
  return {
    committeeId,
    version: committee.directoryVersion,
    directory: {
      committee: { id, name, level, timeZone, language, profile, digestAt },
      units: new Map(unitRows.map((unit) => [unit.id, unit])),
      officers: new Map(officerRows.map((officer) => [officer.id, officer])),
      posts: postRows,
      actingOrders: orderRows,
      leaves: leaveRows,
    },
    calendar: calendarOf(committee, dayRows),
    settings: settingsOf(committee),
  }
}

type Row = typeof committees.$inferSelect
type DayRow = typeof calendarDays.$inferSelect

function settingsOf(committee: Row): Settings {
  const { profile, plannedProfiles, ownRegulation, overrides, digestAt, confirmedYears, linksByEmail } = committee
  const officeHours = committee.officeHours ?? usualOfficeHours
  return {
    profile,
    plannedProfiles,
    ownRegulation,
    overrides,
    digestAt,
    officeHours,
    confirmedYears,
    linksByEmail,
  }
}

function calendarOf({ timeZone, officeHours, confirmedYears }: Row, days: readonly DayRow[]): Calendar {
  return vietnam({
    timeZone,
    overrides: days.map(changeOf),
    confirmedYears: confirmedYears.map(({ year }) => year),
    officeHours: officeHours ?? usualOfficeHours,
  })
}

function changeOf({ on, name, kind, source, provisional }: DayRow): DayChange {
  return kind === 'ordinary' ? { on: on.toString(), kind } : { on: on.toString(), name, kind, source, provisional }
}
