import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AuditChain, AuditEvent } from '../../models/audit-event.js';
import { initialiseModels } from '../../models/index.js';
import { deleteRows, findRow, findRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { eventHash } from '../../server/audit/append-event.js';
import { isSigned, type SignedDeposit } from '../../server/audit/deposit-signature.js';
import { AUDIT_DEPOSIT_JOB, makeDeposit } from '../../server/audit/make-deposit.js';
import { systemContext } from '../../server/context.js';
import { enqueueByTimetable } from '../../server/jobs/timetable.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { composeSystem, openDatabase } from '../../server/composition.js';
import { readConfig } from '../../server/config.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { openTestDatabase } from '../support/database.js';
import { buildPeople } from '../support/people.js';
import { emptyServerDatabase } from '../support/throw-away-database.js';

interface Outcome {
  readonly code: number;
  readonly text: string;
}

describe('the heads of the audit chains', () => {
  let app: TestApp;
  const deposited = (): SignedDeposit[] =>
    [...app.kept.values()].map((text) => JSON.parse(text) as SignedDeposit);

  beforeEach(async () => {
    app = await startTestApp();
  });

  it('are signed each night by the timetable and handed over to be kept elsewhere', async () => {
    app.clock.setInstant('2025-03-21T16:10:30.000Z');
    await enqueueByTimetable(app.system, [AUDIT_DEPOSIT_JOB]);
    await runDueJobs(app.system, [AUDIT_DEPOSIT_JOB]);
    expect([...app.kept.keys()]).to.deep.equal(['2025-03-22.json']);
    const [deposit] = deposited();
    if (!deposit) expect.fail('nothing was deposited');
    expect(isSigned(deposit)).to.equal(true);
    const chains = await findRows(AuditChain, { where: {} });
    expect(deposit.content.chains).to.have.length(chains.length);
    const listed = await (await app.logIn('audit.admin')).get('/api/v1/audit-deposits').expect(200);
    expect((listed.body as { items: unknown[] }).items).to.deep.equal([deposit]);
    expect(await findRows(AuditEvent, { where: { command: 'audit-deposit.make' } })).to.have.length(1);
  });

  it('are signed once a day, and handed over again when the first time failed', async () => {
    const context = systemContext(app.system, 'test');
    const first = await makeDeposit(context);
    (app.kept as Map<string, string>).clear();
    expect(await makeDeposit(context)).to.deep.equal(first);
    expect(deposited()).to.deep.equal([first]);
    expect(await findRows(AuditEvent, { where: { command: 'audit-deposit.make' } })).to.have.length(1);
  });

  it('cannot be altered without breaking the signature', async () => {
    const deposit = await makeDeposit(systemContext(app.system, 'test'));
    const [first, ...others] = deposit.content.chains;
    if (!first) expect.fail('no chain');
    const chains = [{ ...first, sequence: first.sequence + 1 }, ...others];
    expect(isSigned({ ...deposit, content: { ...deposit.content, chains } })).to.equal(false);
    expect(isSigned({ ...deposit, keyCode: '0'.repeat(16) })).to.equal(false);
  });
});

describe('npm run audit:verify', function () {
  this.timeout(60_000);
  let folder: string;
  let environment: Record<string, string>;
  let remove: () => Promise<void>;
  let organisationId: number;
  let database: ReturnType<typeof openDatabase>;

  const verify = (...flags: string[]): Promise<Outcome> =>
    new Promise((resolve) => {
      const program = ['dist/server/audit-verify-main.js', ...flags];
      const env = { PATH: process.env['PATH'], ...environment };
      execFile(process.execPath, program, { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), text: `${stdout}${stderr}` }),
      );
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'suidai-verify-'));
    const server = process.env['DATABASE_URL'];
    const own = server === undefined ? undefined : await emptyServerDatabase(server);
    environment = { DATA_DIR: folder, ...(own && { DATABASE_URL: own.url }) };
    const config = readConfig(environment);
    database = openDatabase(config);
    const system = await composeSystem(config, database);
    organisationId = (await buildPeople(system)).organisationIds['bank'] ?? 0;
    await makeDeposit(systemContext(system, 'test'));
    remove = async () => {
      await database.close();
      await own?.drop();
      await rm(folder, { recursive: true });
      initialiseModels((await openTestDatabase()).sequelize);
    };
  });
  afterEach(() => remove());

  it('goes through every chain without any secret, and ends with 0', async () => {
    const outcome = await verify('--deposits', join(folder, 'audit-deposits'));
    expect(outcome.text).to.include('every chain is intact').and.include('1 deposits read');
    expect(outcome.code).to.equal(0);
  });

  it('names the row that was changed, and ends with 1', async () => {
    await inTransaction(database, (transaction) =>
      updateRows(AuditEvent, { detailJson: '{}' }, { organisationId, sequence: 2 }, transaction),
    );
    const bad = await findRow(AuditEvent, { where: { organisationId, sequence: 2 } });
    const outcome = await verify();
    expect(outcome.text).to.match(new RegExp(`✗ .*sequence 2 \\(audit_events\\.id ${bad?.id}\\)`));
    expect(outcome.code).to.equal(1);
  });

  it('finds a chain that was cut short or written anew as a whole by what was deposited [T43]', async () => {
    const chain = await findRow(AuditChain, { where: { organisationId } });
    const last = await findRow(AuditEvent, { where: { organisationId, sequence: chain?.sequence ?? 0 } });
    if (!chain || !last) expect.fail('no event');
    const { id: _id, previousHash, hash: _hash, ...body } = { ...last, requestId: 'forged' };
    const hash = eventHash(previousHash, body);
    await inTransaction(database, async (transaction) => {
      await updateRows(AuditEvent, { requestId: 'forged', hash }, { id: last.id }, transaction);
      await updateRows(AuditChain, { headHash: hash }, { organisationId }, transaction);
    });
    expect((await verify()).code, 'the chain alone looks right').to.equal(0);
    const rewritten = await verify('--deposits', join(folder, 'audit-deposits'));
    expect(rewritten.text).to.match(new RegExp(`sequence ${chain.sequence} .*deposited`));

    await inTransaction(database, async (transaction) => {
      await deleteRows(AuditEvent, { id: last.id }, transaction);
      const head = { sequence: chain.sequence - 1, headHash: previousHash };
      await updateRows(AuditChain, head, { organisationId }, transaction);
    });
    expect((await verify()).code).to.equal(0);
    const cut = await verify('--deposits', join(folder, 'audit-deposits'));
    expect(cut.text).to.match(/end of the chain is missing/);
    expect(cut.code).to.equal(1);
  });

  it('trusts a deposit only with the key it was told of', async () => {
    const other = await startTestApp();
    const forged = other.system.depositSigner.sign({
      madeOn: other.clock.today(),
      madeAt: other.clock.now(),
      chains: [],
    });
    const key = join(folder, 'known.pem');
    await writeFile(key, forged.publicKey);
    const outcome = await verify('--deposits', join(folder, 'audit-deposits'), '--public-key', key);
    expect(outcome.text).to.include('the signature does not hold');
    expect(outcome.code).to.equal(1);
  });
});
