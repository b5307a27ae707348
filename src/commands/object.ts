/** /object, /khongdongy. Its reasons are asked for, point by point. */
import { makeVerdictCommand } from './verdict.ts'

export const object = makeVerdictCommand({
  name: 'object',
  alias: 'khongdongy',
  words: [
    'khong dong y',
    'ko dong y',
    'k dong y',
    'khong nhat tri',
    'khong thong nhat',
    'khong tan thanh',
    'chua dong y',
    'phan doi',
  ],
  verdict: 'objected',
})
