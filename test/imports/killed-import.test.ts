import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { Import } from '../../models/import.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, selectRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { verifyChain } from '../../server/audit/verify-chain.js';
import { SteppedClock, addSeconds, systemClock } from '../../server/clock.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import type { Context, System } from '../../server/context.js';
import type { BankFileKindName } from '../../server/core/bank-files/import-kind-name.js';
import { receiveImport } from '../../server/imports/receive-import.js';
import { IMPORT_JOB_KIND } from '../../server/imports/run-import.js';
import { storeUpload } from '../../server/imports/stored-upload.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { CLAIM_BATCH } from '../../server/subsidies/claim-check/subsidy-claim-import.js';
import { buildPeople, type People } from '../support/people.js';
import { emptyServerDatabase } from '../support/throw-away-database.js';

const WORKER = fileURLToPath(new URL('../support/import-worker.js', import.meta.url));
const ROWS = 24_000;
/** Enough for three batches of a claim. */
const CLAIM_ROWS = 3 * CLAIM_BATCH;
const LOANS = 400;

const importOf = async (importId: number) => {
  const row = await findRow(Import, { where: { id: importId } });
  if (!row) throw new Error(`No import ${importId}`);
  return row;
};

describe('An import whose process is killed', () => {
  let environment: Record<string, string>;
  let system: System;
  let clock: SteppedClock;
  let people: People;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suidai-killed-'));
    const url = process.env['DATABASE_URL'];
    const server = url === undefined ? undefined : await emptyServerDatabase(url);
    environment = { DATA_DIR: folder, ...(server && { DATABASE_URL: server.url }) };
    const config = readConfig(environment);
    clock = new SteppedClock(systemClock.now());
    system = await composeSystem(config, openDatabase(config), clock);
    people = await buildPeople(system);
    await inTransaction(system.database, (transaction) =>
      updateRows(Organisation, { code: 'FUND01' }, { code: 'GUARANTOR' }, transaction),
    );
    remove = async () => {
      await system.database.close();
      await server?.drop();
      await rm(folder, { recursive: true });
    };
  });
  afterEach(() => remove());

  const contextOfBank = async (): Promise<Context> => {
    const user = await findRow(User, { where: { username: 'bank.maker' } });
    if (!user) throw new Error('The bank has no maker');
    const { id: userId, role, organisationId, personIndex } = user;
    const actor = { userId, role, organisationId, personIndex, sessionId: 0 };
    return { system, actor, requestId: 'killed', language: 'zh' };
  };
  const send = async (
    kind: BankFileKindName,
    bytes: Buffer,
    period: string | null = null,
  ): Promise<number> => {
    const upload = await storeUpload(system, `${kind}.csv`, Readable.from([bytes]));
    const request = { kind, upload, bankCode: null, period };
    return (await receiveImport(await contextOfBank(), request)).importId;
  };
  /** Starts another instance and kills it without warning once it has taken so many rows. */
  const workUntilKilled = async (importId: number, rows: number): Promise<void> => {
    const worker = fork(WORKER, { env: { ...process.env, ...environment }, stdio: 'ignore' });
    const ended = once(worker, 'exit');
    while (worker.exitCode === null && (await importOf(importId)).rowCount < rows) await delay(5);
    worker.kill('SIGKILL');
    await ended;
  };

  it('is taken up where it stopped, and no row is taken twice [T46]', async () => {
    const portfolio = await readFile('test/cases/bank/portfolio.csv');
    const contracts = portfolio
      .toString()
      .split('\n')
      .slice(1, LOANS + 1)
      .map((row) => row.split(',')[0]);
    await send('portfolio', portfolio);
    await runDueJobs(system, [IMPORT_JOB_KIND]);
    const rows = Array.from(
      { length: ROWS },
      (_, index) => `K${index},${contracts[index % LOANS]},2026-11-01,还款,0,0.01,0`,
    );
    const header = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息';
    const importId = await send('repayments', Buffer.from([header, ...rows].join('\n')));

    await workUntilKilled(importId, 2_000);
    const first = (await importOf(importId)).rowCount;
    expect(first).to.be.within(2_000, ROWS - 1_000);
    // Nobody else works on it before the lease of the dead has run out.
    expect(await runDueJobs(system, [IMPORT_JOB_KIND])).to.deep.equal([]);
    clock.setInstant(addSeconds(systemClock.now(), 31));
    expect(await runDueJobs(system, [IMPORT_JOB_KIND])).to.deep.equal([{ ended: 'done' }]);

    const { state, rowCount, acceptedCount, unchangedCount, rejectedCount } = await importOf(importId);
    expect([state, rowCount, acceptedCount, unchangedCount, rejectedCount]).to.deep.equal([
      'done',
      ROWS,
      ROWS,
      0,
      0,
    ]);
    const [stored] = await selectRows<{ rows: number; interest: number }>(
      system.database,
      'SELECT COUNT(*) AS `rows`, SUM(interestFen) AS interest FROM repayments',
    );
    const [onLoans] = await selectRows<{ interest: number }>(
      system.database,
      'SELECT SUM(interestPaidFen) AS interest FROM loans',
    );
    expect(stored).to.deep.equal({ rows: ROWS, interest: ROWS });
    expect(onLoans?.interest).to.equal(ROWS);
    const bank = people.organisationIds['bank'] ?? 0;
    expect((await verifyChain(bank)).intact).to.be.true;
  }).timeout(120_000);

  it('goes on with a claim at the line after the last one checked', async () => {
    await send('portfolio', await readFile('test/cases/bank/portfolio.csv'));
    await runDueJobs(system, [IMPORT_JOB_KIND]);
    const [header = '', first = ''] = (await readFile('test/cases/bank/claim.csv')).toString().split('\n');
    const unknown = (index: number) => first.replace('GZCD202500001', `NONE${index}`);
    const lines = Array.from({ length: CLAIM_ROWS }, (_, index) => (index === 0 ? first : unknown(index)));
    const importId = await send('subsidy-claim', Buffer.from([header, ...lines].join('\n')), '2025Q2');

    await workUntilKilled(importId, 1);
    expect((await importOf(importId)).rowCount).to.be.within(1, CLAIM_ROWS - 1);
    clock.setInstant(addSeconds(systemClock.now(), 31));
    expect(await runDueJobs(system, [IMPORT_JOB_KIND])).to.deep.equal([{ ended: 'done' }]);

    const { subsidyClaimId, acceptedCount, unchangedCount } = await importOf(importId);
    expect([acceptedCount, unchangedCount]).to.deep.equal([CLAIM_ROWS, 0]);
    const claim = await findRow(SubsidyClaim, { where: { id: subsidyClaimId ?? 0 } });
    expect(claim).to.include({ lineCount: CLAIM_ROWS, claimedFen: CLAIM_ROWS * 98_388, subsidyFen: 98_389 });
    const stored = await selectRows<{ cause: string; lines: number; last: number }>(
      system.database,
      'SELECT cause, COUNT(*) AS `lines`, MAX(lineNumber) AS last FROM claimed_lines GROUP BY cause ORDER BY cause',
    );
    expect(stored).to.deep.equal([
      { cause: 'rounding', lines: 1, last: 1 },
      { cause: 'unknown-loan', lines: CLAIM_ROWS - 1, last: CLAIM_ROWS },
    ]);
  }).timeout(120_000);
});
