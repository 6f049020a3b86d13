import { ClawbackCase } from '../../../models/clawback-case.js';
import { findRow } from '../../../models/rows.js';
import { decideApproval, type Verdict } from '../../approvals/approval.js';
import { clawbackScope } from '../../auth/scope.js';
import { runCommand, type UnitOfWork } from '../../command.js';
import type { Context } from '../../context.js';
import type { JsonValue } from '../../core/canonical-json.js';
import { parseBusinessDate } from '../../core/business-date.js';
import { DomainError } from '../../core/errors.js';
import { parseYuan, subtractFen } from '../../core/money.js';
import type { ClawbackCaseState } from '../../core/states/clawback-case-states.js';
import { lockBankClaims } from '../bank-claims.js';
import { decisionOn, lockCase, moveCase, readReturned, recordOnCase, type CaseRow } from './clawback-case.js';
import { storePlan } from './clawback-parts.js';
import { issueClawback } from './issue-clawback.js';
import { withdrawClawback } from './withdraw-clawback.js';

/** Where a decision has led. */
export type ClawbackDecision = { readonly caseId: number; readonly state: ClawbackCaseState };

/**
 * The second person decides what is proposed of a case: to issue the demand, to let it come back in instalments, or to withdraw it. What is
 * issued is computed once more, and has to be what was proposed.
 * Fails: not-found (nothing is open), maker-is-checker, approval-does-not-match, illegal-transition, forbidden.
 */
export async function decideClawback(
  context: Context,
  caseId: number,
  verdict: Verdict,
): Promise<ClawbackDecision> {
  const { actor } = context;
  return runCommand(context, 'clawback.decide', async (unit) => {
    await lockClaimsOf(context, unit, caseId);
    const found = await lockCase(unit, actor, caseId);
    const { payload, payloadHash } = await decideApproval(unit, actor, decisionOn(caseId), verdict);
    const act = actOf(payload);
    const decided =
      verdict.outcome === 'approve'
        ? await APPROVED[act](context, unit, found, payload)
        : await decline(context, unit, found, act);
    const { outcome, reason } = verdict;
    const detail = { act, payloadHash, outcome, reason, before: found.state, after: decided.state };
    recordOnCase(unit, actor.organisationId, decided, detail, `clawback.${act}-${outcome}`);
    return { caseId, state: decided.state };
  });
}

type Act = 'issue' | 'agree-plan' | 'withdraw';
type Effect = (context: Context, unit: UnitOfWork, found: CaseRow, payload: JsonValue) => Promise<CaseRow>;

const APPROVED: Readonly<Record<Act, Effect>> = {
  issue: issueClawback,
  'agree-plan': agreePlan,
  withdraw: withdrawClawback,
};

function actOf(payload: JsonValue): Act {
  if (payload !== null && typeof payload === 'object' && 'act' in payload) {
    const { act } = payload;
    if (act === 'issue' || act === 'agree-plan' || act === 'withdraw') return act;
  }
  throw new Error('Not a proposal on a clawback');
}

/** What one demand takes depends on the bank's claims, so that none of them is built or funded meanwhile. */
async function lockClaimsOf({ actor }: Context, unit: UnitOfWork, caseId: number): Promise<void> {
  const where = { id: caseId, ...clawbackScope(actor) };
  const found = await findRow(ClawbackCase, { where, transaction: unit.transaction });
  if (!found) throw new DomainError('not-found');
  await lockBankClaims(found.bankOrganisationId, unit.transaction);
}

/** A demand that is not to be made ends here; a plan or a withdrawal that is not agreed to leaves the case as it was. */
async function decline({ actor }: Context, unit: UnitOfWork, found: CaseRow, act: Act): Promise<CaseRow> {
  if (act !== 'issue') return found;
  return moveCase(unit, actor.role, found, 'decline', { checkerUserId: actor.userId, openKey: null });
}

async function agreePlan(
  { actor }: Context,
  unit: UnitOfWork,
  found: CaseRow,
  payload: JsonValue,
): Promise<CaseRow> {
  const { parts } = payload as { readonly parts: readonly { dueOn: string; amount: string }[] };
  const planned = parts.map(({ dueOn, amount }) => ({
    dueOn: parseBusinessDate(dueOn),
    amount: parseYuan(amount),
  }));
  const owed = subtractFen(found.totalFen, await readReturned(found.id, unit.transaction));
  if (planned.reduce((sum, { amount }) => sum + amount, 0) !== owed)
    throw new DomainError('approval-does-not-match');
  await storePlan(unit, found.id, planned);
  return moveCase(unit, actor.role, found, 'agree-plan', { overdueSince: null, escalation: null });
}
