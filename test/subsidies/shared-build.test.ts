import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.js';
import { findRow, findRows } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { subsidyQuarter } from '../../server/core/subsidy-quarter.js';
import { buildSubsidyClaim } from '../../server/subsidies/build-subsidy-claim.js';
import { bankMaker, closingInstallation, type ClosingInstallation } from '../support/closing-installation.js';

const WORKER = fileURLToPath(new URL('../support/claim-build-worker.js', import.meta.url));
const QUARTER = '2025Q3';

interface RangeBuilt {
  readonly by: string;
  readonly after: number;
  readonly upTo: number;
}

/** Which loans each batch of the build took, in the order of the audit. */
async function rangesBuilt(): Promise<RangeBuilt[]> {
  const events = await findRows(AuditEvent, {
    where: { command: 'subsidy-claim.build-batch' },
    order: [['sequence', 'ASC']],
  });
  return events.flatMap(({ requestId: by, detailJson }) => {
    const { loans } = JSON.parse(detailJson) as { loans?: { after: number; upTo: number } };
    return loans ? [{ by, ...loans }] : [];
  });
}

describe('A claim that two instances build at once', () => {
  let installation: ClosingInstallation;
  // Two processes on the embedded database do not take turns: it is for one instance.
  before(function () {
    if (process.env['DATABASE_URL'] === undefined) this.skip();
  });
  beforeEach(async () => {
    installation = await closingInstallation();
  });
  afterEach(() => installation?.remove());

  const start = (name: string): ChildProcess =>
    fork(WORKER, [name, QUARTER], {
      env: { ...process.env, ...installation.environment },
      stdio: 'ignore',
    });

  it('is taken range by range of its loans, each once; where one is killed the other ends it', async () => {
    const [first, second] = [start('first'), start('second')];
    await Promise.all([once(first, 'message'), once(second, 'message')]);
    for (const worker of [first, second]) worker.send('go');
    const ended = [once(first, 'exit'), once(second, 'exit')];
    const bothAtWork = async (): Promise<boolean> =>
      new Set((await rangesBuilt()).map(({ by }) => by)).size === 2;
    while (!(await bothAtWork()) && second.exitCode === null) await delay(2);
    first.kill('SIGKILL');
    await Promise.all(ended);
    expect(second.exitCode).to.equal(0);

    const ranges = await rangesBuilt();
    expect([...new Set(ranges.map(({ by }) => by))], 'who built').to.have.members(['first', 'second']);
    const joints = ranges.slice(1).map(({ after }, index) => [ranges[index]?.upTo, after]);
    expect(
      joints.every(([upTo, after]) => upTo === after),
      'each range begins where one ended',
    ).to.equal(true);
    const shared = await findRow(SubsidyClaim, { where: {} });
    expect(shared?.lineCount).to.be.greaterThan(300);

    const alone = await buildSubsidyClaim(await bankMaker(installation.system, 'alone'), {
      bankCode: null,
      quarter: subsidyQuarter(QUARTER),
    });
    expect(alone).to.include({ contentHash: shared?.contentHash, lineCount: shared?.lineCount });
  }).timeout(120_000);
});
