import { Job } from '../../models/job.js';
import { lockRow, updateRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { platformOrganisationId } from '../organisations/platform.js';

/** Makes a job that was given up due again, from where it stopped. Fails: not-found, illegal-transition (unless it has failed). */
export async function retryJob(context: Context, jobId: number): Promise<null> {
  return runCommand(context, 'job.retry', async (unit) => {
    const { transaction, now } = unit;
    const job = await lockRow(Job, { id: jobId }, transaction);
    if (!job) throw new DomainError('not-found');
    if (job.state !== 'failed')
      throw new DomainError('illegal-transition', { table: 'job', from: job.state, event: 'job.retry' });
    const due = { state: 'due', attempts: 0, availableAt: now, updatedAt: now } as const;
    await updateRows(Job, due, { id: jobId }, transaction);
    unit.record({
      organisationId: await platformOrganisationId(transaction),
      subjectKind: 'job',
      subjectId: jobId,
      detail: { name: job.name, runKey: job.runKey },
    });
    return null;
  });
}
