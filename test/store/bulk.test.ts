import { expect, test } from 'vitest'
import { insertMany } from '../../src/store/bulk.ts'
import { deliveries } from '../../src/store/schema.ts'
import type { Tx } from '../../src/store/tx.ts'

test('rows that name different columns do not go in together: what one leaves out would be lost from the others', async () => {
  const asked: unknown[] = []
  const tx = { execute: async (query: unknown) => void asked.push(query) } as unknown as Tx
  const row = { key: 'a', isCopy: true } as unknown as typeof deliveries.$inferInsert
  const other = { key: 'b' } as unknown as typeof deliveries.$inferInsert
  await expect(insertMany(tx, deliveries, [other, row])).rejects.toThrow('must name the same columns')
  expect(asked).toEqual([])
})
