import { UniqueConstraintError } from 'sequelize';
import { BudgetEntry } from '../../../models/budget-entry.js';
import { PaymentRun } from '../../../models/payment-run.js';
import type { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { findRow, findRows, insertRow, type Row } from '../../../models/rows.js';
import { proposeApproval, type ApprovalSubject } from '../../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan, sumFen, ZERO_FEN, type Fen } from '../../core/money.js';
import { nextNumber } from '../../numbering/next-number.js';
import { recordOnClaim } from '../claim-journal.js';
import { assertContent, lockClaim } from '../claim-step.js';
import {
  findBorrowerPayees,
  findReturnedPayees,
  payeesHash,
  storeOrders,
  type Payee,
} from './payment-orders.js';

/** Whom a claim is paid to: each borrower through the bank (先付后贴), or the bank, which has charged them less. */
export interface PaymentRunRequest {
  readonly claimId: number;
  readonly payee: 'borrower' | 'bank';
}

/** A run that waits for the treasury; the approval must repeat its hash. */
export interface PaymentRunProposal {
  readonly runId: number;
  readonly number: string;
  readonly payloadHash: string;
}

/** Paying out needs a second person. */
export const paymentRunOf = (runId: number): ApprovalSubject => ({
  subjectKind: 'payment-run',
  subjectId: runId,
  action: 'approve-payment-run',
});

/**
 * Prepares the payment of a claim through its bank (拨付): of a funded claim every payee; of a paid one those whose payment came
 * back (退回重付). Nobody has two live orders for one claim. It takes effect once the treasury has approved it.
 * Fails: not-found, illegal-transition (the claim is not funded, or nothing is to be paid), already-exists (a run is open),
 * approval-does-not-match (the lines are not the ones that were approved).
 */
export async function proposePaymentRun(
  context: Context,
  { claimId, payee }: PaymentRunRequest,
): Promise<PaymentRunProposal> {
  return await runCommand(context, 'payment-run.propose', async (unit) => {
    const claim = await lockClaim(context, unit, claimId);
    const run = await prepare(claim, payee, unit);
    const total = sumFen(run.payees.map(({ amount }) => amount));
    const number = await nextNumber(unit, 'payment-run');
    const contentHash = payeesHash(run.payees);
    const row = {
      number,
      claimId,
      bankOrganisationId: claim.bankOrganisationId,
      sequence: run.sequence,
      kind: run.kind,
      payee: run.payee,
      state: 'proposed' as const,
      orderCount: run.payees.length,
      totalFen: total,
      transferFen: run.transfer,
      contentHash,
      openKey: `claim-${claimId}`,
      makerUserId: context.actor.userId,
      createdAt: unit.now,
      updatedAt: unit.now,
    };
    const runId = await store(row, unit);
    await storeOrders(unit, { id: runId, ...row }, run.payees);
    const payload = {
      claim: claim.number,
      number,
      kind: run.kind,
      payee: run.payee,
      orders: run.payees.length,
      total: formatYuan(total),
      transfer: formatYuan(run.transfer),
      contentHash,
    };
    const { payloadHash } = await proposeApproval(unit, context.actor, paymentRunOf(runId), payload);
    recordOnClaim(context, unit, claim, { runId, payloadHash, ...payload });
    return { runId, number, payloadHash };
  });
}

interface PreparedRun {
  readonly sequence: number;
  readonly kind: Row<PaymentRun>['kind'];
  readonly payee: 'borrower' | 'bank';
  readonly payees: readonly Payee[];
  /** What the treasury sends the bank: what was committed, and nothing for a payment that came back. */
  readonly transfer: Fen;
}

async function prepare(
  claim: Row<SubsidyClaim>,
  payee: PaymentRunRequest['payee'],
  unit: UnitOfWork,
): Promise<PreparedRun> {
  const where = { claimId: claim.id };
  const { transaction } = unit;
  const last = await findRow(PaymentRun, { where, order: [['sequence', 'DESC']], transaction });
  const sequence = (last?.sequence ?? 0) + 1;
  const prepared =
    claim.state === 'paid'
      ? {
          sequence,
          kind: 're-issue' as const,
          payee: last?.payee ?? payee,
          payees: await findReturnedPayees(claim.id, transaction),
          transfer: ZERO_FEN,
        }
      : { sequence, kind: 'payment' as const, payee, ...(await firstPayment(claim, payee, unit)) };
  if (prepared.payees.length === 0) throw new DomainError('illegal-transition', { from: claim.state });
  return prepared;
}

async function firstPayment(
  claim: Row<SubsidyClaim>,
  payee: PaymentRunRequest['payee'],
  unit: UnitOfWork,
): Promise<Pick<PreparedRun, 'payees' | 'transfer'>> {
  if (claim.state !== 'funded') return { payees: [], transfer: ZERO_FEN };
  await assertContent(claim, claim.contentHash ?? '', unit);
  const transfer = await committedFor(claim.id, unit);
  if (payee === 'borrower') return { payees: await findBorrowerPayees(claim.id, unit.transaction), transfer };
  return { payees: transfer > 0 ? [{ loanId: null, amount: transfer }] : [], transfer };
}

async function committedFor(claimId: number, { transaction }: UnitOfWork): Promise<Fen> {
  const where = { kind: 'commit', subjectKind: 'subsidy-claim', subjectId: claimId } as const;
  return sumFen((await findRows(BudgetEntry, { where, transaction })).map(({ amountFen }) => amountFen));
}

async function store(
  row: Omit<Row<PaymentRun>, 'id' | 'checkerUserId' | 'version'>,
  unit: UnitOfWork,
): Promise<number> {
  try {
    return await insertRow(PaymentRun, row, unit.transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError)
      throw new DomainError('already-exists', { what: 'payment-run' });
    throw error;
  }
}
