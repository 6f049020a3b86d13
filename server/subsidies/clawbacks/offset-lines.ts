import type { Transaction } from 'sequelize';
import { ClawbackCase } from '../../../models/clawback-case.js';
import type { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { lockRow, selectRows, type Row } from '../../../models/rows.js';
import { fen, subtractFen, sumFen, ZERO_FEN, type Fen } from '../../core/money.js';
import { OWING } from '../../core/states/clawback-case-states.js';
import { subsidyQuarter } from '../../core/subsidy-quarter.js';
import type { LineDraft } from '../claim-lines.js';
import type { LoanRange } from '../earlier-quarters.js';
import { readPendingOffset, readReturned, type CaseRow } from './clawback-case.js';

/** A loan of whose borrower a demand is open that may be offset. */
export interface OffsetLoan {
  readonly caseId: number;
  readonly loanId: number;
  /** What the claim holds for the loan already: the lines of a bank's own file. */
  readonly standing: number;
}

/**
 * The lines with those added that are taken off for demands: where a borrower has subsidy coming and owes some back that may be offset,
 * a loan's lines are followed by one that takes off as much as both allow, the oldest demand first. So the claim is paid less, nobody below zero.
 * The demands are locked, so that two claims never take off the same.
 */
export async function withOffsets(
  claim: Row<SubsidyClaim>,
  loans: readonly OffsetLoan[],
  lines: readonly LineDraft[],
  transaction: Transaction,
): Promise<readonly LineDraft[]> {
  if (loans.length === 0) return lines;
  const open = await openDemands(
    loans.map(({ caseId }) => caseId),
    transaction,
  );
  const byLoan = linesByLoan(lines);
  const found = loans.toSorted((a, b) => a.loanId - b.loanId || a.caseId - b.caseId);
  const taken = new Set<number>();
  const offsets = new Map<number, LineDraft>();
  for (const { caseId, loanId, standing } of found) {
    const demand = open.get(caseId);
    if (demand === undefined || demand.owed === 0 || taken.has(loanId)) continue;
    const own = byLoan.get(loanId) ?? [];
    const coming = fen(standing + sumFen(own.map(({ subsidyFen }) => subsidyFen)));
    const amount = fen(Math.min(Math.max(0, coming), demand.owed));
    if (amount === 0) continue;
    demand.owed = subtractFen(demand.owed, amount);
    taken.add(loanId);
    const contractNumber = own[0]?.contractNumber ?? (await contractOf(loanId, transaction));
    offsets.set(loanId, offsetLine({ loanId, contractNumber }, claim.quarter, demand.found, amount));
  }
  return insertAfterLoans(lines, offsets);
}

/** The loans of a range that may have something taken off, before a line of the batch at hand is stored. */
export async function findOffsetLoans(
  { id, bankOrganisationId }: Row<SubsidyClaim>,
  { after, upTo }: LoanRange,
  transaction: Transaction,
): Promise<OffsetLoan[]> {
  return await selectRows<OffsetLoan>(
    transaction,
    `SELECT demand.id AS caseId, loan.id AS loanId,
            COALESCE((SELECT SUM(line.subsidyFen) FROM subsidy_lines line
                       WHERE line.claimId = ? AND line.loanId = loan.id), 0) AS standing
       FROM clawback_cases demand JOIN loans loan ON loan.borrowerId = demand.borrowerId
      WHERE demand.state IN (${OWING.map(() => '?').join(', ')}) AND demand.offsetFlag = 1
        AND loan.bankOrganisationId = ? AND loan.id > ? AND loan.id <= ?`,
    [id, ...OWING, bankOrganisationId, after, upTo],
  );
}

interface OpenDemand {
  readonly found: CaseRow;
  owed: Fen;
}

async function openDemands(
  caseIds: readonly number[],
  transaction: Transaction,
): Promise<Map<number, OpenDemand>> {
  const open = new Map<number, OpenDemand>();
  for (const id of [...new Set(caseIds)].toSorted((a, b) => a - b)) {
    const found = await lockRow(ClawbackCase, { id }, transaction);
    if (!found || !OWING.includes(found.state)) continue;
    const spoken = (await readReturned(id, transaction)) + (await readPendingOffset(id, transaction));
    open.set(id, { found, owed: subtractFen(found.totalFen, fen(spoken)) });
  }
  return open;
}

function linesByLoan(lines: readonly LineDraft[]): Map<number, LineDraft[]> {
  const byLoan = new Map<number, LineDraft[]>();
  for (const line of lines) byLoan.set(line.loanId, [...(byLoan.get(line.loanId) ?? []), line]);
  return byLoan;
}

async function contractOf(loanId: number, transaction: Transaction): Promise<string> {
  const rows = await selectRows<{ contractNumber: string }>(
    transaction,
    'SELECT contractNumber FROM loans WHERE id = ?',
    [loanId],
  );
  return rows[0]?.contractNumber ?? '';
}

/** The number of the demand stands in place of a policy: the hash of the claim binds the line to it. */
function offsetLine(
  loan: Pick<LineDraft, 'loanId' | 'contractNumber'>,
  quarter: string,
  { id, number }: CaseRow,
  amount: Fen,
): LineDraft {
  const { from, until } = subsidyQuarter(quarter);
  return {
    ...loan,
    kind: 'adjustment',
    quarter,
    periodFrom: from,
    periodUntil: until,
    subsidisedDays: 0,
    interestFen: ZERO_FEN,
    subsidyFen: subtractFen(ZERO_FEN, amount),
    segmentsJson: '[]',
    policyId: number,
    reason: 'clawback-offset',
    adjustsLineId: null,
    clawbackCaseId: id,
  };
}

/** A resumed build goes on behind the loan of the last line, so that all lines of a loan stay together and loans in their order. */
function insertAfterLoans(lines: readonly LineDraft[], offsets: ReadonlyMap<number, LineDraft>): LineDraft[] {
  const rest = new Map(offsets);
  const result: LineDraft[] = [];
  for (const [index, line] of lines.entries()) {
    for (const [loanId, offset] of rest) {
      if (loanId >= line.loanId) break;
      result.push(offset);
      rest.delete(loanId);
    }
    result.push(line);
    const offset = rest.get(line.loanId);
    if (offset === undefined || lines[index + 1]?.loanId === line.loanId) continue;
    result.push(offset);
    rest.delete(line.loanId);
  }
  return [...result, ...rest.values()];
}
