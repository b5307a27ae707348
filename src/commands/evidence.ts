/** /evidence, /bangchung: what happened in a matter, or in one unit's answer ("evidence Y12 KT"). */
import { makeLookCommand } from './look.ts'

export const evidence = makeLookCommand({
  name: 'evidence',
  alias: 'bangchung',
  words: ['bang chung', 'chung cu', 'xem chung cu'],
  restAnswers: 'unit',
  show: ({ reference }, { values }) => ({ kind: 'evidence', reference, unit: values['unit'] ?? null }),
})
