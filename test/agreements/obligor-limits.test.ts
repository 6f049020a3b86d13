import { expect } from 'chai';
import { ApplicationParty } from '../../models/application-party.js';
import { GuarantorCapital } from '../../models/guarantor-capital.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { fen, parseYuan } from '../../server/core/money.js';
import { obligorLimits } from '../../server/core/obligor-limits.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { buildApplicationInDueDiligence, proposeGuarantee } from '../support/applications.js';

describe('The limits of an institution on one obligor', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  /** The guarantor as an institution with these net assets, or as a fund with that balance. */
  const isWorth = async (guarantorKind: 'institution' | 'fund', amount: string) =>
    inTransaction(app.system.database, async (transaction) => {
      const id = app.organisationIds['guarantor'] ?? 0;
      await updateRows(Organisation, { guarantorKind }, { id }, transaction);
      const amountFen = parseYuan(amount);
      await updateRows(GuarantorCapital, { amountFen }, { organisationId: id }, transaction);
    });
  const guarantee = async (path: string) => {
    const payloadHash = await proposeGuarantee(app, path);
    const checker = await app.logIn('guarantor.checker');
    return checker.post(`${path}/guarantee-decisions`).send({ payloadHash, outcome: 'approve' });
  };

  it('are parts of its net assets, to the fen', () => {
    const policy = { singleObligorBasisPoints: 1000, relatedObligorsBasisPoints: 1500, netAssetsTimes: 10 };
    expect(obligorLimits(fen(1_999), policy)).to.deep.equal({ singleFen: 199, relatedFen: 299 });
  });

  it('refuse a guarantee above a tenth of it, and leave a fund alone', async () => {
    const { path } = await buildApplicationInDueDiligence(app);
    await isWorth('institution', '2399999.90');
    const payloadHash = await proposeGuarantee(app, path);
    const decide = async () =>
      (await app.logIn('guarantor.checker'))
        .post(`${path}/guarantee-decisions`)
        .send({ payloadHash, outcome: 'approve' });
    const refused = await decide();
    expect(refused.body).to.include({ code: 'exposure-exceeded' });
    expect(refused.body.detail).to.include('one obligor');
    await isWorth('fund', '2399999.90');
    expect((await decide()).status).to.equal(200);
  });

  it('count together the borrowers behind whom the same person stands', async () => {
    await isWorth('institution', '3199999.90');
    const first = await buildApplicationInDueDiligence(app);
    const second = await buildApplicationInDueDiligence(app);
    const unrelated = await buildApplicationInDueDiligence(app);
    expect((await guarantee(first.path)).status).to.equal(200);
    const applicant = await findRow(ApplicationParty, {
      where: { applicationId: Number(first.id), role: 'applicant' },
    });
    if (!applicant) throw new Error('No applicant');
    const { id: _, ...person } = applicant;
    await inTransaction(app.system.database, (transaction) =>
      insertRow(
        ApplicationParty,
        { ...person, applicationId: Number(second.id), role: 'spouse' },
        transaction,
      ),
    );
    const refused = await guarantee(second.path);
    expect(refused.body).to.include({ code: 'exposure-exceeded' });
    expect(refused.body.detail).to.include('those related');
    expect((await guarantee(unrelated.path)).status).to.equal(200);
  });

  it('hold however many guarantees on related borrowers are approved at the same moment [T62]', async () => {
    await isWorth('institution', '3199999.90');
    const waiting: { path: string; payloadHash: string }[] = [];
    let person: Omit<Row<ApplicationParty>, 'id'> | undefined;
    for (let index = 0; index < 4; index += 1) {
      const { id, path } = await buildApplicationInDueDiligence(app);
      const where = { applicationId: Number(id), role: 'applicant' } as const;
      const applicant = await findRow(ApplicationParty, { where });
      if (!applicant) throw new Error('No applicant');
      const { id: _, ...own } = applicant;
      const shared = (person ??= own);
      await inTransaction(app.system.database, (transaction) =>
        insertRow(ApplicationParty, { ...shared, applicationId: Number(id), role: 'partner' }, transaction),
      );
      waiting.push({ path, payloadHash: await proposeGuarantee(app, path) });
    }
    const checker = await app.logIn('guarantor.checker');
    const replies = await Promise.all(
      waiting.map(({ path, payloadHash }) =>
        checker.post(`${path}/guarantee-decisions`).send({ payloadHash, outcome: 'approve' }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).to.have.length(1);
  });
});
