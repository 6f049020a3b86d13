import type { Transaction } from 'sequelize';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { loadRows } from '../../models/load-rows.js';
import { deleteRows, type Row } from '../../models/rows.js';
import type { LineDraft } from './claim-lines.js';

/** A line as it is stored. Field by field: spreading costs more than the computation. */
export const lineRow = (
  { claimId, lineNumber }: Pick<Row<SubsidyLine>, 'claimId' | 'lineNumber'>,
  line: LineDraft,
): Omit<Row<SubsidyLine>, 'id'> => ({
  claimId,
  lineNumber,
  kind: line.kind,
  loanId: line.loanId,
  contractNumber: line.contractNumber,
  quarter: line.quarter,
  periodFrom: line.periodFrom,
  periodUntil: line.periodUntil,
  subsidisedDays: line.subsidisedDays,
  interestFen: line.interestFen,
  subsidyFen: line.subsidyFen,
  segmentsJson: line.segmentsJson,
  policyId: line.policyId,
  reason: line.reason,
  adjustsLineId: line.adjustsLineId,
  clawbackCaseId: line.clawbackCaseId,
});

/** Stores lines of a batch behind those already there, once those `before` are stored. */
export async function storeLines(
  claimId: number,
  lineCount: number,
  lines: readonly LineDraft[],
  transaction: Transaction,
  before: Promise<void>,
): Promise<void> {
  const rows = lines.map((line, index) => lineRow({ claimId, lineNumber: lineCount + index + 1 }, line));
  await loadRows(SubsidyLine, rows, transaction, before);
}

/** Removes the lines of a range of numbers, which an earlier build left; says how many there were. */
export async function removeLines(
  claimId: number,
  range: { readonly after: number; readonly upTo: number },
  transaction: Transaction,
): Promise<number> {
  const lineNumber = { '>': range.after, '<=': range.upTo };
  return await deleteRows(SubsidyLine, { claimId, lineNumber }, transaction);
}
