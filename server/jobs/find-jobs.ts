import { Job } from '../../models/job.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { DomainError } from '../core/errors.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';

/** A job in a list. */
export type ListedJob = Row<Job>;

export interface JobFilter extends PageRequest {
  readonly state?: Row<Job>['state'] | undefined;
  readonly name?: string | undefined;
}

/** Work in the background, the newest first. */
export async function findJobs(filter: JobFilter): Promise<Page<ListedJob>> {
  const before = idBefore(filter);
  const rows = await findRows(Job, {
    where: {
      ...(filter.state !== undefined && { state: filter.state }),
      ...(filter.name !== undefined && { name: filter.name }),
      ...(before !== undefined && { id: { '<': before } }),
    },
    order: [['id', 'DESC']],
    limit: filter.limit + 1,
  });
  return pageById(rows, filter);
}

/** One job. Fails: not-found. */
export async function findJob(jobId: number): Promise<ListedJob> {
  const job = await findRow(Job, { where: { id: jobId } });
  if (!job) throw new DomainError('not-found');
  return job;
}
