/** Working data that nobody needs any more is forgotten, at 05:00. */
import { forgetOldWork } from '../actions/forgetting.ts'
import type { SlotJob } from './slot-job.ts'

export const forgetDaily: SlotJob = {
  name: 'forget',
  timesOf: () => ['05:00'],
  run: ({ slotAt: _, sinceAt: __, ...circumstances }) => forgetOldWork(circumstances),
}
