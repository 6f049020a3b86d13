import { addDays, addMonths, type BusinessDate, parseBusinessDate } from '../core/business-date.js';
import { DISTRICTS, type DistrictCode } from '../core/districts.js';
import { fen, formatYuan, type Fen } from '../core/money.js';
import { formatRate, parseRate, type Rate } from '../core/rate.js';
import { quarterlyHistory } from './quarterly-history.js';
import { SeededRandom } from './seeded-random.js';
import { syntheticCreditCode, syntheticIdentityNumber } from './synthetic-identity.js';

/** The files of one bank's existing loans, in the formats of the bank file reference. */
export interface OlderBook {
  readonly bankCode: string;
  readonly portfolioCsv: string;
  /** The repayments of `[from, until)`, one file. */
  repaymentsCsv(from: BusinessDate, until: BusinessDate): string;
}

interface DatedRow {
  readonly paidOn: BusinessDate;
  readonly row: string;
}

interface OldLoan {
  readonly contractNumber: string;
  readonly enterprise: boolean;
  readonly name: string;
  readonly identity: string;
  readonly district: DistrictCode;
  readonly guarantorCode: string;
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly basis: 360 | 365;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly prepayment: { readonly on: BusinessDate; readonly principal: Fen } | undefined;
}

const BOOK_UNTIL = parseBusinessDate('2025-06-30');

/** The day of the balances in the portfolio file; what is repaid later comes in further files. */
export const TAKEN_OVER_ON = parseBusinessDate('2025-01-03');
const EARLIEST = parseBusinessDate('2023-07-03');
const RULES_OF_2023 = parseBusinessDate('2023-10-01');
const YUAN = 100;
const TEN_THOUSAND_YUAN = 10_000 * YUAN;

const PORTFOLIO_HEADER =
  '合同编号,借款人名称,借款人类型,证件类型,证件号码,人群类别,行政区,担保机构编码,贷款金额,年利率(%),计息基础,还款方式,放款日期,到期日期,展期到期日,贷款余额,余额日期';
const REPAYMENT_HEADER = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息,原流水号';

function oldLoan(bankCode: string, sequence: number, random: SeededRandom): OldLoan {
  const district = random.pick(Object.keys(DISTRICTS) as DistrictCode[]);
  const enterprise = sequence % 9 !== 0;
  const disbursedOn = addDays(EARLIEST, random.below(520));
  const newRules = disbursedOn >= RULES_OF_2023;
  const ceilingOfEnterprises = newRules ? 400 : 300;
  const units = enterprise
    ? random.between(ceilingOfEnterprises - 140, ceilingOfEnterprises)
    : random.between(10, newRules ? 30 : 20);
  const principal = fen(units * TEN_THOUSAND_YUAN);
  const prepays = random.below(7) === 0;
  return {
    contractNumber: `${bankCode}-JD-${String(sequence).padStart(5, '0')}`,
    enterprise,
    name: enterprise ? `示范小微企业${sequence}号有限公司` : `示范借款人${sequence}`,
    identity: enterprise
      ? syntheticCreditCode(district, sequence)
      : syntheticIdentityNumber(district, sequence, random),
    district,
    guarantorCode: random.pick(['FUND01', 'GUAR01']),
    principal,
    annualRate: parseRate(
      newRules ? random.pick(['3.35', '3.45', '3.55', '3.60']) : random.pick(['3.85', '3.95', '4.05']),
    ),
    basis: random.below(5) === 0 ? 365 : 360,
    disbursedOn,
    maturesOn: addMonths(disbursedOn, enterprise ? 24 : 36),
    prepayment: prepays
      ? {
          on: addDays(parseBusinessDate('2025-01-06'), random.below(120)),
          principal: fen(Math.floor(units / 4) * TEN_THOUSAND_YUAN),
        }
      : undefined,
  };
}

/** The bank's rows of one loan: interest on the 20th of each quarter's last month, and the prepayment if any. */
function repaymentRows(loan: OldLoan): DatedRow[] {
  return quarterlyHistory(loan, BOOK_UNTIL).map(({ paidOn, kind, principal, interest }, index) => {
    const serial = `${loan.contractNumber}-${String(index + 1).padStart(2, '0')}`;
    const label = kind === 'prepayment' ? '提前还款' : '还款';
    const cells = [
      serial,
      loan.contractNumber,
      paidOn,
      label,
      formatYuan(principal),
      formatYuan(interest),
      '0.00',
      '',
    ];
    return { paidOn, row: cells.join(',') };
  });
}

const portfolioRow = (loan: OldLoan): string =>
  [
    loan.contractNumber,
    loan.name,
    loan.enterprise ? '小微企业' : '个人',
    loan.enterprise ? '统一社会信用代码' : '居民身份证',
    loan.identity,
    loan.enterprise ? '' : '高校毕业生',
    DISTRICTS[loan.district].zh,
    loan.guarantorCode,
    formatYuan(loan.principal),
    formatRate(loan.annualRate),
    loan.basis,
    '按季付息到期还本',
    loan.disbursedOn,
    loan.maturesOn,
    '',
    formatYuan(loan.principal),
    TAKEN_OVER_ON,
  ].join(',');

const csv = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

/** A bank's synthetic existing book: repeatable, within the rules of each loan's time, with history up to 2025-06-30. */
export function olderBook(bankCode: string, loanCount: number, seed: number): OlderBook {
  const random = new SeededRandom(seed);
  const loans = Array.from({ length: loanCount }, (_, index) =>
    oldLoan(bankCode, seed * 1000 + index + 1, random),
  );
  const repayments = loans.flatMap(repaymentRows);
  return {
    bankCode,
    portfolioCsv: csv(PORTFOLIO_HEADER, loans.map(portfolioRow)),
    repaymentsCsv: (from, until) =>
      csv(
        REPAYMENT_HEADER,
        repayments.filter(({ paidOn }) => paidOn >= from && paidOn < until).map(({ row }) => row),
      ),
  };
}
