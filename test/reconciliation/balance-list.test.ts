import { expect } from 'chai';
import { Reconciliation } from '../../models/reconciliation.js';
import { ReconciliationBreak } from '../../models/reconciliation-break.js';
import { findRows } from '../../models/rows.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { BREAK_CAUSE_CODES } from '../../server/core/reconciliation/break-causes.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { bringFile } from '../support/imports.js';
import { identityNumberOf } from '../support/people.js';

const PORTFOLIO =
  '合同编号,借款人名称,借款人类型,证件类型,证件号码,人群类别,行政区,担保机构编码,贷款金额,年利率(%),计息基础,还款方式,放款日期,到期日期,贷款余额,余额日期';
const REPAYMENTS = '流水号,合同编号,交易日期,交易类型,本金,利息,罚息,原流水号';
const BALANCES = '合同编号,贷款余额,余额日期,五级分类';
const DUE_DAYS = ['2025-02-15', '2025-03-15', '2025-04-15', '2025-05-15', '2025-06-15'];

/** What happened to a contract beside its five instalments of 10,000 yuan, and what the bank names on 30 June. */
interface Story {
  readonly cause: string;
  readonly contract: string;
  readonly stated: string | null;
  readonly instalments?: number;
  /** Serial, day, kind, principal, interest and, of a reversal, the serial it undoes. */
  readonly further?: readonly (readonly [string, string, string, string, string, string?])[];
}

const STORIES: readonly Story[] = [
  { contract: 'HT-01', stated: '70000.00', cause: 'none' },
  { contract: 'HT-02', stated: null, cause: 'missing-in-list' },
  { contract: 'HT-03', stated: '7.00', cause: 'wrong-unit' },
  {
    contract: 'HT-04',
    stated: '67000.00',
    cause: 'booked-later',
    further: [['L4', '2025-07-02', '提前还款', '3000.00', '0']],
  },
  {
    contract: 'HT-05',
    stated: '70000.00',
    cause: 'booked-earlier',
    further: [['L5', '2025-06-28', '提前还款', '3000.00', '0']],
  },
  {
    contract: 'HT-06',
    stated: '70000.00',
    cause: 'duplicate-repayment',
    further: [['L6', '2025-05-15', '还款', '10000.00', '123.45']],
  },
  {
    contract: 'HT-07',
    stated: '70000.00',
    cause: 'reversal-not-at-bank',
    further: [['L7', '2025-06-16', '冲正', '10000.00', '123.45', 'HT-07-5']],
  },
  {
    contract: 'HT-08',
    stated: '70000.00',
    cause: 'reversal-not-booked',
    further: [['L8', '2025-05-20', '还款', '1234.56', '0']],
  },
  { contract: 'HT-09', stated: '0', cause: 'settlement-not-booked' },
  { contract: 'HT-10', stated: '70000.00', cause: 'repayment-not-booked', instalments: 4 },
  { contract: 'HT-11', stated: '69876.55', cause: 'split-differs' },
  { contract: 'HT-12', stated: '50000.00', cause: 'prepayment-not-booked' },
  { contract: 'HT-13', stated: '69999.37', cause: 'unexplained' },
  { contract: 'HT-99', stated: '1.00', cause: 'unknown-loan', instalments: 0 },
];
const KNOWN = STORIES.filter(({ cause }) => cause !== 'unknown-loan');

/** The control balance of one contract does not follow from its history. */
const portfolio = (): string => {
  const rows = KNOWN.map(({ contract }) => {
    const control = contract === 'HT-01' ? '115000.37' : '110000.00';
    const borrower = `测试,个人,居民身份证,${identityNumberOf(900)},登记失业人员,天河区,GUARANTOR`;
    return `${contract},${borrower},120000.00,3.10,360,等额本金,2025-01-15,2026-01-15,${control},2025-02-28`;
  });
  return [PORTFOLIO, ...rows].join('\n');
};

const repayments = (): string => {
  const rows = KNOWN.flatMap(({ contract, instalments = 5, further = [] }) => [
    ...DUE_DAYS.slice(0, instalments).map(
      (day, index) => `${contract}-${index + 1},${contract},${day},还款,10000.00,123.45,0,`,
    ),
    ...further.map(
      ([serial, day, kind, principal, interest, undone = '']) =>
        `${serial},${contract},${day},${kind},${principal},${interest},0,${undone}`,
    ),
  ]);
  return [REPAYMENTS, ...rows].join('\n');
};

