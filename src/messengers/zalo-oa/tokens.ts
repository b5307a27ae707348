/**
 * The tokens of an Official Account. An access token lives 25 hours. A refresh token lives three months and can be used
 * once: the answer brings the next one, so an answer that is lost loses it. Therefore it is renewed at half its life, by
 * one process at a time, and kept before it is used; a renewal that failed leaves the old access token half a day.
 *
 *   none ── token of the settings ─▶ fresh ── half its life ─▶ due ── renewed ─▶ fresh
 *                                                              ── refresh token spent ─▶ dead: used to its end
 *   dead, or any ── another ZALO_OA_REFRESH_TOKEN in the settings ─▶ fresh
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { MessengerTools, Vault } from '../messenger.ts'
import { describeFailure, NoAnswer, NoToken, Refusal } from './failure.ts'
import { fetchJson } from './http.ts'

export type TokenSettings = {
  readonly appId: string
  readonly appSecret: string
  /** The first refresh token; another one here replaces what is kept. */
  readonly refreshToken: string
  /** Address of Zalo's OAuth without a slash at the end. */
  readonly oauthRoot: string
  readonly vault: Vault
  readonly log: MessengerTools['log']
  readonly now: () => Temporal.Instant
  readonly timeoutSeconds: number
}

export type Tokens = {
  /** An access token to call with, renewed first when that is due. @throws NoToken, or NoAnswer when Zalo is away */
  readonly current: () => Promise<string>
  /** Another one than that, which Zalo refused. However many ask, it is renewed once. @throws as {@link Tokens.current} */
  readonly replace: (refused: string) => Promise<string>
  /** How what is kept stands, without using it; null when nothing is kept. @throws when it cannot be read */
  readonly outlook: () => Promise<Outlook | null>
}

/** `expiresAt`: the end of the access token that is kept. */
export type Outlook = { readonly isRenewable: boolean; readonly expiresAt: Temporal.Instant }

const keptShape = z.object({
  accessToken: z.string(),
  expiresAt: z.string().transform((text) => Temporal.Instant.from(text)),
  /** Null: spent, or no longer taken. */
  refreshToken: z.string().nullable(),
  /** Tokens of the settings that were used, by hash: each works once. */
  spent: z.array(z.string()),
})
type Kept = z.infer<typeof keptShape>

const answerShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Seconds, as text: "90000". */
  expires_in: z.coerce.number().positive(),
})
const refusalShape = z.object({ error: z.coerce.number(), error_name: z.string().optional() })

/** Zalo's words for a refresh token that was used already, expired, or is none. */
const refreshTokenDead: ReadonlySet<number> = new Set([-14020, -14002])
/** Of the 25 hours of an access token the half: so long there is to mend what went wrong. */
const earlySeconds = 45_000
/** Before a failed renewal is tried again. */
const againSeconds = 60

/** What this process knows of the tokens, and the renewal it waits for. */
type State = {
  known: Kept | null
  running: Promise<void> | null
  /** A renewal that failed, and until when it is not tried again. */
  failed: { readonly error: unknown; readonly until: Temporal.Instant } | null
}

export function createTokens(settings: TokenSettings): Tokens {
  const state: State = { known: null, running: null, failed: null }
  return {
    async current() {
      await recall(settings, state)
      if (!isDue(settings, state.known)) return usableToken(settings, state.known)
      try {
        await renew(settings, state, null)
      } catch (error) {
        if (!isUsable(settings, state.known)) throw error
      }
      return usableToken(settings, state.known)
    },
    async replace(refused) {
      const isStillIt = () => state.known === null || state.known.accessToken === refused
      if (isStillIt()) await renew(settings, state, refused)
      // A renewal that was under way may have been one that found nothing to do.
      if (isStillIt()) await renew(settings, state, refused)
      const token = usableToken(settings, state.known)
      if (token === refused) throw new NoToken(noToken)
      return token
    },
    async outlook() {
      const kept = readKept(settings, await settings.vault.read())
      if (kept === null) return null
      return { isRenewable: kept.refreshToken !== null || isUnspent(settings, kept), expiresAt: kept.expiresAt }
    },
  }
}

/** Reads what is kept, for the first time in this process. */
async function recall(settings: TokenSettings, state: State): Promise<void> {
  if (state.known !== null) return
  try {
    state.known = readKept(settings, await settings.vault.read())
  } catch (error) {
    throw noTokenBecause(settings, error)
  }
}

/** One at a time in this process; the vault sees to the others. */
async function renew(settings: TokenSettings, state: State, refused: string | null): Promise<void> {
  const { failed } = state
  if (failed !== null && Temporal.Instant.compare(settings.now(), failed.until) < 0) throw failed.error
  state.running ??= renewAlone(settings, state, refused).finally(() => {
    state.running = null
  })
  await state.running
}

