import { AgreementExposure } from '../../models/agreement-exposure.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import { decideApproval, type Verdict } from '../approvals/approval.js';
import { agreementScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { RenewalAdvice } from '../core/bank-scorecard/renewal-advice.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';
import {
  COOPERATION_AGREEMENT_STATES,
  type CooperationAgreementEvent,
} from '../core/states/cooperation-agreement-states.js';
import { mayTrigger, transition } from '../core/states/state-machine.js';
import { formatBasisPoints } from '../core/stop-rules.js';
import { activationOf, type AgreementReply, type ProposedAgreement } from './propose-agreement.js';

export interface AgreementVerdict extends Verdict {
  readonly agreementId: number;
}

/**
 * A municipal supervisor brings a proposed agreement into force, or sends it back. In force, it has an exposure of its
 * own, and its guarantor the limit that was approved with it.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, malformed (a bank below
 * the score of a renewal, without a reason).
 */
export async function decideAgreement(context: Context, input: AgreementVerdict): Promise<AgreementReply> {
  const { actor } = context;
  return runCommand(context, 'agreement.decide', async (unit) => {
    const agreement = await lockAgreement(unit, actor, input.agreementId);
    const event = input.outcome === 'approve' ? 'approve' : 'return';
    const state = nextState(agreement, event, actor);
    const proposal = await decideApproval(unit, actor, activationOf(agreement.id), input);
    const { guarantorLimitFen, renewal } = proposal.payload as unknown as ProposedAgreement;
    if (state === 'in-force') {
      assertReasoned(renewal, input.reason);
      await openExposures(unit, agreement, guarantorLimitFen);
    }
    await updateRows(
      CooperationAgreement,
      { state, checkerUserId: actor.userId, version: agreement.version + 1 },
      { id: agreement.id },
      unit.transaction,
    );
    recordOnAgreement(unit, actor, agreement, {
      before: agreement.state,
      after: state,
      reason: input.reason,
    });
    return { agreementId: String(agreement.id), number: agreement.number, state };
  });
}

/** An agreement whose bank scores below the minimum is brought into force with a reason only. */
function assertReasoned(renewal: RenewalAdvice | null, reason: string | null): void {
  if (renewal?.belowMinimum !== true || reason !== null) return;
  const message = {
    zh: `该银行近期绩效平均得分${formatBasisPoints(renewal.meanBasisPoints ?? 0)}，低于续签标准${formatBasisPoints(renewal.minimumBasisPoints)}；仍要续签的，请说明理由`,
    en: `the bank's mean score of ${formatBasisPoints(renewal.meanBasisPoints ?? 0)} is below the ${formatBasisPoints(renewal.minimumBasisPoints)} of a renewal; say why it is renewed nevertheless`,
  };
  throw new DomainError('malformed', { field: 'reason' }, [
    { field: 'reason', rule: 'score-below-minimum', message },
  ]);
}

export interface AgreementSuspension {
  readonly agreementId: number;
  readonly event: 'suspend' | 'resume';
  readonly reason: string;
}

/**
 * A municipal supervisor stops new guarantees under an agreement, or lets them go on; those given stay in force.
 * Fails: not-found, illegal-transition, forbidden.
 */
export async function suspendAgreement(
  context: Context,
  input: AgreementSuspension,
): Promise<AgreementReply> {
  const { actor } = context;
  return runCommand(context, `agreement.${input.event}`, async (unit) => {
    const agreement = await lockAgreement(unit, actor, input.agreementId);
    const state = nextState(agreement, input.event, actor);
    const version = agreement.version + 1;
    await updateRows(CooperationAgreement, { state, version }, { id: agreement.id }, unit.transaction);
    recordOnAgreement(unit, actor, agreement, {
      before: agreement.state,
      after: state,
      reason: input.reason,
    });
    return { agreementId: String(agreement.id), number: agreement.number, state };
  });
}

async function lockAgreement(unit: UnitOfWork, actor: Actor, id: number): Promise<Row<CooperationAgreement>> {
  const agreement = await lockRow(CooperationAgreement, { id, ...agreementScope(actor) }, unit.transaction);
  if (!agreement) throw new DomainError('not-found');
  return agreement;
}

function nextState(agreement: Row<CooperationAgreement>, event: CooperationAgreementEvent, { role }: Actor) {
  const next = transition(COOPERATION_AGREEMENT_STATES, agreement.state, event);
  if (!mayTrigger(COOPERATION_AGREEMENT_STATES, agreement.state, event, role)) {
    throw new DomainError('forbidden');
  }
  return next;
}

async function openExposures(
  unit: UnitOfWork,
  agreement: Row<CooperationAgreement>,
  limitFen: Fen,
): Promise<void> {
  const { transaction, now: updatedAt } = unit;
  const organisationId = agreement.guarantorOrganisationId;
  const known = await lockRow(GuarantorExposure, { organisationId }, transaction);
  if (known) {
    const version = known.version + 1;
    await updateRows(GuarantorExposure, { limitFen, updatedAt, version }, { organisationId }, transaction);
  } else {
    await insertRow(GuarantorExposure, { organisationId, limitFen, updatedAt }, transaction);
  }
  await insertRow(AgreementExposure, { agreementId: agreement.id }, transaction);
}

function recordOnAgreement(
  unit: UnitOfWork,
  actor: Actor,
  { id, guarantorOrganisationId }: Row<CooperationAgreement>,
  detail: { readonly before: string; readonly after: string; readonly reason: string | null },
): void {
  const organisationId = actor.organisationId ?? guarantorOrganisationId;
  unit.record({ organisationId, subjectKind: 'cooperation-agreement', subjectId: id, detail });
}
