import { expect } from 'chai';
import { AgreementExposure } from '../../models/agreement-exposure.js';
import { AuditEvent } from '../../models/audit-event.js';
import { Guarantee } from '../../models/guarantee.js';
import { Message } from '../../models/message.js';
import { PostCheck } from '../../models/post-check.js';
import { findRow, findRows } from '../../models/rows.js';
import { StageClock } from '../../models/stage-clock.js';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { decideFinding } from '../../server/post-checks/decide-finding.js';
import { proposeFinding } from '../../server/post-checks/propose-finding.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { bodyOf } from '../support/applications.js';
import { codeOf } from '../support/code-of.js';
import { repaid } from '../support/loans.js';
import { postCheckOf } from '../support/post-checks.js';

const guaranteeNow = async () => {
  const [guarantee] = await findRows(Guarantee, { where: {}, order: [['id', 'DESC']] });
  return guarantee;
};

const exposureNow = async () => {
  const [exposure] = await findRows(AgreementExposure, { where: {} });
  return exposure?.exposureFen;
};

describe('A loan on which the bank decided alone', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const find = async (postCheckId: number, outcome: 'pass' | 'object') => {
    const finding = { outcome, reason: outcome === 'pass' ? '资料齐全' : '经营地址不存在' };
    const { payloadHash } = await proposeFinding(
      await app.contextOf('guarantor.maker'),
      postCheckId,
      finding,
    );
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    return decideFinding(await app.contextOf('guarantor.checker'), postCheckId, verdict);
  };

  it('waits for the guarantor with a deadline, and is passed by two persons', async () => {
    const id = await postCheckOf(app);
    const guarantor = await app.logIn('guarantor.maker');
    const [listed] = bodyOf(await guarantor.get('/api/v1/post-checks?state=open'), 200).items;
    expect(listed).to.include({
      postCheckId: String(id),
      dueOn: '2025-04-07',
      late: false,
      guaranteed: '240000.00',
    });
    const { payloadHash } = bodyOf(
      await guarantor
        .post(`/api/v1/post-checks/${id}/findings`)
        .send({ outcome: 'pass', reason: '资料齐全' }),
      201,
    );
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    const own = decideFinding(await app.contextOf('guarantor.maker'), id, verdict);
    expect(await codeOf(own)).to.equal('maker-is-checker');
    const decided = await (
      await app.logIn('guarantor.checker')
    )
      .post(`/api/v1/post-checks/${id}/decisions`)
      .send({ payloadHash, outcome: 'approve' });
    expect(bodyOf(decided, 200)).to.include({ state: 'passed', guaranteeEnded: false });
    expect(await guaranteeNow()).to.include({ state: 'effective' });
    const clock = await findRow(StageClock, { where: { subjectKind: 'post-check', subjectId: id } });
    expect(clock?.endedOn).to.equal(app.clock.today());
    const events = await findRows(AuditEvent, { where: { subjectKind: 'post-check', subjectId: id } });
    expect(events.map(({ command }) => command)).to.deep.equal(['post-check.propose', 'post-check.decide']);
    expect(await codeOf(find(id, 'object'))).to.equal('illegal-transition');
  });

  it('loses its guarantee by an objection where so agreed: the exposure is free, the bank is told', async () => {
    const id = await postCheckOf(app, 'guarantee-ends');
    expect(await exposureNow()).to.equal(24_000_000);
    expect(await find(id, 'object')).to.include({ state: 'objected', guaranteeEnded: true });
    expect(await guaranteeNow()).to.include({ state: 'cancelled', balanceFen: 0 });
    expect(await exposureNow()).to.equal(0);
    const { loanId = 0 } = (await findRow(PostCheck, { where: { id } })) ?? {};
    await repaid(app, loanId, { principal: '1000.00' });
    expect(await guaranteeNow()).to.include({ state: 'cancelled', balanceFen: 0 });
    const told = await findRows(Message, {
      where: { userId: app.userIds['bank.maker'], kind: 'post-check-objected' },
    });
    expect(told).to.have.length(1);
  });

  it('keeps its guarantee where an objection is only noted', async () => {
    const id = await postCheckOf(app, 'noted');
    expect(await find(id, 'object')).to.include({ state: 'objected', guaranteeEnded: false });
    expect(await guaranteeNow()).to.include({ state: 'effective' });
    expect(await exposureNow()).to.equal(24_000_000);
  });

  it('cannot be objected to after the deadline, also if it was proposed before; then it is shown as late', async () => {
    const id = await postCheckOf(app, 'guarantee-ends');
    const dueOn = parseBusinessDate('2025-04-07');
    app.clock.setDay(dueOn);
    const finding = { outcome: 'object', reason: '经营地址不存在' } as const;
    const { payloadHash } = await proposeFinding(await app.contextOf('guarantor.maker'), id, finding);
    app.clock.setDay(addDays(dueOn, 1));
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    const late = decideFinding(await app.contextOf('guarantor.checker'), id, verdict);
    expect(await codeOf(late)).to.equal('objection-too-late');
    const shown = await (await app.logIn('bank.maker')).get(`/api/v1/post-checks/${id}`);
    expect(bodyOf(shown, 200)).to.include({ state: 'open', late: true });
    const declined = { payloadHash, outcome: 'decline', reason: '已过期限' } as const;
    await decideFinding(await app.contextOf('guarantor.checker'), id, declined);
    expect(await find(id, 'pass')).to.include({ state: 'passed' });
  });

  it('is seen by its own bank and guarantor, and by nobody else’s', async () => {
    const id = await postCheckOf(app);
    for (const username of ['other.bank.maker', 'other.guarantor.maker'] as const) {
      const client = await app.logIn(username);
      expect((await client.get(`/api/v1/post-checks/${id}`)).status).to.equal(404);
      expect(bodyOf(await client.get('/api/v1/post-checks'), 200).items).to.be.empty;
    }
  });
});
