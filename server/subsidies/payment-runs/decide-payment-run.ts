import { PaymentOrder } from '../../../models/payment-order.js';
import { PaymentRun } from '../../../models/payment-run.js';
import { lockRow, updateRows, type Row } from '../../../models/rows.js';
import { decideApproval, type Verdict } from '../../approvals/approval.js';
import { paymentRunScope } from '../../auth/scope.js';
import { runCommand, type UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan, subtractFen } from '../../core/money.js';
import { postMoney, type Posting } from '../../money-ledger/post-money.js';
import { recordOnClaim } from '../claim-journal.js';
import { lockClaim } from '../claim-step.js';
import { recordPayment } from '../pay-subsidy-claim.js';
import { payeesHash, readPayees } from './payment-orders.js';
import { paymentRunOf } from './propose-payment-run.js';

/** A decided run. */
export type DecidedPaymentRun = {
  readonly runId: number;
  readonly state: 'approved' | 'declined';
};

/**
 * The treasury approves a run or declines it; another person than who prepared it. Approved, its orders are issued to the bank. With
 * its payment the claim is paid: each line once, out of what the budgets had committed.
 * Fails: not-found, illegal-transition (the claim has been paid otherwise), maker-is-checker, approval-does-not-match.
 */
export async function decidePaymentRun(
  context: Context,
  runId: number,
  verdict: Verdict,
): Promise<DecidedPaymentRun> {
  return await runCommand(context, 'payment-run.decide', async (unit) => {
    const where = { id: runId, ...paymentRunScope(context.actor) };
    const run = await lockRow(PaymentRun, where, unit.transaction);
    if (!run) throw new DomainError('not-found');
    const { payloadHash } = await decideApproval(unit, context.actor, paymentRunOf(runId), verdict);
    const claim = await lockClaim(context, unit, run.claimId);
    const state: DecidedPaymentRun['state'] = verdict.outcome === 'approve' ? 'approved' : 'declined';
    if (state === 'approved') {
      if (payeesHash(await readPayees(runId, unit.transaction)) !== run.contentHash)
        throw new DomainError('approval-does-not-match');
      if (run.kind === 'payment') await recordPayment(context, unit, claim, unit.today);
      await postMoney(unit, context.actor, transferOf(run));
    }
    await move(context, unit, run, state);
    const detail = {
      runId,
      number: run.number,
      payloadHash,
      state,
      reason: verdict.reason,
      total: formatYuan(run.totalFen),
    };
    recordOnClaim(context, unit, claim, detail, `payment-run.${state}`);
    return { runId, state };
  });
}

/** What the bank gets from the treasury, and what it takes off other borrowers, is then on its way to the payees. */
function transferOf({ id, bankOrganisationId, totalFen, transferFen, kind }: Row<PaymentRun>): Posting[] {
  if (kind === 're-issue') return [];
  const onItsWay = {
    debit: { kind: 'in-payment', holderId: bankOrganisationId },
    subject: { subjectKind: 'payment-run', subjectId: id },
  } as const;
  const postings: Posting[] = [
    { ...onItsWay, kind: 'transfer', credit: { kind: 'treasury', holderId: 0 }, amount: transferFen },
    {
      ...onItsWay,
      kind: 'deduct',
      credit: { kind: 'deducted', holderId: bankOrganisationId },
      amount: subtractFen(totalFen, transferFen),
    },
  ];
  return postings.filter(({ amount }) => amount > 0);
}

async function move(
  { actor }: Context,
  { transaction, now }: UnitOfWork,
  run: Row<PaymentRun>,
  state: DecidedPaymentRun['state'],
): Promise<void> {
  const decided = {
    state,
    openKey: null,
    checkerUserId: actor.userId,
    updatedAt: now,
    version: run.version + 1,
  };
  await updateRows(PaymentRun, decided, { id: run.id }, transaction);
  const order = state === 'approved' ? ({ state: 'issued' } as const) : ({ state, liveKey: null } as const);
  await updateRows(PaymentOrder, order, { runId: run.id }, transaction);
}
