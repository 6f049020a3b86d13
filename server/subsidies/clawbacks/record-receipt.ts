import { ClawbackReceipt } from '../../../models/clawback-receipt.js';
import { findRow, insertRow } from '../../../models/rows.js';
import { supersedeApproval } from '../../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import type { BusinessDate } from '../../core/business-date.js';
import { DomainError } from '../../core/errors.js';
import { formatYuan, fen, type Fen } from '../../core/money.js';
import { CLAWBACK_CASE_STATES, type ClawbackCaseState } from '../../core/states/clawback-case-states.js';
import { transition } from '../../core/states/state-machine.js';
import { isTaken } from '../../loans/is-taken.js';
import { postMoney } from '../../money-ledger/post-money.js';
import {
  decisionOn,
  lockCase,
  readPendingOffset,
  readReturned,
  recordOnCase,
  type CaseRow,
} from './clawback-case.js';
import { returnToBudgets, takeBackFromBudgets } from './return-to-budgets.js';
import { settleCase } from './settle-case.js';

/** Money that came back to the treasury, under its reference. */
export interface ReceiptInput {
  readonly caseId: number;
  readonly reference: string;
  readonly receivedOn: BusinessDate;
  readonly amount: Fen;
}

/** Where a receipt has left the case. */
export type ReceiptReply = {
  readonly receiptId: number;
  readonly caseId: number;
  readonly state: ClawbackCaseState;
  readonly owed: string;
};

/**
 * Records money that came back (追回到账), never more than is owed: the budgets that had paid get it, and the case is closed when nothing is
 * owed any more. An open proposal on the case is void: it named another amount.
 * Fails: not-found, illegal-transition, malformed (the day), clawback-exceeds-owed, already-exists (the reference).
 */
export async function recordReceipt(context: Context, input: ReceiptInput): Promise<ReceiptReply> {
  const { actor } = context;
  return runCommand(context, 'clawback.record-receipt', async (unit) => {
    const found = await lockCase(unit, actor, input.caseId);
    await assertReceivable(unit, found, input);
    const { reference, receivedOn, amount } = input;
    const receiptId = await store(unit, actor.userId, found.id, {
      kind: 'receipt',
      reference,
      receivedOn,
      amount,
    });
    await postMoney(unit, actor, [
      {
        kind: 'clawback',
        debit: { kind: 'treasury', holderId: 0 },
        credit: { kind: 'clawback-due', holderId: 0 },
        amount,
        subject: { subjectKind: 'clawback-receipt', subjectId: receiptId },
      },
    ]);
    await returnToBudgets(unit, actor, found, { receiptId, amount });
    return await conclude(context, unit, found, { receiptId, reference, amount: formatYuan(amount) });
  });
}

/**
 * Undoes a receipt that was recorded wrongly (冲正); the budgets give back what they got.
 * Fails: not-found, already-reversed, budget-exceeded (it has been spent again).
 */
export async function reverseReceipt(
  context: Context,
  { receiptId, reference }: { readonly receiptId: number; readonly reference: string },
): Promise<ReceiptReply> {
  const { actor } = context;
  return runCommand(context, 'clawback.reverse-receipt', async (unit) => {
    const receipt = await findRow(ClawbackReceipt, {
      where: { id: receiptId, kind: 'receipt' },
      transaction: unit.transaction,
    });
    if (!receipt) throw new DomainError('not-found');
    const found = await lockCase(unit, actor, receipt.caseId);
    const { amountFen: amount } = receipt;
    const reversal = {
      kind: 'reversal' as const,
      reference,
      receivedOn: unit.today,
      amount,
      reverses: receiptId,
    };
    const reversalId = await store(unit, actor.userId, found.id, reversal);
    await postMoney(unit, actor, [
      {
        kind: 'clawback-reversed',
        debit: { kind: 'clawback-due', holderId: 0 },
        credit: { kind: 'treasury', holderId: 0 },
        amount,
        subject: { subjectKind: 'clawback-receipt', subjectId: reversalId },
      },
    ]);
    await takeBackFromBudgets(unit, actor, receiptId, reversalId);
    const detail = { receiptId: reversalId, reference, reverses: receiptId, amount: formatYuan(amount) };
    return await conclude(context, unit, found, detail);
  });
}

async function assertReceivable(unit: UnitOfWork, found: CaseRow, input: ReceiptInput): Promise<void> {
  const { state, issuedOn, totalFen, id } = found;
  transition(CLAWBACK_CASE_STATES, state, 'receive');
  if (input.receivedOn < (issuedOn ?? unit.today) || input.receivedOn > unit.today) {
    const message = {
      zh: '应在通知下达之后、今天或之前',
      en: 'must not be before the demand, nor later than today',
    };
    throw new DomainError('malformed', {}, [{ field: 'receivedOn', rule: 'date-order', message }]);
  }
  const pending = await readPendingOffset(id, unit.transaction);
  const owed = fen(totalFen - (await readReturned(id, unit.transaction)) - pending);
  if (input.amount > owed)
    throw new DomainError('clawback-exceeds-owed', {
      amount: formatYuan(input.amount),
      owed: formatYuan(owed),
    });
}

interface NewReceipt {
  readonly kind: 'receipt' | 'reversal';
  readonly reference: string;
  readonly receivedOn: BusinessDate;
  readonly amount: Fen;
  readonly reverses?: number;
}

async function store(
  unit: UnitOfWork,
  recordedByUserId: number,
  caseId: number,
  { kind, reference, receivedOn, amount, reverses }: NewReceipt,
): Promise<number> {
  const row = {
    caseId,
    kind,
    reference,
    receivedOn,
    amountFen: amount,
    lineId: null,
    reversesReceiptId: reverses ?? null,
    recordedByUserId,
    recordedAt: unit.now,
  };
  try {
    return await insertRow(ClawbackReceipt, row, unit.transaction);
  } catch (error) {
    if (isTaken(error, 'reversesReceiptId')) throw new DomainError('already-reversed');
    if (isTaken(error, 'reference')) throw new DomainError('already-exists', { what: 'paymentReference' });
    throw error;
  }
}

async function conclude(
  { actor }: Context,
  unit: UnitOfWork,
  before: CaseRow,
  detail: { readonly receiptId: number; readonly reference: string; readonly amount: string },
): Promise<ReceiptReply> {
  const { found, owed } = await settleCase(unit, actor, before);
  await supersedeApproval(unit, decisionOn(before.id));
  const told = { ...detail, before: before.state, after: found.state, owed: formatYuan(owed) };
  recordOnCase(unit, actor.organisationId, found, told, 'clawback.received');
  return { receiptId: detail.receiptId, caseId: found.id, state: found.state, owed: formatYuan(owed) };
}
