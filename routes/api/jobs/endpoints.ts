import { findJob, findJobs, type ListedJob } from '../../../server/jobs/find-jobs.js';
import { retryJob } from '../../../server/jobs/retry-job.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import * as schemas from './schemas.js';

const presentJob = (job: ListedJob) => ({
  jobId: String(job.id),
  name: job.name,
  runKey: job.runKey,
  state: job.state,
  attempts: job.attempts,
  availableAt: job.availableAt,
  lockedUntil: job.lockedUntil,
  createdAt: job.createdAt,
  updatedAt: job.updatedAt,
  progress: job.progressJson,
  lastError: job.lastError,
});

const list = guarded<unknown, schemas.JobsQuery>({
  method: 'get',
  path: '/api/v1/jobs',
  tag: 'jobs',
  operationId: 'listJobs',
  summary: 'Work in the background, the newest first (后台作业)',
  permission: 'job.read',
  query: schemas.jobsQuery,
  reply: { status: 200, schema: schemas.jobsReply },
  errors: [],
  handle: async (_context, { query }) => {
    const { items, nextCursor } = await findJobs(query);
    return { items: items.map(presentJob), nextCursor };
  },
});

const get = guarded<schemas.JobParams>({
  method: 'get',
  path: '/api/v1/jobs/:jobId',
  tag: 'jobs',
  operationId: 'getJob',
  summary: 'One job: how far it has come, and its last error (作业详情)',
  permission: 'job.read',
  params: schemas.jobParams,
  reply: { status: 200, schema: schemas.jobReply },
  errors: ['not-found'],
  handle: async (_context, { params }) => presentJob(await findJob(Number(params.jobId))),
});

const retry = guarded<schemas.JobParams>({
  method: 'post',
  path: '/api/v1/jobs/:jobId/retries',
  tag: 'jobs',
  operationId: 'retryJob',
  summary: 'Make a job that was given up due again, from where it stopped (重试作业)',
  permission: 'job.retry',
  params: schemas.jobParams,
  reply: { status: 204 },
  errors: ['not-found', 'illegal-transition'],
  handle: (context, { params }) => retryJob(context, Number(params.jobId)),
});

/** What runs in the background, for those who keep the system going. */
export const JOB_ENDPOINTS: readonly Endpoint[] = [list, get, retry];
