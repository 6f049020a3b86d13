import { Budget } from '../../models/budget.js';
import { Organisation } from '../../models/organisation.js';
import { findRows } from '../../models/rows.js';
import { findBudgetsOfYear } from '../budgets/find-budgets.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { LEDGER_ACCOUNT_KINDS, type LedgerAccountKind } from '../core/ledger-account-kinds.js';
import { addFen, fen, formatYuan, sumFen, type Fen } from '../core/money.js';
import type { ReportColumn, ReportTable } from '../core/report-table.js';
import { findAccountStatement, type StatementPeriod } from '../money-ledger/find-account-statement.js';
import { balanceOf, findTrialBalance } from '../money-ledger/find-trial-balance.js';
import { BUDGET_LEVEL_WORDS, percentText, type Language } from './report-words.js';

const inWords =
  (language: Language) =>
  (kind: ReportColumn['kind'], zh: string, en: string): ReportColumn => ({
    kind,
    label: language === 'zh' ? zh : en,
  });

interface Account {
  readonly kind: LedgerAccountKind;
  readonly holderId: number;
}

/** Whose accounts they are, in words: 2025年市级, the name of an organisation, or the city. */
async function findHolders(accounts: readonly Account[], language: Language) {
  const idsOf = (holder: string): number[] =>
    accounts.filter(({ kind }) => LEDGER_ACCOUNT_KINDS[kind].holder === holder).map((each) => each.holderId);
  const budgets = await findRows(Budget, { where: { id: idsOf('budget') } });
  const organisations = await findRows(Organisation, { where: { id: idsOf('organisation') } });
  return ({ kind, holderId }: Account): string => {
    const { holder } = LEDGER_ACCOUNT_KINDS[kind];
    if (holder === 'city') return language === 'zh' ? '全市' : 'The city';
    if (holder === 'organisation') return organisations.find(({ id }) => id === holderId)?.name ?? '';
    const budget = budgets.find(({ id }) => id === holderId);
    return budget ? budgetName(budget, language) : '';
  };
}

const budgetName = (
  { year, level, districtCode }: Pick<Budget, 'year' | 'level' | 'districtCode'>,
  language: Language,
) =>
  language === 'zh'
    ? `${year}年${BUDGET_LEVEL_WORDS[level].zh}${districtCode}`
    : `${year} ${BUDGET_LEVEL_WORDS[level].en} ${districtCode}`.trim();

/** The accounts of public money by id, each under its kind and its holder. */
export async function findAccountNames(
  context: Context,
): Promise<{ readonly id: number; readonly name: string }[]> {
  const { language } = context;
  const { accounts } = await findTrialBalance(context, null);
  const holderOf = await findHolders(accounts, language);
  return accounts.map((account) => ({
    id: account.id,
    name: `${LEDGER_ACCOUNT_KINDS[account.kind][language]} ${holderOf(account)}`,
  }));
}

/** 科目余额表: every account of public money at the end of a day; both totals are the same. */
export async function trialBalanceTable(context: Context, on: BusinessDate | null): Promise<ReportTable> {
  const { language } = context;
  const zh = language === 'zh';
  const column = inWords(language);
  const { accounts, debit, credit, on: day } = await findTrialBalance(context, on);
  const holderOf = await findHolders(accounts, language);
  return {
    title: zh ? '资金账科目余额表' : 'Trial balance of public money',
    subtitle: [zh ? `截至${day}` : `As of ${day}`],
    columns: [
      column('text', '科目', 'Account'),
      column('text', '户主', 'Holder'),
      column('money', '借方(元)', 'Debit'),
      column('money', '贷方(元)', 'Credit'),
      column('money', '余额(元)', 'Balance'),
    ],
    rows: accounts.map((account) => [
      LEDGER_ACCOUNT_KINDS[account.kind][language],
      holderOf(account),
      formatYuan(account.debitFen),
      formatYuan(account.creditFen),
      formatYuan(balanceOf(account)),
    ]),
    total: [zh ? '合计' : 'All', '', formatYuan(debit), formatYuan(credit), formatYuan(fen(debit - credit))],
    notes: [zh ? '借方合计与贷方合计始终相等' : 'Debit and credit are always the same'],
    fileName: `trial-balance-${day}`,
  };
}

