import { addDays, type BusinessDate } from '../business-date.js';
import type { Fen } from '../money.js';
import type { Rate } from '../rate.js';
import type { FileColumns } from './file-header.js';
import type { RowReader } from './row-reader.js';

export type SubsidyClaimColumn =
  | '合同编号'
  | '借款人名称'
  | '贷款金额'
  | '年利率(%)'
  | '贴息起始日'
  | '贴息截止日'
  | '贴息天数'
  | '申请贴息金额';

/** 贴息申报: what a bank asks for a quarter, loan by loan. */
export const SUBSIDY_CLAIM_COLUMNS: FileColumns<SubsidyClaimColumn> = {
  required: [
    '合同编号',
    '借款人名称',
    '贷款金额',
    '年利率(%)',
    '贴息起始日',
    '贴息截止日',
    '贴息天数',
    '申请贴息金额',
  ],
  optional: [],
};

/** One line of a bank's claim. */
export type SubsidyClaimRow = {
  readonly line: number;
  readonly contractNumber: string;
  readonly borrowerName: string;
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly periodFrom: BusinessDate;
  /** The day after the last one that the file names. */
  readonly periodUntil: BusinessDate;
  readonly days: number;
  readonly claimed: Fen;
};

const DAYS = /^\d{1,4}$/;

/** Reads a row of a claim, or undefined when the reader has found problems. */
export function readSubsidyClaimRow(reader: RowReader<SubsidyClaimColumn>): SubsidyClaimRow | undefined {
  const lastDay = reader.day('贴息截止日');
  const days = reader.reference('贴息天数', 16);
  const row = {
    line: reader.line,
    contractNumber: reader.reference('合同编号', 64),
    borrowerName: reader.text('借款人名称', 128),
    principal: reader.money('贷款金额'),
    annualRate: reader.rate('年利率(%)'),
    periodFrom: reader.day('贴息起始日'),
    periodUntil: lastDay === undefined ? undefined : addDays(lastDay, 1),
    days: Number(days),
    claimed: reader.money('申请贴息金额'),
  };
  if (days !== undefined && !DAYS.test(days)) {
    reader.reject('贴息天数', 'malformed', {
      zh: '“贴息天数”应为不带小数的天数，例如 92',
      en: '“贴息天数” must be a whole number of days, such as 92',
    });
  }
  if (row.periodFrom !== undefined && lastDay !== undefined && lastDay < row.periodFrom) {
    reader.reject('贴息截止日', 'contradiction', {
      zh: '“贴息截止日”不能早于“贴息起始日”（截止日当天计入）',
      en: '“贴息截止日” must not be before “贴息起始日” (the last day counts)',
    });
  }
  return reader.problems.length === 0 ? (row as SubsidyClaimRow) : undefined;
}
