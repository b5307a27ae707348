/** What the jobs stand on, made once: the database, the clocks, the texts, and the functions of other rooms. */
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../calendar/clock.ts'
import { commands } from '../commands/index.ts'
import type { Config } from '../config.ts'
import { textOfFile } from '../documents/file-text.ts'
import { qrPng } from '../documents/qr-code.ts'
import { createFileLinks, type FileLinks } from '../http/file-links.ts'
import { loadTranslators } from '../i18n.ts'
import { digestDaily, officeDigestDaily } from '../jobs/digest-daily.ts'
import { forgetDaily } from '../jobs/forget-daily.ts'
import type { Ground } from '../jobs/ground.ts'
import { relinkingExpiry } from '../jobs/relinking-expiry.ts'
import { sealDaily } from '../jobs/seal-daily.ts'
import { ensureKey } from '../store/deployment-keys.ts'
import { readFile } from '../store/files.ts'
import { createSnapshots } from '../store/snapshot.ts'

const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url))

export type GroundParts = Pick<Ground, 'database' | 'bots' | 'expected' | 'clock' | 'machine' | 'log' | 'count'> & {
  readonly links: FileLinks | null
}

/** `bots` and `expected` may grow and shrink while the jobs run. */
export function makeGround({ links, ...parts }: GroundParts): Ground {
  return {
    ...parts,
    wait: (until) => waitUntil(until, parts.machine),
    snapshots: createSnapshots(),
    translators: loadTranslators(localesFolder, (fault) => parts.log('error', 'A text is missing', { fault })),
    commands: commands.map(({ name, alias }) => ({ name, alias })),
    linkToFile: links === null ? null : (committee, file) => links.linkTo(committee, file),
    slotJobs: [digestDaily, officeDigestDaily, forgetDaily, relinkingExpiry, sealDaily],
    documents: { qrPng, textOf: async (file) => (await textOfFile(file)).text },
    random: (count) => randomBytes(count),
  }
}

/** Milliseconds. Nobody waits longer for a turn, unless the clock was set back meanwhile. */
const longestWait = 60_000

/** Never longer than the wall needs: a machine clock may be faster in tests, not slower. */
async function waitUntil(until: Temporal.Instant, machine: Clock): Promise<void> {
  await sleep(Math.min(longestWait, Math.max(0, machine.now().until(until).total('milliseconds'))))
}

/** Files go out as links where the outside reaches this host; every replica signs them with the one key in the database. */
export async function openFileLinks(
  { publicUrl }: Config,
  { database, machine }: Pick<Ground, 'database' | 'machine'>,
): Promise<FileLinks | null> {
  if (publicUrl === null) return null
  const made = { fresh: randomBytes(32), madeAt: machine.now() }
  const t = loadTranslators(localesFolder, () => {})('vi', 'Asia/Ho_Chi_Minh')
  return createFileLinks({
    publicUrl,
    key: await ensureKey(database.db, 'file-links', made),
    now: machine.now,
    read: (committee, id) => readFile(database.db, committee, id),
    words: { expired: t('response.file.linkExpired'), unknown: t('response.file.linkUnknown') },
  })
}
