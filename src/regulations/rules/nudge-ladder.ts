import { z } from 'zod'
import { rule } from '../rule.ts'
import type { ReplyLength } from './reply-limit.ts'

/** When one nudge is due, in words the calendar turns into instants. `at` is local wall time, "09:00". */
export type Rung =
  | { readonly kind: 'half-way' }
  | { readonly kind: 'working-days-before'; readonly workingDays: number; readonly at: string }
  | { readonly kind: 'last-day'; readonly at: string }
  | { readonly kind: 'minutes-before'; readonly minutes: number }

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/**
 * The nudges of one deadline, earliest first, scaled to its length; planned once and frozen.
 * AL1.3d: opinions are given at once and in time. The rungs are this project's proposal.
 */
export const nudgeLadder = rule({
  id: 'nudge-ladder',
  clauses: ['AL1.3d'],
  parameters: z.strictObject({
    halfWay: z.boolean(),
    workingDaysBefore: z.array(z.number().int().min(1)),
    at: wallTime,
    lastDayAt: wallTime.nullable(),
    /** For limits in hours. */
    minutesBefore: z.array(z.number().int().min(1)),
  }),
  apply: (length: ReplyLength, values): readonly Rung[] => {
    const halfWay: readonly Rung[] = values.halfWay ? [{ kind: 'half-way' }] : []
    if ('hours' in length) {
      const minutes = values.minutesBefore.filter((before) => before < length.hours * 30).toSorted((a, b) => b - a)
      return [...halfWay, ...minutes.map((before): Rung => ({ kind: 'minutes-before', minutes: before }))]
    }
    const days = values.workingDaysBefore.filter((before) => before < length.workingDays).toSorted((a, b) => b - a)
    return [
      ...(length.workingDays > 2 ? halfWay : []),
      ...days.map((before): Rung => ({ kind: 'working-days-before', workingDays: before, at: values.at })),
      ...(values.lastDayAt === null ? [] : [{ kind: 'last-day', at: values.lastDayAt } as const]),
    ]
  },
})
