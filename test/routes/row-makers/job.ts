import { findRow, updateRows } from '../../../models/rows.js';
import { Job } from '../../../models/job.js';
import { inTransaction } from '../../../models/transaction.js';
import { enqueueJob } from '../../../server/jobs/enqueue-job.js';
import { openTestDatabase } from '../../support/database.js';
import type { RowMaker } from './row-maker.js';

let jobs = 0;

/** A job that was given up. */
export async function failedJob(): Promise<string> {
  const name = 'unheard-of';
  const runKey = `run-${(jobs += 1)}`;
  const now = '2025-03-21T02:00:00.000Z';
  await inTransaction(await openTestDatabase(), async (transaction) => {
    await enqueueJob({ transaction, now }, { name, runKey, payload: {} });
    await updateRows(Job, { state: 'failed', lastError: 'It broke' }, { name, runKey }, transaction);
  });
  return String((await findRow(Job, { where: { name, runKey } }))?.id);
}

/** Work in the background; those who may look see all of it. */
export const JOB_ROW: RowMaker = { own: failedJob, foreign: async () => undefined };
