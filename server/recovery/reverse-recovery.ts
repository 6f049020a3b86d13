import { Recovery } from '../../models/recovery.js';
import { findRow } from '../../models/rows.js';
import { runCommand } from '../command.js';
import { lockClaimCase } from '../compensation/claim-case.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { assertWithinRecovery, sideOf } from './recovery-case.js';
import { storeEntry, type RecoveryReply } from './store-entry.js';

/** Which entry never was, and under which reference that is said. */
export interface RecoveryReversal {
  readonly claimId: number;
  readonly recoveryId: number;
  readonly occurredOn: BusinessDate;
  readonly reference: string;
}

/**
 * Undoes one receipt or cost by another entry, once, by a supervisor of the side that recorded it: every bearer gives back what it
 * got, and a claim that it had closed is open again.
 * Fails: not-found, forbidden (the other side's), already-reversed, malformed (the day), already-exists (the reference),
 * recovery-exceeds-debt (a cost that was repaid).
 */
export async function reverseRecovery(context: Context, input: RecoveryReversal): Promise<RecoveryReply> {
  return runCommand(context, 'recovery.reverse', async (unit) => {
    const found = await lockClaimCase(context, unit, input.claimId);
    const where = { id: input.recoveryId, claimId: input.claimId };
    const reverses = await findRow(Recovery, { where, transaction: unit.transaction });
    if (!reverses) throw new DomainError('not-found');
    if (reverses.side !== sideOf(context)) throw new DomainError('forbidden');
    if (reverses.kind === 'reversal') throw new DomainError('already-reversed');
    await assertWithinRecovery(unit, found.claim, input.occurredOn);
    return storeEntry(context, unit, found, {
      kind: 'reversal',
      side: reverses.side,
      reference: input.reference,
      occurredOn: input.occurredOn,
      amount: reverses.amountFen,
      costs: reverses.costsFen,
      shared: reverses.sharedFen,
      reverses,
    });
  });
}
