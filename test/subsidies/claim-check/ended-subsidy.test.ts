import { expect } from 'chai';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { parseYuan } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { findSubsidyLines } from '../../../server/subsidies/find-subsidy-lines.js';
import { checkRows } from '../../support/claim-import.js';
import { insertEvent, insertLoan, openSubsidyOffice } from '../../support/subsidies.js';

describe('A line of a bank that passes over what ended the subsidy of its loan', () => {
  it('earns for the days before, and names what it passed over', async () => {
    const office = await openSubsidyOffice();
    const endings = [
      ['A', 'closure', 'after-closure'],
      ['B', 'legal-representative-change', 'after-new-representative'],
      ['C', 'eligibility-lost', 'after-lost-eligibility'],
    ] as const;
    for (const [contractNumber, kind] of endings) {
      const loan = await insertLoan(office, { contractNumber });
      await insertEvent(office, loan, { kind, from: '2025-05-20' });
    }
    const rows = endings.map(([contractNumber], index) => ({
      line: index + 2,
      contractNumber,
      borrowerName: '测试借款人',
      principal: parseYuan('300000.00'),
      annualRate: parseRate('3.45'),
      periodFrom: parseBusinessDate('2025-03-21'),
      periodUntil: parseBusinessDate('2025-06-21'),
      days: 92,
      claimed: parseYuan('1322.50'),
    }));
    const claimId = await checkRows(office.bankOfficer, '2025Q2', rows);
    const { items } = await findSubsidyLines(office.auditor, claimId, { limit: 10, withSegments: false });
    // 60 of 92 days are left: 862.50.
    expect(
      items.map(({ contractNumber, subsidyFen, check }) => [contractNumber, subsidyFen, check.cause]),
    ).to.deep.equal(endings.map(([contract, , cause]) => [contract, 86_250, cause]));
    expect(items[1]?.check.facts).to.deep.equal({ day: '2025-05-20' });
  });
});
