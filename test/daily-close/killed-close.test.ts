import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { DailyClose } from '../../models/daily-close.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, selectRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { verifyChain } from '../../server/audit/verify-chain.js';
import { SteppedClock, systemClock } from '../../server/clock.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { systemContext, type System } from '../../server/context.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { receiveImport } from '../../server/imports/receive-import.js';
import { IMPORT_JOB_KIND } from '../../server/imports/run-import.js';
import { storeUpload } from '../../server/imports/stored-upload.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { buildPeople, type People } from '../support/people.js';
import { emptyServerDatabase } from '../support/throw-away-database.js';

const WORKER = fileURLToPath(new URL('../support/daily-close-worker.js', import.meta.url));

const examined = async (): Promise<number> => (await findRow(DailyClose, { where: {} }))?.examinedLoans ?? 0;

describe('A daily close whose process is killed', () => {
  let environment: Record<string, string>;
  let system: System;
  let people: People;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'suidai-killed-'));
    const url = process.env['DATABASE_URL'];
    const server = url === undefined ? undefined : await emptyServerDatabase(url);
    environment = { DATA_DIR: folder, ...(server && { DATABASE_URL: server.url }) };
    const config = readConfig(environment);
    system = await composeSystem(config, openDatabase(config), new SteppedClock(systemClock.now()));
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

  /** A bank's whole book comes in, and nobody has paid since. */
  const takeOver = async (): Promise<void> => {
    const user = await findRow(User, { where: { username: 'bank.maker' } });
    if (!user) throw new Error('The bank has no maker');
    const { id: userId, role, organisationId, personIndex } = user;
    const actor = { userId, role, organisationId, personIndex, sessionId: 0 };
    const bytes = await readFile('test/cases/bank/portfolio.csv');
    const upload = await storeUpload(system, 'portfolio.csv', Readable.from([bytes]));
    const request = { kind: 'portfolio', upload, bankCode: null, period: null } as const;
    await receiveImport({ system, actor, requestId: 'killed', language: 'zh' }, request);
    await runDueJobs(system, [IMPORT_JOB_KIND]);
  };
  /** Starts another instance and kills it without warning once it has looked at so many loans. */
  const closeUntilKilled = async (loans: number): Promise<void> => {
    const worker = fork(WORKER, { env: { ...process.env, ...environment }, stdio: 'ignore' });
    const ended = once(worker, 'exit');
    while (worker.exitCode === null && (await examined()) < loans) await delay(2);
    worker.kill('SIGKILL');
    await ended;
  };
  const countOf = async (what: string): Promise<number> => {
    const [row] = await selectRows<{ count: number }>(
      system.database,
      `SELECT COUNT(*) AS count FROM ${what}`,
    );
    return row?.count ?? -1;
  };

  it('is taken up where it stopped, and no loan is dealt with twice [T46]', async () => {
    await takeOver();
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
