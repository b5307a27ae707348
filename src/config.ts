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
  readonly telegram: TelegramConfig | null
  /** Whether the sandbox messenger stands in, because no real one is set. */
  readonly sandbox: boolean
  /** Every value that must never be read in a log line, also in the parts that travel alone (a password of a URL). */
  readonly secrets: readonly string[]
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace'

export type TelegramConfig = { readonly token: string; readonly apiRoot: string }

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
const later = 'not available in this version'

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
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'is no bot token as BotFather gives them (digits, a colon, letters)')
    .optional()
    .meta({ meaning: 'turns Telegram on', secret: true }),
  TELEGRAM_API_ROOT: address
    .default('https://api.telegram.org')
    .meta({ meaning: 'another Bot API server than the public one' }),
  TELEGRAM_MODE: z
    .enum(['polling', 'webhook'], 'must be polling or webhook')
    .default('polling')
    .meta({ meaning: `polling; webhook is ${later}` }),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -')
    .optional()
    .meta({ meaning: `proves that a webhook call is Telegram's; ${later}`, secret: true }),
  SLACK_BOT_TOKEN: secret.meta({ meaning: `Slack; ${later}`, secret: true }),
  SLACK_APP_TOKEN: secret.meta({ meaning: `Slack, Socket Mode; ${later}`, secret: true }),
  SLACK_SIGNING_SECRET: secret.meta({ meaning: `Slack over HTTP; ${later}`, secret: true }),
  SLACK_API_URL: address.optional().meta({ meaning: `another Slack API address; ${later}` }),
  ZALO_BOT_TOKEN: secret.meta({ meaning: `Zalo Bot; ${later}`, secret: true }),
  ZALO_BOT_API_ROOT: address.optional().meta({ meaning: `another Zalo Bot address; ${later}` }),
  ZALO_BOT_MODE: z
    .enum(['polling', 'webhook'], 'must be polling or webhook')
    .optional()
    .meta({ meaning: `how Zalo Bot updates come in; ${later}` }),
  ZALO_BOT_WEBHOOK_SECRET: secret.meta({ meaning: `proves that a webhook call is Zalo's; ${later}`, secret: true }),
  ZALO_OA_APP_ID: z
    .string()
    .optional()
    .meta({ meaning: `Zalo Official Account; ${later}` }),
  ZALO_OA_APP_SECRET: secret.meta({ meaning: `Zalo Official Account; ${later}`, secret: true }),
  ZALO_OA_SECRET_KEY: secret.meta({
    meaning: `signs the webhook calls of the Official Account; ${later}`,
    secret: true,
  }),
  ZALO_OA_REFRESH_TOKEN: secret.meta({
    meaning: `first refresh token of the Official Account; ${later}`,
    secret: true,
  }),
  ZALO_OA_API_ROOT: address.optional().meta({ meaning: `another Official Account address; ${later}` }),
  ZALO_OA_OAUTH_ROOT: address.optional().meta({ meaning: `another Official Account sign-in address; ${later}` }),
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

/** What is wrong between settings. Looks at the variables as they came, so that it is found beside malformed ones. */
function contradictions(set: Variables): readonly string[] {
  return [...productionFaults(set), ...sandboxFaults(set), ...telegramFaults(set), ...laterFaults(set)]
}

function productionFaults(set: Variables): readonly string[] {
  if (set['NODE_ENV'] !== 'production') return []
  return [
    ...(set['DATABASE_URL'] === undefined ? ['DATABASE_URL is needed in production'] : []),
    ...(hasMessenger(set) ? [] : ['TELEGRAM_BOT_TOKEN is needed in production: there is no sandbox']),
  ]
}

function sandboxFaults(set: Variables): readonly string[] {
  const host = set['HOST'] ?? '127.0.0.1'
  if (set['NODE_ENV'] === 'production' || hasMessenger(set) || isLoopback(host)) return []
  return [
    'HOST must be loopback (127.0.0.1) for the sandbox, which lets everybody speak as anybody; or set TELEGRAM_BOT_TOKEN',
  ]
}

function telegramFaults(set: Variables): readonly string[] {
  const orphans = Object.keys(set).filter((name) => name.startsWith('TELEGRAM_') && name in environment.shape)
  return [
    ...(hasMessenger(set) ? [] : orphans.map((name) => `${name} is set without TELEGRAM_BOT_TOKEN`)),
    ...(set['TELEGRAM_MODE'] === 'webhook' ? [`TELEGRAM_MODE=webhook is ${later}; use polling`] : []),
  ]
}

function laterFaults(set: Variables): readonly string[] {
  return Object.keys(environment.shape)
    .filter((name) => /^(SLACK|ZALO)_/.test(name) && set[name] !== undefined)
    .map((name) => `${name} is ${later}; unset it`)
}

function hasMessenger(set: Variables): boolean {
  return set['TELEGRAM_BOT_TOKEN'] !== undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function shape(set: Environment): Config {
  const token = set.TELEGRAM_BOT_TOKEN
  return {
    production: set.NODE_ENV === 'production',
    databaseUrl: set.DATABASE_URL ?? null,
    dataDir: set.DATA_DIR,
    host: set.HOST,
    port: set.PORT,
    publicUrl: set.PUBLIC_URL ?? null,
    logLevel: set.LOG_LEVEL,
    telegram: token === undefined ? null : { token, apiRoot: set.TELEGRAM_API_ROOT },
    sandbox: token === undefined,
    secrets: secretsOf(set),
  }
}

function secretsOf(set: Environment): readonly string[] {
  const whole = Object.entries(environment.shape).flatMap(([name, schema]) => {
    const value = set[name as keyof Environment]
    return schema.meta()?.['secret'] === true && typeof value === 'string' ? [value] : []
  })
  const password = set.DATABASE_URL === undefined ? '' : new URL(set.DATABASE_URL).password
  const keyOfBot = set.TELEGRAM_BOT_TOKEN?.split(':')[1] ?? ''
  return [...whole, password, decode(password), keyOfBot].filter((value) => value !== '')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
