import { describe, expect, test } from 'vitest'
import { timeOfAct } from '../../src/jobs/act-time.ts'
import { moment } from '../support/given.ts'

const at = (when: string) => moment(when)
const stored = { receivedAt: at('26/11 17:20'), sinceAt: null }
const afterGap = { ...stored, sinceAt: at('26/11 16:40') }

describe('the time of an act', () => {
  test('is the vendor’s, gap or no gap, but never later than it came in', () => {
    for (const waiting of [stored, afterGap]) {
      expect(timeOfAct({ at: at('26/11 17:01') }, waiting, null)).toEqual({ at: at('26/11 17:01'), assumed: undefined })
      expect(timeOfAct({ at: at('26/11 18:00') }, waiting, null)).toEqual({ at: at('26/11 17:20'), assumed: undefined })
    }
  })

  test('is that of storing where the vendor gives none, in calm times', () => {
    expect(timeOfAct({ at: null }, stored, at('26/11 08:00'))).toEqual({ at: at('26/11 17:20'), assumed: undefined })
  })

  test('is the beginning of the gap it came in after, and says so', () => {
    const assumed = { fromAt: at('26/11 16:40'), toAt: at('26/11 17:20') }
    for (const shownAt of [null, at('26/11 08:00')])
      expect(timeOfAct({ at: null }, afterGap, shownAt)).toEqual({ at: assumed.fromAt, assumed })
  })

  test('is never before the card it presses was shown', () => {
    const assumed = { fromAt: at('26/11 17:10'), toAt: at('26/11 17:20') }
    expect(timeOfAct({ at: null }, afterGap, at('26/11 17:10'))).toEqual({ at: assumed.fromAt, assumed })
    const pressedBeforeNoted = timeOfAct({ at: null }, afterGap, at('26/11 17:21'))
    expect(pressedBeforeNoted).toEqual({ at: at('26/11 17:20'), assumed: undefined })
  })
})
