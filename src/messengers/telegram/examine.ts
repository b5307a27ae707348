/** Whether Telegram takes the token, and brings updates where it should. Source: core.telegram.org/bots/api#getwebhookinfo. */
import type { Api } from 'grammy'
import type { Examination, Symptom } from '../messenger.ts'
import { describeFailure, isTokenRefused } from './failure.ts'

export type ExamineTools = {
  readonly api: Api
  readonly apiRoot: string
  readonly isBrought: boolean
  readonly now: () => Temporal.Instant
}

/** Telegram remembers its last failure for ever: only one of the last hour says anything of today. */
const recentSeconds = 3600

export async function examine(tools: ExamineTools, address: string | null): Promise<Examination> {
  return { symptoms: await look(tools, address), clockUrl: tools.apiRoot }
}

async function look({ api, isBrought, now }: ExamineTools, address: string | null): Promise<readonly Symptom[]> {
  try {
    await api.getMe()
    const { url = '', last_error_date: failedAt = 0, last_error_message: reason = '' } = await api.getWebhookInfo()
    const isElsewhere = isBrought ? address !== null && url !== address : url !== ''
    const isFailing = isBrought && now().epochMilliseconds / 1000 - failedAt < recentSeconds
    return [
      ...(isElsewhere ? [{ id: 'webhook-elsewhere' as const, details: {} }] : []),
      ...(isFailing ? [{ id: 'webhook-failing' as const, details: { reason } }] : []),
    ]
  } catch (error) {
    if (isTokenRefused(error)) return [{ id: 'token-refused', details: {} }]
    return [{ id: 'vendor-silent', details: { reason: describeFailure(error) } }]
  }
}
