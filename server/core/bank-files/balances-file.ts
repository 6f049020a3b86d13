import type { BusinessDate } from '../business-date.js';
import type { Fen } from '../money.js';
import type { RiskClass } from '../risk-class.js';
import type { FileColumns } from './file-header.js';
import type { RowReader } from './row-reader.js';

export type BalanceColumn = '合同编号' | '贷款余额' | '余额日期' | '五级分类';

/** 余额表: what a bank says its borrowers owe at the end of a quarter. */
export const BALANCE_COLUMNS: FileColumns<BalanceColumn> = {
  required: ['合同编号', '贷款余额', '余额日期'],
  optional: ['五级分类'],
};

export type BalanceRow = {
  readonly line: number;
  readonly contractNumber: string;
  readonly balance: Fen;
  readonly balanceOn: BusinessDate;
  readonly riskClass: RiskClass | null;
};

const CLASSES: Readonly<Record<string, RiskClass>> = {
  正常: 'pass',
  关注: 'special-mention',
  次级: 'substandard',
  可疑: 'doubtful',
  损失: 'loss',
};

/** Reads a row of a balance list, or undefined when the reader has found problems. */
export function readBalanceRow(reader: RowReader<BalanceColumn>): BalanceRow | undefined {
  const row = {
    line: reader.line,
    contractNumber: reader.reference('合同编号', 64),
    balance: reader.money('贷款余额'),
    balanceOn: reader.day('余额日期'),
    riskClass: reader.isEmpty('五级分类') ? null : reader.word('五级分类', CLASSES),
  };
  return reader.problems.length === 0 ? (row as BalanceRow) : undefined;
}
