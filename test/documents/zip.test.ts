import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesInZip, unzip } from '../../src/documents/zip.ts'
import { utf8, zipOf } from './sample-files.ts'

const zip = zipOf({ 'a.xml': 'một', 'b.xml': 'hai hai', 'thư mục/c.txt': 'ba' })
const all = (): boolean => true

test('entries come out whole, only those wanted, in the order of the directory', () => {
  expect(namesInZip(zip)).toEqual(['a.xml', 'b.xml', 'thư mục/c.txt'])
  expect([...unzip(zip, (name) => name.endsWith('.xml'), 1_000)]).toEqual([
    ['a.xml', Buffer.from('một')],
    ['b.xml', Buffer.from('hai hai')],
  ])
})

test('they may hold the limit together and not a byte more', () => {
  const bytes = utf8('mộthai haiba').length
  expect(unzip(zip, all, bytes).size).toBe(3)
  expect(() => unzip(zip, all, bytes - 1)).toThrow(RangeError)
})

test('no damage does anything but throw a range or an unpacking error', () => {
  fc.assert(
    fc.property(fc.nat(zip.length - 1), fc.nat(255), (at, value) => {
      const damaged = zip.with(at, value)
      try {
        unzip(damaged, all, 1_000)
      } catch (error) {
        expect(error instanceof RangeError || (error as { code?: string }).code?.startsWith('Z_')).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})
