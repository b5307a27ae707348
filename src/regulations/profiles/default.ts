import type { Profile } from '../profile.ts'

/**
 * All five letters together, with this project's own values where they are silent.
 * It binds nobody: its citations name the letter a rule is drawn from, not a legal basis. Deemed consent therefore
 * waits for the committee's own regulation and cites that.
 */
export const defaultProfile: Profile = {
  id: 'default',
  title: 'Quy tắc mặc định',
  number: null,
  issuedOn: null,
  issuer: 'Đôn Đốc',
  inForceFrom: '2018-01-01',
  inForceTo: null,
  needsOwnRegulation: ['silence-is-consent'],
  rules: {
    'complete-dossier': { values: { restartsLimit: true }, clause: 'rút từ An Lão 2023, mục 1 gạch 3' },
    'differing-view': { values: { levels: 2 }, clause: 'rút từ Thanh Hóa 2018, mục 1.2' },
    'dissent-is-settled': { values: { needsConclusion: true }, clause: 'rút từ Hải Phòng 2023, ý 7' },
    'head-signs-replies': { values: { deputiesSign: true }, clause: 'rút từ An Lão 2023, mục 1 gạch 1 và gạch 3' },
    'letter-is-complete': {
      values: { requires: ['question', 'consulted', 'reasons', 'dossier', 'deadline', 'urgency'] },
      clause: 'rút từ An Lão 2023, mục 1 gạch 3',
    },
    'no-circling': { values: { returnsByLead: 1 }, clause: 'rút từ Hải Phòng 2019, mục 2' },
    'no-stalling': { values: { freeRounds: 1 }, clause: 'rút từ Hải Phòng 2023, ý 6' },
    'nudge-ladder': {
      values: {
        halfWay: true,
        workingDaysBefore: [2, 1],
        at: '09:00',
        lastDayAt: '09:00',
        minutesBefore: [60, 15],
      },
      clause: 'rút từ An Lão 2023, mục 1 gạch 3',
    },
    'own-authority': { values: { needsPaper: true }, clause: 'rút từ Hải Phòng 2023, ý 1' },
    'own-field': { values: { warns: true }, clause: 'rút từ Hải Phòng 2023, ý 3' },
    'own-work': { values: { needsPaper: true }, clause: 'rút từ Hải Phòng 2023, ý 2' },
    'proof-of-reach': {
      values: { accepts: ['message', 'registry'], minimumWorkingDays: 1 },
      clause: 'rút từ An Lão 2023, mục 1 gạch 3',
    },
    recipients: { values: { obliged: ['act'] }, clause: 'rút từ Hải Phòng 2019, phần Nơi nhận' },
    'reply-extension': { values: { mostGranted: 2 }, clause: 'rút từ Hải Phòng 2019, đoạn cuối' },
    'reply-is-concrete': { values: { askBackTimes: 1 }, clause: 'rút từ An Lão 2023, mục 1 gạch 3' },
    'reply-limit': {
      values: {
        normalWorkingDays: 5,
        urgentWorkingDays: 2,
        veryUrgentWorkingDays: 1,
        immediateHours: 4,
        isSetByRegulation: false,
        immediateConsentOnlyIfLetterSays: true,
      },
      clause: 'rút từ An Lão 2023, mục 1 gạch 3',
    },
    'return-at-once': {
      values: { withinWorkingDays: 0, needsSuggestedUnit: true },
      clause: 'rút từ Hải Phòng 2023, ý 4',
    },
    'right-agencies': { values: { everybodyShare: 1, fewUnits: 2 }, clause: 'rút từ Hải Phòng 2023, ý 5' },
    'silence-is-consent': { values: { needsProofOfReach: true }, clause: 'theo quy chế của cơ quan' },
    'urgent-at-once': {
      values: { urgencies: ['immediate'] },
      clause: 'rút từ Hải Phòng 2019, dấu Hỏa tốc',
    },
    urging: { values: { mostPerDay: 1 }, clause: 'rút từ Rạch Giá 2024, mục 3' },
  },
}
