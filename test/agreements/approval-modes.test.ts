import { expect } from 'chai';
import * as fc from 'fast-check';
import { AgreementExposure } from '../../models/agreement-exposure.js';
import { ApplicationDecision } from '../../models/application-decision.js';
import { Guarantee } from '../../models/guarantee.js';
import { GuaranteeShare } from '../../models/guarantee-share.js';
import { PostCheck } from '../../models/post-check.js';
import { findRow, findRows } from '../../models/rows.js';
import { StageClock } from '../../models/stage-clock.js';
import { batchRoom } from '../../server/core/batch-room.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  agreeCredit,
  bodyOf,
  buildAgreement,
  buildApplicationInDueDiligence,
  buildApprovedApplication,
  proposeCredit,
  useAgreement,
  type AgreementOverrides,
} from '../support/applications.js';
import { stopOf } from '../support/guarantee-stops.js';
import { disbursed } from '../support/loans.js';

const BANK_ALONE = { approvalMode: 'bank-alone', objectionEffect: 'noted' } as const;

describe('The room of a batch', () => {
  it('is its share of what is guaranteed less what was compensated, and never below nothing', () => {
    const amount = fc.integer({ min: 0, max: 10 ** 13 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 10_000 }), amount, (guaranteed, cap, compensated) => {
        const { capFen, remainingFen } = batchRoom(fen(guaranteed), cap, fen(compensated));
        expect(BigInt(capFen)).to.equal((BigInt(guaranteed) * BigInt(cap)) / 10_000n);
        expect(remainingFen).to.equal(Math.max(0, capFen - compensated));
      }),
    );
  });
});

