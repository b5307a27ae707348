/** /agree, /dongy */
import { makeVerdictCommand } from './verdict.ts'

export const agree = makeVerdictCommand({
  name: 'agree',
  alias: 'dongy',
  words: ['dong y', 'nhat tri', 'thong nhat', 'tan thanh', 'dong thuan', 'hoan toan dong y', 'hoan toan nhat tri'],
  verdict: 'agreed',
})
