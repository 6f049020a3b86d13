import type { BusinessDate } from '../business-date.js';
import type { Fen } from '../money.js';
import type { FileColumns } from './file-header.js';
import type { RowReader } from './row-reader.js';

export type RepaymentColumn =
  '流水号' | '合同编号' | '交易日期' | '交易类型' | '本金' | '利息' | '罚息' | '原流水号';

/** 还款流水: what came back, split by the bank. */
export const REPAYMENT_COLUMNS: FileColumns<RepaymentColumn> = {
  required: ['流水号', '合同编号', '交易日期', '交易类型', '本金', '利息', '罚息'],
  optional: ['原流水号'],
};

export type RepaymentKind = 'repayment' | 'prepayment' | 'reversal';

export type RepaymentRow = {
  readonly line: number;
  readonly serialNumber: string;
  readonly contractNumber: string;
  readonly paidOn: BusinessDate;
  readonly kind: RepaymentKind;
  readonly principal: Fen;
  readonly interest: Fen;
  readonly penalty: Fen;
  /** Set exactly for a reversal. */
  readonly reversesSerialNumber: string | null;
};

const KINDS: Readonly<Record<string, RepaymentKind>> = {
  还款: 'repayment',
  提前还款: 'prepayment',
  冲正: 'reversal',
};

/** Reads a row of repayments, or undefined when the reader has found problems. */
export function readRepaymentRow(reader: RowReader<RepaymentColumn>): RepaymentRow | undefined {
  const row = {
    line: reader.line,
    serialNumber: reader.reference('流水号', 64),
    contractNumber: reader.reference('合同编号', 64),
    paidOn: reader.day('交易日期'),
    kind: reader.word('交易类型', KINDS),
    principal: reader.money('本金'),
    interest: reader.money('利息'),
    penalty: reader.money('罚息'),
    reversesSerialNumber: reader.optionalReference('原流水号', 64),
  };
  if (row.kind === 'reversal' && row.reversesSerialNumber === null) {
    reader.reject('原流水号', 'missing', {
      zh: '冲正必须写明“原流水号”',
      en: 'A reversal must name what it reverses in “原流水号”',
    });
  }
  if (row.kind !== undefined && row.kind !== 'reversal' && row.reversesSerialNumber !== null) {
    reader.reject('原流水号', 'contradiction', {
      zh: '只有冲正才写“原流水号”',
      en: 'Only a reversal names a payment in “原流水号”',
    });
  }
  if (row.principal === 0 && row.interest === 0 && row.penalty === 0) {
    reader.reject(null, 'malformed', {
      zh: '本金、利息、罚息不能都为零',
      en: 'Principal, interest and penalty must not all be zero',
    });
  }
  return reader.problems.length === 0 ? (row as RepaymentRow) : undefined;
}
