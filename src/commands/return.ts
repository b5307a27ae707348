/** /return, /tralai: not this unit's function; which unit's it is must be said. */
import { makeVerdictCommand } from './verdict.ts'

export const returnMatter = makeVerdictCommand({
  name: 'return',
  alias: 'tralai',
  words: ['tra lai', 'xin tra lai', 'tra lai ho so', 'khong thuoc chuc nang'],
  verdict: 'returned',
})
