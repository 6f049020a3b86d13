import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DailyClose } from '../../models/daily-close.js';
import { findRow, selectRows } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { verifyChain } from '../../server/audit/verify-chain.js';
import { systemContext, type System } from '../../server/context.js';
import { CLOSE_RANGE } from '../../server/daily-close/close-range-job.js';
import { DAILY_CLOSE_JOB } from '../../server/daily-close/daily-close-job.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { enqueueJob } from '../../server/jobs/enqueue-job.js';
import { claimJob } from '../../server/jobs/lease.js';
import { closingInstallation, type ClosingInstallation } from '../support/closing-installation.js';

const WORKER = fileURLToPath(new URL('../support/close-range-worker.js', import.meta.url));

/** What a close leaves behind, by contract: no id of ours in it. */
async function leftBehind({ database }: System): Promise<unknown> {
  const standings = await selectRows(
    database,
    `SELECT l.contractNumber, l.state, s.pastDueSince, s.riskClass, s.reason
       FROM loans l LEFT JOIN loan_standings s ON s.loanId = l.id ORDER BY l.contractNumber`,
  );
  const reports = await selectRows(
    database,
    `SELECT l.contractNumber, e.fromOn, e.untilOn, e.revision FROM loan_events e JOIN loans l ON l.id = e.loanId
      WHERE e.source = 'daily-close' ORDER BY l.contractNumber, e.fromOn, e.revision`,
  );
  const [close] = await selectRows(
    database,
    'SELECT businessDate, state, examinedLoans, fellOverdue, cured, reclassified FROM daily_closes',
  );
  return { standings, reports, close };
}

const kill = async (worker: ChildProcess): Promise<void> => {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
};

const until = async (what: string, look: () => Promise<boolean>): Promise<void> => {
  for (let poll = 0; poll < 6_000; poll += 1) {
    if (await look()) return;
    await delay(10);
  }
  throw new Error(`It did not come to this: ${what}`);
};

describe('A daily close in ranges', () => {
  let installation: ClosingInstallation;
  const workers: ChildProcess[] = [];
  beforeEach(async () => {
    installation = await closingInstallation();
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await kill(worker);
    await installation.remove();
  });

  const startWorker = (): ChildProcess => {
    const worker = fork(WORKER, {
      env: { ...process.env, ...installation.environment },
      stdio: 'ignore',
    });
    workers.push(worker);
    return worker;
  };
  const both = (signal: NodeJS.Signals) => workers.forEach((worker) => worker.kill(signal));
  const ranges = () =>
    selectRows<{ number: number; state: string; examinedLoans: number; jobState: string; attempts: number }>(
      installation.system.database,
      `SELECT r.number, r.state, r.examinedLoans, j.state AS jobState, j.attempts
         FROM daily_close_ranges r JOIN daily_closes c ON c.id = r.closeId
         JOIN jobs j ON j.name = 'daily-close.range' AND j.runKey = CONCAT(c.businessDate, '-', r.number) ORDER BY r.number`,
    );

  it('comes to what an undivided one comes to', async () => {
    await runDailyCloses(systemContext(installation.system, 'divided'), { rangeSize: 7 });
    const divided = await leftBehind(installation.system);
    expect(await ranges()).to.have.length.greaterThan(20);

    const other = await closingInstallation();
    await runDailyCloses(systemContext(other.system, 'whole'));
    expect(await other.countOf('daily_close_ranges')).to.equal(0);
    expect(divided).to.deep.equal(await leftBehind(other.system));
    await other.remove();
  }).timeout(120_000);

  it('is shared by two instances; what one had in hand when it was killed the other ends, and each loan counts once', async () => {
    const { system, people } = installation;
    const countOf = (what: string): Promise<number> => installation.countOf(what);
    await inTransaction(system.database, (transaction) =>
      enqueueJob({ transaction, now: system.clock.now() }, { name: DAILY_CLOSE_JOB.name, runKey: 'tonight' }),
    );
    const [first] = [startWorker(), startWorker()];
    await until('one range is done and another in hand', async () => {
      both('SIGSTOP');
      const all = await ranges();
      const isBetween = (state: string) => all.some(({ jobState }) => jobState === state);
      if (isBetween('done') && isBetween('running')) return true;
      both('SIGCONT');
      return false;
    });
    if (first) await kill(first);
    both('SIGCONT');
    expect((await findRow(DailyClose, { where: {} }))?.state).to.equal('running');
    // The dead one does not come back: its leases need not run out first.
    await inTransaction(system.database, (transaction) =>
      execute(
        transaction,
        "UPDATE jobs SET lockedUntil = '2000-01-01T00:00:00.000Z' WHERE state = 'running'",
        [],
      ),
    );
    await until(
      'the day is closed',
      async () => (await findRow(DailyClose, { where: { state: 'done' } })) !== null,
    );

    const close = await findRow(DailyClose, { where: {} });
    const all = await ranges();
    expect(all.every(({ state }) => state === 'done')).to.equal(true);
    expect(close?.examinedLoans)
      .to.equal(all.reduce((sum, { examinedLoans }) => sum + examinedLoans, 0))
      .and.to.be.greaterThan(100);
    expect(close?.fellOverdue)
      .to.equal(await countOf("loans WHERE state = 'overdue'"))
      .and.to.equal(await countOf("loan_events WHERE source = 'daily-close' AND untilOn IS NULL"));
    expect(close?.reclassified).to.equal(await countOf('loan_standings'));
    expect(await countOf('daily_closes')).to.equal(1);
    expect(await countOf("jobs WHERE name = 'risk-alerts.sweep'")).to.equal(1);
    expect((await verifyChain(people.organisationIds['platform'] ?? 0)).intact).to.be.true;
    expect(await runDailyCloses(systemContext(system, 'again'))).to.deep.equal({ closed: [] });
  }).timeout(180_000);

  it('tells a person who asks for it meanwhile that it is under way', async () => {
    const { system } = installation;
    const divided = { rangeSize: 50, signal: AbortSignal.abort(new Error('divided')) };
    const cutOff = await runDailyCloses(systemContext(system, 'first'), divided).catch(
      (error: unknown) => error,
    );
    expect(cutOff).to.have.property('message', 'divided');
    let inHand = 0;
    while (await claimJob(system, [CLOSE_RANGE])) inHand += 1;
    expect(inHand, 'ranges that another instance holds')
      .to.equal((await ranges()).length)
      .and.to.be.greaterThan(1);
    const refused = await runDailyCloses(systemContext(system, 'person')).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'request-in-progress');
  }).timeout(120_000);
});
