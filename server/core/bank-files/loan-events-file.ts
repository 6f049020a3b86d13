import type { BusinessDate } from '../business-date.js';
import type { LoanEventKind } from '../loan-history.js';
import type { FileColumns } from './file-header.js';
import type { RowReader } from './row-reader.js';

export type LoanEventColumn = '合同编号' | '事件类型' | '起始日' | '截止日' | '说明';

/** 贷款状态更新: what happened to a loan beside money. */
export const LOAN_EVENT_COLUMNS: FileColumns<LoanEventColumn> = {
  required: ['合同编号', '事件类型', '起始日', '截止日', '说明'],
  optional: [],
};

export type LoanEventRow = {
  readonly line: number;
  readonly contractNumber: string;
  readonly kind: LoanEventKind;
  readonly fromOn: BusinessDate;
  /** Not counted; null while it is open. */
  readonly untilOn: BusinessDate | null;
  readonly note: string | null;
};

const KINDS: Readonly<Record<string, LoanEventKind>> = {
  逾期: 'overdue',
  展期: 'extension',
  挪用: 'misuse',
  结清: 'settled',
  停业: 'closure',
  法定代表人变更: 'legal-representative-change',
};

/** Reads a row of status updates, or undefined when the reader has found problems. */
export function readLoanEventRow(reader: RowReader<LoanEventColumn>): LoanEventRow | undefined {
  const row = {
    line: reader.line,
    contractNumber: reader.reference('合同编号', 64),
    kind: reader.word('事件类型', KINDS),
    fromOn: reader.day('起始日'),
    untilOn: reader.optionalDay('截止日'),
    note: reader.optionalText('说明', 255),
  };
  if (row.fromOn !== undefined && row.untilOn && row.untilOn <= row.fromOn) {
    reader.reject('截止日', 'contradiction', {
      zh: '“截止日”应晚于“起始日”（截止日当天不计）',
      en: '“截止日” (end, itself not counted) must be after “起始日” (start)',
    });
  }
  return reader.problems.length === 0 ? (row as LoanEventRow) : undefined;
}
