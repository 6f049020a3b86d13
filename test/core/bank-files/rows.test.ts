import { expect } from 'chai';
import { BALANCE_COLUMNS, readBalanceRow } from '../../../server/core/bank-files/balances-file.js';
import { dayOfSerial, halfWidth, isFormula } from '../../../server/core/bank-files/cell-text.js';
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
import {
  FIRM_ROSTER_COLUMNS,
  PERSON_ROSTER_COLUMNS,
  PLACE_ROSTER_COLUMNS,
  readFirmRosterRow,
  readPersonRosterRow,
  readPlaceRosterRow,
} from '../../../server/core/registries/roster-files.js';

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

describe('A row of a bank’s book', () => {
  const problemsOf = (changed: Cells) => reading(PORTFOLIO, changed).problems;

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
    expect(problemsOf({ 证件类型: '护照' })).to.deep.equal(['证件类型: unknown-value']);
    expect(problemsOf({ 证件类型: '' })).to.deep.equal(['证件类型: missing']);
    expect(problemsOf({ 证件号码: '110105194912310021' })).to.deep.equal(['证件号码: malformed']);
    expect(problemsOf({ 证件号码: '' })).to.deep.equal(['证件号码: missing']);
    expect(problemsOf({ ...FIRM, 借款人类型: '个人', 人群类别: '登记失业人员' })).to.deep.equal([
      '证件类型: contradiction',
    ]);
    expect(problemsOf({ ...FIRM, 人群类别: '登记失业人员' })).to.deep.equal(['人群类别: contradiction']);
    expect(problemsOf({ 人群类别: '宇航员' })).to.deep.equal(['人群类别: unknown-value']);
    expect(problemsOf({ 人群类别: '' })).to.deep.equal(['人群类别: missing']);
    expect(problemsOf({ 借款人类型: '村' })).to.deep.equal(['借款人类型: unknown-value']);
    expect(problemsOf({ 行政区: '朝阳区' })).to.deep.equal(['行政区: unknown-value']);
    expect(problemsOf({ 行政区: '' })).to.deep.equal(['行政区: missing']);
  });

  it('that names no kind of borrower says so', () => {
    expect(problemsOf({ 借款人类型: '' })).to.deep.equal(['借款人类型: missing']);
  });

  it('has amounts and days that can be true together, at the very edge too', () => {
    expect(problemsOf({ 贷款金额: '0.00', 贷款余额: '0.00' })).to.deep.equal(['贷款金额: malformed']);
    expect(problemsOf({ 贷款余额: '300000.00' })).to.deep.equal([]);
    expect(problemsOf({ 贷款余额: '300000.01' })).to.deep.equal(['贷款余额: contradiction']);
    expect(problemsOf({ 到期日期: '2024-03-15' })).to.deep.equal(['到期日期: contradiction']);
    expect(problemsOf({ 到期日期: '2024-03-16' })).to.deep.equal([]);
    expect(problemsOf({ 展期到期日: '2027-03-15' })).to.deep.equal(['展期到期日: contradiction']);
    expect(problemsOf({ 展期到期日: '2027-03-16' })).to.deep.equal([]);
    expect(problemsOf({ 余额日期: '2024-03-14' })).to.deep.equal(['余额日期: contradiction']);
    expect(problemsOf({ 余额日期: '2024-03-15' })).to.deep.equal([]);
  });

  it('that lacks an amount or a day is not compared by it', () => {
    expect(problemsOf({ 贷款金额: '三十万' })).to.deep.equal(['贷款金额: malformed']);
    expect(problemsOf({ 贷款余额: '-1' })).to.deep.equal(['贷款余额: malformed']);
    expect(problemsOf({ 放款日期: '2024-02-30' })).to.deep.equal(['放款日期: malformed']);
    expect(problemsOf({ 到期日期: '', 展期到期日: '2020-01-01' })).to.deep.equal(['到期日期: missing']);
    expect(problemsOf({ 余额日期: '' })).to.deep.equal(['余额日期: missing']);
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

describe('A cell', () => {
  const COLUMNS: FileColumns<'编号' | '日期' | '备注'> = { required: ['编号', '日期'], optional: ['备注'] };
  const readerOf = (header: readonly string[], cells: readonly string[]) =>
    new RowReader(5, readFileHeader(COLUMNS, header), cells);
  const codesOf = (reader: RowReader<'编号' | '日期' | '备注'>) => reader.problems.map(({ code }) => code);

  it('that a spreadsheet program has spoilt is refused, and told apart', () => {
    const scientific = readerOf(['编号', '日期'], ['1.23E+17', '45736']);
    expect(scientific.reference('编号', 32)).to.equal(undefined);
    expect(scientific.day('日期')).to.equal(undefined);
    expect(codesOf(scientific)).to.deep.equal(['scientific-notation', 'excel-date']);
    expect(scientific.problems[1]?.message.zh).to.contain('2025-03-20');
  });

  it('is read whatever the input method, and refused as a formula, too long or unreadable', () => {
    expect(readerOf(['编号', '日期'], ['ＡＢ１２', '']).reference('编号', 4)).to.equal('AB12');
    for (const [text, code] of [
      ['=1+1', 'formula'],
      ['12345', 'malformed'],
      ['a\u0007', 'malformed'],
      ['\ufffd', 'malformed'],
    ] as const) {
      const reader = readerOf(['编号', '日期'], [text, '']);
      expect(reader.optionalText('编号', 4)).to.equal(undefined);
      expect(codesOf(reader)).to.deep.equal([code]);
    }
  });

  it('that is not there is empty, and a row of another length says so', () => {
    const short = readerOf(['编号', '日期'], ['A']);
    expect(short.isEmpty('日期')).to.equal(true);
    expect(short.isEmpty('备注')).to.equal(true);
    expect(short.optionalDay('日期')).to.equal(null);
    expect(short.optionalReference('备注', 4)).to.equal(null);
    expect(short.problems.map(({ line, column, code }) => [line, column, code])).to.deep.equal([
      [5, null, 'malformed'],
    ]);
  });

  it('may hold a number with a sign, and no formula', () => {
    expect(['-1.5', '+3', '12'].map(isFormula)).to.deep.equal([false, false, false]);
    expect(['=A1', "'=A1", '@x', '-x', '+1+1'].map(isFormula)).to.deep.equal([true, true, true, true, true]);
    expect(halfWidth('（％）')).to.equal('(%)');
  });

  it('of a serial number is a day of its system, within reason', () => {
    expect(dayOfSerial(61, false)).to.equal('1900-03-01');
    expect(dayOfSerial(60, false)).to.equal(undefined);
    expect(dayOfSerial(73_000, false)).to.equal('2099-11-11');
    expect(dayOfSerial(73_001, false)).to.equal(undefined);
    expect(dayOfSerial(45_736.5, false)).to.equal(undefined);
    expect(dayOfSerial(44_274, true)).to.equal('2025-03-20');
  });

  it('of a header is found in any order, and named where it is unknown, missing or there twice', () => {
    expect(readFileHeader(COLUMNS, ['日期', ' 编号 ', '其他', '日期'])).to.deep.include({
      unknown: ['其他'],
      missing: [],
      repeated: ['日期'],
    });
    expect(readFileHeader(COLUMNS, ['备注']).missing).to.deep.equal(['编号', '日期']);
    const percent: FileColumns<'年利率(%)'> = { required: ['年利率(%)'], optional: [] };
    expect(readFileHeader(percent, ['年利率（％）']).missing).to.deep.equal([]);
  });
});

describe('A row of a registry’s list', () => {
  const COMMON = { 起始日: '2025-01-01', 截止日: '', 变更类型: '' };
  const PERSONS = {
    columns: PERSON_ROSTER_COLUMNS,
    read: readPersonRosterRow,
    right: {
      ...COMMON,
      姓名: '陈大文',
      证件类型: '居民身份证',
      证件号码: '11010519491231002X',
      单位名称: '',
      单位统一社会信用代码: '',
    },
  };
  const FIRMS = {
    columns: FIRM_ROSTER_COLUMNS,
    read: readFirmRosterRow,
    right: { ...COMMON, 单位名称: '示范公司', 统一社会信用代码: '91350100M000100Y43', 基地编号: '' },
  };
  const PLACES = {
    columns: PLACE_ROSTER_COLUMNS,
    read: readPlaceRosterRow,
    right: { ...COMMON, 编号: 'B-1', 名称: '示范基地', 行政区: '天河区', 地址: '' },
  };

  it('of persons names somebody by a paper, and perhaps an employer', () => {
    expect(reading(PERSONS).row).to.deep.include({
      change: 'list',
      subjectKind: 'resident-identity-card',
      number: '11010519491231002X',
      aboutNumber: null,
      untilOn: null,
    });
    expect(reading(PERSONS, { 证件号码: '110105194912310021' }).problems).to.deep.equal([
      '证件号码: malformed',
    ]);
    expect(reading(PERSONS, { 证件号码: '' }).problems).to.deep.equal(['证件号码: missing']);
    expect(reading(PERSONS, { 证件类型: '护照' }).problems).to.deep.equal(['证件类型: unknown-value']);
    expect(reading(PERSONS, { 单位统一社会信用代码: '91350100M000100Y44' }).problems).to.deep.equal([
      '单位统一社会信用代码: malformed',
    ]);
    expect(reading(PERSONS, { 单位统一社会信用代码: '91350100M000100Y43' }).row).to.deep.include({
      aboutNumber: '91350100M000100Y43',
    });
  });

  it('of firms has a credit code', () => {
    expect(reading(FIRMS).row).to.deep.include({ subjectKind: 'credit-code', number: '91350100M000100Y43' });
    expect(reading(FIRMS, { 统一社会信用代码: '' }).problems).to.deep.equal(['统一社会信用代码: missing']);
    expect(reading(FIRMS, { 统一社会信用代码: '123' }).problems).to.deep.equal([
      '统一社会信用代码: malformed',
    ]);
  });

  it('of places lies in a district of the city', () => {
    expect(reading(PLACES).row).to.deep.include({
      subjectKind: 'place',
      districtCode: '440106',
      address: null,
    });
    expect(reading(PLACES, { 行政区: '朝阳区' }).problems).to.deep.equal(['行政区: unknown-value']);
    expect(reading(PLACES, { 行政区: '' }).problems).to.deep.equal(['行政区: missing']);
  });

  it('begins, may end, and may say what changed', () => {
    expect(reading(PLACES, { 截止日: '2025-01-01' }).problems).to.deep.equal([]);
    expect(reading(PLACES, { 截止日: '2024-12-31' }).problems).to.deep.equal(['截止日: contradiction']);
    expect(reading(PLACES, { 变更类型: '终止' }).row).to.deep.include({ change: 'end' });
    expect(reading(PLACES, { 变更类型: '变更' }).row).to.deep.include({ change: 'list' });
    expect(reading(PLACES, { 变更类型: '吊销' }).problems).to.deep.equal(['变更类型: unknown-value']);
  });
});
