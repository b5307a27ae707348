import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packText } from '../../src/text/lines.ts'

describe('lines packed into messages', () => {
  test('stay whole while they fit, and blank ones at an edge are left out', () => {
    expect(packText(['một', '', 'hai', 'ba'], 8)).toEqual(['một\n\nhai', 'ba'])
    expect(packText(['một', '', 'hai'], 4)).toEqual(['một', 'hai'])
    expect(packText([], 4)).toEqual([])
  })

  test('longer than a message are cut at a space, or between whole letters', () => {
    expect(packText(['mức phí chợ'], 7)).toEqual(['mức phí', 'chợ'])
    expect(packText(['a\u0301'.repeat(3)], 3)).toEqual(['a\u0301', 'a\u0301', 'a\u0301'])
    expect(packText(['👍👍'], 3)).toEqual(['👍', '👍'])
  })

  test('fit, and lose no word', () => {
    const line = fc.array(fc.stringMatching(/^[a-zđê]{0,9}$/), { maxLength: 12 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), fc.integer({ min: 10, max: 60 }), (lines, limit) => {
        const messages = packText(lines, limit)
        expect(messages.every(({ length }) => length <= limit)).toBe(true)
        const words = (texts: readonly string[]) => texts.join(' ').split(/\s+/).filter(Boolean)
        expect(words(messages)).toEqual(words(lines))
      }),
    )
  })
})
