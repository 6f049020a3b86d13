import Joi from 'joi';
import { decideCapital, proposeCapital } from '../../../server/agreements/record-capital.js';
import { findCapitals, type CapitalsView } from '../../../server/agreements/find-capitals.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { formatYuan, parseYuan } from '../../../server/core/money.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { day, freeText, hash, id, instant, money, moneyReply, required } from '../../fields.js';
import { verdictBody, type VerdictBody } from '../applications/schemas.js';

interface GuarantorParams {
  readonly guarantorId: string;
}
interface CapitalBody {
  readonly effectiveOn: string;
  readonly amount: string;
  readonly document: string;
}

const guarantorParams = required<GuarantorParams>({ guarantorId: id() });
const PATH = '/api/v1/guarantors/:guarantorId';

const capitalsReply = required({
  items: Joi.array().items(
    required({ effectiveOn: day(), amount: moneyReply(), document: Joi.string(), recordedAt: instant() }),
  ),
  openProposal: required({
    payload: Joi.object().unknown(),
    payloadHash: hash(),
    makerUserId: id(),
    proposedAt: instant(),
  }).allow(null),
});

const presentCapitals = ({ capitals, openProposal }: CapitalsView) => ({
  items: capitals.map(({ effectiveOn, amountFen, document, recordedAt }) => ({
    effectiveOn,
    amount: formatYuan(amountFen),
    document,
    recordedAt,
  })),
  openProposal: openProposal && {
    payload: openProposal.payload,
    payloadHash: openProposal.payloadHash,
    makerUserId: String(openProposal.makerUserId),
    proposedAt: openProposal.proposedAt,
  },
});

const list = guarded<GuarantorParams>({
  method: 'get',
  path: `${PATH}/capitals`,
  tag: 'guarantors',
  operationId: 'listGuarantorCapitals',
  summary:
    'Fund balances or net assets of a guarantor by day, with what waits for a second person (担保资本)',
  permission: 'exposure.read',
  params: guarantorParams,
  reply: { status: 200, schema: capitalsReply },
  errors: ['not-found'],
  handle: async (context, { params }) =>
    presentCapitals(await findCapitals(context, Number(params.guarantorId))),
});

const propose = guarded<GuarantorParams, unknown, CapitalBody>({
  method: 'post',
  path: `${PATH}/capital-proposals`,
  tag: 'guarantors',
  operationId: 'proposeGuarantorCapital',
  summary: 'Propose what a guarantor’s capital is from a day on (登记担保资本)',
  permission: 'capital.propose',
  params: guarantorParams,
  body: required<CapitalBody>({
    effectiveOn: day(),
    amount: money().description('Balance of a fund, net assets of an institution.'),
    document: freeText(200).description('The paper that says so.').example('2025年度审计报告'),
  }).required(),
  idempotency: 'required',
  reply: { status: 201, schema: required({ guarantorId: id(), payloadHash: hash() }) },
  errors: ['not-found', 'already-exists'],
  handle: (context, { params, body: { effectiveOn, amount, document } }) =>
    proposeCapital(context, Number(params.guarantorId), {
      effectiveOn: parseBusinessDate(effectiveOn),
      amountFen: parseYuan(amount),
      document,
    }),
});

const decide = guarded<GuarantorParams, unknown, VerdictBody>({
  method: 'post',
  path: `${PATH}/capital-decisions`,
  tag: 'guarantors',
  operationId: 'decideGuarantorCapital',
  summary: 'Let a guarantor’s capital count, or decline; another person than who proposed it (复核担保资本)',
  permission: 'capital.approve',
  params: guarantorParams,
  body: verdictBody,
  idempotency: 'required',
  reply: {
    status: 200,
    schema: required({ guarantorId: id(), outcome: Joi.string().valid('approve', 'decline') }),
  },
  errors: ['not-found', 'maker-is-checker', 'approval-does-not-match'],
  handle: (context, { params, body: { payloadHash, outcome, reason = null } }) =>
    decideCapital(context, Number(params.guarantorId), { payloadHash, outcome, reason }),
});

/** 担保资本: what a guarantor’s exposure is measured against. */
export const GUARANTOR_ENDPOINTS: readonly Endpoint[] = [list, propose, decide];
