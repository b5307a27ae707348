import { z } from 'zod'
import { rule } from '../rule.ts'

const roles = ['act', 'report', 'know'] as const

/** Why a letter goes to somebody: to act on it, for report (để báo cáo, b/c), or to know (để biết). */
export type RecipientRole = (typeof roles)[number]

export type Recipient = { readonly unit: string; readonly role: RecipientRole }

/**
 * Who owes something and who is only told.
 * HP nn: "Nơi nhận" tells acting from reporting; whoever gets it for report is given no task.
 */
export const recipients = rule({
  id: 'recipients',
  clauses: ['HP nn'],
  parameters: z.strictObject({ obliged: z.array(z.enum(roles)) }),
  apply: (
    list: readonly Recipient[],
    { obliged },
  ): { readonly obliged: readonly string[]; readonly noticed: readonly string[] } => {
    const owing = new Set(list.filter(({ role }) => obliged.includes(role)).map(({ unit }) => unit))
    const noticed = new Set(list.filter(({ unit }) => !owing.has(unit)).map(({ unit }) => unit))
    return { obliged: [...owing], noticed: [...noticed] }
  },
})
