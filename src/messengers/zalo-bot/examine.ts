/** Whether Zalo takes the token, and brings updates where it should. Source: docs.zaloplatforms.com/docs/BOT. */
import { z } from 'zod'
import type { Examination, Symptom } from '../messenger.ts'
import type { Call } from './client.ts'
import { describeFailure, isTokenRefused } from './failure.ts'

export type ExamineTools = {
  readonly call: Call
  readonly apiRoot: string
  readonly callSeconds: number
  readonly isBrought: boolean
}

/** No address: updates are pulled. */
const webhook = z.object({ url: z.string().nullish() })

export async function examine(tools: ExamineTools, address: string | null): Promise<Examination> {
  return { symptoms: await look(tools, address), clockUrl: tools.apiRoot }
}

async function look(
  { call, callSeconds, isBrought }: ExamineTools,
  address: string | null,
): Promise<readonly Symptom[]> {
  try {
    await call('getMe', {}, callSeconds)
    const url = webhook.safeParse(await call('getWebhookInfo', {}, callSeconds)).data?.url ?? ''
    const isElsewhere = isBrought ? address !== null && url !== address : url !== ''
    return isElsewhere ? [{ id: 'webhook-elsewhere', details: {} }] : []
  } catch (error) {
    if (isTokenRefused(error)) return [{ id: 'token-refused', details: {} }]
    return [{ id: 'vendor-silent', details: { reason: describeFailure(error) } }]
  }
}
