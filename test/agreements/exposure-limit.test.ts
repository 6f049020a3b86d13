import { expect } from 'chai';
import * as fc from 'fast-check';
import { GuarantorCapital } from '../../models/guarantor-capital.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { deleteRows, findRow } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { exposureLimit } from '../../server/core/exposure-limit.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { decideCapital, proposeCapital } from '../../server/agreements/record-capital.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { buildApplicationInDueDiligence, proposeGuarantee } from '../support/applications.js';
import { codeOf } from '../support/code-of.js';

describe('The limit of a guarantor’s exposure', () => {
  it('is never above what was agreed, nor above so many times the capital', () => {
    const amount = fc.integer({ min: 0, max: 10 ** 14 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 10 }), (agreed, capital, times) => {
        const { limit, bound } = exposureLimit(fen(agreed), fen(capital), times);
        expect(limit).to.equal(Math.min(agreed, capital * times));
        expect(limit).to.equal(bound === 'agreed' ? agreed : capital * times);
      }),
    );
  });
});

describe('A guarantor’s capital', () => {
  let app: TestApp;
  let guarantorId: number;
  beforeEach(async () => {
    app = await startTestApp();
    guarantorId = app.organisationIds['guarantor'] ?? 0;
  });

  /** The fund's balance from a day on; five times as much may be guaranteed. */
  const record = async (amount: string, effectiveOn = '2025-01-01') => {
    const capital = {
      effectiveOn: parseBusinessDate(effectiveOn),
      amountFen: parseYuan(amount),
      document: '2024年度审计报告',
    };
    const { payloadHash } = await proposeCapital(await app.contextOf('centre.maker'), guarantorId, capital);
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    return decideCapital(await app.contextOf('centre.checker'), guarantorId, verdict);
  };
  const exposureListed = async () => {
    const { body } = await (await app.logIn('guarantor.maker')).get('/api/v1/exposures');
    return (body as { items: Record<string, unknown>[] }).items[0];
  };
  const approvals = async (count: number) => {
    const paths: { path: string; payloadHash: string }[] = [];
    for (let index = 0; index < count; index += 1) {
      const { path } = await buildApplicationInDueDiligence(app);
      paths.push({ path, payloadHash: await proposeGuarantee(app, path) });
    }
    const checker = await app.logIn('guarantor.checker');
    return Promise.all(
      paths.map(({ path, payloadHash }) =>
        checker.post(`${path}/guarantee-decisions`).send({ payloadHash, outcome: 'approve' }),
      ),
    );
  };

  it('bounds what is guaranteed, however many approve at the same moment [T62]', async () => {
    // Room for two guarantees of 240,000 yuan: five times 100,000.
    await record('100000.00');
    const replies = await approvals(5);
    expect(replies.filter(({ status }) => status === 200)).to.have.length(2);
    for (const { body } of replies.filter(({ status }) => status !== 200))
      expect(body).to.include({ code: 'exposure-exceeded' });
    const row = await findRow(GuarantorExposure, { where: { organisationId: guarantorId } });
    expect(row?.exposureFen).to.equal(parseYuan('480000.00'));
    expect(await exposureListed()).to.include({
      limit: '500000.00',
      limitedBy: 'capital',
      capital: '100000.00',
      capitalTimes: 5,
      exposure: '480000.00',
      available: '20000.00',
    });
  });

  it('counts from its day on, and the latest counts', async () => {
    await record('0.00', '2025-03-01');
    await record('1000000.00', '2025-04-01');
    expect((await approvals(1))[0]?.body).to.include({ code: 'exposure-exceeded' });
    app.clock.setDay(parseBusinessDate('2025-04-01'));
    expect((await approvals(1))[0]?.status).to.equal(200);
  });

  it('has to be on record: without it there is no room', async () => {
    await inTransaction(app.system.database, (transaction) =>
      deleteRows(GuarantorCapital, { organisationId: guarantorId }, transaction),
    );
    expect((await approvals(1))[0]?.body).to.include({ code: 'exposure-exceeded' });
    expect(await exposureListed()).to.include({ limit: '0.00', capital: null, available: '0.00' });
  });

  it('takes two persons, and a guarantor sees its own alone', async () => {
    const context = await app.contextOf('centre.maker');
    const capital = {
      effectiveOn: parseBusinessDate('2025-01-01'),
      amountFen: parseYuan('1.00'),
      document: '报告',
    };
    const { payloadHash } = await proposeCapital(context, guarantorId, capital);
    const verdict = { payloadHash, outcome: 'approve', reason: null } as const;
    expect(await codeOf(decideCapital(context, guarantorId, verdict))).to.equal('maker-is-checker');
    const path = `/api/v1/guarantors/${guarantorId}/capitals`;
    const own = await (await app.logIn('guarantor.maker')).get(path);
    expect(own.body.openProposal).to.include({ payloadHash });
    expect((await (await app.logIn('other.guarantor.maker')).get(path)).status).to.equal(404);
  });
});
