import { expect, test } from 'vitest'
import { qrPng } from '../../src/documents/qr-code.ts'

test('a link becomes a PNG that is square and differs with the link', async () => {
  const [one, other] = await Promise.all([
    qrPng('https://t.me/dondoc_bot?start=ABCDE23456'),
    qrPng('https://t.me/dondoc_bot'),
  ])
  const view = new DataView(one.buffer, one.byteOffset)
  expect([...one.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  expect(view.getUint32(16)).toBe(view.getUint32(20))
  expect(view.getUint32(16)).toBeGreaterThan(250)
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false)
})

test('a text too long for a QR code throws', async () => {
  await expect(qrPng('a'.repeat(3_000))).rejects.toThrow()
})
