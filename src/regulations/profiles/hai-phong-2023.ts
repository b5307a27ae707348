import type { Profile } from '../profile.ts'

/**
 * Hải Phòng city, 2023, known from an article: "ý 4" is the article's fourth point, not the letter's own numbering.
 * The article gives the symbol KSTTHC, the district letter that carries it out NCKTGS; the date is the latter's.
 */
export const haiPhong2023: Profile = {
  id: 'hai-phong-2023',
  title: 'Hải Phòng 2023',
  number: '966/UBND-KSTTHC',
  issuedOn: '2023-05-04',
  issuer: 'UBND thành phố Hải Phòng',
  inForceFrom: '2023-05-04',
  inForceTo: null,
  needsOwnRegulation: [],
  rules: {
    'dissent-is-settled': { values: { needsConclusion: true }, clause: 'ý 7' },
    'no-circling': { values: { returnsByLead: 1 }, clause: 'ý 4' },
    'no-stalling': { values: { freeRounds: 1 }, clause: 'ý 6' },
    'own-authority': { values: { needsPaper: true }, clause: 'ý 1' },
    'own-field': { values: { warns: true }, clause: 'ý 3' },
    'own-work': { values: { needsPaper: true }, clause: 'ý 2' },
    'return-at-once': { values: { withinWorkingDays: 0, needsSuggestedUnit: true }, clause: 'ý 4' },
    'right-agencies': { values: { everybodyShare: 1, fewUnits: 2 }, clause: 'ý 5' },
  },
}
