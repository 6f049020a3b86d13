import { expect } from 'chai';
import { ApplicationBusiness } from '../../models/application-business.js';
import { ApplicationParty } from '../../models/application-party.js';
import { Loan } from '../../models/loan.js';
import { RegistryLookUp } from '../../models/registry-look-up.js';
import { RiskAlert } from '../../models/risk-alert.js';
import { findRows, insertRow, updateRows } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { runDailyCloses } from '../../server/daily-close/run-daily-closes.js';
import { answerAlert } from '../../server/risk-alerts/answer-alert.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { creditCodeOf } from '../support/applications.js';
import { disbursedLoan } from '../support/loans.js';
import { identityNumberOf } from '../support/people.js';
import { alertsOf, swept } from '../support/risk-alerts.js';
import { bringRoster, firmRow, personRow } from '../support/rosters.js';

describe('Early warning by what is known of a business', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
  });

  const nightBefore = async (day: string) => {
    app.clock.setDay(parseBusinessDate(day));
    await runDailyCloses(await app.contextOf('centre.maker'));
    return swept(app);
  };
  const monthlyLoan = async () =>
    disbursedLoan(app, { repaymentMethod: 'interest-monthly', ratePercent: '2.40' });
  const dismissed = async (loanId: number) => {
    for (const { id, version } of await findRows(RiskAlert, { where: { loanId, state: 'open' } })) {
      const answer = { alertId: id, version, kind: 'dismiss', text: '名册有误，企业仍在经营' } as const;
      await answerAlert(await app.contextOf('centre.checker'), answer);
    }
  };
  const hired = async (applicationId: number, serial: number) =>
    inTransaction(app.system.database, (transaction) =>
      insertRow(
        ApplicationParty,
        {
          applicationId,
          role: 'new-hire',
          name: '张三',
          identityKind: 'resident-identity-card',
          identityCipher: 'c',
          identityIndex: app.system.cipher.blindIndex('identity', identityNumberOf(serial)),
          phoneCipher: null,
          phoneIndex: null,
        },
        transaction,
      ),
    );
  /** How a filed application recognises its business. */
  const hasBusiness = async (
    applicationId: number,
    { address, account, creditCode }: { address?: string; account?: string; creditCode?: string },
  ) => {
    const { cipher, database } = app.system;
    const own = (kind: 'address' | 'account') => cipher.blindIndex(kind, String(applicationId));
    const business = {
      applicationId,
      creditCodeIndex: cipher.blindIndex('identity', creditCode ?? String(applicationId)),
      addressIndex: address ?? own('address'),
      accountIndex: account ?? own('account'),
    };
    await inTransaction(database, (transaction) => insertRow(ApplicationBusiness, business, transaction));
  };

  it('finds one address and one account with two borrowers, but not with one borrower twice', async () => {
    const { cipher } = app.system;
    const [first, again, second] = [
      await monthlyLoan(),
      await monthlyLoan(),
      await disbursedLoan(app, { foreign: true }),
    ];
    const address = cipher.blindIndex('address', '天河路1号');
    const account = cipher.blindIndex('account', '6222020000000000000');
    for (const { applicationId } of [first, again, second])
      await hasBusiness(applicationId ?? 0, { address, account });
    await nightBefore('2025-03-22');
    expect(await alertsOf(again.id)).to.be.empty;
    expect(await alertsOf(second.id)).to.deep.equal([
      ['address-shared', '2025-03-21', 'open'],
      ['account-shared', '2025-03-21', 'open'],
    ]);
    const [alert] = await findRows(RiskAlert, { where: { loanId: second.id, rule: 'account-shared' } });
    expect(alert).to.include({
      severity: 'high',
      evidenceJson: `{"otherLoanIds":["${first.id}","${again.id}"]}`,
      ownerOrganisationId: app.organisationIds['municipal-centre'],
    });
  });

  it('learns from a roster that a business was deregistered, the night after the roster came', async () => {
    const loan = await monthlyLoan();
    await hasBusiness(loan.applicationId ?? 0, { creditCode: creditCodeOf(1) });
    expect(await nightBefore('2025-03-25')).to.deep.equal({ raised: 0, lapsed: 0 });
    await bringRoster(app, {
      registry: 'deregistered-firms',
      rows: [firmRow(creditCodeOf(1), '2025-03-20')],
    });
    expect(await nightBefore('2025-03-26')).to.deep.equal({ raised: 1, lapsed: 0 });
    expect(await alertsOf(loan.id)).to.deep.equal([['business-deregistered', '2025-03-20', 'open']]);
    const [alert] = await findRows(RiskAlert, { where: { loanId: loan.id } });
    expect(alert?.ownerOrganisationId).to.equal(loan.districtOrganisationId);
    const [comparison, ...more] = await findRows(RegistryLookUp, {});
    expect(comparison).to.include({ registry: 'deregistered-firms', basis: 'legal-duty', matchCount: 1 });
    expect(more).to.be.empty;
    await dismissed(loan.id);
    await bringRoster(app, {
      registry: 'deregistered-firms',
      rows: [firmRow(creditCodeOf(1), '2025-03-20')],
    });
    expect(await nightBefore('2025-03-27')).to.deep.equal({ raised: 0, lapsed: 0 });
  });

  it('counts the new hires of an enterprise that are still insured, and tells when they are too few', async () => {
    const loan = await monthlyLoan();
    const [applicationId, firm] = [loan.applicationId ?? 0, creditCodeOf(2)];
    await inTransaction(app.system.database, (transaction) =>
      updateRows(Loan, { borrowerKind: 'enterprise' }, { id: loan.id }, transaction),
    );
    await hasBusiness(applicationId, { creditCode: firm });
    for (const serial of [501, 502]) await hired(applicationId, serial);
    const insured = async (asOfOn: string, ...serials: number[]) =>
      bringRoster(app, {
        registry: 'social-insurance',
        asOfOn,
        rows: serials.map((serial) => personRow(identityNumberOf(serial), '2025-01-01', '', firm)),
      });
    // Of eleven, two have to be new hires; of ten, one.
    const others = [510, 511, 512, 513, 514, 515, 516, 517, 518];
    await insured('2025-03-21', 501, 502, ...others);
    expect(await nightBefore('2025-03-22')).to.deep.equal({ raised: 0, lapsed: 0 });
    await insured('2025-03-22', 501, ...others, 519);
    expect(await nightBefore('2025-03-23')).to.deep.equal({ raised: 1, lapsed: 0 });
    const [alert] = await findRows(RiskAlert, { where: { loanId: loan.id } });
    expect(alert).to.include({
      rule: 'hiring-share-lost',
      factOn: '2025-03-22',
      evidenceJson: '{"hires":1,"needed":2,"staff":11}',
    });
    await insured('2025-03-23', 501, ...others, 519, 520);
    expect(await nightBefore('2025-03-24')).to.deep.equal({ raised: 0, lapsed: 0 });
    await insured('2025-03-24', ...others);
    expect(await nightBefore('2025-03-25')).to.deep.equal({ raised: 1, lapsed: 0 });
  });
});
