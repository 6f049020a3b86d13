import { expect } from 'chai';
import { addDays, parseBusinessDate } from '../../server/core/business-date.js';
import { parseYuan } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import { findSubsidyLines } from '../../server/subsidies/find-subsidy-lines.js';
import { checkRows } from '../support/claim-import.js';
import {
  allotBudget,
  bringClaimTo,
  buildClaim,
  insertEvent,
  insertLoan,
  openSubsidyOffice,
  type SubsidyOffice,
} from '../support/subsidies.js';

const PAID_QUARTER = '2025Q2';
const AUTUMN = parseBusinessDate('2025-09-25');

/** A file with one line, which claims a whole quarter of loan B. */
const fileOf = (from: string, lastDay: string) => [
  {
    line: 2,
    contractNumber: 'B',
    borrowerName: '测试借款人',
    principal: parseYuan('300000.00'),
    annualRate: parseRate('3.45'),
    periodFrom: parseBusinessDate(from),
    periodUntil: addDays(parseBusinessDate(lastDay), 1),
    days: 92,
    claimed: parseYuan('1322.50'),
  },
];

describe('A quarter before a loan was taken over', () => {
  let office: SubsidyOffice;
  beforeEach(async () => {
    office = await openSubsidyOffice();
    await allotBudget(office, '10000.00');
  });

  const linesOf = async (claimId: number) =>
    (await findSubsidyLines(office.auditor, claimId, { limit: 50, withSegments: false })).items.map(
      ({ contractNumber, kind, quarter, subsidyFen }) => [contractNumber, kind, quarter, subsidyFen],
    );

  it('is asked for by nobody but the bank, in a file', async () => {
    await insertLoan(office, { contractNumber: 'A' });
    await bringClaimTo(office, 'paid', PAID_QUARTER);
    await insertLoan(office, { contractNumber: 'B', takenOverOn: '2025-06-30' });
    await insertLoan(office, { contractNumber: 'C', takenOverOn: '2025-06-19' });
    office.clock.setDay(AUTUMN);

    const autumn = await checkRows(office.bankOfficer, '2025Q3', fileOf('2025-06-21', '2025-09-20'));
    expect(await linesOf(autumn)).to.deep.equal([
      ['B', 'period', '2025Q3', 132_250],
      ['C', 'adjustment', PAID_QUARTER, 132_250],
    ]);
    const summer = await checkRows(office.bankOfficer, PAID_QUARTER, fileOf('2025-03-21', '2025-06-20'));
    expect(await linesOf(summer)).to.deep.equal([['B', 'period', PAID_QUARTER, 132_250]]);
  });

  it('is corrected like any other once it was paid', async () => {
    const loan = await insertLoan(office, { contractNumber: 'B', takenOverOn: '2025-06-30' });
    await bringClaimTo(office, 'paid', PAID_QUARTER);
    office.clock.setDay(AUTUMN);
    await insertEvent(office, loan, { kind: 'overdue', from: '2025-06-11', until: '2025-06-21' });
    const { claimId } = await buildClaim(office, '2025Q3');
    expect(await linesOf(claimId)).to.deep.equal([
      ['B', 'period', '2025Q3', 132_250],
      ['B', 'adjustment', PAID_QUARTER, -14_375],
    ]);
  });
});
