import { CompensationPayment } from '../../models/compensation-payment.js';
import { CompensationShare } from '../../models/compensation-share.js';
import { Guarantee } from '../../models/guarantee.js';
import { Loan } from '../../models/loan.js';
import { insertRow, insertRows, lockRow, updateRows } from '../../models/rows.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { formatYuan, subtractFen, ZERO_FEN } from '../core/money.js';
import { LOAN_STATES } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { changeExposure } from '../loans/follow-outstanding.js';
import { isTaken } from '../loans/is-taken.js';
import { postFundMoney } from '../money-ledger/post-money.js';
import { assertAffordable } from './assert-affordable.js';
import {
  assertContent,
  assertOtherPerson,
  lockClaimCase,
  nextState,
  takeStep,
  type ClaimCase,
  type ClaimDecision,
  type CompensationReply,
} from './claim-case.js';
import type { ClaimContent } from './claim-content.js';

/** That the guarantor has paid a claim, when, and under which reference of its own. */
export interface ClaimPayment extends ClaimDecision {
  readonly paidOn: BusinessDate;
  readonly paymentReference: string;
}

export type PaidClaimReply = CompensationReply & { readonly paid: string; readonly paidOn: string };

/**
 * Records that the guarantor has paid the bank, once: exactly what everybody consented to, within the agreed cap of the year and the
 * guarantor's balance. The loan is compensated: contract interest and subsidy end, the guarantee is used up and its exposure
 * free, and what the debtor pays from now on is a recovery.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, compensation-not-due,
 * compensation-cap-exceeded, batch-cap-exceeded, guarantor-balance-exceeded, malformed (the day), already-exists (the reference).
 */
export async function payClaim(context: Context, payment: ClaimPayment): Promise<PaidClaimReply> {
  const { paidOn } = payment;
  return runCommand(context, 'compensation-claim.pay', async (unit) => {
    const found = await lockClaimCase(context, unit, payment.claimId);
    const { claim } = found;
    nextState(claim, 'pay', context.actor);
    await assertOtherPerson(unit, context.actor, claim, { event: 'pay' });
    const content = await assertContent(context, unit, found, payment.contentHash);
    if (paidOn < content.cutOffOn || paidOn > unit.today) throw paidOutsideTime();
    await useUpGuarantee(unit, content);
    const { compensationFen: amount, guarantorOrganisationId, agreementId } = content;
    await assertAffordable(context.system, unit, { guarantorOrganisationId, agreementId, amount, paidOn });
    await storePayment(context, unit, payment, content);
    await compensateLoan(unit, found, content);
    await postFundMoney(unit, context.actor, {
      kind: 'compensate',
      guarantorOrganisationId,
      paid: amount,
      debt: 'compensated',
      subject: { subjectKind: 'compensation-claim', subjectId: claim.id },
    });
    const paid = formatYuan(amount);
    const reply = await takeStep(context, unit, claim, {
      event: 'pay',
      detail: { paid, paidOn, paymentReference: payment.paymentReference },
    });
    return { ...reply, paid, paidOn };
  });
}

function paidOutsideTime(): DomainError {
  const message = {
    zh: '应在核算截止日之后、今天或之前',
    en: 'must not be before the cut-off of the claim, nor later than today',
  };
  return new DomainError('malformed', {}, [{ field: 'paidOn', rule: 'date-order', message }]);
}

/** The guarantee has become a payment: the guarantor answers for nothing more on this loan. */
async function useUpGuarantee(unit: UnitOfWork, { guaranteeId }: ClaimContent): Promise<void> {
  const guarantee = await lockRow(Guarantee, { id: guaranteeId }, unit.transaction);
  if (!guarantee) throw new Error(`Guarantee ${guaranteeId} is gone`);
  const { guarantorOrganisationId, agreementId, balanceFen, version } = guarantee;
  await updateRows(
    Guarantee,
    { state: 'compensated', balanceFen: ZERO_FEN, version: version + 1 },
    { id: guaranteeId },
    unit.transaction,
  );
  const change = subtractFen(ZERO_FEN, balanceFen);
  await changeExposure(unit, { guarantorOrganisationId, agreementId, change });
}

async function storePayment(
  { actor }: Context,
  unit: UnitOfWork,
  { claimId, paidOn, paymentReference, contentHash }: ClaimPayment,
  content: ClaimContent,
): Promise<void> {
  const { loanId, guarantorOrganisationId, agreementId, compensationFen, compensatedPrincipalFen } = content;
  try {
    await insertRow(
      CompensationPayment,
      {
        claimId,
        loanId,
        guarantorOrganisationId,
        agreementId,
        paymentReference,
        paidOn,
        outstandingFen: content.principalFen,
        principalFen: compensatedPrincipalFen,
        interestFen: subtractFen(compensationFen, compensatedPrincipalFen),
        amountFen: compensationFen,
        contentHash,
        paidByUserId: actor.userId,
        recordedAt: unit.now,
      },
      unit.transaction,
    );
  } catch (error) {
    if (isTaken(error, 'paymentReference'))
      throw new DomainError('already-exists', { what: 'paymentReference' });
    throw error;
  }
  await insertRows(
    CompensationShare,
    content.shares.map((share) => ({ claimId, ...share })),
    unit.transaction,
  );
}

/** What stays outstanding is the part that the bank bears itself. */
async function compensateLoan(
  unit: UnitOfWork,
  { loan }: ClaimCase,
  { compensatedPrincipalFen }: ClaimContent,
): Promise<void> {
  await updateRows(
    Loan,
    {
      state: transition(LOAN_STATES, loan.state, 'compensate'),
      outstandingFen: subtractFen(loan.outstandingFen, compensatedPrincipalFen),
      updatedAt: unit.now,
      version: loan.version + 1,
    },
    { id: loan.id },
    unit.transaction,
  );
  const payload = { loanId: loan.id, bankOrganisationId: loan.bankOrganisationId };
  unit.publish({ topic: 'loan.compensated', aggregateKind: 'loan', aggregateId: loan.id, payload });
}
