import { runCommand } from '../command.js';
import { lockClaimCase, type ClaimRow } from '../compensation/claim-case.js';
import type { ClaimContent } from '../compensation/claim-content.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { receiptParts } from '../core/compensation/recovery-split.js';
import { DomainError } from '../core/errors.js';
import { ZERO_FEN, type Fen } from '../core/money.js';
import type { CompensationClaimState } from '../core/states/compensation-claim-states.js';
import { assertWithinRecovery, readRecoveryBook, sideOf } from './recovery-case.js';
import { storeEntry, type RecoveryReply } from './store-entry.js';

/** Money that came back, or a cost of getting it, under a reference of whoever it came to or who paid it. */
export interface RecoveryInput {
  readonly claimId: number;
  readonly amount: Fen;
  readonly occurredOn: BusinessDate;
  readonly reference: string;
}

const RECOVERABLE: ReadonlySet<CompensationClaimState> = new Set(['paid', 'recovering', 'written-off']);

/**
 * Records money that came back after compensation (追偿回款), at the bank or at the guarantor: it pays costs first where that is agreed, and is
 * split among all who bear the risk, to the fen. Never more than is owed, costs included. When nothing is owed, claim and
 * loan are closed; after a write-off it is split all the same.
 * Fails: not-found, illegal-transition, malformed (the day), recovery-exceeds-debt, already-exists (the reference).
 */
export async function recordReceipt(context: Context, input: RecoveryInput): Promise<RecoveryReply> {
  return runCommand(context, 'recovery.record', async (unit) => {
    const found = await lockClaimCase(context, unit, input.claimId);
    assertRecoverable(found.claim);
    await assertWithinRecovery(unit, found.claim, input.occurredOn);
    const book = await readRecoveryBook(unit.transaction, found.claim);
    const { costsFirst } = JSON.parse(found.claim.contentJson) as ClaimContent;
    const parts = receiptParts(book, input.amount, costsFirst);
    const { amount, occurredOn, reference } = input;
    const entry = { kind: 'receipt', side: sideOf(context), amount, occurredOn, reference } as const;
    return storeEntry(context, unit, found, { ...entry, ...parts, reverses: null });
  });
}

/**
 * Records what the guarantor has spent on recovery (追偿费用), a court's fee say; the debtor owes it beside the debt.
 * Fails: not-found, illegal-transition, malformed (the day), already-exists (the reference).
 */
export async function recordCost(context: Context, input: RecoveryInput): Promise<RecoveryReply> {
  return runCommand(context, 'recovery.record-cost', async (unit) => {
    const found = await lockClaimCase(context, unit, input.claimId);
    assertRecoverable(found.claim);
    await assertWithinRecovery(unit, found.claim, input.occurredOn);
    const { amount, occurredOn, reference } = input;
    const entry = { kind: 'cost', side: 'guarantor', amount, occurredOn, reference } as const;
    return storeEntry(context, unit, found, {
      ...entry,
      costs: ZERO_FEN,
      shared: ZERO_FEN,
      reverses: null,
    });
  });
}

function assertRecoverable({ state: from }: ClaimRow): void {
  if (RECOVERABLE.has(from)) return;
  const attempt = { table: 'compensation-claim', from, event: 'begin-recovery', allowed: '-' };
  throw new DomainError('illegal-transition', attempt);
}