/** 日记账: an account day by day. Fails: not-found, malformed. */
export async function accountStatementTable(
  context: Context,
  accountId: number,
  period: StatementPeriod,
): Promise<ReportTable> {
  const { language } = context;
  const zh = language === 'zh';
  const column = inWords(language);
  const { account, opening, days, closing } = await findAccountStatement(context, accountId, period);
  const holderOf = await findHolders([account], language);
  const name = LEDGER_ACCOUNT_KINDS[account.kind][language];
  const booked = (side: 'debit' | 'credit'): Fen => sumFen(days.map((each) => each[side]));
  return {
    title: zh ? `资金日记账(${name} ${holderOf(account)})` : `${name}, ${holderOf(account)}, by day`,
    subtitle: [
      zh ? `${period.from}起,${period.until}前` : `From ${period.from}, before ${period.until}`,
      zh ? `期初余额${formatYuan(opening)}元` : `Opening balance ${formatYuan(opening)}`,
    ],
    columns: [
      column('text', '日期', 'Day'),
      column('money', '借方(元)', 'Debit'),
      column('money', '贷方(元)', 'Credit'),
      column('money', '日终余额(元)', 'Balance'),
    ],
    rows: days.map(({ on, debit, credit, balance }) => [
      on,
      formatYuan(debit),
      formatYuan(credit),
      formatYuan(balance),
    ]),
    total: [
      zh ? '本期合计及期末余额' : 'Booked, and the closing balance',
      formatYuan(booked('debit')),
      formatYuan(booked('credit')),
      formatYuan(closing),
    ],
    notes: [zh ? '没有记账的日期不列示' : 'Days on which nothing was booked are left out'],
    fileName: `account-${account.id}-${period.from}-${period.until}`,
  };
}

/** 贴息预算执行情况: the budgets of a year, level by level. */
export async function budgetsTable(context: Context, year: number): Promise<ReportTable> {
  const { language } = context;
  const zh = language === 'zh';
  const column = inWords(language);
  const budgets = await findBudgetsOfYear(context, year);
  const amountsOf = ({
    allottedFen,
    returnedFen,
    reservedFen,
    committedFen,
    paidFen,
    available,
  }: (typeof budgets)[number]) => [allottedFen, returnedFen, reservedFen, committedFen, paidFen, available];
  const zero = Array.from({ length: 6 }, () => fen(0));
  const sums = budgets
    .map(amountsOf)
    .reduce((all, each) => all.map((sum, place) => addFen(sum, each[place] ?? fen(0))), zero);
  return {
    title: zh ? `${year}年创业担保贷款贴息预算执行情况` : `Subsidy budgets of ${year}`,
    subtitle: [zh ? `生成日${context.system.clock.today()}` : `Made on ${context.system.clock.today()}`],
    columns: [
      column('text', '级次', 'Level'),
      column('money', '下达(元)', 'Allotted'),
      column('money', '退回(元)', 'Returned'),
      column('money', '预留(元)', 'Reserved'),
      column('money', '已安排(元)', 'Committed'),
      column('money', '已支付(元)', 'Paid'),
      column('money', '可用(元)', 'Available'),
      column('percent', '使用率(%)', 'Used, %'),
    ],
    rows: budgets.map((budget) => [
      budgetName(budget, language),
      ...amountsOf(budget).map(formatYuan),
      percentText(budget.usedBasisPoints),
    ]),
    total: [zh ? '合计' : 'All', ...sums.map(formatYuan), ''],
    notes: [],
    fileName: `budgets-${year}`,
  };
}
