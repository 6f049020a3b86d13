import { Application } from '../../models/application.js';
import { findRow } from '../../models/rows.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import { applicationScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { disbursementOf, type DisbursementTerms } from './disbursement-terms.js';

/** What a supervisor reads before approving, and the hash that the approval repeats. */
export interface DisbursementProposal extends Omit<Proposal, 'payload'> {
  readonly terms: DisbursementTerms;
}

/** The disbursement that waits for approval. Fails: not-found (no such application, or nothing proposed). */
export async function findDisbursementProposal(
  context: Context,
  applicationId: number,
): Promise<DisbursementProposal> {
  const where = { id: applicationId, ...applicationScope(context.actor) };
  const application = await findRow(Application, { where });
  const open = application && (await findOpenProposal(disbursementOf(application.id)));
  if (!open) throw new DomainError('not-found');
  const { payload, ...proposal } = open;
  return { ...proposal, terms: payload as DisbursementTerms };
}
