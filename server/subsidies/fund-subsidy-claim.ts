import { SubsidyClaim } from '../../models/subsidy-claim.js';
import { findRow } from '../../models/rows.js';
import { costSplitOn } from '../budgets/cost-split.js';
import { releaseForClaim } from '../budgets/reserve-subsidies.js';
import { commitToBudgets } from '../budgets/spend-budgets.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { formatYuan } from '../core/money.js';
import { lockBankClaims } from './bank-claims.js';
import { carriedDeduction, payableOf } from './carried-deduction.js';
import {
  assertContent,
  assertOtherPerson,
  lockClaim,
  nextState,
  takeStep,
  type ClaimReply,
} from './claim-step.js';
import { districtWeights } from './district-weights.js';
import type { ClaimDecision } from './submit-subsidy-claim.js';

/** A funded claim, with what is to be paid on it once earlier deductions are taken off. */
export interface FundedReply extends ClaimReply {
  readonly payable: string;
  readonly carriedDeduction: string;
}

/**
 * The treasury arranges the money of an approved claim: its total less the deductions carried from earlier claims is
 * reserved and committed in this year's budgets, level by level (`cost-split`), in place of what was kept for it. A claim that comes to nothing needs none.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, budget-exceeded.
 */
export async function fundSubsidyClaim(context: Context, decision: ClaimDecision): Promise<FundedReply> {
  return await runCommand(context, 'subsidy-claim.fund', async (unit) => {
    await lockClaimsBeside(decision.claimId, unit);
    const claim = await lockClaim(context, unit, decision.claimId);
    nextState(claim, 'fund', context.actor);
    await assertOtherPerson(
      context.actor,
      claim,
      ['submittedByUserId', 'verifiedByUserId', 'approvedByUserId'],
      unit,
    );
    await assertContent(claim, decision.contentHash, unit);
    const carried = await carriedDeduction(claim.bankOrganisationId, unit.transaction);
    const payable = payableOf(claim.subsidyFen, carried);
    const districts = await districtWeights(claim.id, unit.transaction);
    const subject = { subjectKind: 'subsidy-claim', subjectId: claim.id } as const;
    await releaseForClaim(unit, context.actor, claim);
    await commitToBudgets(context, unit, { amount: payable, districts, subject });
    const { policyBook } = context.system.referenceData.current();
    const amounts = { payable: formatYuan(payable), carriedDeduction: formatYuan(carried) };
    const reply = await takeStep(context, unit, claim, {
      event: 'fund',
      topic: 'subsidy-claim.funded',
      changes: { fundedByUserId: context.actor.userId },
      clock: { stage: 'claim-payment', organisationKind: 'centre' },
      detail: { ...amounts, costSplitPolicyId: costSplitOn(unit.today, policyBook)?.id ?? null },
    });
    return { ...reply, ...amounts };
  });
}

/** What is carried depends on the bank's other claims, so that only one of them is funded at a time. */
async function lockClaimsBeside(claimId: number, { transaction }: UnitOfWork): Promise<void> {
  const claim = await findRow(SubsidyClaim, { where: { id: claimId }, transaction });
  if (!claim) throw new DomainError('not-found');
  await lockBankClaims(claim.bankOrganisationId, transaction);
}
