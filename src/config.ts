/**
 * The environment as typed settings. Every fault is found at once; a setting's value is never repeated in a message.
 * Not here: settings of a committee (its rules, hours, language), which are rows and change at run time.
 */
import { z } from 'zod'

/** What the program is started with. */
export type Config = {
  readonly production: boolean
  /** Null: the embedded database in {@link Config.dataDir}. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  readonly host: string
  /** 0 lets the system choose a free one. */
  readonly port: number
  /** How the outside reaches us, without a slash at its end; null when it cannot. */
  readonly publicUrl: string | null
  readonly logLevel: LogLevel
  /** The messengers that are set, each with what it needs to be joined. */
  readonly messengers: MessengersConfig
  /** Encrypts the tokens kept in the database, 32 bytes; null: none can be kept. */
  readonly encryptionKey: Uint8Array | null
  /** Whether the sandbox messenger stands in where no bot was added, because no real one is set. */
  readonly sandbox: boolean
  /** Every value that must never be read in a log line, also in the parts that travel alone (a password of a URL). */
  readonly secrets: readonly string[]
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace'

/** Null: that messenger is off. */
export type MessengersConfig = {
  readonly telegram: TelegramConfig | null
  readonly slack: SlackConfig | null
  readonly 'zalo-bot': ZaloBotConfig | null
  readonly 'zalo-oa': ZaloOaConfig | null
}

/** `webhookSecret` null: long polling. */
export type TelegramConfig = { readonly token: string; readonly apiRoot: string; readonly webhookSecret: string | null }

/** Exactly one of the two ways in is set: `appToken` (Socket Mode) or `signingSecret` (HTTP). */
export type SlackConfig = {
  readonly token: string
  readonly apiUrl: string
  readonly appToken: string | null
  readonly signingSecret: string | null
}

export type ZaloBotConfig = { readonly token: string; readonly apiRoot: string; readonly webhookSecret: string | null }

export type ZaloOaConfig = {
  readonly appId: string
  readonly appSecret: string
  readonly secretKey: string
  /** The first one; the one in force is in the database. */
  readonly refreshToken: string
  readonly apiRoot: string
  readonly oauthRoot: string
}

/** One row of the settings as an operator reads them. `default` is empty where there is none. */
export type SettingRow = { readonly name: string; readonly default: string; readonly meaning: string }

/** Settings that cannot be started with. `faults` holds one sentence each; the message holds them all. */
export class FaultySettings extends Error {
  override readonly name = 'FaultySettings'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(['The settings cannot be used:', ...faults.map((fault) => `  - ${fault}`)].join('\n'))
    this.faults = faults
  }
}

