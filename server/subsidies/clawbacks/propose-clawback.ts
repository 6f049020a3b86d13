import { UniqueConstraintError } from 'sequelize';
import { ClawbackAmount } from '../../../models/clawback-amount.js';
import { ClawbackCase } from '../../../models/clawback-case.js';
import { Loan } from '../../../models/loan.js';
import { findRow, insertRow, insertRows } from '../../../models/rows.js';
import { proposeApproval } from '../../approvals/approval.js';
import { loanScope } from '../../auth/scope.js';
import { runCommand, type UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { totalToReturn } from '../../core/clawback/clawback-amounts.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan } from '../../core/money.js';
import { CLAWBACK_CASE_STATES } from '../../core/states/clawback-case-states.js';
import { contentHash } from '../../hashing.js';
import type { LoanRow } from '../../loans/loan-case.js';
import { nextNumber } from '../../numbering/next-number.js';
import { lockBankClaims } from '../bank-claims.js';
import { decisionOn, recordOnCase } from './clawback-case.js';
import { clawbackContent, type ClawbackBasis } from './clawback-content.js';
import { computeClawback, type ClawbackQuarter } from './compute-clawback.js';

/** A demand as somebody of the centre puts it together. */
export interface ClawbackRequest extends ClawbackBasis {
  readonly loanId: number;
}

/** What waits for the second person. */
export type ClawbackProposal = {
  readonly caseId: number;
  readonly number: string;
  readonly total: string;
  readonly payloadHash: string;
};

/**
 * Puts a demand together (追回立案): every paid quarter is computed again with the finding, and what was paid beyond that is to come back. It
 * takes effect once a second person has issued it; one may wait of each loan. A demand over nothing only stops the subsidy from now on.
 * Fails: not-found, outside-loan-term, malformed (the end is not after the beginning), already-exists.
 */
export async function proposeClawback(
  context: Context,
  { loanId, ...basis }: ClawbackRequest,
): Promise<ClawbackProposal> {
  const { actor, system } = context;
  return runCommand(context, 'clawback.propose', async (unit) => {
    const where = { id: loanId, ...loanScope(actor) };
    const loan = await findRow(Loan, { where, transaction: unit.transaction });
    if (!loan) throw new DomainError('not-found');
    assertPossible(unit, loan, basis);
    await lockBankClaims(loan.bankOrganisationId, unit.transaction);
    const { policyBook } = system.referenceData.current();
    const quarters = await computeClawback(loan, basis, policyBook, unit.transaction);
    const number = await nextNumber(unit, 'clawback-case');
    const content = clawbackContent({ number, loanId }, basis, quarters);
    const row = await store(
      unit,
      loan,
      { ...basis, number, hash: contentHash(content), quarters },
      actor.userId,
    );
    const { payloadHash } = await proposeApproval(unit, actor, decisionOn(row.id), content);
    recordOnCase(unit, actor.organisationId, row, { payloadHash, ...content });
    return { caseId: row.id, number, total: formatYuan(row.totalFen), payloadHash };
  });
}

function assertPossible(unit: UnitOfWork, loan: LoanRow, { fromOn, untilOn }: ClawbackBasis): void {
  if (fromOn < loan.disbursedOn)
    throw new DomainError('outside-loan-term', { date: fromOn, earliest: loan.disbursedOn });
  if (fromOn > unit.today) throw new DomainError('outside-loan-term', { date: fromOn, latest: unit.today });
  if (untilOn === null || untilOn > fromOn) return;
  const message = { zh: '应晚于起始日(截止日当天不计)', en: 'must be after fromOn (itself not counted)' };
  throw new DomainError('malformed', {}, [{ field: 'untilOn', rule: 'date-order', message }]);
}

interface NewCase extends ClawbackBasis {
  readonly number: string;
  readonly hash: string;
  readonly quarters: readonly ClawbackQuarter[];
}

async function store(
  { transaction, now }: UnitOfWork,
  loan: LoanRow,
  { offset, hash, quarters, ...basis }: NewCase,
  makerUserId: number,
) {
  const row = {
    ...basis,
    loanId: loan.id,
    borrowerId: loan.borrowerId,
    bankOrganisationId: loan.bankOrganisationId,
    districtOrganisationId: loan.districtOrganisationId,
    state: CLAWBACK_CASE_STATES.initial,
    offsetFlag: offset ? 1 : 0,
    totalFen: totalToReturn(quarters),
    contentHash: hash,
    issuedOn: null,
    overdueSince: null,
    escalation: null,
    closedOn: null,
    openKey: `loan-${loan.id}`,
    makerUserId,
    checkerUserId: null,
    createdAt: now,
    updatedAt: now,
    version: 0,
  };
  try {
    const id = await insertRow(ClawbackCase, row, transaction);
    const amounts = quarters.map(({ quarter, paid, recomputed, amount, paidLineId, segmentsJson }) => ({
      caseId: id,
      loanId: loan.id,
      quarter,
      paidFen: paid,
      recomputedFen: recomputed,
      amountFen: amount,
      paidLineId,
      segmentsJson,
    }));
    await insertRows(ClawbackAmount, amounts, transaction);
    return { ...row, id };
  } catch (error) {
    if (error instanceof UniqueConstraintError)
      throw new DomainError('already-exists', { what: 'decide-clawback' });
    throw error;
  }
}
