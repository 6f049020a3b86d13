import { expect } from 'chai';
import { findRow } from '../../models/rows.js';
import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { inTransaction } from '../../models/transaction.js';
import { measureBanks } from '../../server/bank-scorecards/measure-banks.js';
import type { SubsidyClaimRow } from '../../server/core/bank-files/subsidy-claim-file.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { parseCalendarQuarter } from '../../server/core/calendar-quarter.js';
import { parseYuan } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import { returnSubsidyClaim } from '../../server/subsidies/return-subsidy-claim.js';
import { submitSubsidyClaim } from '../../server/subsidies/submit-subsidy-claim.js';
import { checkRows } from '../support/claim-import.js';
import { bringClaimTo, insertLoan, openSubsidyOffice, type SubsidyOffice } from '../support/subsidies.js';

const rowOf = (line: number, contractNumber: string, claimed: string): SubsidyClaimRow => ({
  line,
  contractNumber,
  borrowerName: '测试借款人',
  principal: parseYuan('300000.00'),
  annualRate: parseRate('3.45'),
  periodFrom: parseBusinessDate('2025-03-21'),
  periodUntil: parseBusinessDate('2025-06-21'),
  days: 92,
  claimed: parseYuan(claimed),
});

describe('The claims of a bank in its scorecard', () => {
  let office: SubsidyOffice;
  beforeEach(async () => {
    office = await openSubsidyOffice('2025-07-01');
  });

  const measure = async (quarter = '2025Q3') => {
    const { system, bankId } = office;
    const parts = await inTransaction(system.database, (transaction) =>
      measureBanks(system, transaction, [bankId], parseCalendarQuarter(quarter)),
    );
    const { 'first-time-right': right, 'difference-rate': differences } = parts.get(bankId) ?? {};
    return { right, differences };
  };

  it('count as right the first time when they are approved before anybody returns them', async () => {
    await insertLoan(office);
    await bringClaimTo(office, 'verified', '2025Q2');
    expect(await measure()).to.deep.equal({
      right: { part: 0, whole: 0 },
      differences: { part: 0, whole: 0 },
    });
    await bringClaimTo(office, 'approved', '2025Q1');
    expect((await measure()).right).to.deep.equal({ part: 1, whole: 1 });
    expect((await measure('2025Q2')).right).to.deep.equal({ part: 0, whole: 0 });
  });

  it('show the differences of the first file, also when a later one is right', async () => {
    await insertLoan(office, { contractNumber: 'HT-1' });
    await insertLoan(office, { contractNumber: 'HT-2' });
    const rows = [rowOf(2, 'HT-1', '1322.50'), rowOf(3, 'HT-2', '2645.00')];
    const claimId = await checkRows(office.bankOfficer, '2025Q2', rows);
    const claim = await findRow(SubsidyClaim, { where: { id: claimId } });
    const contentHash = claim?.contentHash ?? '';
    await submitSubsidyClaim(office.bankSupervisor, { claimId, contentHash });
    await returnSubsidyClaim(office.centreOfficer, { claimId, reason: '第3行按全额申报' });
    await checkRows(office.bankOfficer, '2025Q2', [rowOf(2, 'HT-1', '1322.50'), rowOf(3, 'HT-2', '1322.50')]);
    expect(await measure()).to.deep.equal({
      right: { part: 0, whole: 1 },
      differences: { part: 1, whole: 2 },
    });
  });
});
