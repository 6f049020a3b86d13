import type { Row } from '../../models/rows.js';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import { execute } from '../../models/statement.js';
import { payFromBudgets } from '../budgets/spend-budgets.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { formatYuan } from '../core/money.js';
import { subsidyQuarter } from '../core/subsidy-quarter.js';
import { settleOffsets } from './clawbacks/settle-offsets.js';
import { assertContent, lockClaim, nextState, takeStep, type ClaimReply } from './claim-step.js';

/** That the treasury has paid a claim to the bank, and when. */
export interface ClaimPayment {
  readonly claimId: number;
  readonly paidOn: BusinessDate;
}

/** A paid claim, with what was paid on it. */
export type PaidReply = Pick<ClaimReply, keyof ClaimReply> & {
  readonly paid: string;
  readonly paidOn: string;
};

/**
 * Records that a funded claim has been paid: each line becomes a payment fact, once, and the budgets pay what they had
 * committed. From then on the claim never changes; what turns out differently is adjusted in a later one.
 * Fails: not-found, illegal-transition, forbidden, malformed (a day before the quarter's end or in the future),
 * approval-does-not-match (the lines are not the ones that were approved).
 */
export async function paySubsidyClaim(
  context: Context,
  { claimId, paidOn }: ClaimPayment,
): Promise<PaidReply> {
  return await runCommand(context, 'subsidy-claim.pay', async (unit) => {
    const claim = await lockClaim(context, unit, claimId);
    return await recordPayment(context, unit, claim, paidOn);
  });
}

/** The same within a command that has locked the claim. */
export async function recordPayment(
  context: Context,
  unit: UnitOfWork,
  claim: Row<SubsidyClaim>,
  paidOn: BusinessDate,
): Promise<PaidReply> {
  nextState(claim, 'pay', context.actor);
  if (paidOn < subsidyQuarter(claim.quarter).until || paidOn > unit.today) throw paidOutsideTime();
  await assertContent(claim, claim.contentHash ?? '', unit);
  await storePayments(claim.id, paidOn, unit);
  await settleOffsets(unit, context.actor, claim);
  const subject = { subjectKind: 'subsidy-claim', subjectId: claim.id } as const;
  const amounts = { paid: formatYuan(await payFromBudgets(unit, context.actor, subject)), paidOn };
  const reply = await takeStep(context, unit, claim, {
    event: 'pay',
    topic: 'subsidy-claim.paid',
    changes: { paidByUserId: context.actor.userId, paidOn },
    detail: amounts,
  });
  return { ...reply, ...amounts };
}

function paidOutsideTime(): DomainError {
  const message = {
    zh: '应在季度结束之后、今天或之前',
    en: 'must be after the quarter and not later than today',
  };
  return new DomainError('malformed', {}, [{ field: 'paidOn', rule: 'date-order', message }]);
}

/** One statement for all lines; the unique key on the line keeps every fact from being stored twice. */
async function storePayments(claimId: number, paidOn: BusinessDate, unit: UnitOfWork): Promise<void> {
  await execute(
    unit.transaction,
    `INSERT INTO subsidy_payments (claimId, lineId, loanId, kind, quarter, amountFen, paidOn, recordedAt)
     SELECT claimId, id, loanId, kind, quarter, subsidyFen, ?, ? FROM subsidy_lines
      WHERE claimId = ? AND loanId IS NOT NULL ORDER BY lineNumber`,
    [paidOn, unit.now, claimId],
  );
}
