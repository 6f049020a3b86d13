import { Application } from '../../models/application.js';
import { lockRow, updateRows, type Row } from '../../models/rows.js';
import { decideApproval, type Verdict } from '../approvals/approval.js';
import { applicationScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { assertWithinCeiling } from '../core/rate-ceiling.js';
import { APPLICATION_STATES } from '../core/states/application-states.js';
import { transition } from '../core/states/state-machine.js';
import { noticesOfApplication } from '../messages/notices-of-application.js';
import { queueNotices } from '../messages/queue-notices.js';
import { openPostCheck } from '../post-checks/open-post-check.js';
import { stopClocks } from '../stage-clocks/stage-clock.js';
import { disbursementOf, type DisbursementTerms } from './disbursement-terms.js';
import { LOAN_REGION } from './loan-facts.js';
import { makeGuaranteeEffective, openLoan } from './open-loan.js';

export type DisbursementReply = {
  readonly applicationId: string;
  /** Null when the supervisor declined. */
  readonly loanId: string | null;
  readonly state: string;
};

/**
 * The bank's supervisor approves a disbursement, and the loan exists: with its disbursement, its instalments and its
 * guarantee in effect; or declines it, and the officer may propose another. Fails: not-found, illegal-transition,
 * maker-is-checker, approval-does-not-match, rate-above-ceiling, already-exists (contract number or bank reference).
 */
export async function approveDisbursement(
  context: Context,
  input: { readonly applicationId: number } & Verdict,
): Promise<DisbursementReply> {
  const { actor } = context;
  return runCommand(context, 'disbursement.decide', async (unit) => {
    const where = { id: input.applicationId, ...applicationScope(actor) };
    const application = await lockRow(Application, where, unit.transaction);
    if (!application) throw new DomainError('not-found');
    transition(APPLICATION_STATES, application.state, 'disburse');
    const proposal = await decideApproval(unit, actor, disbursementOf(application.id), input);
    const terms = proposal.payload as DisbursementTerms;
    const approved = input.outcome === 'approve';
    const loanId = approved ? await disburse(context, unit, application, terms) : null;
    recordDecision(context, unit, application, { outcome: input.outcome, reason: input.reason, loanId });
    return {
      applicationId: String(application.id),
      loanId: loanId === null ? null : String(loanId),
      state: approved ? 'disbursed' : application.state,
    };
  });
}

async function disburse(
  context: Context,
  unit: UnitOfWork,
  application: Row<Application>,
  terms: DisbursementTerms,
): Promise<number> {
  const { policyBook } = context.system.referenceData.current();
  assertWithinCeiling(terms.contractRate, terms.disbursedOn, LOAN_REGION, policyBook);
  const loanId = await openLoan(context, unit, application, terms);
  const guarantee = await makeGuaranteeEffective(unit, application, loanId, terms.amountFen);
  await openPostCheck(context.system, unit, guarantee, loanId);
  const state = transition(APPLICATION_STATES, application.state, 'disburse');
  const changes = { state, closedAt: unit.now, updatedAt: unit.now, version: application.version + 1 };
  await updateRows(Application, changes, { id: application.id }, unit.transaction);
  await queueNotices(unit, noticesOfApplication({ ...application, ...changes }));
  await stopClocks(unit, { subjectKind: 'application', subjectId: application.id });
  unit.publish({
    topic: 'loan.disbursed',
    aggregateKind: 'loan',
    aggregateId: loanId,
    payload: { loanId, applicationId: application.id, bankOrganisationId: application.bankOrganisationId },
  });
  return loanId;
}

function recordDecision(
  context: Context,
  unit: UnitOfWork,
  application: Row<Application>,
  decision: { readonly outcome: string; readonly reason: string | null; readonly loanId: number | null },
): void {
  const organisationId = context.actor.organisationId ?? application.bankOrganisationId;
  if (organisationId === null) throw new Error(`Application ${application.id} has no bank`);
  unit.record({ organisationId, subjectKind: 'application', subjectId: application.id, detail: decision });
}
