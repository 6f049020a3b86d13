import type { BusinessDate } from '../business-date.js';
import type { Fen } from '../money.js';
import type { FileColumns } from './file-header.js';
import type { RowReader } from './row-reader.js';

export type PaymentResultColumn = '支付编号' | '金额' | '处理结果' | '处理日期' | '退回原因';

/** 支付结果: what the paying bank says became of its orders. */
export const PAYMENT_RESULT_COLUMNS: FileColumns<PaymentResultColumn> = {
  required: ['支付编号', '金额', '处理结果', '处理日期'],
  optional: ['退回原因'],
};

export type PaymentOutcome = 'received' | 'returned';

export type PaymentResultRow = {
  readonly line: number;
  readonly serialNumber: string;
  readonly amount: Fen;
  readonly outcome: PaymentOutcome;
  readonly settledOn: BusinessDate;
  readonly returnReason: string | null;
};

const OUTCOMES: Readonly<Record<string, PaymentOutcome>> = { 成功: 'received', 退回: 'returned' };

/** Reads a row of payment results, or undefined when the reader has found problems. */
export function readPaymentResultRow(reader: RowReader<PaymentResultColumn>): PaymentResultRow | undefined {
  const outcome = reader.word('处理结果', OUTCOMES);
  const row = {
    line: reader.line,
    serialNumber: reader.reference('支付编号', 40),
    amount: reader.money('金额'),
    outcome,
    settledOn: reader.day('处理日期'),
    returnReason:
      outcome === 'returned' ? reader.text('退回原因', 200) : reader.optionalText('退回原因', 200),
  };
  return reader.problems.length === 0 ? (row as PaymentResultRow) : undefined;
}
