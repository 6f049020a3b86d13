import { Loan } from '../../models/loan.js';
import { findRow, selectRows } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';
import type { SubsidyClaimState } from '../core/states/subsidy-claim-states.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import type { AdjustmentReason } from './adjustment-reason.js';

/** What one loan got, or is to get, in one claim. */
export interface LoanSubsidy {
  readonly id: number;
  readonly claimNumber: string;
  readonly claimQuarter: string;
  readonly claimState: SubsidyClaimState;
  readonly kind: 'period' | 'adjustment';
  readonly quarter: string;
  readonly subsidisedDays: number;
  readonly interestFen: Fen;
  readonly subsidyFen: Fen;
  readonly reason: AdjustmentReason | null;
  readonly paidOn: BusinessDate | null;
}

/** A loan's subsidy, the latest first, as far as claims have been filed. Fails: not-found, malformed (cursor). */
export async function findLoanSubsidies(
  { actor, system }: Context,
  loanId: number,
  request: PageRequest,
): Promise<Page<LoanSubsidy>> {
  const loan = await findRow(Loan, { where: { id: loanId, ...loanScope(actor) } });
  if (!loan) throw new DomainError('not-found');
  const rows = await selectRows<LoanSubsidy>(
    system.database,
    `SELECT line.id, claim.number AS claimNumber, claim.quarter AS claimQuarter, claim.state AS claimState, line.kind,
            line.quarter, line.subsidisedDays, line.interestFen, line.subsidyFen, line.reason, claim.paidOn
       FROM subsidy_lines line JOIN subsidy_claims claim ON claim.id = line.claimId
      WHERE line.loanId = ? AND line.id < ? AND claim.state NOT IN ('draft', 'returned')
      ORDER BY line.id DESC LIMIT ${Math.trunc(request.limit) + 1}`,
    [loanId, idBefore(request) ?? Number.MAX_SAFE_INTEGER],
  );
  return pageById(rows, request);
}
