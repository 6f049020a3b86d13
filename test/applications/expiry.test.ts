import { expect } from 'chai';
import { Approval } from '../../models/approval.js';
import { AuditEvent } from '../../models/audit-event.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { findRow, findRows } from '../../models/rows.js';
import { expireApplications } from '../../server/applications/expire-applications.js';
import { EXPIRY_JOB } from '../../server/applications/expiry-job.js';
import { systemContext } from '../../server/context.js';
import { addDays } from '../../server/core/business-date.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import { enqueueByTimetable } from '../../server/jobs/timetable.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  agreeCredit,
  bodyOf,
  buildApplicationInDueDiligence,
  buildApprovedApplication,
  buildDraft,
  buildSubmittedApplication,
  proposeCredit,
  type BuiltApplication,
} from '../support/applications.js';
import { proposedDisbursement } from '../support/loans.js';
import { setPolicy } from '../support/policy.js';
import { askByStation } from '../routes/scenarios/applications.js';

const stateOf = async ({ founder, path }: BuiltApplication): Promise<unknown> =>
  bodyOf(await founder.client.get(path), 200)['state'];

describe('An application that stands still', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  /** Lets days go by and does what falls due on the last of them. */
  const wait = async (days: number): Promise<void> => {
    app.clock.setDay(addDays(app.clock.today(), days));
    await enqueueByTimetable(app.system, [EXPIRY_JOB]);
    const outcomes = await runDueJobs(app.system, [EXPIRY_JOB]);
    expect(outcomes).to.deep.equal([{ ended: 'done' }]);
  };

  it('expires on the day after its validity, whether draft or waiting for the founder; a filed one does not', async () => {
    const draft = await buildDraft(app);
    const waiting = await askByStation(app);
    const filed = await buildSubmittedApplication(app);
    await wait(90);
    expect(await Promise.all([draft, waiting, filed].map(stateOf))).to.deep.equal([
      'draft',
      'awaiting-confirmation',
      'submitted',
    ]);
    await wait(1);
    expect(await Promise.all([draft, waiting, filed].map(stateOf))).to.deep.equal([
      'expired',
      'expired',
      'submitted',
    ]);
    const where = { command: 'application.expire', subjectId: Number(draft.id) };
    expect(await findRow(AuditEvent, { where })).to.include({
      actorRole: 'system',
      actorUserId: null,
      organisationId: app.organisationIds.district,
    });
    expect(await findRows(OutboxMessage, { where: { topic: 'application.expired' } })).to.have.length(2);
  });

  it('counts from its last change, by the policy of the day', async () => {
    const { path, founder, ...built } = await buildDraft(app);
    await setPolicy(app, 'application-validity', { days: 10 });
    await wait(10);
    const { version } = bodyOf(await founder.client.get(path), 200);
    bodyOf(await founder.client.put(path).send({ version, form: { purpose: '装修' } }), 200);
    await wait(10);
    expect(await stateOf({ path, founder, ...built })).to.equal('draft');
    await wait(1);
    expect(await stateOf({ path, founder, ...built })).to.equal('expired');
  });

  it('frees the guarantee of an approval that is not paid out, and what was proposed is void', async () => {
    const built = await buildApprovedApplication(app);
    await proposedDisbursement(app, Number(built.id));
    const organisationId = app.organisationIds['guarantor'] ?? 0;
    const exposure = async () =>
      (await findRow(GuarantorExposure, { where: { organisationId } }))?.exposureFen;
    expect(await exposure()).to.equal(24_000_000);
    await wait(91);
    const detail = bodyOf(await built.founder.client.get(built.path), 200);
    expect(detail).to.include({ state: 'expired', guarantee: null });
    expect((detail['clocks'] as { endedOn: string | null }[]).every((clock) => clock.endedOn)).to.equal(true);
    expect(await exposure()).to.equal(0);
    expect(await findRows(Approval, { where: { state: 'proposed' } })).to.deep.equal([]);
  });

  it('expires once: the same work again finds nothing', async () => {
    await buildDraft(app);
    app.clock.setDay(addDays(app.clock.today(), 91));
    const expire = () => expireApplications(systemContext(app.system, 'test'), async () => undefined);
    expect((await Promise.all([expire(), expire()])).toSorted()).to.deep.equal([0, 1]);
    expect(await expire()).to.equal(0);
  });
});

describe('A proposal that no checker decides', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  it('is void after its validity, and the maker proposes anew', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    const payloadHash = await proposeCredit(app, path);
    app.clock.setDay(addDays(app.clock.today(), 31));
    await enqueueByTimetable(app.system, [EXPIRY_JOB]);
    await runDueJobs(app.system, [EXPIRY_JOB]);
    const checker = await app.logIn('bank.checker');
    const decide = await checker.post(`${path}/credit-decisions`).send({ payloadHash, outcome: 'approve' });
    expect(decide.status, decide.text).to.equal(404);
    expect(await findRow(AuditEvent, { where: { command: 'proposal.expire' } })).to.include({
      actorRole: 'system',
    });
    await agreeCredit(app, path);
  });
});
