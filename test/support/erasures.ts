import { expect } from 'chai';
import { ERASURE_JOB } from '../../server/erasures/run-erasure.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import type { TestApp } from './app.js';
import { bodyOf } from './applications.js';

export const ERASURES = '/api/v1/erasure-runs';

/** An erasure that waits for its second person. */
export interface ProposedErasure {
  readonly path: string;
  readonly contentHash: string;
}

/** The system administrator lists what is due. */
export async function proposeErasure(app: TestApp): Promise<ProposedErasure> {
  const { erasureRunId, contentHash } = bodyOf(await (await app.logIn('system.admin')).post(ERASURES), 201);
  return { path: `${ERASURES}/${String(erasureRunId)}`, contentHash: String(contentHash) };
}

/** What is due today is erased, by two administrators and the job. Answers the run as it then stands. */
export async function eraseWhatIsDue(app: TestApp): Promise<Readonly<Record<string, unknown>>> {
  const { path, contentHash } = await proposeErasure(app);
  const security = await app.logIn('security.admin');
  const approved = await security.post(`${path}/approve`).send({ contentHash });
  expect(approved.status, approved.text).to.equal(204);
  const outcomes = await runDueJobs(app.system, [ERASURE_JOB]);
  expect(outcomes).to.deep.equal([{ ended: 'done' }]);
  return bodyOf(await security.get(path), 200);
}