const address = z.url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
const secret = z.string().optional()
const token = (form: RegExp, fault: string) => z.string().regex(form, fault).optional()
const mode = z.enum(['polling', 'webhook'], 'must be polling or webhook')
const webhookSecret = token(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -')

/** Reads better as a table: name, shape, and what an operator should know. */
const environment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be development, test or production')
    .default('development')
    .meta({ meaning: 'production refuses the embedded database and the sandbox' }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be an address that begins with postgres://' })
    .optional()
    .meta({ meaning: 'PostgreSQL 15 or newer; without it an embedded database in DATA_DIR', secret: true }),
  DATA_DIR: z.string().default('.data').meta({ meaning: 'folder of the embedded database and the sandbox' }),
  HOST: z.string().default('127.0.0.1').meta({ meaning: 'address to listen on; the sandbox only takes loopback' }),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: 'must be a number from 0 to 65535', abort: true })
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .prefault('8080')
    .meta({ meaning: 'port to listen on; 0 takes a free one' }),
  PUBLIC_URL: address
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({ meaning: 'how the outside reaches this host; webhooks and file links need it' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'must be fatal, error, warn, info, debug or trace')
    .default('info')
    .meta({ meaning: 'the least serious line written' }),
  ENCRYPTION_KEY: token(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits, as `openssl rand -hex 32` prints them').meta(
    {
      meaning: 'encrypts the tokens kept in the database: those of `admin bot add`, and Zalo’s changing ones',
      secret: true,
    },
  ),
  TELEGRAM_BOT_TOKEN: token(/^\d+:[\w-]+$/, 'is no bot token as BotFather gives them (digits, a colon, letters)').meta({
    meaning: 'turns Telegram on',
    secret: true,
  }),
  TELEGRAM_API_ROOT: address
    .default('https://api.telegram.org')
    .meta({ meaning: 'another Bot API server than the public one' }),
  TELEGRAM_MODE: mode
    .default('polling')
    .meta({ meaning: 'how updates come in: polling, or webhook (needs PUBLIC_URL)' }),
  TELEGRAM_WEBHOOK_SECRET: webhookSecret.meta({
    meaning: 'proves that a webhook call is Telegram’s; needed with TELEGRAM_MODE=webhook',
    secret: true,
  }),
  SLACK_BOT_TOKEN: token(/^xoxb-[\w-]+$/, 'is no bot token of Slack (xoxb-…)').meta({
    meaning: 'turns Slack on',
    secret: true,
  }),
  SLACK_APP_TOKEN: token(/^xapp-[\w-]+$/, 'is no app-level token of Slack (xapp-…)').meta({
    meaning:
      'Slack over Socket Mode: no public address needed, an app for each workspace; instead of SLACK_SIGNING_SECRET',
    secret: true,
  }),
  SLACK_SIGNING_SECRET: token(/^\S{16,}$/, 'is no signing secret of Slack').meta({
    meaning: 'Slack over HTTP: proves that a call is Slack’s; instead of SLACK_APP_TOKEN',
    secret: true,
  }),
  SLACK_API_URL: address.default('https://slack.com/api/').meta({ meaning: 'another Slack API address' }),
  ZALO_BOT_TOKEN: token(/^\d+:\S+$/, 'is no bot token as Bot Creator gives them (digits, a colon, letters)').meta({
    meaning: 'turns the Zalo bot on',
    secret: true,
  }),
  ZALO_BOT_API_ROOT: address
    .default('https://bot-api.zaloplatforms.com')
    .meta({ meaning: 'another address of the Zalo Bot Platform' }),
  ZALO_BOT_MODE: mode
    .default('polling')
    .meta({ meaning: 'how updates come in: polling, or webhook (needs PUBLIC_URL)' }),
  ZALO_BOT_WEBHOOK_SECRET: token(/^[\w-]{8,256}$/, 'must be 8 to 256 letters, digits, _ or -').meta({
    meaning: 'proves that a webhook call is Zalo’s; needed with ZALO_BOT_MODE=webhook',
    secret: true,
  }),
  ZALO_OA_APP_ID: token(/^\d+$/, 'must be the digits of the application').meta({
    meaning: 'turns the Zalo Official Account on (needs PUBLIC_URL and ENCRYPTION_KEY)',
  }),
  ZALO_OA_APP_SECRET: secret.meta({ meaning: 'secret of the application; renews the access token', secret: true }),
  ZALO_OA_SECRET_KEY: secret.meta({ meaning: 'OA Secret Key; proves that a webhook call is Zalo’s', secret: true }),
  ZALO_OA_REFRESH_TOKEN: secret.meta({
    meaning: 'first refresh token; the ones after it are kept encrypted in the database',
    secret: true,
  }),
  ZALO_OA_API_ROOT: address.default('https://openapi.zalo.me').meta({ meaning: 'another Official Account address' }),
  ZALO_OA_OAUTH_ROOT: address
    .default('https://oauth.zaloapp.com')
    .meta({ meaning: 'another address that renews the access token' }),
})

type Environment = z.infer<typeof environment>
type Variables = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings from the environment; an empty variable counts as unset.
 * @throws FaultySettings with every fault found
 */
