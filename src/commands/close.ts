/** /close, /dong: nobody is asked any more. "đồng" is another word: only "đóng" is meant. */
import { makeLeadCommand } from './lead.ts'

export const close = makeLeadCommand({
  name: 'close',
  alias: 'dong',
  words: ['đóng', 'dong lay y kien', 'ket thuc'],
  act: () => ({ type: 'close' }),
  waiting: 'nothing',
})
