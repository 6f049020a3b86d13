import { expect } from 'chai';
import { BALANCE_COLUMNS, readBalanceRow } from '../../../server/core/bank-files/balances-file.js';
import { readFileHeader, type FileColumns } from '../../../server/core/bank-files/file-header.js';
import { LOAN_EVENT_COLUMNS, readLoanEventRow } from '../../../server/core/bank-files/loan-events-file.js';
import {
  PAYMENT_RESULT_COLUMNS,
  readPaymentResultRow,
} from '../../../server/core/bank-files/payment-results-file.js';
import { PORTFOLIO_COLUMNS, readPortfolioRow } from '../../../server/core/bank-files/portfolio-file.js';
import { readRepaymentRow, REPAYMENT_COLUMNS } from '../../../server/core/bank-files/repayments-file.js';
import { RowReader } from '../../../server/core/bank-files/row-reader.js';
import {
  readSubsidyClaimRow,
  SUBSIDY_CLAIM_COLUMNS,
} from '../../../server/core/bank-files/subsidy-claim-file.js';

type Cells = Readonly<Record<string, string>>;

/** A kind of file with a row that is right. */
interface FileStory<Column extends string> {
  readonly columns: FileColumns<Column>;
  readonly read: (reader: RowReader<Column>) => object | undefined;
  readonly right: Readonly<Record<Column, string>>;
}

/** What is read of a row that differs from the right one, and what is wrong with it. */
function reading<Column extends string>({ columns, read, right }: FileStory<Column>, changed: Cells = {}) {
  const names = [...columns.required, ...columns.optional];
  const header = readFileHeader(columns, names);
  const cells = names.map((name) => changed[name] ?? right[name]);
  const reader = new RowReader(2, header, cells);
  const row = read(reader);
  return { row, problems: reader.problems.map(({ column, code }) => `${column ?? 'row'}: ${code}`) };
}

const PORTFOLIO = {
  columns: PORTFOLIO_COLUMNS,
  read: readPortfolioRow,
  right: {
    合同编号: 'C-1',
    借款人名称: '陈大文',
    借款人类型: '个人',
    证件类型: '居民身份证',
    证件号码: '11010519491231002X',
    人群类别: '登记失业人员',
    行政区: '天河区',
    担保机构编码: 'GUARANTOR',
    贷款金额: '300000.00',
    '年利率(%)': '3.45',
    计息基础: '360',
    还款方式: '等额本息',
    放款日期: '2024-03-15',
    到期日期: '2027-03-15',
    展期到期日: '',
    贷款余额: '200000.00',
    余额日期: '2025-03-20',
  },
};

const FIRM = {
  借款人类型: '小微企业',
  证件类型: '统一社会信用代码',
  证件号码: '91350100M000100Y43',
  人群类别: '',
};

const portfolioProblems = (changed: Cells) => reading(PORTFOLIO, changed).problems;

