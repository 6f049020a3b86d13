import type { Permission } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import {
  approveWriteOff,
  confirmWriteOff,
  type WriteOffVerdict,
} from '../../../server/write-offs/decide-write-off.js';
import { proposeWriteOff } from '../../../server/write-offs/propose-write-off.js';
import type { WriteOffReply } from '../../../server/write-offs/write-off-terms.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import * as schemas from './recovery-schemas.js';
import { claimParams, type ClaimParams } from './schemas.js';

const present = ({ claimId, ...reply }: WriteOffReply) => ({ claimId: String(claimId), ...reply });

const propose = guarded<ClaimParams, unknown, schemas.WriteOffBody>({
  method: 'post',
  path: '/api/v1/compensation-claims/:compensationClaimId/write-off-proposals',
  tag: 'compensation-claims',
  operationId: 'proposeWriteOff',
  summary: 'Propose to give up what cannot be recovered, on a ground and with its document (申请核销)',
  permission: 'write-off.propose',
  params: claimParams,
  body: schemas.writeOffBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.writeOffReply },
  errors: ['not-found', 'illegal-transition', 'write-off-not-allowed', 'already-exists'],
  handle: async (context, { params, body }) =>
    present(await proposeWriteOff(context, { claimId: Number(params.compensationClaimId), ...body })),
});

interface Decision {
  readonly noun: string;
  readonly operationId: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly decide: (context: Context, verdict: WriteOffVerdict) => Promise<WriteOffReply>;
}

const decision = ({ noun, decide, ...declaration }: Decision): Endpoint =>
  guarded<ClaimParams, unknown, schemas.WriteOffVerdictBody>({
    ...declaration,
    method: 'post',
    path: `/api/v1/compensation-claims/:compensationClaimId/${noun}`,
    tag: 'compensation-claims',
    params: claimParams,
    body: schemas.writeOffVerdictBody,
    idempotency: 'required',
    reply: { status: 200, schema: schemas.writeOffReply },
    errors: ['not-found', 'maker-is-checker', 'approval-does-not-match', 'write-off-not-allowed'],
    handle: async (context, { params, body: { reason = null, ...verdict } }) =>
      present(await decide(context, { claimId: Number(params.compensationClaimId), reason, ...verdict })),
  });

/** 核销: giving up what cannot be recovered, by two approvals. */
export const WRITE_OFF_ENDPOINTS: readonly Endpoint[] = [
  propose,
  decision({
    noun: 'write-off-approvals',
    operationId: 'approveWriteOff',
    summary: 'The municipality approves a write-off, which puts it before finance, or declines it (核销批准)',
    permission: 'write-off.approve',
    decide: approveWriteOff,
  }),
  decision({
    noun: 'write-off-confirmations',
    operationId: 'confirmWriteOff',
    summary: 'Finance confirms a write-off as a third person, or declines it (核销确认)',
    permission: 'write-off.confirm',
    decide: confirmWriteOff,
  }),
];
