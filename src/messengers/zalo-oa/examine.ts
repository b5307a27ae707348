/** Whether the access to an Official Account can go on being renewed. Asks what is kept and never Zalo: asking uses tokens up. */
import type { Examination, Symptom } from '../messenger.ts'
import { describeFailure } from './failure.ts'
import type { Tokens } from './tokens.ts'

export async function examine(tokens: Tokens, apiRoot: string): Promise<Examination> {
  return { symptoms: await look(tokens), clockUrl: apiRoot }
}

async function look(tokens: Tokens): Promise<readonly Symptom[]> {
  try {
    const kept = await tokens.outlook()
    if (kept === null) return [{ id: 'renewal-unkept', details: {} }]
    return kept.isRenewable ? [] : [{ id: 'renewal-lost', details: { endsAt: kept.expiresAt } }]
  } catch (error) {
    return [{ id: 'vendor-silent', details: { reason: describeFailure(error) } }]
  }
}
