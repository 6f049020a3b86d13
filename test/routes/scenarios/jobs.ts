import { failedJob } from '../row-makers/job.js';
import type { Scenarios } from './world.js';

export const JOB_SCENARIOS: Scenarios = {
  listJobs: async ({ logIn }) => {
    await failedJob();
    return (await logIn('system.admin')).get('/api/v1/jobs?state=failed');
  },
  getJob: async ({ logIn }) => (await logIn('auditor')).get(`/api/v1/jobs/${await failedJob()}`),
  retryJob: async ({ logIn }) =>
    (await logIn('system.admin')).post(`/api/v1/jobs/${await failedJob()}/retries`),
};
