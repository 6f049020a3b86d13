import { CompensationClaim } from '../../models/compensation-claim.js';
import { Loan } from '../../models/loan.js';
import { insertRow, lockRow } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { canonicalJson } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import { COMPENSATION_CLAIM_STATES } from '../core/states/compensation-claim-states.js';
import { findBooksDate } from '../daily-close/find-daily-closes.js';
import { contentHash } from '../hashing.js';
import { isTaken } from '../loans/is-taken.js';
import { nextNumber } from '../numbering/next-number.js';
import { columnsOf, recordOnClaim, recordStep, replyOf, type CompensationReply } from './claim-case.js';
import { readClaimContent, type ClaimContent } from './claim-content.js';

/**
 * A bank officer begins a claim for compensation (申请代偿) on a loan that is overdue for more than the days of the policy by the
 * last daily close. One claim of a loan lives at a time. The system computes the amount; the bank brings the evidence.
 * Fails: not-found, compensation-not-due, already-exists.
 */
export async function openClaim(context: Context, loanId: number): Promise<CompensationReply> {
  const cutOffOn = await booksDay(context);
  return runCommand(context, 'compensation-claim.open', async (unit) => {
    const loan = await lockRow(Loan, { id: loanId, ...loanScope(context.actor) }, unit.transaction);
    if (!loan) throw new DomainError('not-found');
    const request = { loan, cutOffOn, claimId: null };
    const content = await readClaimContent(context.system, request, unit.transaction);
    const columns = await columnsOfNew(unit, loan.bankOrganisationId, content);
    const claim = { ...columns, id: await insertClaim(unit, columns) };
    await recordStep(context, unit, claim, { event: 'open' });
    const { number, claimedFen, compensationFen } = claim;
    recordOnClaim(context, unit, claim, { number, loanId, claimedFen, compensationFen, cutOffOn });
    return replyOf(claim);
  });
}

/** The last closed business date; without one nothing is known to be overdue. Fails: compensation-not-due. */
export async function booksDay({ system }: Pick<Context, 'system'>): Promise<BusinessDate> {
  const { closedThrough } = await findBooksDate(system);
  if (closedThrough !== null) return closedThrough;
  const { days } = system.referenceData
    .current()
    .policyBook.asOf('overdue-to-claim', system.clock.today()).value;
  throw new DomainError('compensation-not-due', { days: 0, required: days });
}

async function columnsOfNew(unit: UnitOfWork, bankOrganisationId: number, content: ClaimContent) {
  const { loanId, guarantorOrganisationId, guaranteeId, agreementId } = content;
  return {
    number: await nextNumber(unit, 'compensation-claim'),
    loanId,
    liveLoanId: loanId,
    bankOrganisationId,
    guarantorOrganisationId,
    guaranteeId,
    agreementId,
    state: COMPENSATION_CLAIM_STATES.initial,
    round: 1,
    ...columnsOf(content),
    submittedOn: null,
    contentJson: canonicalJson(content),
    contentHash: contentHash(content),
    createdAt: unit.now,
    updatedAt: unit.now,
    version: 0,
  };
}

async function insertClaim(
  unit: UnitOfWork,
  columns: Awaited<ReturnType<typeof columnsOfNew>>,
): Promise<number> {
  try {
    return await insertRow(CompensationClaim, columns, unit.transaction);
  } catch (error) {
    if (isTaken(error, 'liveLoanId')) throw new DomainError('already-exists', { what: 'compensation-claim' });
    throw error;
  }
}
