/** /file, /hoso: the dossier of a matter, or what a unit was supplied besides ("file Y12 KT"). */
import { makeLookCommand, ofUnit, refuseUnit } from './look.ts'

export const file = makeLookCommand({
  name: 'file',
  alias: 'hoso',
  words: ['ho so', 'xem ho so', 'lay ho so'],
  restAnswers: ofUnit,
  show(consultation, { values }) {
    const unit = values[ofUnit] ?? null
    const refusal = unit === null ? null : refuseUnit(consultation, unit)
    return refusal ?? { kind: 'file', reference: consultation.reference, unit }
  },
})
