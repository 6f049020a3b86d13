import Joi from 'joi';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { DomainError } from '../../../server/core/errors.js';
import { formatYuan, parseYuan } from '../../../server/core/money.js';
import { formatRate } from '../../../server/core/rate.js';
import { approveDisbursement } from '../../../server/loans/approve-disbursement.js';
import {
  findDisbursementProposal,
  type DisbursementProposal,
} from '../../../server/loans/find-disbursement-proposal.js';
import { proposeDisbursement } from '../../../server/loans/propose-disbursement.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { day, id, instant, moneyReply, positiveMoney, ratePercent } from '../../fields.js';
import { bankNumber, reason } from './schemas.js';

interface ApplicationParams {
  readonly applicationId: string;
}
const params = Joi.object<ApplicationParams>({ applicationId: id().required() });

const payloadHash = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[0-9a-f]{64}$/, 'hash')
    .description('Hash of exactly what was proposed; an approval repeats it.')
    .example('0'.repeat(64));

interface ProposalBody {
  readonly contractNumber: string;
  readonly bankReference: string;
  readonly amount: string;
  readonly disbursedOn: string;
}

const propose = guarded<ApplicationParams, unknown, ProposalBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/disbursement-proposal',
  tag: 'disbursements',
  operationId: 'proposeDisbursement',
  summary: 'Put a disbursement before the bank’s supervisor (放款经办)',
  permission: 'loan.propose-disbursement',
  params,
  body: Joi.object<ProposalBody>({
    contractNumber: bankNumber().required(),
    bankReference: bankNumber().required().description('The bank’s own reference of the payment.'),
    amount: positiveMoney().required().description('At most what was approved.'),
    disbursedOn: day().required().description('Today or earlier.'),
  }).required(),
  idempotency: 'required',
  reply: {
    status: 201,
    schema: Joi.object({ applicationId: id().required(), payloadHash: payloadHash().required() }),
  },
  errors: [
    'not-found',
    'illegal-transition',
    'amount-above-cap',
    'outside-loan-term',
    'rate-above-ceiling',
    'no-policy-in-force',
    'already-exists',
  ],
  handle: (context, { params: { applicationId }, body }) =>
    proposeDisbursement(context, {
      applicationId: Number(applicationId),
      contractNumber: body.contractNumber,
      bankReference: body.bankReference,
      amount: parseYuan(body.amount),
      disbursedOn: parseBusinessDate(body.disbursedOn),
    }),
});

const getProposal = guarded<ApplicationParams>({
  method: 'get',
  path: '/api/v1/applications/:applicationId/disbursement-proposal',
  tag: 'disbursements',
  operationId: 'getDisbursementProposal',
  summary: 'The disbursement that waits for approval, with the hash that approves it (待复核放款)',
  permission: 'loan.disburse',
  params,
  reply: {
    status: 200,
    schema: Joi.object({
      payloadHash: payloadHash(),
      proposedByUserId: id(),
      proposedAt: instant(),
      contractNumber: Joi.string(),
      bankReference: Joi.string(),
      amount: moneyReply(),
      disbursedOn: day(),
      maturesOn: day(),
      termMonths: Joi.number().integer(),
      annualRatePercent: ratePercent(),
      dayCountBasis: Joi.number().valid(360, 365),
      repaymentMethod: Joi.string(),
    }).prefs({ presence: 'required' }),
  },
  errors: ['not-found'],
  handle: async (context, { params: { applicationId } }) =>
    presentProposal(await findDisbursementProposal(context, Number(applicationId))),
});

interface DecisionBody {
  readonly payloadHash: string;
  readonly outcome: 'approve' | 'decline';
  readonly reason?: string;
}

const decide = guarded<ApplicationParams, unknown, DecisionBody>({
  method: 'post',
  path: '/api/v1/applications/:applicationId/disbursement',
  tag: 'disbursements',
  operationId: 'decideDisbursement',
  summary: 'Approve the disbursement, which makes the loan, or decline it (放款复核)',
  permission: 'loan.disburse',
  params,
  body: Joi.object<DecisionBody>({
    payloadHash: payloadHash().required(),
    outcome: Joi.string().valid('approve', 'decline').required(),
    reason: reason().description('Needed to decline.'),
  }).required(),
  idempotency: 'required',
  reply: {
    status: 200,
    schema: Joi.object({
      applicationId: id(),
      loanId: id().allow(null).description('Null when it was declined.'),
      state: Joi.string(),
    }).prefs({ presence: 'required' }),
  },
  errors: [
    'not-found',
    'illegal-transition',
    'maker-is-checker',
    'approval-does-not-match',
    'rate-above-ceiling',
    'agreement-not-in-force',
    'already-exists',
  ],
  handle: async (context, { params: { applicationId }, body }) => {
    const { payloadHash: hash, outcome, reason: given } = body;
    if (outcome === 'decline' && given === undefined) throw reasonMissing();
    const verdict = { payloadHash: hash, outcome, reason: given ?? null };
    return approveDisbursement(context, { applicationId: Number(applicationId), ...verdict });
  },
});

function reasonMissing(): DomainError {
  const message = { zh: '不同意时请写明原因', en: 'say why it is declined' };
  return new DomainError('malformed', {}, [{ field: 'reason', rule: 'required', message }]);
}

function presentProposal({ terms, ...proposal }: DisbursementProposal) {
  const { amountFen, contractRate, ...rest } = terms;
  return {
    ...rest,
    payloadHash: proposal.payloadHash,
    proposedByUserId: String(proposal.makerUserId),
    proposedAt: proposal.proposedAt,
    amount: formatYuan(amountFen),
    annualRatePercent: formatRate(contractRate),
  };
}

export const DISBURSEMENT_ENDPOINTS: readonly Endpoint[] = [propose, getProposal, decide];
