import { approveCredit, type DueDiligenceVerdict } from '../../../server/applications/approve-credit.js';
import { approveGuarantee } from '../../../server/applications/approve-guarantee.js';
import { proposeCredit, type CreditProposal } from '../../../server/applications/propose-credit.js';
import { proposeGuarantee, type GuaranteeProposal } from '../../../server/applications/propose-guarantee.js';
import { DomainError, type ErrorCode } from '../../../server/core/errors.js';
import { parseYuan } from '../../../server/core/money.js';
import { parseRate } from '../../../server/core/rate.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { presentGuaranteeReply } from './present.js';
import * as replies from './replies.js';
import * as schemas from './schemas.js';

const PROPOSES: readonly ErrorCode[] = [
  'not-found',
  'illegal-transition',
  'already-exists',
  'maker-is-checker',
];
const APPROVES: readonly ErrorCode[] = [...PROPOSES, 'approval-does-not-match'];
const TERMS: readonly ErrorCode[] = [
  'rate-above-ceiling',
  'amount-above-cap',
  'term-above-cap',
  'no-policy-in-force',
];

/** A proposal of the bank, read. Fails: malformed (terms that are missing). */
export function readCredit({ outcome, reason, terms }: schemas.CreditProposalBody): CreditProposal {
  if (outcome === 'refuse') return { outcome, reason };
  if (!terms) throw new DomainError('malformed', { field: 'terms' });
  const { amount, annualRatePercent, ...rest } = terms;
  return {
    outcome,
    reason,
    terms: { ...rest, amountFen: parseYuan(amount), rate: parseRate(annualRatePercent) },
  };
}

/** A proposal of the guarantor, read. */
export function readGuarantee({
  outcome,
  reason,
  annualFeeRatePercent = '0.00',
}: schemas.GuaranteeProposalBody): GuaranteeProposal {
  return outcome === 'refuse'
    ? { outcome, reason }
    : { outcome, reason, feeRate: parseRate(annualFeeRatePercent) };
}

/** The word of a supervisor on a proposal, read. */
export const readVerdict = (
  { applicationId }: schemas.ApplicationParams,
  { reason, ...verdict }: schemas.VerdictBody,
): DueDiligenceVerdict => ({ ...verdict, reason: reason ?? null, applicationId: Number(applicationId) });

const creditProposal = guarded<schemas.ApplicationParams, unknown, schemas.CreditProposalBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/credit-proposals',
  tag: 'applications',
  operationId: 'proposeCredit',
  summary: 'The bank’s officer proposes to lend on these terms, or not to (拟授信)',
  permission: 'application.propose-credit',
  params: schemas.applicationParams,
  body: schemas.creditProposalBody,
  idempotency: 'required',
  reply: { status: 201, schema: replies.proposalReply },
  errors: [...PROPOSES, ...TERMS],
  handle: (context, { params, body }) =>
    proposeCredit(context, Number(params.applicationId), readCredit(body)),
});

const creditDecision = guarded<schemas.ApplicationParams, unknown, schemas.VerdictBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/credit-decisions',
  tag: 'applications',
  operationId: 'approveCredit',
  summary: 'The bank’s supervisor approves the proposal or sends it back (授信决定)',
  permission: 'application.approve-credit',
  params: schemas.applicationParams,
  body: schemas.verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.verdictReply },
  errors: [...APPROVES, ...TERMS, 'exposure-exceeded', 'guarantees-stopped', 'budget-exceeded'],
  handle: (context, { params, body }) => approveCredit(context, readVerdict(params, body)),
});

const guaranteeProposal = guarded<schemas.ApplicationParams, unknown, schemas.GuaranteeProposalBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/guarantee-proposals',
  tag: 'applications',
  operationId: 'proposeGuarantee',
  summary: 'The guarantor’s officer proposes to guarantee, or not to (拟担保)',
  permission: 'application.propose-guarantee',
  params: schemas.applicationParams,
  body: schemas.guaranteeProposalBody,
  idempotency: 'required',
  reply: { status: 201, schema: replies.proposalReply },
  errors: [...PROPOSES, 'agreement-not-in-force', 'guarantee-follows-credit'],
  handle: (context, { params, body }) =>
    proposeGuarantee(context, Number(params.applicationId), readGuarantee(body)),
});

const guaranteeDecision = guarded<schemas.ApplicationParams, unknown, schemas.VerdictBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/guarantee-decisions',
  tag: 'applications',
  operationId: 'approveGuarantee',
  summary: 'The guarantor’s supervisor approves the proposal or sends it back (担保决定)',
  permission: 'application.approve-guarantee',
  params: schemas.applicationParams,
  body: schemas.verdictBody,
  idempotency: 'required',
  reply: { status: 200, schema: replies.guaranteeVerdictReply },
  errors: [
    ...APPROVES,
    'agreement-not-in-force',
    'amount-above-cap',
    'exposure-exceeded',
    'budget-exceeded',
    'guarantees-stopped',
    'guarantee-follows-credit',
  ],
  handle: async (context, { params, body }) =>
    presentGuaranteeReply(await approveGuarantee(context, readVerdict(params, body))),
});

/** Due diligence: bank and guarantor side by side, each with an officer and a supervisor. */
export const DUE_DILIGENCE_ENDPOINTS: readonly Endpoint[] = [
  creditProposal,
  creditDecision,
  guaranteeProposal,
  guaranteeDecision,
];
