import type { Profile } from '../profile.ts'

/** Hải Phòng city, 2019, stamped HỎA TỐC: leading and submitting. It asks nobody to consult. */
export const haiPhong2019: Profile = {
  id: 'hai-phong-2019',
  title: 'Hải Phòng 2019',
  number: '5698/UBND-KSTTHC',
  issuedOn: '2019-09-16',
  issuer: 'UBND thành phố Hải Phòng',
  inForceFrom: '2019-09-16',
  inForceTo: null,
  needsOwnRegulation: [],
  rules: {
    'dissent-is-settled': { values: { needsConclusion: true }, clause: 'mục 3' },
    'no-circling': { values: { returnsByLead: 1 }, clause: 'mục 2' },
    recipients: { values: { obliged: ['act'] }, clause: 'phần Nơi nhận' },
    'reply-extension': { values: { mostGranted: 2 }, clause: 'đoạn cuối' },
    'urgent-at-once': { values: { urgencies: ['immediate'] }, clause: 'dấu Hỏa tốc' },
  },
}
