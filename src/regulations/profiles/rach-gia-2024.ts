import type { Profile } from '../profile.ts'

/** Rạch Giá provincial city, 2024: sessions, meetings, drafts, that own work is not sent up, and that a lead urges those it works with. The city ended with 30/6/2025. */
export const rachGia2024: Profile = {
  id: 'rach-gia-2024',
  title: 'Rạch Giá 2024',
  number: '288/UBND-VP',
  issuedOn: '2024-03-21',
  issuer: 'UBND thành phố Rạch Giá',
  inForceFrom: '2024-03-21',
  inForceTo: '2025-06-30',
  needsOwnRegulation: [],
  rules: {
    'own-authority': { values: { needsPaper: true }, clause: 'mục 3' },
    'own-work': { values: { needsPaper: true }, clause: 'mục 3' },
    'reply-extension': { values: { mostGranted: 2 }, clause: 'mục 3' },
    urging: { values: { mostPerDay: 1 }, clause: 'mục 3' },
  },
}