describe('A row of a bank’s book', () => {
  it('is read as it stands, of a person and of an enterprise', () => {
    expect(reading(PORTFOLIO)).to.deep.include({ problems: [] });
    expect(reading(PORTFOLIO).row).to.deep.include({
      identityKind: 'resident-identity-card',
      borrowerCategory: 'registered-unemployed',
      principal: 30_000_000,
      extendedUntil: null,
      districtCode: '440106',
    });
    expect(reading(PORTFOLIO, FIRM)).to.deep.include({ problems: [] });
    expect(reading(PORTFOLIO, FIRM).row).to.deep.include({
      borrowerKind: 'enterprise',
      borrowerCategory: null,
    });
  });

  it('names its borrower by a paper of the right sort, and a group where persons have one', () => {
    expect(portfolioProblems({ 证件类型: '护照' })).to.deep.equal(['证件类型: unknown-value']);
    expect(portfolioProblems({ 证件类型: '' })).to.deep.equal(['证件类型: missing']);
    expect(portfolioProblems({ 证件号码: '110105194912310021' })).to.deep.equal(['证件号码: malformed']);
    expect(portfolioProblems({ 证件号码: '' })).to.deep.equal(['证件号码: missing']);
    expect(portfolioProblems({ ...FIRM, 借款人类型: '个人', 人群类别: '登记失业人员' })).to.deep.equal([
      '证件类型: contradiction',
    ]);
    expect(portfolioProblems({ ...FIRM, 人群类别: '登记失业人员' })).to.deep.equal([
      '人群类别: contradiction',
    ]);
    expect(portfolioProblems({ 人群类别: '宇航员' })).to.deep.equal(['人群类别: unknown-value']);
    expect(portfolioProblems({ 人群类别: '' })).to.deep.equal(['人群类别: missing']);
    expect(portfolioProblems({ 借款人类型: '村' })).to.deep.equal(['借款人类型: unknown-value']);
    expect(portfolioProblems({ 行政区: '朝阳区' })).to.deep.equal(['行政区: unknown-value']);
    expect(portfolioProblems({ 行政区: '' })).to.deep.equal(['行政区: missing']);
  });

  it('that names no kind of borrower says so', () => {
    expect(portfolioProblems({ 借款人类型: '' })).to.deep.equal(['借款人类型: missing']);
  });

  it('has amounts and days that can be true together, at the very edge too', () => {
    expect(portfolioProblems({ 贷款金额: '0.00', 贷款余额: '0.00' })).to.deep.equal(['贷款金额: malformed']);
    expect(portfolioProblems({ 贷款余额: '300000.00' })).to.deep.equal([]);
    expect(portfolioProblems({ 贷款余额: '300000.01' })).to.deep.equal(['贷款余额: contradiction']);
    expect(portfolioProblems({ 到期日期: '2024-03-15' })).to.deep.equal(['到期日期: contradiction']);
    expect(portfolioProblems({ 到期日期: '2024-03-16' })).to.deep.equal([]);
    expect(portfolioProblems({ 展期到期日: '2027-03-15' })).to.deep.equal(['展期到期日: contradiction']);
    expect(portfolioProblems({ 展期到期日: '2027-03-16' })).to.deep.equal([]);
    expect(portfolioProblems({ 余额日期: '2024-03-14' })).to.deep.equal(['余额日期: contradiction']);
    expect(portfolioProblems({ 余额日期: '2024-03-15' })).to.deep.equal([]);
  });

  it('that lacks an amount or a day is not compared by it', () => {
    expect(portfolioProblems({ 贷款金额: '三十万' })).to.deep.equal(['贷款金额: malformed']);
    expect(portfolioProblems({ 贷款余额: '-1' })).to.deep.equal(['贷款余额: malformed']);
    expect(portfolioProblems({ 放款日期: '2024-02-30' })).to.deep.equal(['放款日期: malformed']);
    expect(portfolioProblems({ 到期日期: '', 展期到期日: '2020-01-01' })).to.deep.equal([
      '到期日期: missing',
    ]);
    expect(portfolioProblems({ 余额日期: '' })).to.deep.equal(['余额日期: missing']);
  });
});

describe('A row of repayments', () => {
  const REPAYMENTS = {
    columns: REPAYMENT_COLUMNS,
    read: readRepaymentRow,
    right: {
      流水号: 'LS-1',
      合同编号: 'C-1',
      交易日期: '2025-03-20',
      交易类型: '还款',
      本金: '100.00',
      利息: '1.00',
      罚息: '0.00',
      原流水号: '',
    },
  };
  const problemsOf = (changed: Cells) => reading(REPAYMENTS, changed).problems;

  it('is a repayment, or a reversal that names what it reverses, and of some money', () => {
    expect(reading(REPAYMENTS).row).to.deep.include({ kind: 'repayment', reversesSerialNumber: null });
    expect(reading(REPAYMENTS, { 交易类型: '冲正', 原流水号: 'LS-0' }).row).to.deep.include({
      kind: 'reversal',
      reversesSerialNumber: 'LS-0',
    });
    expect(problemsOf({ 交易类型: '冲正' })).to.deep.equal(['原流水号: missing']);
    expect(problemsOf({ 原流水号: 'LS-0' })).to.deep.equal(['原流水号: contradiction']);
    expect(problemsOf({ 交易类型: '转账', 原流水号: 'LS-0' })).to.deep.equal(['交易类型: unknown-value']);
    expect(problemsOf({ 本金: '0', 利息: '0.00' })).to.deep.equal(['row: malformed']);
    expect(problemsOf({ 本金: '0', 利息: '0', 罚息: '0.01' })).to.deep.equal([]);
    expect(problemsOf({ 本金: '0', 利息: '0.01' })).to.deep.equal([]);
    expect(problemsOf({ 利息: '0' })).to.deep.equal([]);
  });
});

