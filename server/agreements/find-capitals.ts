import { GuarantorCapital } from '../../models/guarantor-capital.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import type { Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { isGuarantor } from './find-agreements.js';
import { capitalOf } from './record-capital.js';

/** The capital of a guarantor by day, the latest first, and what waits for a second person. */
export interface CapitalsView {
  readonly capitals: readonly Row<GuarantorCapital>[];
  readonly openProposal: Proposal | null;
}

/** The capital of one's own guarantor, or of any for the city. Fails: not-found. */
export async function findCapitals({ actor }: Context, organisationId: number): Promise<CapitalsView> {
  const guarantor = await findRow(Organisation, { where: { id: organisationId, kind: 'guarantor' } });
  if (!guarantor || (isGuarantor(actor) && actor.organisationId !== organisationId)) {
    throw new DomainError('not-found');
  }
  const capitals = await findRows(GuarantorCapital, {
    where: { organisationId },
    order: [
      ['effectiveOn', 'DESC'],
      ['id', 'DESC'],
    ],
  });
  return { capitals, openProposal: await findOpenProposal(capitalOf(organisationId)) };
}
