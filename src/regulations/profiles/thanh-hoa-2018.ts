import type { Profile } from '../profile.ts'

/** Thanh Hóa provincial city, 2018: discipline and reporting. The city ended with 30/6/2025. */
export const thanhHoa2018: Profile = {
  id: 'thanh-hoa-2018',
  title: 'Thanh Hóa 2018',
  number: '643/UBND-TTr',
  issuedOn: '2018-03-06',
  issuer: 'UBND thành phố Thanh Hóa',
  inForceFrom: '2018-03-06',
  inForceTo: '2025-06-30',
  needsOwnRegulation: [],
  rules: {
    'differing-view': { values: { levels: 2 }, clause: 'mục 1.2' },
    'own-authority': { values: { needsPaper: true }, clause: 'mục 1.2' },
    'own-field': { values: { warns: true }, clause: 'mục 1.2' },
    'own-work': { values: { needsPaper: true }, clause: 'mục 1.2' },
    recipients: { values: { obliged: ['act'] }, clause: 'phần Nơi nhận' },
  },
}
