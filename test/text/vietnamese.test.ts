import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nfc, shorten } from '../../src/text/vietnamese.ts'

describe('a text cut short', () => {
  test.each([
    ['Phòng Kinh tế', 20, 'Phòng Kinh tế'],
    ['Phòng Kinh tế', 13, 'Phòng Kinh tế'],
    ['Phòng Kinh tế', 12, 'Phòng Kinh…'],
    ['  Phòng\n\tKinh  tế ', 20, 'Phòng Kinh tế'],
    ['👍👍👍👍', 3, '👍👍…'],
    ['Phòng'.normalize('NFD'), 5, 'Phòng'],
  ])('%j in %i characters is %j', (text, most, expected) => expect(shorten(text, most)).toBe(expected))

  test('can always be stored: no half character, no NUL, never longer', () => {
    const text = fc
      .array(fc.constantFrom('ế', '👍', '\ud83d', '\udc4d', '\u0000', ' ', 'a'))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (said, most) => {
        const cut = shorten(said, most)
        expect(cut.isWellFormed()).toBe(true)
        expect(cut).not.toContain('\u0000')
        expect(Array.from(cut).length).toBeLessThanOrEqual(most)
        expect(nfc(cut)).toBe(cut)
      }),
    )
  })
})