describe('A row of status updates', () => {
  const EVENTS = {
    columns: LOAN_EVENT_COLUMNS,
    read: readLoanEventRow,
    right: { 合同编号: 'C-1', 事件类型: '逾期', 起始日: '2025-03-20', 截止日: '', 说明: '' },
  };

  it('ends after it begins, or is open', () => {
    expect(reading(EVENTS).row).to.deep.include({ kind: 'overdue', untilOn: null, note: null });
    expect(reading(EVENTS, { 截止日: '2025-03-21' }).problems).to.deep.equal([]);
    expect(reading(EVENTS, { 截止日: '2025-03-20' }).problems).to.deep.equal(['截止日: contradiction']);
    expect(reading(EVENTS, { 起始日: '', 截止日: '2025-03-20' }).problems).to.deep.equal(['起始日: missing']);
  });
});

describe('A row of a claim', () => {
  const CLAIM = {
    columns: SUBSIDY_CLAIM_COLUMNS,
    read: readSubsidyClaimRow,
    right: {
      合同编号: 'C-1',
      借款人名称: '陈大文',
      贷款金额: '300000.00',
      '年利率(%)': '3.45',
      贴息起始日: '2025-03-21',
      贴息截止日: '2025-06-20',
      贴息天数: '92',
      申请贴息金额: '1322.50',
    },
  };
  const problemsOf = (changed: Cells) => reading(CLAIM, changed).problems;

  it('names its last day, which counts', () => {
    expect(reading(CLAIM).row).to.deep.include({
      periodFrom: '2025-03-21',
      periodUntil: '2025-06-21',
      days: 92,
    });
    expect(problemsOf({ 贴息截止日: '2025-03-21' })).to.deep.equal([]);
    expect(problemsOf({ 贴息截止日: '2025-03-20' })).to.deep.equal(['贴息截止日: contradiction']);
    expect(problemsOf({ 贴息截止日: '' })).to.deep.equal(['贴息截止日: missing']);
    expect(problemsOf({ 贴息起始日: '' })).to.deep.equal(['贴息起始日: missing']);
  });

  it('counts whole days', () => {
    expect(problemsOf({ 贴息天数: '92.5' })).to.deep.equal(['贴息天数: malformed']);
    expect(problemsOf({ 贴息天数: '92345' })).to.deep.equal(['贴息天数: malformed']);
    expect(problemsOf({ 贴息天数: '' })).to.deep.equal(['贴息天数: missing']);
  });
});

describe('Rows of balances and of payment results', () => {
  const BALANCES = {
    columns: BALANCE_COLUMNS,
    read: readBalanceRow,
    right: { 合同编号: 'C-1', 贷款余额: '1.00', 余额日期: '2025-03-20', 五级分类: '' },
  };
  const RESULTS = {
    columns: PAYMENT_RESULT_COLUMNS,
    read: readPaymentResultRow,
    right: { 支付编号: 'P-1', 金额: '1.00', 处理结果: '成功', 处理日期: '2025-03-20', 退回原因: '' },
  };

  it('may name a class of the five', () => {
    expect(reading(BALANCES).row).to.deep.include({ riskClass: null });
    expect(reading(BALANCES, { 五级分类: '次级' }).row).to.deep.include({ riskClass: 'substandard' });
    expect(reading(BALANCES, { 五级分类: '不详' }).problems).to.deep.equal(['五级分类: unknown-value']);
  });

  it('say why a payment came back', () => {
    expect(reading(RESULTS).row).to.deep.include({ outcome: 'received', returnReason: null });
    expect(reading(RESULTS, { 处理结果: '退回' }).problems).to.deep.equal(['退回原因: missing']);
    expect(reading(RESULTS, { 处理结果: '退回', 退回原因: '销户' }).row).to.deep.include({
      returnReason: '销户',
    });
  });
});
