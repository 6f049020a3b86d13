import { addEvidence, MAXIMUM_EVIDENCE_BYTES } from '../../../server/compensation/add-evidence.js';
import { openClaim } from '../../../server/compensation/open-claim.js';
import { DomainError } from '../../../server/core/errors.js';
import type { CompensationEvidenceKind } from '../../../server/core/compensation/evidence-kinds.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentAdded, presentStep } from './present.js';
import * as schemas from './schemas.js';

const open = guarded<unknown, unknown, { loanId: string }>({
  method: 'post',
  path: '/api/v1/compensation-claims',
  tag: 'compensation-claims',
  operationId: 'openCompensationClaim',
  summary: 'Begin a claim for a loan that is overdue for long enough; the amount is computed (新建代偿申请)',
  permission: 'compensation-claim.open',
  body: schemas.openBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.stepReply },
  errors: ['not-found', 'compensation-not-due', 'already-exists'],
  handle: async (context, { body }) => presentStep(await openClaim(context, Number(body.loanId))),
});

const addPaper = guarded<schemas.ClaimParams, unknown, { kind: CompensationEvidenceKind }>({
  method: 'post',
  path: '/api/v1/compensation-claims/:compensationClaimId/evidence',
  tag: 'compensation-claims',
  operationId: 'addCompensationEvidence',
  summary: 'Bring a paper of the checklist: PDF, JPEG or PNG, at most 10 MiB (上传代偿材料)',
  permission: 'compensation-claim.open',
  params: schemas.claimParams,
  body: schemas.evidenceBody,
  upload: { field: 'file', maxBytes: MAXIMUM_EVIDENCE_BYTES },
  idempotency: 'required',
  reply: { status: 201, schema: schemas.evidenceReply },
  errors: [
    'not-found',
    'illegal-transition',
    'unsupported-file',
    'payload-too-large',
    'already-exists',
    'compensation-not-due',
  ],
  handle: async (context, { params, body, file }) => {
    if (!file) throw new DomainError('malformed', { field: 'file' });
    const claimId = Number(params.compensationClaimId);
    return presentAdded(await addEvidence(context, { claimId, kind: body.kind, file }));
  },
});

/** How a bank begins a claim for compensation and brings its evidence. */
export const COMPENSATION_CLAIM_FILING: readonly Endpoint[] = [open, addPaper];
