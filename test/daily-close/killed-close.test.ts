import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DailyClose } from '../../models/daily-close.js';
import { findRow } from '../../models/rows.js';
import { verifyChain } from '../../server/audit/verify-chain.js';
import { systemContext } from '../../server/context.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { closingInstallation, type ClosingInstallation } from '../support/closing-installation.js';

const WORKER = fileURLToPath(new URL('../support/daily-close-worker.js', import.meta.url));

const examined = async (): Promise<number> => (await findRow(DailyClose, { where: {} }))?.examinedLoans ?? 0;

describe('A daily close whose process is killed', () => {
  let installation: ClosingInstallation;
  beforeEach(async () => {
    installation = await closingInstallation();
  });
  afterEach(() => installation.remove());

  /** Starts another instance and kills it without warning once it has looked at so many loans. */
  const closeUntilKilled = async (loans: number): Promise<void> => {
    const worker = fork(WORKER, { env: { ...process.env, ...installation.environment }, stdio: 'ignore' });
    const ended = once(worker, 'exit');
    while (worker.exitCode === null && (await examined()) < loans) await delay(2);
    worker.kill('SIGKILL');
    await ended;
  };
  it('is taken up where it stopped, and no loan is dealt with twice [T46]', async () => {
    const { system, people } = installation;
    const countOf = (what: string): Promise<number> => installation.countOf(what);
    await closeUntilKilled(10);
    const first = await examined();
    expect(first).to.be.at.least(10);
    expect(await findRow(DailyClose, { where: {} })).to.include({ state: 'running' });

    const { closed } = await runDailyCloses(systemContext(system, 'resumed'));
    expect(closed).to.have.length(1);
    const close = await findRow(DailyClose, { where: {} });
    expect(close).to.include({ state: 'done', businessDate: closed[0] });
    expect(close?.examinedLoans).to.be.greaterThan(first);
    expect(close?.fellOverdue)
      .to.equal(await countOf("loans WHERE state = 'overdue'"))
      .and.to.equal(await countOf("loan_events WHERE source = 'daily-close' AND untilOn IS NULL"));
    expect(close?.reclassified).to.equal(await countOf('loan_standings'));
    expect(await countOf('daily_closes')).to.equal(1);
    expect((await verifyChain(people.organisationIds['platform'] ?? 0)).intact).to.be.true;
    expect(await runDailyCloses(systemContext(system, 'again'))).to.deep.equal({ closed: [] });
  }).timeout(120_000);
});
