/** Requests to link again that the Office has left undecided end, and whoever asked is told. */
import { expireRelinkings } from '../actions/relinking.ts'
import type { SlotJob } from './slot-job.ts'

export const relinkingExpiry: SlotJob = {
  name: 'relinking-expiry',
  timesOf: () => ['08:00', '10:00', '14:00', '16:00'],
  run: ({ tx, snapshot, recordedAt }) =>
    expireRelinkings({ tx, snapshot, by: null, messenger: null, words: null, at: recordedAt, recordedAt }),
}
