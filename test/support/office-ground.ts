/** What the jobs of an office in memory stand on: the program's own parts, clocks that tests move, a log that counts faults. */
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { commands } from '../../src/commands/index.ts'
import { textOfFile } from '../../src/documents/file-text.ts'
import { qrPng } from '../../src/documents/qr-code.ts'
import { loadTranslators } from '../../src/i18n.ts'
import { digestDaily, officeDigestDaily } from '../../src/jobs/digest-daily.ts'
import { forgetDaily } from '../../src/jobs/forget-daily.ts'
import type { Ground } from '../../src/jobs/ground.ts'
import { relinkingExpiry } from '../../src/jobs/relinking-expiry.ts'
import { sealDaily } from '../../src/jobs/seal-daily.ts'
import { createSnapshots } from '../../src/store/snapshot.ts'
import { type Db, rows } from '../../src/store/tx.ts'

const locales = fileURLToPath(new URL('../../locales', import.meta.url))

/** A ground of its own each time, as every process makes one. `fault` hears errors and missing texts. */
export function makeGround(
  parts: Pick<Ground, 'database' | 'bots' | 'clock' | 'machine' | 'wait' | 'linkToFile'>,
  fault: (message: string) => void,
): Ground {
  return {
    ...parts,
    expected: parts.bots.map(({ id }) => id),
    snapshots: createSnapshots(),
    translators: loadTranslators(locales, (gap) => fault(`No text ${JSON.stringify(gap)}`)),
    commands: commands.map(({ name, alias }) => ({ name, alias })),
    slotJobs: [digestDaily, officeDigestDaily, forgetDaily, relinkingExpiry, sealDaily],
    documents: { qrPng, textOf: async (file) => (await textOfFile(file)).text },
    random: (count) => randomBytes(count),
    log: (level, message, facts) => level === 'error' && fault(`${message} ${JSON.stringify(facts)}`),
    count: { inboundHandled: () => {}, deliveryEnded: () => {}, lapses: () => {} },
  }
}

/** How much waits to be handled, or to be said by now. */
export async function countWaiting(db: Db, now: Temporal.Instant): Promise<number> {
  const [found] = await rows<{ waiting: number }>(
    db,
    sql`select ((select count(*) from inbound where handled_at is null) + (select count(*) from deliveries
      where state = 'waiting' and not_before_at <= ${now}))::int as waiting`,
  )
  return found?.waiting ?? 0
}
