import { expect } from 'chai';
import { migrate } from '../../models/migrate.js';
import { ReplicationBeat } from '../../models/replication-beat.js';
import { deleteRows, findRow, insertRow } from '../../models/rows.js';
import { execute } from '../../models/statement.js';
import { inTransaction } from '../../models/transaction.js';
import { User } from '../../models/user.js';
import { UserSession } from '../../models/user-session.js';
import { createMetrics } from '../../routes/metrics.js';
import { createHealth } from '../../routes/health.js';
import { beat } from '../../server/replicas/beat.js';
import { ReplicaSet } from '../../server/replicas/replica-set.js';
import express from 'express';
import request from 'supertest';
import { startTestApp, type Client, type TestApp } from '../support/app.js';
import { throwAwayDatabase, type ThrowAwayDatabase } from '../support/database.js';
import { disbursedLoan } from '../support/loans.js';

const LAG_LIMIT_SECONDS = 10;
const LENDING = '/api/v1/reports/lending?from=2025-03-01&to=2025-03-31&period=month';

const lentBy = async (who: Client): Promise<number> => {
  const { body, status, text } = await who.get(LENDING);
  expect(status, text).to.equal(200);
  return (body as { rows: { figures: { issued: { loans: number } } }[] }).rows[0]?.figures.issued.loans ?? -1;
};

/**
 * The primary has one loan. The copy is a database without any, so that a figure tells where it was read; what it has seen of the
 * primary is written into it by hand.
 */
describe('Reads that may lag', () => {
  let app: TestApp;
  let copy: ThrowAwayDatabase;
  let replicas: ReplicaSet;
  let client: Client;
  let loanId: number;
  beforeEach(async () => {
    app = await startTestApp();
    ({ id: loanId } = await disbursedLoan(app));
    copy = await throwAwayDatabase();
    await migrate(copy.database);
    replicas = new ReplicaSet({
      primary: app.system.database,
      copies: [{ name: 'copy:3306/suidai', database: copy.database }],
      lagLimitSeconds: LAG_LIMIT_SECONDS,
    });
    Object.assign(app.system, { replicas });
    client = await app.logIn('bank.maker');
  });
  afterEach(() => copy.remove());

  /** The copy has everything up to some seconds ago. */
  const copyIsBehind = async (seconds: number): Promise<void> => {
    app.clock.advanceSeconds(-seconds);
    const beatAt = app.clock.now();
    app.clock.advanceSeconds(seconds);
    await inTransaction(copy.database, async (transaction) => {
      await deleteRows(ReplicationBeat, { place: 0 }, transaction);
      await insertRow(ReplicationBeat, { place: 0, beatAt }, transaction);
    });
    await replicas.look(app.clock.now());
  };
  const centre = () => app.logIn('centre.maker');

  it('go to a replica that keeps up; a loan is read from the primary', async () => {
    await copyIsBehind(2);
    expect(await lentBy(await centre()), 'read from the copy').to.equal(0);
    const { body } = await client.get(`/api/v1/loans/${loanId}`).expect(200);
    expect(body).to.include({ state: 'active' });
    expect(replicas.reads).to.deep.equal({ replica: 1, primary: 0 });
  });

  it('go to the primary while the replica lags too far, and back once it has caught up', async () => {
    await copyIsBehind(LAG_LIMIT_SECONDS + 1);
    expect(await lentBy(await centre())).to.equal(1);
    await copyIsBehind(LAG_LIMIT_SECONDS);
    expect(await lentBy(await centre())).to.equal(0);
    expect(replicas.reads).to.deep.equal({ replica: 1, primary: 1 });
  });

  it('are answered by the primary when the replica breaks in the midst of it, and it is left out then', async () => {
    await copyIsBehind(0);
    await inTransaction(copy.database, (transaction) =>
      execute(transaction, 'DROP TABLE loan_statistics', []),
    );
    await inTransaction(copy.database, (transaction) =>
      execute(transaction, 'ALTER TABLE repayments RENAME TO repayments_gone', []),
    );
    const answer = await (await centre()).get('/api/v1/reports/headline?half=2025H1');
    expect(answer.status, answer.text).to.equal(200);
    expect(replicas.states()).to.deep.equal([
      { name: 'copy:3306/suidai', behindSeconds: null, usable: false },
    ]);
  });

  it('show a session what it has written itself: the replica has its count, or the primary is asked', async () => {
    const clerk = await app.logIn('centre.maker');
    await copyIsBehind(0);
    expect(await lentBy(clerk)).to.equal(0);
    await clerk.post('/api/v1/daily-closes').send({}).expect(200);
    expect(await lentBy(clerk), 'the copy has not seen the write').to.equal(1);
    expect(await lentBy(await centre()), 'another session has not written').to.equal(0);

    const session = await findRow(UserSession, { where: {}, order: [['writes', 'DESC']] });
    const user = await findRow(User, { where: { id: session?.userId ?? 0 } });
    if (!session || !user) throw new Error('Nobody has written');
    expect(session.writes).to.be.greaterThan(0);
    await inTransaction(copy.database, async (transaction) => {
      await insertRow(User, { ...user, organisationId: null, role: 'borrower' }, transaction);
      await insertRow(UserSession, session, transaction);
    });
    expect(await lentBy(clerk), 'the copy has caught up').to.equal(0);
  });

  it('are of no concern to a command, which decides on the primary wherever it is called', async () => {
    await copyIsBehind(0);
    const { sessionId } = (await app.contextOf('centre.maker')).actor;
    const loans = await replicas.read(sessionId, async () => [
      await findRow(User, { where: { username: 'bank.maker' } }),
      await inTransaction(app.system.database, () => findRow(User, { where: { username: 'bank.maker' } })),
    ]);
    expect(loans[0], 'outside').to.equal(null);
    expect(loans[1], 'inside a transaction').to.include({ username: 'bank.maker' });
  });

  it('tell operators how far each replica is, and which is left out', async () => {
    await copyIsBehind(3);
    const text = await createMetrics([], app.system).read();
    expect(text)
      .to.contain('suidai_replica_usable{replica="copy:3306/suidai"} 1')
      .and.contain('suidai_replica_behind_seconds{replica="copy:3306/suidai"} 3')
      .and.contain('suidai_lagging_reads_total{served_by="replica"} 0');
    const health = createHealth(app.system, {
      readiness: { ready: true },
      metricsToken: undefined,
      endpoints: [],
    });
    const ready = await request(express().use(health)).get('/readyz').expect(200);
    expect(ready.body).to.deep.equal({ status: 'ready', replicas: { usable: 1, of: 1 } });
  });

  it('need a beat of the primary, one row however often it beats', async () => {
    await Promise.all([beat(app.system), beat(app.system)]);
    app.clock.advanceSeconds(1);
    await beat(app.system);
    const row = await findRow(ReplicationBeat, { where: {} });
    expect(row).to.include({ place: 0, beatAt: app.clock.now() });
  });
});
