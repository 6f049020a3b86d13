import type { Transaction } from 'sequelize';
import { SubsidyLine } from '../../models/subsidy-line.js';
import { findRows, selectRows } from '../../models/rows.js';
import { DEMANDED } from '../core/states/clawback-case-states.js';
import { subsidyQuarter, type SubsidyQuarter } from '../core/subsidy-quarter.js';
import { NEVER_CLAIMED, type EarlierQuarters, type EarlierSubsidy, type LineDraft } from './claim-lines.js';

/** The claim that is being built, as far as its past is concerned. */
export interface ClaimInHand {
  readonly claimId: number;
  readonly bankOrganisationId: number;
  readonly quarter: SubsidyQuarter;
}

/** Loans by id: after the first, up to and including the last. */
export interface LoanRange {
  readonly after: number;
  readonly upTo: number;
}

const IDS_AT_ONCE = 5_000;

/** The quarters before a claim's own for which the bank has been paid, in order. */
export async function findPaidQuarters(
  claim: ClaimInHand,
  transaction: Transaction,
): Promise<SubsidyQuarter[]> {
  const rows = await selectRows<{ quarter: string }>(
    transaction,
    `SELECT DISTINCT quarter FROM subsidy_claims
      WHERE bankOrganisationId = ? AND state = 'paid' AND quarter < ? ORDER BY quarter`,
    [claim.bankOrganisationId, claim.quarter.name],
  );
  return rows.map((row) => subsidyQuarter(row.quarter));
}

/**
 * What a range of loans got in paid quarters: the payments recorded, less what is demanded back of them, and what stands in the bank's
 * other claims that are not paid yet, so that nobody asks for one difference twice. What was taken off for a demand was paid with it.
 */
export async function readEarlierQuarters(
  claim: ClaimInHand,
  quarters: readonly SubsidyQuarter[],
  range: LoanRange,
  transaction: Transaction,
): Promise<EarlierQuarters> {
  const byLoanAndQuarter = new Map<string, EarlierSubsidy>();
  for (const row of quarters.length === 0 ? [] : await readSums(claim, range, transaction)) {
    byLoanAndQuarter.set(`${row.loanId} ${row.quarter}`, row);
  }
  return { quarters, of: (loanId, quarter) => byLoanAndQuarter.get(`${loanId} ${quarter}`) ?? NEVER_CLAIMED };
}

interface SumRow extends EarlierSubsidy {
  readonly loanId: number;
  readonly quarter: string;
}

async function readSums(claim: ClaimInHand, range: LoanRange, transaction: Transaction): Promise<SumRow[]> {
  return await selectRows<SumRow>(
    transaction,
    `SELECT loanId, quarter, SUM(interestFen) AS interest, SUM(subsidyFen) AS subsidy, MAX(paidLineId) AS lineId
       FROM (SELECT payment.loanId, payment.quarter, line.interestFen, payment.amountFen AS subsidyFen, line.id AS paidLineId
               FROM subsidy_payments payment
               JOIN subsidy_lines line ON line.id = payment.lineId
               JOIN subsidy_claims claim ON claim.id = payment.claimId
              WHERE claim.bankOrganisationId = ? AND payment.loanId > ? AND payment.loanId <= ?
                AND line.clawbackCaseId IS NULL
             UNION ALL
             SELECT amount.loanId, amount.quarter, 0, -amount.amountFen, NULL
               FROM clawback_amounts amount JOIN clawback_cases demand ON demand.id = amount.caseId
              WHERE demand.bankOrganisationId = ? AND demand.state IN (${DEMANDED.map(() => '?').join(', ')})
                AND amount.loanId > ? AND amount.loanId <= ?
             UNION ALL
             SELECT line.loanId, line.quarter, line.interestFen, line.subsidyFen, NULL
               FROM subsidy_lines line
               JOIN subsidy_claims claim ON claim.id = line.claimId
              WHERE claim.bankOrganisationId = ? AND claim.state <> 'paid' AND claim.id <> ?
                AND line.loanId > ? AND line.loanId <= ? AND line.clawbackCaseId IS NULL) earlier
      GROUP BY loanId, quarter`,
    [
      claim.bankOrganisationId,
      range.after,
      range.upTo,
      claim.bankOrganisationId,
      ...DEMANDED,
      range.after,
      range.upTo,
      claim.bankOrganisationId,
      claim.claimId,
      range.after,
      range.upTo,
    ],
  );
}

/** The segments that the adjusted lines were paid on, by line. */
export async function readPaidSegments(
  lines: readonly LineDraft[],
  transaction: Transaction,
): Promise<ReadonlyMap<number, string>> {
  const ids = lines.flatMap((line) => (line.adjustsLineId === null ? [] : [line.adjustsLineId]));
  const segments = new Map<number, string>();
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const where = { id: ids.slice(from, from + IDS_AT_ONCE) };
    for (const row of await findRows(SubsidyLine, { where, transaction }))
      segments.set(row.id, row.segmentsJson);
  }
  return segments;
}
