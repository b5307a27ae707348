/** `slack-manifest`: the app's manifest, to be pasted where Slack makes an app. Needs no database and no settings. */
import { fileURLToPath } from 'node:url'
import { type Command, Option } from 'commander'
import { commands } from '../commands/index.ts'
import { type Key, loadTranslators } from '../i18n.ts'
import { type Surroundings, UsageFault, writeJson } from './surroundings.ts'

const localesFolder = fileURLToPath(new URL('../../locales', import.meta.url))

type Options = { readonly http?: string; readonly socket?: true; readonly language: 'vi' | 'en' }

/** Adds the command to the program. */
export function addSlackManifest(program: Command, { write }: Pick<Surroundings, 'write'>): void {
  program
    .command('slack-manifest')
    .description(
      'print the manifest of the Slack app (JSON): paste it at api.slack.com/apps, Create New App, From a manifest',
    )
    .option('--socket', 'for Socket Mode, which needs no public address; so it is without --http')
    .addOption(new Option('--http <url>', 'for HTTP, at this host’s public address (PUBLIC_URL)').conflicts('socket'))
    .addOption(
      new Option('--language <code>', 'of what the commands are said to do').choices(['vi', 'en']).default('vi'),
    )
    .action(async (options: Options) => writeJson({ write }, await makeManifest(options)))
}

async function makeManifest({ http, language }: Options) {
  if (http !== undefined && !isPublicAddress(http))
    throw new UsageFault('--http takes an address that begins with https://')
  const t = loadTranslators(localesFolder, () => {})(language, 'Asia/Ho_Chi_Minh')
  const known = commands.map(({ name, alias }) => ({ name, alias, does: t(`command.does.${name}` as Key) }))
  const words = {
    name: 'Đôn Đốc',
    description: t('command.app.about'),
    umbrella: { does: t('command.app.anything'), hint: t('command.app.hint') },
  }
  // Slack's packages are slow to load: only where they are used.
  const { slackManifest } = await import('../messengers/slack/manifest.ts')
  return slackManifest(known, words, http ?? null)
}

function isPublicAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:'
}