export function readConfig(variables: Variables): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(set)
  const faults = [...faultsOf(parsed.error), ...contradictions(set)]
  if (!parsed.success || faults.length > 0) throw new FaultySettings(faults)
  return shape(parsed.data)
}

/** All settings with their defaults and meaning, in the order an operator reads them. */
export function settingsTable(): readonly SettingRow[] {
  return Object.entries(environment.shape).map(([name, schema]) => ({
    name,
    default: String(schema.parse(undefined) ?? ''),
    meaning: String(schema.meta()?.['meaning']),
  }))
}

function faultsOf(error: z.ZodError<Environment> | undefined): readonly string[] {
  return error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []
}

/** What turns each messenger on, and what it cannot be without. */
const messengerNeeds = [
  { prefix: 'TELEGRAM_', key: 'TELEGRAM_BOT_TOKEN', needs: [] },
  { prefix: 'SLACK_', key: 'SLACK_BOT_TOKEN', needs: [] },
  { prefix: 'ZALO_BOT_', key: 'ZALO_BOT_TOKEN', needs: [] },
  {
    prefix: 'ZALO_OA_',
    key: 'ZALO_OA_APP_ID',
    needs: ['ZALO_OA_APP_SECRET', 'ZALO_OA_SECRET_KEY', 'ZALO_OA_REFRESH_TOKEN', 'PUBLIC_URL', 'ENCRYPTION_KEY'],
  },
] as const

/** What is wrong between settings. Looks at the variables as they came, so that it is found beside malformed ones. */
function contradictions(set: Variables): readonly string[] {
  return [...productionFaults(set), ...sandboxFaults(set), ...messengerFaults(set), ...ingressFaults(set)]
}

const messengerKeys = messengerNeeds.map(({ key }) => key)
const anyMessenger = `a messenger is needed (${messengerKeys.join(', ')})`

const noSandboxInProduction = `in production ${anyMessenger}: there is no sandbox`
const sandboxOnlyOnLoopback = `HOST must be loopback (127.0.0.1) for the sandbox, which lets everybody speak as anybody; elsewhere ${anyMessenger}`

function productionFaults(set: Variables): readonly string[] {
  if (set['NODE_ENV'] !== 'production') return []
  return [
    ...(set['DATABASE_URL'] === undefined ? ['DATABASE_URL is needed in production'] : []),
    ...(mayHaveMessenger(set) ? [] : [noSandboxInProduction]),
  ]
}

function sandboxFaults(set: Variables): readonly string[] {
  const host = set['HOST'] ?? '127.0.0.1'
  if (set['NODE_ENV'] === 'production' || mayHaveMessenger(set) || isLoopback(host)) return []
  return [sandboxOnlyOnLoopback]
}

/** @throws FaultySettings where the sandbox may not stand in: found at last when it is known that no bot was added */
export function refuseSandbox({ production, host }: Pick<Config, 'production' | 'host'>): void {
  if (production) throw new FaultySettings([noSandboxInProduction])
  if (!isLoopback(host)) throw new FaultySettings([sandboxOnlyOnLoopback])
}

function messengerFaults(set: Variables): readonly string[] {
  return messengerNeeds.flatMap(({ prefix, key, needs }) => {
    const orphans = Object.keys(set).filter((name) => name.startsWith(prefix) && name in environment.shape)
    if (set[key] === undefined) return orphans.map((name) => `${name} is set without ${key}`)
    return needs.filter((name) => set[name] === undefined).map((name) => `${name} is needed with ${key}`)
  })
}

