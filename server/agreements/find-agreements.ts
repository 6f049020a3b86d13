import { AgreementExposure } from '../../models/agreement-exposure.js';
import { AgreementShare } from '../../models/agreement-share.js';
import { CooperationAgreement } from '../../models/cooperation-agreement.js';
import { GuarantorExposure } from '../../models/guarantor-exposure.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { findOpenProposal, type Proposal } from '../approvals/approval.js';
import { agreementScope } from '../auth/scope.js';
import { findRenewalAdvice } from '../bank-scorecards/find-renewal-advice.js';
import type { Actor, Context } from '../context.js';
import type { RenewalAdvice } from '../core/bank-scorecard/renewal-advice.js';
import { DomainError } from '../core/errors.js';
import type { BatchRoom } from '../core/batch-room.js';
import { ZERO_FEN, type Fen } from '../core/money.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { findBatchRoom } from './find-batch-room.js';
import { findExposureLimit, type GuarantorLimit } from './find-exposure-limit.js';
import type { AgreedShare } from './find-agreement-in-force.js';
import { activationOf } from './propose-agreement.js';

/** An agreement as its readers see it. */
export interface AgreementView {
  readonly agreement: Row<CooperationAgreement>;
  readonly shares: readonly AgreedShare[];
  readonly exposureFen: Fen;
}

/** An agreement with what waits for a second person. */
export interface AgreementDetail extends AgreementView {
  readonly openProposal: Proposal | null;
  /** What the bank's scorecards say about its renewal. */
  readonly renewal: RenewalAdvice;
  /** What may be compensated of its batch; undefined where it caps none. */
  readonly batchRoom: BatchRoom | undefined;
}

/** The agreements an actor sees, newest first. */
export async function findAgreements({ actor }: Context, request: PageRequest): Promise<Page<AgreementView>> {
  const before = idBefore(request);
  const rows = await findRows(CooperationAgreement, {
    where: { ...(before !== undefined && { id: { '<': before } }), ...agreementScope(actor) },
    order: [['id', 'DESC']],
    limit: request.limit + 1,
  });
  const { items, nextCursor } = pageById(rows, request);
  const agreementId = items.map((row) => row.id);
  const shares = await findRows(AgreementShare, { where: { agreementId }, order: [['id', 'ASC']] });
  const exposures = await findRows(AgreementExposure, { where: { agreementId } });
  return { items: items.map((agreement) => viewOf(agreement, shares, exposures)), nextCursor };
}

/** One agreement, with what waits for a second person. Fails: not-found. */
export async function findAgreement({ actor, system }: Context, id: number): Promise<AgreementDetail> {
  const agreement = await findRow(CooperationAgreement, { where: { id, ...agreementScope(actor) } });
  if (!agreement) throw new DomainError('not-found');
  const shares = await findRows(AgreementShare, { where: { agreementId: id }, order: [['id', 'ASC']] });
  const exposures = await findRows(AgreementExposure, { where: { agreementId: id } });
  return {
    ...viewOf(agreement, shares, exposures),
    openProposal: await findOpenProposal(activationOf(id)),
    renewal: await findRenewalAdvice(system, agreement.bankOrganisationId, system.clock.today()),
    batchRoom: await findBatchRoom(agreement, system.database),
  };
}

/** What a guarantor answers for at the moment (在保余额), and what it may. */
export interface ExposureView {
  readonly organisationId: number;
  readonly name: string;
  readonly limit: GuarantorLimit;
  readonly agreedFen: Fen;
  readonly exposureFen: Fen;
}

/** The exposure of one's own guarantor, or of every one for the city. */
export async function findExposures({ actor, system }: Context): Promise<ExposureView[]> {
  const own = isGuarantor(actor) ? { organisationId: actor.organisationId ?? 0 } : {};
  const exposures = await findRows(GuarantorExposure, { where: own, order: [['organisationId', 'ASC']] });
  const guarantors = await findRows(Organisation, {
    where: { id: exposures.map((row) => row.organisationId) },
  });
  const names = new Map(guarantors.map((guarantor) => [guarantor.id, guarantor.name]));
  return Promise.all(
    exposures.map(async (row) => ({
      organisationId: row.organisationId,
      name: names.get(row.organisationId) ?? '',
      limit: await findExposureLimit(system, row, system.clock.today()),
      agreedFen: row.limitFen,
      exposureFen: row.exposureFen,
    })),
  );
}

/** Whether somebody works for a guarantor, and so sees its own exposure and no other. */
export const isGuarantor = ({ role }: Actor): boolean =>
  role === 'guarantor-officer' || role === 'guarantor-supervisor';

function viewOf(
  agreement: Row<CooperationAgreement>,
  shares: readonly Row<AgreementShare>[],
  exposures: readonly Row<AgreementExposure>[],
): AgreementView {
  return {
    agreement,
    shares: shares
      .filter((share) => share.agreementId === agreement.id)
      .map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints })),
    exposureFen: exposures.find((exposure) => exposure.agreementId === agreement.id)?.exposureFen ?? ZERO_FEN,
  };
}
