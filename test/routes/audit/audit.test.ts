import { expect } from 'chai';
import { AuditChain, AuditEvent } from '../../../models/audit-event.js';
import { deleteRows, updateRows } from '../../../models/rows.js';
import { inTransaction } from '../../../models/transaction.js';
import { startTestApp, type Client, type TestApp } from '../../support/app.js';
import { PASSWORD } from '../../support/people.js';

interface Verification {
  readonly intact: boolean;
  readonly firstBadSequence: number | null;
  readonly verifiedEvents: number;
  readonly fault: string | null;
}

describe('the audit trail', () => {
  let app: TestApp;
  let auditor: Client;
  let organisationId: number;

  const verify = async (): Promise<Verification> => {
    const reply = await auditor.get(`/api/v1/audit-chains/${organisationId}/verification`).expect(200);
    return reply.body as Verification;
  };
  const tamper = (values: object, sequence: number): Promise<number> =>
    inTransaction(app.system.database, (transaction) =>
      updateRows(AuditEvent, values, { organisationId, sequence }, transaction),
    );

  beforeEach(async () => {
    app = await startTestApp();
    auditor = await app.logIn('auditor');
    organisationId = app.organisationIds['bank'] ?? 0;
    for (let count = 0; count < 3; count += 1) {
      await app.visitor
        .post('/api/v1/auth/tokens')
        .send({ username: 'bank.maker', password: PASSWORD })
        .expect(200);
    }
  });

  it('is read by auditors, newest first, and by nobody else', async () => {
    const reply = await auditor
      .get(`/api/v1/audit-events?organisationId=${organisationId}&command=session.open`)
      .expect(200);
    const { items } = reply.body as { items: { sequence: number; actorRole: string; subjectId: string }[] };
    expect(items.map(({ sequence }) => sequence)).to.deep.equal([6, 5, 4]);
    expect(items[0]).to.include({ actorRole: 'visitor', subjectId: String(app.userIds['bank.maker']) });
    for (const username of ['bank.checker', 'centre.checker', 'system.admin'] as const) {
      await (await app.logIn(username)).get('/api/v1/audit-events').expect(403);
    }
  });

  it('verifies from the first event to the last, on every chain', async () => {
    expect(await verify()).to.include({
      intact: true,
      firstBadSequence: null,
      fault: null,
      verifiedEvents: 6,
    });
    const chains = await auditor.get('/api/v1/audit-chains').expect(200);
    const { items } = chains.body as { items: { organisationId: string }[] };
    for (const chain of items) {
      const reply = await auditor
        .get(`/api/v1/audit-chains/${chain.organisationId}/verification`)
        .expect(200);
      expect((reply.body as Verification).intact).to.equal(true);
    }
    await auditor.get('/api/v1/audit-chains/999999/verification').expect(404);
  });

  it('names the event that was changed', async () => {
    await tamper({ detailJson: '{"secondFactor":true}' }, 5);
    expect(await verify()).to.include({
      intact: false,
      firstBadSequence: 5,
      fault: 'changed',
      verifiedEvents: 4,
    });
  });

  it('names the place where an event was taken out', async () => {
    await inTransaction(app.system.database, (transaction) =>
      deleteRows(AuditEvent, { organisationId, sequence: 4 }, transaction),
    );
    expect(await verify()).to.include({ intact: false, firstBadSequence: 4, fault: 'gap' });
  });

  it('names the event whose link was broken, and a cut tail', async () => {
    await tamper({ previousHash: 'f'.repeat(64) }, 6);
    expect(await verify()).to.include({ firstBadSequence: 6, fault: 'broken-link' });
    await inTransaction(app.system.database, (transaction) =>
      deleteRows(AuditEvent, { organisationId, sequence: 6 }, transaction),
    );
    expect(await verify()).to.include({ firstBadSequence: 6, fault: 'tail' });
    await inTransaction(app.system.database, (transaction) =>
      updateRows(AuditChain, { sequence: 5 }, { organisationId }, transaction),
    );
    expect(await verify()).to.include({ fault: 'tail' });
  });
});
