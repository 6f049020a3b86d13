import { GuarantorCapital } from '../../models/guarantor-capital.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow, lockRow, type Row } from '../../models/rows.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import {
  decideApproval,
  proposeApproval,
  type ApprovalSubject,
  type Verdict,
} from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';

/** The balance of a fund or the net assets of an institution, from a day on, and the paper that says so. */
export type Capital = {
  readonly effectiveOn: BusinessDate;
  readonly amountFen: Fen;
  readonly document: string;
};

export type CapitalProposalReply = { readonly guarantorId: string; readonly payloadHash: string };
export type CapitalReply = { readonly guarantorId: string; readonly outcome: Verdict['outcome'] };

/** Capital counts once a second person has seen its paper. */
export const capitalOf = (guarantorId: number): ApprovalSubject => ({
  subjectKind: 'organisation',
  subjectId: guarantorId,
  action: 'record-capital',
});

/** A municipal officer proposes what a guarantor's capital is from a day on. Fails: not-found, already-exists. */
export async function proposeCapital(
  context: Context,
  guarantorId: number,
  capital: Capital,
): Promise<CapitalProposalReply> {
  const { actor } = context;
  return runCommand(context, 'capital.propose', async (unit) => {
    await findGuarantor(unit, guarantorId);
    const { payloadHash } = await proposeApproval(unit, actor, capitalOf(guarantorId), { ...capital });
    recordOnGuarantor(unit, context, guarantorId, { ...capital, payloadHash });
    return { guarantorId: String(guarantorId), payloadHash };
  });
}

/**
 * A municipal supervisor, another person than the officer, lets the capital count, or declines. It is written under the lock
 * of the exposure, so that no guarantee is given meanwhile by the earlier figure.
 * Fails: not-found, maker-is-checker, approval-does-not-match.
 */
export async function decideCapital(
  context: Context,
  guarantorId: number,
  verdict: Verdict,
): Promise<CapitalReply> {
  const { actor } = context;
  return runCommand(context, 'capital.decide', async (unit) => {
    await findGuarantor(unit, guarantorId);
    await lockRow(GuarantorExposure, { organisationId: guarantorId }, unit.transaction);
    const { payload, makerUserId } = await decideApproval(unit, actor, capitalOf(guarantorId), verdict);
    const { outcome, reason } = verdict;
    if (outcome === 'approve') {
      const by = { makerUserId, checkerUserId: actor.userId, recordedAt: unit.now };
      const capital = payload as Capital;
      await insertRow(GuarantorCapital, { organisationId: guarantorId, ...capital, ...by }, unit.transaction);
    }
    recordOnGuarantor(unit, context, guarantorId, { outcome, reason });
    return { guarantorId: String(guarantorId), outcome };
  });
}

async function findGuarantor({ transaction }: UnitOfWork, id: number): Promise<Row<Organisation>> {
  const guarantor = await findRow(Organisation, { where: { id, kind: 'guarantor' }, transaction });
  if (!guarantor) throw new DomainError('not-found');
  return guarantor;
}

function recordOnGuarantor(
  unit: UnitOfWork,
  { actor }: Context,
  guarantorId: number,
  detail: Readonly<Record<string, string | number | null>>,
): void {
  unit.record({
    organisationId: actor.organisationId ?? guarantorId,
    subjectKind: 'organisation',
    subjectId: guarantorId,
    detail,
  });
}