const balances = (changed: Readonly<Record<string, string>> = {}): string => {
  const rows = STORIES.flatMap(({ contract, stated }) => {
    const balance = changed[contract] ?? stated;
    return balance === null ? [] : [`${contract},${balance},2025-06-30,正常`];
  });
  return [BALANCES, ...rows].join('\n');
};

const causes = async () => {
  const breaks = await findRows(ReconciliationBreak, {
    where: { balanceOn: parseBusinessDate('2025-06-30') },
  });
  return new Map(
    breaks.filter(({ state }) => state !== 'resolved').map((row) => [row.contractNumber, row.cause]),
  );
};

describe('A balance list as a file', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startTestApp();
    app.clock.setDay(parseBusinessDate('2025-07-03'));
  });

  const bring = async (kind: 'portfolio' | 'repayments' | 'balances', bytes: string) =>
    bringFile(app, 'bank.maker', { kind, bytes });

  it('finds each cause, and no break where both agree', async () => {
    expect(await bring('portfolio', portfolio())).to.include({ acceptedCount: KNOWN.length });
    expect(await bring('repayments', repayments())).to.include({ rejectedCount: 0 });
    expect(await bring('balances', balances())).to.include({
      acceptedCount: STORIES.length - 1,
      rejectedCount: 0,
    });
    const found = await causes();
    for (const { contract, cause } of STORIES)
      expect(found.get(contract) ?? 'none', contract).to.equal(cause);
    const [control] = await findRows(ReconciliationBreak, {
      where: { balanceOn: parseBusinessDate('2025-02-28') },
    });
    expect(control).to.include({ contractNumber: 'HT-01', cause: 'history-incomplete' });
    const tried = new Set([...found.values(), control?.cause]);
    const ofStanding = ['class-below-ours', 'overdue-differs'];
    expect([...tried, ...ofStanding]).to.have.members(BREAK_CAUSE_CODES);
  });

  it('need not follow: a portfolio alone is compared by its own balances as soon as it is in', async () => {
    await bring('portfolio', portfolio());
    const balanceOn = parseBusinessDate('2025-02-28');
    const [compared] = await findRows(Reconciliation, { where: { balanceOn } });
    expect(compared).to.include({ statedCount: KNOWN.length });
    expect(compared?.comparedAt).to.be.a('string');
    const breaks = await findRows(ReconciliationBreak, { where: { balanceOn } });
    expect(breaks.map(({ contractNumber }) => contractNumber)).to.have.members(
      KNOWN.map(({ contract }) => contract),
    );
  });

  it('changes nothing when it is sent again, and resolves what a corrected list mends', async () => {
    await bring('portfolio', portfolio());
    await bring('repayments', repayments());
    await bring('balances', balances());
    const before = await findRows(ReconciliationBreak, { where: {} });
    const again = await bring('balances', `${balances()}\n`);
    expect(again).to.include({ acceptedCount: 0, unchangedCount: STORIES.length - 1 });
    expect(await findRows(ReconciliationBreak, { where: {} })).to.deep.equal(before);
    await bring('balances', balances({ 'HT-03': '70000.00', 'HT-09': '70000.00', 'HT-02': '70000.00' }));
    const left = await causes();
    for (const contract of ['HT-02', 'HT-03', 'HT-09']) expect(left.has(contract), contract).to.equal(false);
    expect(left.size).to.equal(STORIES.length - 1 - 3);
  });

  it('refuses a row for its own reason', async () => {
    const file = [
      BALANCES,
      'HT-01,1.00,2025-07-04,',
      'HT-02,1.00,2025-06-30,良好',
      'HT-03,-1.00,2025-06-30,',
      'HT-04,1.00,2025-06-30,关注',
      'HT-04,1.00,2025-06-30,关注',
    ].join('\n');
    const { problems, acceptedCount } = await bring('balances', file);
    expect(acceptedCount).to.equal(1);
    expect(problems.map(({ line, column, code }) => [line, column, code])).to.deep.equal([
      [2, '余额日期', 'outside-loan-term'],
      [3, '五级分类', 'unknown-value'],
      [4, '贷款余额', 'malformed'],
      [6, '合同编号', 'duplicate'],
    ]);
  });
});
