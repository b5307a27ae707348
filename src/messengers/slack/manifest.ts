/** The app as Slack is told of it, made from the commands there are: names, scopes, events and addresses. */
import type { AppsManifestCreateArguments } from '@slack/web-api'
import { umbrella } from './receive.ts'
import { emailScopes, neededScopes, wantedEvents } from './scopes.ts'

type Manifest = AppsManifestCreateArguments['manifest']

/** A command by its English and its Vietnamese name, and what it does in a few words. */
export type ManifestCommand = { readonly name: string; readonly alias: string; readonly does: string }

/** What the app says of itself. */
export type ManifestWords = {
  readonly name: string
  readonly description: string
  readonly umbrella: { readonly does: string; readonly hint: string }
}

/**
 * Slack's own commands, also those that sources dispute (send): one of them among an app's and the whole manifest is
 * refused. Source: NousResearch/hermes-agent#18456, openclaw/openclaw#29032.
 */
const slacksOwn = new Set(
  (
    'me status away dnd shrug remind msg feed who collapse expand leave join open search topic mute pro shortcuts ' +
    'archive call dm feedback invite kick list part prefs remove rename send star unarchive'
  ).split(' '),
)

/** Slack's limits. Source: slackapi/manifest-schema. */
const limits = { commands: 50, command: 32, description: 2000, hint: 1000, name: 35, about: 140 } as const

/**
 * @param url how the outside reaches this host (PUBLIC_URL), for HTTP; null: Socket Mode
 * @throws RangeError when Slack would refuse it; the message says what is too long or too much
 */
export function slackManifest(
  commands: readonly ManifestCommand[],
  words: ManifestWords,
  url: string | null,
): Manifest {
  const address = url === null ? null : `${url.replace(/\/+$/, '')}/webhooks/slack`
  const known = commands.map(({ name, alias, does }) => ({
    command: `/${nameInSlack(name, alias)}`,
    description: does,
  }))
  const all = [{ command: umbrella, description: words.umbrella.does, usage_hint: words.umbrella.hint }, ...known]
  check(all, words)
  return {
    _metadata: { major_version: 1 },
    display_information: { name: words.name, description: words.description },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'don-doc', always_online: true },
      slash_commands: all.map((one) => ({
        ...one,
        should_escape: false,
        ...(address === null ? {} : { url: address }),
      })),
    },
    oauth_config: { scopes: { bot: [...neededScopes, ...emailScopes] } },
    settings: {
      event_subscriptions: { bot_events: [...wantedEvents], ...requestAt(address) },
      interactivity: { is_enabled: true, ...requestAt(address) },
      org_deploy_enabled: false,
      socket_mode_enabled: address === null,
      token_rotation_enabled: false,
    },
  }
}

/** The English name; the Vietnamese one where the English is Slack's. Whatever is left is said behind the umbrella. */
function nameInSlack(name: string, alias: string): string {
  return slacksOwn.has(name) ? alias : name
}

function requestAt(address: string | null): { request_url?: string } {
  return address === null ? {} : { request_url: address }
}

type SlashCommand = { readonly command: string; readonly description: string; readonly usage_hint?: string }

function check(all: readonly SlashCommand[], { name, description }: ManifestWords): void {
  const faults = [
    ...(all.length > limits.commands ? [`${all.length} commands, of ${limits.commands} at most`] : []),
    ...all.flatMap(faultsOf),
    ...(name.length > limits.name || description.length > limits.about
      ? ['what the app says of itself is too long']
      : []),
  ]
  if (new Set(all.map(({ command }) => command)).size < all.length) faults.push('two commands of one name')
  if (faults.length > 0) throw new RangeError(`Slack would refuse the manifest: ${faults.join('; ')}`)
}

function faultsOf({ command, description, usage_hint: hint = '' }: SlashCommand): readonly string[] {
  const isNamed =
    /^\/[a-z0-9_-]+$/.test(command) && command.length <= limits.command && !slacksOwn.has(command.slice(1))
  const isDescribed = description !== '' && description.length <= limits.description && hint.length <= limits.hint
  return [...(isNamed ? [] : [`the name ${command}`]), ...(isDescribed ? [] : [`what ${command} does`])]
}
