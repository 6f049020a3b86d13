import { findClaim, readEvidence } from '../../../server/compensation/find-claim.js';
import { findClaims } from '../../../server/compensation/find-claims.js';
import { guarded, type Download, type Endpoint } from '../../endpoint.js';
import { presentClaim, presentListed } from './present.js';
import * as schemas from './schemas.js';

const list = guarded<unknown, schemas.ClaimsQuery>({
  method: 'get',
  path: '/api/v1/compensation-claims',
  tag: 'compensation-claims',
  operationId: 'listCompensationClaims',
  summary: 'Claims for compensation, the newest first, with whose time runs (代偿申请)',
  permission: 'compensation-claim.read',
  query: schemas.claimsQuery,
  reply: { status: 200, schema: schemas.claimsReply },
  errors: [],
  handle: async (context, { query: { loanId, ...query } }) => {
    const filter = { ...query, ...(loanId !== undefined && { loanId: Number(loanId) }) };
    const { items, nextCursor } = await findClaims(context, filter);
    const today = context.system.clock.today();
    return { items: items.map((claim) => presentListed(claim, today)), nextCursor };
  },
});

const read = guarded<schemas.ClaimParams>({
  method: 'get',
  path: '/api/v1/compensation-claims/:compensationClaimId',
  tag: 'compensation-claims',
  operationId: 'readCompensationClaim',
  summary: 'A claim: amounts explained, evidence, consents, history, and who may act next',
  permission: 'compensation-claim.read',
  params: schemas.claimParams,
  reply: { status: 200, schema: schemas.claimReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentClaim(
      await findClaim(context, Number(params.compensationClaimId)),
      context.actor,
      context.system.clock.today(),
    ),
});

const download = guarded<schemas.EvidenceParams>({
  method: 'get',
  path: '/api/v1/compensation-claims/:compensationClaimId/evidence/:evidenceId',
  tag: 'compensation-claims',
  operationId: 'downloadCompensationEvidence',
  summary: 'One paper of a claim, always to be saved (下载代偿材料)',
  permission: 'compensation-claim.read',
  params: schemas.evidenceParams,
  reply: { status: 200, download: true },
  errors: ['not-found'],
  handle: async (context, { params }): Promise<Download> => {
    const address = {
      claimId: Number(params.compensationClaimId),
      evidenceId: Number(params.evidenceId),
    };
    const { paper, bytes } = await readEvidence(context, address);
    return { fileName: paper.fileName, mediaType: paper.mediaType, bytes };
  },
});

/** Everything that only reads claims for compensation. */
export const COMPENSATION_CLAIM_READS: readonly Endpoint[] = [list, read, download];