describe('Under an agreement that leaves the decision to the bank', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const sign = async (overrides: AgreementOverrides): Promise<number> => {
    const id = await buildAgreement(app, overrides);
    useAgreement(app, id);
    return Number(id);
  };
  const decideCredit = async (path: string, payloadHash: string) =>
    (await app.logIn('bank.checker'))
      .post(`${path}/credit-decisions`)
      .send({ payloadHash, outcome: 'approve' });

  it('the guarantee arises with the bank’s credit, under the agreed shares and fee', async () => {
    const agreementId = await sign({ ...BANK_ALONE, annualFeeRatePercent: '0.50' });
    const { id, path } = await buildApplicationInDueDiligence(app);
    await agreeCredit(app, path, { amount: '200000.00' });
    expect((await (await app.logIn('bank.maker')).get(path)).body).to.include({ state: 'approved' });
    const guarantee = await findRow(Guarantee, { where: { applicationId: Number(id) } });
    expect(guarantee).to.include({
      agreementId,
      state: 'issued',
      guaranteedFen: parseYuan('160000.00'),
      feeRate: parseRate('0.50'),
    });
    const shares = await findRows(GuaranteeShare, { where: { guaranteeId: guarantee?.id ?? 0 } });
    expect(shares.map(({ shareBasisPoints }) => shareBasisPoints)).to.deep.equal([2000, 8000]);
    const exposure = await findRow(AgreementExposure, { where: { agreementId } });
    expect(exposure?.exposureFen).to.equal(parseYuan('160000.00'));
    const where = { applicationId: Number(id), stage: 'guarantee' } as const;
    expect(await findRow(ApplicationDecision, { where })).to.include({
      outcome: 'pass',
      makerUserId: app.userIds['bank.maker'],
      checkerUserId: app.userIds['bank.checker'],
    });
    const running = { subjectKind: 'application', subjectId: Number(id), endedOn: null } as const;
    const clocks = await findRows(StageClock, { where: running });
    expect(clocks.map(({ stage }) => stage)).to.deep.equal(['disbursement']);
  });

  it('the guarantor does not decide on the loan', async () => {
    await sign(BANK_ALONE);
    const { path } = await buildApplicationInDueDiligence(app);
    const proposed = await (
      await app.logIn('guarantor.maker')
    )
      .post(`${path}/guarantee-proposals`)
      .send({ outcome: 'refuse', reason: '行业风险' });
    expect(proposed.status).to.equal(409);
    expect(proposed.body).to.include({ code: 'guarantee-follows-credit' });
  });

  it('sixteen approvals at the same moment stay within the agreed limit', async () => {
    // Room for five guarantees of 240,000 yuan.
    const agreementId = await sign({
      ...BANK_ALONE,
      exposureLimit: '1300000.00',
      singleLoanLimit: '300000.00',
    });
    const waiting: { path: string; payloadHash: string }[] = [];
    for (let index = 0; index < 16; index += 1) {
      const { path } = await buildApplicationInDueDiligence(app);
      waiting.push({ path, payloadHash: await proposeCredit(app, path) });
    }
    const replies = await Promise.all(
      waiting.map(({ path, payloadHash }) => decideCredit(path, payloadHash)),
    );
    expect(replies.filter(({ status }) => status === 200)).to.have.length(5);
    for (const { body } of replies.filter(({ status }) => status !== 200))
      expect(body).to.include({ code: 'exposure-exceeded' });
    const exposure = await findRow(AgreementExposure, { where: { agreementId } });
    expect(exposure?.exposureFen).to.equal(parseYuan('1200000.00'));
    expect(await findRows(Guarantee, { where: { agreementId } })).to.have.length(5);
  });

  it('nothing is approved above the limit for one loan, nor while new guarantees are stopped', async () => {
    await sign({ ...BANK_ALONE, singleLoanLimit: '250000.00' });
    const { id, path } = await buildApplicationInDueDiligence(app);
    const tooLarge = await decideCredit(path, await proposeCredit(app, path));
    expect(tooLarge.body).to.include({ code: 'amount-above-cap' });
    await stopOf(app, app.organisationIds['bank'] ?? 0);
    const other = await buildApplicationInDueDiligence(app);
    const credit = await proposeCredit(app, other.path, { amount: '100000.00' });
    expect((await decideCredit(other.path, credit)).body).to.include({ code: 'guarantees-stopped' });
    expect(await findRows(Guarantee, { where: { applicationId: [Number(id), Number(other.id)] } })).to.be
      .empty;
  });

  it('other terms hold for new loans alone', async () => {
    const earlier = await buildAgreement(app, { endsOn: '2026-01-01' });
    useAgreement(app, earlier);
    const before = await buildApprovedApplication(app);
    const later = await sign(BANK_ALONE);
    await disbursed(app, Number(before.id));
    expect(await findRows(PostCheck, { where: {} })).to.be.empty;
    const { id, path } = await buildApplicationInDueDiligence(app);
    await agreeCredit(app, path);
    await disbursed(app, Number(id));
    const guarantees = await findRows(Guarantee, { where: {}, order: [['id', 'ASC']] });
    expect(guarantees.map(({ agreementId }) => agreementId)).to.deep.equal([Number(earlier), later]);
    expect(await findRows(PostCheck, { where: { agreementId: later } })).to.have.length(1);
  });

  it('a batch caps what may be compensated by everything guaranteed in it', async () => {
    const agreementId = await sign({ approvalMode: 'batch', batchCapBasisPoints: 3000 });
    for (let index = 0; index < 4; index += 1) {
      const { id, path } = await buildApplicationInDueDiligence(app);
      await agreeCredit(app, path);
      await disbursed(app, Number(id));
    }
    const path = `/api/v1/cooperation-agreements/${agreementId}`;
    const agreement = bodyOf(await (await app.logIn('guarantor.maker')).get(path), 200);
    expect(agreement).to.include({ batchCap: '288000.00', batchRemaining: '288000.00' });
    expect(await findRows(PostCheck, { where: {} })).to.be.empty;
  });

  it('each mode names the terms that it needs, and no others', async () => {
    const maker = await app.logIn('centre.maker');
    const propose = async (terms: object) => {
      const reply = await maker.post('/api/v1/cooperation-agreements').send({
        bankOrganisationId: String(app.organisationIds['bank']),
        guarantorOrganisationId: String(app.organisationIds['guarantor']),
        startsOn: '2025-01-01',
        endsOn: '2026-01-01',
        exposureLimit: '1000000.00',
        singleLoanLimit: '300000.00',
        guarantorLimit: '90000000.00',
        interestCovered: false,
        shares: [{ bearer: 'bank', shareBasisPoints: 10_000 }],
        ...terms,
      });
      return (reply.body as { errors?: { field: string }[] }).errors?.[0]?.field;
    };
    expect(await propose({ approvalMode: 'bank-alone' })).to.equal('objectionEffect');
    expect(await propose({ approvalMode: 'batch' })).to.equal('batchCapBasisPoints');
    expect(await propose({ ...BANK_ALONE, approvalMode: 'bank-and-guarantor' })).to.equal('objectionEffect');
  });
});
