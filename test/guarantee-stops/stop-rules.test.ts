import { expect } from 'chai';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { Guarantee } from '../../models/guarantee.js';
import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { Loan } from '../../models/loan.js';
import { Message } from '../../models/message.js';
import { OutboxMessage } from '../../models/outbox-message.js';
import { findRow, findRows, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { reachedThreshold } from '../../server/core/stop-rules.js';
import { assertNotStopped } from '../../server/guarantee-stops/find-stop-in-force.js';
import { decideRelease } from '../../server/guarantee-stops/decide-release.js';
import { proposeRelease } from '../../server/guarantee-stops/propose-release.js';
import { watchRates } from '../../server/guarantee-stops/watch-rates.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { agreeCredit, buildApplicationInDueDiligence, proposeGuarantee } from '../support/applications.js';
import { codeOf } from '../support/code-of.js';
import { claimAt, compensatedLoan, overdueLoan, paidClaim } from '../support/compensation.js';
import { disbursedLoan, repaid } from '../support/loans.js';

const at = (part: number, whole: number) => reachedThreshold({ part: fen(part), whole: fen(whole) }, 2000);

const stops = async () => findRows(GuaranteeStop, { where: {}, order: [['id', 'ASC']] });

const stopsBy = async (wanted: string) => (await stops()).filter(({ measure }) => measure === wanted);

describe('A rate at its threshold', () => {
  it('is reached exactly, not by rounding', () => {
    expect(at(1999, 10_000)).to.equal(undefined);
    expect(at(199_999_999, 1_000_000_000)).to.equal(undefined);
    expect(at(200_000_000, 1_000_000_000)).to.deep.equal({
      rateBasisPoints: 2000,
      thresholdBasisPoints: 2000,
    });
    expect(at(10_000, 10_000)).to.include({ rateBasisPoints: 10_000 });
    expect(at(0, 10_000)).to.equal(undefined);
  });
});

describe('New guarantees', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const watch = async () => watchRates(app.system, 'night', async () => undefined);
  /** Loans of 300,000 yuan each, of which so many are overdue. */
  const bookOf = async (count: number, overdue: number) => {
    for (let index = 0; index < count; index += 1) {
      const { id } = await disbursedLoan(app);
      if (index < overdue)
        await inTransaction(app.system.database, (transaction) =>
          updateRows(Loan, { state: 'overdue' }, { id }, transaction),
        );
    }
  };
  const release = async (stopId: number, releasedUntil = '2025-06-01') => {
    const asked = { releasedUntil: parseBusinessDate(releasedUntil), reason: '已压降逾期' };
    const { payloadHash } = await proposeRelease(await app.contextOf('centre.maker'), stopId, asked);
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    return decideRelease(await app.contextOf('centre.checker'), stopId, verdict);
  };

  it('go on while every rate is below its threshold', async () => {
    await bookOf(6, 1);
    expect(await watch()).to.equal(0);
    expect(await stops()).to.be.empty;
  });

  it('stop with the bank, the guarantor and the district at the threshold, with notice, once', async () => {
    await bookOf(5, 1);
    expect(await watch()).to.equal(3);
    expect(await watch()).to.equal(0);
    const { bank, guarantor, district } = app.organisationIds;
    expect((await stops()).map((stop) => stop.organisationId)).to.have.members([bank, guarantor, district]);
    for (const stop of await stops())
      expect(stop).to.include({ measure: 'overdue-rate', rateBasisPoints: 2000, state: 'in-force' });
    const notices = await findRows(Message, { where: { userId: app.userIds['bank.maker'] } });
    expect(notices.map(({ kind }) => kind)).to.deep.equal(['guarantees-stopped']);
    expect(await findRows(OutboxMessage, { where: { topic: 'guarantees.stopped' } })).to.have.length(3);
  });

  it('are refused inside the command while a stop is in force, whoever it concerns', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    await agreeCredit(app, path);
    const payloadHash = await proposeGuarantee(app, path);
    await bookOf(1, 1);
    await watch();
    const checker = await app.logIn('guarantor.checker');
    const decide = () =>
      checker.post(`${path}/guarantee-decisions`).send({ payloadHash, outcome: 'approve' });
    for (const stop of await stops()) {
      expect((await decide()).body).to.include({ code: 'guarantees-stopped' });
      await release(stop.id);
    }
    expect((await decide()).status).to.equal(200);
  });

  it('go on from a release by two persons until its day, and are measured again then', async () => {
    await bookOf(1, 1);
    await watch();
    const [stop] = await stops();
    const stopId = stop?.id ?? 0;
    const asked = { releasedUntil: parseBusinessDate('2025-06-01'), reason: '已压降逾期' };
    const { payloadHash } = await proposeRelease(await app.contextOf('centre.maker'), stopId, asked);
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    expect(await codeOf(decideRelease(await app.contextOf('centre.maker'), stopId, verdict))).to.equal(
      'maker-is-checker',
    );
    await decideRelease(await app.contextOf('centre.checker'), stopId, verdict);
    app.clock.setDay(parseBusinessDate('2025-05-31'));
    expect(await watch()).to.equal(0);
    app.clock.setDay(parseBusinessDate('2025-06-01'));
    expect(await watch()).to.equal(1);
    expect((await stops()).filter(({ state }) => state === 'released')).to.have.length(1);
  });

  it('stop by what had to be compensated', async () => {
    await bookOf(4, 0);
    await compensatedLoan(app);
    expect(await watch()).to.equal(3);
    for (const stop of await stops())
      expect(stop).to.include({ measure: 'compensation-rate', rateBasisPoints: 2000 });
  });

  it('go on where little was left to be compensated of what was guaranteed once', async () => {
    await bookOf(4, 0);
    const { id } = await overdueLoan(app);
    await repaid(app, id, { principal: '299000.00' });
    await paidClaim(app, await claimAt(app, id, 'consent'));
    expect(await watch(), '800.00 of 1,200,000.00').to.equal(0);
  });

  it('stop by what was compensated in the year, which begins anew', async () => {
    await bookOf(4, 0);
    const { loan } = await compensatedLoan(app, { amount: '300000.00' });
    await watch();
    expect(await stopsBy('yearly-compensation')).to.be.empty;
    await compensatedLoan(app, { amount: '300000.00' });
    await watch();
    // 480,000 of that and the 1,200,000 that are still outstanding.
    const { bank, guarantor, district } = app.organisationIds;
    expect(
      (await stopsBy('yearly-compensation')).map(({ organisationId }) => organisationId),
    ).to.have.members([bank, guarantor, district]);
    for (const stop of await stopsBy('yearly-compensation'))
      expect(stop).to.include({ rateBasisPoints: 2857, thresholdBasisPoints: 2000, partFen: 48_000_000 });
    for (const { id } of await stops()) await release(id);
    expect(loan.state).to.equal('compensated');
    app.clock.setDay(parseBusinessDate('2026-01-01'));
    await watch();
    expect((await stopsBy('yearly-compensation')).filter(({ state }) => state === 'in-force')).to.be.empty;
  });

  it('stop under an agreement alone when most of its cap of the year is used', async () => {
    const { loan } = await compensatedLoan(app, { amount: '10000.00' });
    const guarantee = await findRow(Guarantee, { where: { loanId: loan.id } });
    const id = guarantee?.agreementId ?? 0;
    const cap = async (yuan: string) =>
      inTransaction(app.system.database, (transaction) =>
        updateRows(CooperationAgreement, { compensationCapFen: parseYuan(yuan) }, { id }, transaction),
      );
    await bookOf(5, 0);
    await cap('8889.00');
    await watch();
    expect(await stopsBy('compensation-cap')).to.be.empty;
    await cap('8888.00');
    await watch();
    const [stop] = await stopsBy('compensation-cap');
    expect(stop).to.include({
      agreementId: id,
      rateBasisPoints: 9000,
      organisationId: app.organisationIds['bank'],
    });
    const concerned = [app.organisationIds['bank'] ?? 0];
    const assert = async (agreementId: number) =>
      inTransaction(app.system.database, (transaction) =>
        assertNotStopped({ transaction }, concerned, agreementId),
      );
    expect(await codeOf(assert(id))).to.equal('guarantees-stopped');
    expect(await codeOf(assert(id + 1))).to.equal('done');
    await release(stop?.id ?? 0);
    expect(await codeOf(assert(id))).to.equal('done');
  });

  it('are released only later than today, and only while stopped', async () => {
    await bookOf(1, 1);
    await watch();
    const [stop] = await stops();
    expect(await codeOf(release(stop?.id ?? 0, '2025-03-21'))).to.equal('malformed');
    await release(stop?.id ?? 0);
    expect(await codeOf(release(stop?.id ?? 0))).to.equal('illegal-transition');
  });
});