/** Each messenger has one way in, and that way what it needs. */
function ingressFaults(set: Variables): readonly string[] {
  const webhooks = (['TELEGRAM', 'ZALO_BOT'] as const).filter((name) => set[`${name}_MODE`] === 'webhook')
  const missing = webhooks.flatMap((name) =>
    [`${name}_WEBHOOK_SECRET`, 'PUBLIC_URL']
      .filter((needed) => set[needed] === undefined)
      .map((needed) => `${needed} is needed with ${name}_MODE=webhook`),
  )
  const ways = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'].filter((name) => set[name] !== undefined)
  const isSlackOff = set['SLACK_BOT_TOKEN'] === undefined
  const slack =
    isSlackOff || ways.length === 1
      ? []
      : ['SLACK_BOT_TOKEN needs one of SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (HTTP), and not both']
  return [...missing, ...slack]
}

function hasMessenger(set: Variables): boolean {
  return messengerKeys.some((key) => set[key] !== undefined)
}

/** Bots that were added need the key; whether there are any, only the database knows. */
function mayHaveMessenger(set: Variables): boolean {
  return hasMessenger(set) || set['ENCRYPTION_KEY'] !== undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function shape(set: Environment): Config {
  const messengers = messengersOf(set)
  return {
    production: set.NODE_ENV === 'production',
    databaseUrl: set.DATABASE_URL ?? null,
    dataDir: set.DATA_DIR,
    host: set.HOST,
    port: set.PORT,
    publicUrl: set.PUBLIC_URL ?? null,
    logLevel: set.LOG_LEVEL,
    messengers,
    encryptionKey: set.ENCRYPTION_KEY === undefined ? null : Uint8Array.fromHex(set.ENCRYPTION_KEY),
    sandbox: Object.values(messengers).every((settings) => settings === null),
    secrets: secretsOf(set),
  }
}

function messengersOf(set: Environment): MessengersConfig {
  const webhook = { TELEGRAM: set.TELEGRAM_MODE, ZALO_BOT: set.ZALO_BOT_MODE }
  const secretOf = (name: 'TELEGRAM' | 'ZALO_BOT') =>
    webhook[name] === 'webhook' ? (set[`${name}_WEBHOOK_SECRET`] ?? null) : null
  return {
    telegram: on(set.TELEGRAM_BOT_TOKEN, (token) => ({
      token,
      apiRoot: set.TELEGRAM_API_ROOT,
      webhookSecret: secretOf('TELEGRAM'),
    })),
    slack: on(set.SLACK_BOT_TOKEN, (token) => ({
      token,
      apiUrl: set.SLACK_API_URL,
      appToken: set.SLACK_APP_TOKEN ?? null,
      signingSecret: set.SLACK_SIGNING_SECRET ?? null,
    })),
    'zalo-bot': on(set.ZALO_BOT_TOKEN, (token) => ({
      token,
      apiRoot: set.ZALO_BOT_API_ROOT,
      webhookSecret: secretOf('ZALO_BOT'),
    })),
    'zalo-oa': on(set.ZALO_OA_APP_ID, (appId) => ({
      appId,
      appSecret: set.ZALO_OA_APP_SECRET ?? '',
      secretKey: set.ZALO_OA_SECRET_KEY ?? '',
      refreshToken: set.ZALO_OA_REFRESH_TOKEN ?? '',
      apiRoot: set.ZALO_OA_API_ROOT,
      oauthRoot: set.ZALO_OA_OAUTH_ROOT,
    })),
  }
}

function on<Settings>(key: string | undefined, make: (key: string) => Settings): Settings | null {
  return key === undefined ? null : make(key)
}

function secretsOf(set: Environment): readonly string[] {
  const whole = Object.entries(environment.shape).flatMap(([name, schema]) => {
    const value = set[name as keyof Environment]
    return schema.meta()?.['secret'] === true && typeof value === 'string' ? [value] : []
  })
  const password = set.DATABASE_URL === undefined ? '' : new URL(set.DATABASE_URL).password
  const keysOfBots = [set.TELEGRAM_BOT_TOKEN, set.ZALO_BOT_TOKEN].map((token) => token?.split(':')[1] ?? '')
  return [...whole, password, decode(password), ...keysOfBots].filter((value) => value !== '')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
