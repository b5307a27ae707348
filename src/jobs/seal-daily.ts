/** The daily seal over the evidence, at 09:00. */
import { sealEvidence } from '../actions/seal.ts'
import type { SlotJob } from './slot-job.ts'

export const sealDaily: SlotJob = {
  name: 'seal',
  timesOf: () => ['09:00'],
  run: ({ slotAt, sinceAt: _, ...circumstances }) => sealEvidence(circumstances, slotAt),
}
