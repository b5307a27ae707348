/** /evidence, /bangchung: what happened in a matter, or in one unit's answer ("evidence Y12 KT"). */
import { makeLookCommand, ofUnit, refuseUnit } from './look.ts'

export const evidence = makeLookCommand({
  name: 'evidence',
  alias: 'bangchung',
  words: ['bang chung', 'chung cu', 'xem chung cu'],
  restAnswers: ofUnit,
  show(consultation, { values }) {
    const unit = values[ofUnit] ?? null
    const refusal = unit === null ? null : refuseUnit(consultation, unit)
    return refusal ?? { kind: 'evidence', reference: consultation.reference, unit }
  },
})
