import type { Profile } from '../profile.ts'

/**
 * An Lão district, 2023: the only one of the five letters with deemed consent. The copy bears no number and no day;
 * it carries out a letter of 04/5/2023, so it cannot be older, and the district ended with 30/6/2025.
 */
export const anLao2023: Profile = {
  id: 'an-lao-2023',
  title: 'An Lão 2023',
  number: null,
  issuedOn: '2023',
  issuer: 'UBND huyện An Lão',
  inForceFrom: '2023-05-04',
  inForceTo: '2025-06-30',
  needsOwnRegulation: [],
  rules: {
    'dissent-is-settled': { values: { needsConclusion: true }, clause: 'mục 1 gạch 4' },
    'head-signs-replies': { values: { deputiesSign: true }, clause: 'mục 1 gạch 1' },
    'letter-is-complete': {
      values: { requires: ['question', 'consulted', 'reasons', 'dossier', 'deadline', 'urgency'] },
      clause: 'mục 1 gạch 3',
    },
    'no-circling': { values: { returnsByLead: 1 }, clause: 'mục 1 gạch 2' },
    'no-stalling': { values: { freeRounds: 1 }, clause: 'mục 1 gạch 3' },
    'own-authority': { values: { needsPaper: true }, clause: 'mục 1 gạch 2' },
    'own-field': { values: { warns: true }, clause: 'mục 1 gạch 2' },
    'own-work': { values: { needsPaper: true }, clause: 'mục 1 gạch 2' },
    'reply-extension': { values: { mostGranted: 2 }, clause: 'đoạn cuối' },
    'reply-is-concrete': { values: { askBackTimes: 1 }, clause: 'mục 1 gạch 3' },
    'return-at-once': { values: { withinWorkingDays: 0, needsSuggestedUnit: true }, clause: 'mục 1 gạch 2' },
    'right-agencies': { values: { everybodyShare: 1, fewUnits: 2 }, clause: 'mục 1 gạch 3' },
    'silence-is-consent': { values: { needsProofOfReach: true }, clause: 'mục 1 gạch 3' },
  },
}
