import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formReference, readReference } from '../../src/domain/reference.ts'

describe('a reference as people say and type it', () => {
  test.each(['Y12', 'y12', 'Y 12', '#Y12', ' y 12 ', 'ý 12', 'Ý12', 'Y0012', 'ý 12'.normalize('NFD')])(
    '%s is Y12',
    (text) => {
      expect(readReference(text)).toEqual({ reference: 'Y12', kind: 'consultation' })
    },
  )

  test.each(['12', 'Y', 'Y0', 'Y-1', 'Y12a', 'YY12', 'Z12', 'Y1234567890', 'Y12 Y13', ''])('"%s" is none', (text) => {
    expect(readReference(text)).toBeNull()
  })

  test('what is formed is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
        const reference = formReference('consultation', number)
        expect(readReference(reference)).toEqual({ reference, kind: 'consultation' })
      }),
    )
  })
})