async function renewAlone(settings: TokenSettings, state: State, refused: string | null): Promise<void> {
  const failure = (error: unknown) => ({ error, until: settings.now().add({ seconds: againSeconds }) })
  try {
    const text = await settings.vault.change(async (before) => {
      const kept = readKept(settings, before)
      const isDone = before !== null && kept !== null && kept.accessToken !== refused && !isDue(settings, kept)
      return isDone ? before : writeKept(await exchange(settings, kept, refused))
    })
    state.known = readKept(settings, text)
    state.failed = isUsable(settings, state.known) ? null : failure(new NoToken(noToken))
  } catch (error) {
    const cause = error instanceof NoAnswer ? error : noTokenBecause(settings, error)
    if (cause === error)
      settings.log('warn', 'Renewing the access token of Zalo failed and is tried again', { failure: cause.message })
    state.failed = failure(cause)
    throw cause
  }
}

function isUsable({ now }: TokenSettings, kept: Kept | null): kept is Kept {
  return kept !== null && Temporal.Instant.compare(now(), kept.expiresAt) < 0
}

function isDue(settings: TokenSettings, kept: Kept | null): boolean {
  if (!isUsable(settings, kept) || isUnspent(settings, kept)) return true
  const soon = settings.now().add({ seconds: earlySeconds })
  return kept.refreshToken !== null && Temporal.Instant.compare(soon, kept.expiresAt) >= 0
}

/** Where a refresh token could not be kept it must not be used: the one that comes for it would be lost. */
export const keptNowhere: Tokens = { current: refuse, replace: refuse, outlook: async () => null }

async function refuse(): Promise<never> {
  throw new NoToken('the tokens of Zalo change and can be kept only with ENCRYPTION_KEY')
}

/** What Zalo or the vault says has nothing to do with the message that wanted to go out: that one waits. */
function noTokenBecause({ log }: TokenSettings, error: unknown): NoToken {
  const failure = describeFailure(error)
  log(
    'error',
    'The access token of Zalo cannot be renewed or kept: check ZALO_OA_APP_ID, ZALO_OA_APP_SECRET and ENCRYPTION_KEY',
    { failure },
  )
  return new NoToken(`no access token of Zalo: ${failure}`)
}

const noToken = 'no access token of Zalo: a new ZALO_OA_REFRESH_TOKEN is needed'

function usableToken(settings: TokenSettings, kept: Kept | null): string {
  if (!isUsable(settings, kept)) throw new NoToken(noToken)
  return kept.accessToken
}

function isUnspent({ refreshToken }: TokenSettings, { spent }: Kept): boolean {
  return !spent.includes(hashOf(refreshToken))
}

/** What is kept after asking Zalo: with the token of the settings when it is a new one, otherwise with the one kept. */
async function exchange(settings: TokenSettings, kept: Kept | null, refused: string | null): Promise<Kept> {
  const before = kept ?? { accessToken: '', expiresAt: settings.now(), refreshToken: null, spent: [] }
  const own = isUnspent(settings, before) ? settings.refreshToken : null
  const spent = own === null ? before.spent : [...before.spent, hashOf(own)]
  for (const token of [own, before.refreshToken]) {
    if (token === null) continue
    const fresh = await askZalo(settings, token)
    if (fresh !== null) return { ...fresh, spent }
  }
  // Without a refresh token what Zalo refused is of no more use, and a token it did not refuse is used to its end.
  const expiresAt = before.accessToken === refused ? settings.now() : before.expiresAt
  settings.log('error', 'Zalo takes no refresh token any more: make a new one and set ZALO_OA_REFRESH_TOKEN', {
    accessTokenUntil: expiresAt.toString(),
  })
  return { ...before, expiresAt, refreshToken: null, spent }
}

/** Null when the refresh token is dead. @throws NoAnswer, or Refusal for what a new token would not mend */
async function askZalo(settings: TokenSettings, token: string): Promise<Omit<Kept, 'spent'> | null> {
  const { appId, appSecret, oauthRoot, timeoutSeconds, now, log } = settings
  const body = new URLSearchParams({ refresh_token: token, app_id: appId, grant_type: 'refresh_token' })
  const askedAt = now()
  const request = { method: 'POST', headers: { secret_key: appSecret }, body }
  const answer = await fetchJson(`${oauthRoot}/v4/oa/access_token`, request, timeoutSeconds)
  const { data } = answerShape.safeParse(answer)
  if (data !== undefined) {
    const expiresAt = askedAt.add({ seconds: Math.floor(data.expires_in) })
    log('info', 'The access token of Zalo was renewed', { expiresAt: expiresAt.toString() })
    return { accessToken: data.access_token, refreshToken: data.refresh_token, expiresAt }
  }
  const { error = 0, error_name: words = 'no tokens in the answer' } = refusalShape.safeParse(answer).data ?? {}
  if (!refreshTokenDead.has(error)) throw new Refusal(error, words)
  log(
    'error',
    'Zalo refuses a refresh token: it was used already, perhaps by a renewal that was cut off, or is too old',
    {
      failure: `${error} ${words}`,
      isOfSettings: token === settings.refreshToken,
    },
  )
  return null
}

/** What cannot be read any more is as good as nothing: the token of the settings may still work. */
function readKept({ log }: TokenSettings, text: string | null): Kept | null {
  if (text === null) return null
  try {
    return keptShape.parse(JSON.parse(text))
  } catch {
    log('error', 'The kept tokens of Zalo cannot be read', {})
    return null
  }
}

function writeKept(kept: Kept): string {
  return JSON.stringify({ ...kept, expiresAt: kept.expiresAt.toString() })
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
