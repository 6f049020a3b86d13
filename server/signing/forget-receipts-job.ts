import type { JobKind } from '../jobs/job-kind.js';
import { forgetReceipts } from './verify-message.js';

/** Every ten minutes receipts go that no message can be compared with any more. */
export const FORGET_RECEIPTS: JobKind = {
  name: 'forget-message-receipts',
  timetable: '*/10 * * * *',
  run: (system) => forgetReceipts(system),
};
