import { parseBusinessDate } from '../../../server/core/business-date.js';
import { fen } from '../../../server/core/money.js';
import type { SubsidyStatementFacts } from '../../../server/core/papers/loan-paper-facts.js';
import { rate, subsidyRate } from '../../../server/core/rate.js';

const day = parseBusinessDate;

/** The statement of a loan whose quarter falls into four segments. */
export const SAMPLE_STATEMENT: SubsidyStatementFacts = {
  loan: {
    contractNumber: 'BANK02-CD-2025-0015',
    borrowerName: '示范创业者龑㛃𠅤',
    bankName: '示范第二银行广州分行',
    guarantorName: '示范融资担保有限公司',
    principalFen: fen(16_000_000),
    annualRate: rate(3_100_000),
    dayCountBasis: 360,
    repaymentMethod: 'interest-quarterly',
    disbursedOn: day('2025-02-06'),
    maturesOn: day('2027-02-06'),
    extendedUntil: null,
  },
  quarter: '2025Q2',
  from: day('2025-03-21'),
  until: day('2025-06-21'),
  loanPrimeRate: rate(3_100_000),
  policyDocument: '财金〔2023〕75号',
  policyArticle: '贴息标准:按贷款实际利率的50%',
  policyVerified: true,
  policyIds: ['subsidy-regime.national.2023-10-01'],
  interestFen: fen(126_756),
  subsidyFen: fen(46_844),
  borrowerShareFen: fen(79_912),
  subsidisedDays: 68,
  segments: Array.from({ length: 4 }, (_, index) => ({
    from: day(`2025-04-${String(index + 10)}`),
    until: day(`2025-04-${String(index + 11)}`),
    days: 1,
    principalFen: fen(16_000_000 - index * 100_000),
    annualRate: rate(3_100_000),
    subsidyRate: subsidyRate(index % 3 === 0 ? 0 : 15_500_000_000),
    interestFen: fen(1_378 - index),
    subsidyFen: fen(index % 3 === 0 ? 0 : 689 - index),
    notSubsidisedBecause: index % 3 === 0 ? ('overdue' as const) : null,
  })),
};
