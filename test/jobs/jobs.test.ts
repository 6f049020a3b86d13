import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { Job } from '../../models/job.js';
import { findRow, findRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { runCommand } from '../../server/command.js';
import { systemContext } from '../../server/context.js';
import { enqueueJob, type NewJob } from '../../server/jobs/enqueue-job.js';
import type { JobKind, JobRun } from '../../server/jobs/job-kind.js';
import { startJobRunner } from '../../server/jobs/job-runner.js';
import { claimJob } from '../../server/jobs/lease.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { MOST_ATTEMPTS, runJob } from '../../server/jobs/run-job.js';
import { enqueueByTimetable } from '../../server/jobs/timetable.js';
import { createLogger } from '../../server/logger.js';
import { startTestApp, type TestApp } from '../support/app.js';

const NEVER = new AbortController().signal;

const kind = (run: (run: JobRun) => Promise<void>, name = 'count'): JobKind => ({
  name,
  run: (_system, jobRun) => run(jobRun),
});

const jobOf = async (runKey: string) => {
  const job = await findRow(Job, { where: { runKey } });
  if (!job) throw new Error(`No job ${runKey}`);
  return job;
};

const steps = async () =>
  (await findRows(AuditEvent, { where: { command: 'test.step' }, order: [['id', 'ASC']] })).map(
    ({ detailJson, actorRole }) => [actorRole, detailJson],
  );

describe('A job', () => {
  let app: TestApp;
  let done: string[];
  beforeEach(async () => {
    app = await startTestApp();
    done = [];
  });

  const enqueue = (job: NewJob) =>
    inTransaction(app.system.database, (transaction) =>
      enqueueJob({ transaction, now: app.clock.now() }, job),
    );
  const notes = kind(async ({ runKey }) => void done.push(runKey));
  /** A batch of work that leaves an audit event behind. */
  const batch = (run: JobRun, step: number) =>
    runCommand(systemContext(app.system, run.requestId), 'test.step', async (unit) => {
      const organisationId = app.organisationIds['bank'] ?? 0;
      unit.record({
        organisationId,
        subjectKind: 'organisation',
        subjectId: organisationId,
        detail: { step },
      });
      await run.advance(unit, { step });
      return {};
    });

  it('is done once, however often the same work is asked for', async () => {
    expect(await enqueue({ name: 'count', runKey: 'a' })).to.be.true;
    expect(await enqueue({ name: 'count', runKey: 'a' })).to.be.false;
    await runDueJobs(app.system, [notes]);
    expect(await enqueue({ name: 'count', runKey: 'a' })).to.be.false;
    await runDueJobs(app.system, [notes]);
    expect(done).to.deep.equal(['a']);
    expect(await jobOf('a')).to.include({ state: 'done', lockedBy: null });
  });

  it('does not exist when the transaction that asked for it failed', async () => {
    const failing = inTransaction(app.system.database, async (transaction) => {
      await enqueueJob({ transaction, now: app.clock.now() }, { name: 'count', runKey: 'a' });
      throw new Error('no');
    });
    await failing.catch(() => undefined);
    await runDueJobs(app.system, [notes]);
    expect(done).to.be.empty;
  });

  it('is claimed by one of many who ask at the same moment', async () => {
    await enqueue({ name: 'count', runKey: 'a' });
    const leases = await Promise.all(Array.from({ length: 8 }, () => claimJob(app.system, ['count'])));
    expect(leases.filter((lease) => lease !== undefined)).to.have.length(1);
  });

  it('waits for those before it in its lane, and for nobody else', async () => {
    for (const [runKey, lane] of [
      ['a', 'bank-1'],
      ['b', 'bank-1'],
      ['c', 'bank-2'],
    ] as const)
      await enqueue({ name: 'count', runKey, lane });
    const first = await claimJob(app.system, ['count']);
    const second = await claimJob(app.system, ['count']);
    expect([first?.job.runKey, second?.job.runKey]).to.deep.equal(['a', 'c']);
    expect(await claimJob(app.system, ['count'])).to.be.undefined;
    if (first) await runJob(app.system, notes, first, NEVER);
    expect((await claimJob(app.system, ['count']))?.job.runKey).to.equal('b');
  });

  it('goes on after its last batch when the instance that ran it is gone [T46]', async () => {
    await enqueue({ name: 'count', runKey: 'a' });
    const lease = await claimJob(app.system, ['count']);
    const dying = kind(async (run) => {
      await batch(run, 1);
      await new Promise(() => undefined);
    });
    if (lease) void runJob(app.system, dying, lease, NEVER);
    while ((await steps()).length === 0) await delay(5);

    const resumed = kind(async (run) => {
      expect(run.progress).to.deep.equal({ step: 1 });
      await batch(run, 2);
    });
    expect(await runDueJobs(app.system, [resumed])).to.be.empty;
    app.clock.advanceSeconds(31);
    expect(await runDueJobs(app.system, [resumed])).to.deep.equal([{ ended: 'done' }]);
    expect(await steps()).to.deep.equal([
      ['system', '{"step":1}'],
      ['system', '{"step":2}'],
    ]);
  });

  it('lets a paused worker write nothing once its lease has passed to another [T47]', async () => {
    await enqueue({ name: 'count', runKey: 'a' });
    const paused = await claimJob(app.system, ['count']);
    app.clock.advanceSeconds(31);
    const other = await claimJob(app.system, ['count']);
    expect(other?.job.id).to.equal(paused?.job.id);
    const work = kind((run) => batch(run, 1).then(() => undefined));
    if (paused) expect(await runJob(app.system, work, paused, NEVER)).to.deep.equal({ ended: 'lost' });
    expect(await steps()).to.be.empty;
    if (other) expect(await runJob(app.system, work, other, NEVER)).to.deep.equal({ ended: 'done' });
    expect(await steps()).to.have.length(1);
  });

  it('is tried again after growing pauses, then has failed, keeps its last error and says so', async () => {
    let toldOf = 0;
    const hopeless: JobKind = {
      name: 'count',
      run: () => Promise.reject(new Error(`try ${done.push('x')}`)),
      giveUp: async () => void (toldOf += 1),
    };
    await enqueue({ name: 'count', runKey: 'a' });
    const pauses: number[] = [];
    for (let waited = 0; (await jobOf('a')).state !== 'failed'; waited += 10) {
      if ((await runDueJobs(app.system, [hopeless])).length > 0) pauses.push(waited);
      app.clock.advanceSeconds(10);
    }
    expect(done).to.have.length(MOST_ATTEMPTS);
    expect(pauses.slice(0, 4)).to.deep.equal([0, 10, 30, 70]);
    expect(toldOf).to.equal(1);
    expect((await jobOf('a')).lastError).to.include(`try ${MOST_ATTEMPTS}`);
  });

  it('fails as well when it takes every instance down with it', async () => {
    await enqueue({ name: 'count', runKey: 'a' });
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      expect(await claimJob(app.system, ['count'])).not.to.be.undefined;
      app.clock.advanceSeconds(31);
    }
    const [outcome] = await runDueJobs(app.system, [notes]);
    expect(outcome?.ended).to.equal('failed');
    expect(done).to.be.empty;
  });

  it('runs by its timetable in Shanghai, each due time once, and makes up for the last one missed', async () => {
    const nightly: JobKind = { ...notes, timetable: '30 1 * * *' };
    for (let instance = 0; instance < 3; instance += 1) await enqueueByTimetable(app.system, [nightly]);
    app.clock.setInstant('2025-03-24T02:00:00.000Z');
    await enqueueByTimetable(app.system, [nightly]);
    await runDueJobs(app.system, [nightly]);
    expect(done).to.deep.equal(['2025-03-20T17:30:00.000Z', '2025-03-23T17:30:00.000Z']);
  });

  it('is taken up as soon as the one before it in its lane has ended, without waiting for the next look', async () => {
    for (const runKey of ['a', 'b', 'c', 'd']) await enqueue({ name: 'count', runKey, lane: 'one' });
    const options = { logger: createLogger('silent'), ready: () => true, pollMs: 30_000 };
    const runner = startJobRunner(app.system, { ...options, kinds: [notes] });
    while (done.length < 4) await delay(5);
    await runner.stop();
    expect(done).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('is given back when the program stops, and taken up again by the next', async () => {
    const patient = kind(async (run) => {
      for (let step = 1; ; step += 1) {
        await batch(run, step);
        run.signal.throwIfAborted();
      }
    });
    await enqueue({ name: 'count', runKey: 'a' });
    const options = { logger: createLogger('silent'), ready: () => true, pollMs: 5 };
    const runner = startJobRunner(app.system, { ...options, kinds: [patient] });
    while ((await steps()).length < 2) await delay(5);
    await runner.stop();
    const { state, progressJson, attempts } = await jobOf('a');
    expect([state, attempts]).to.deep.equal(['due', 0]);
    expect(progressJson).to.equal(`{"step":${(await steps()).length}}`);
    expect(await runDueJobs(app.system, [notes])).to.deep.equal([{ ended: 'done' }]);
  });
});
