import Joi from 'joi';
import {
  WRITE_OFF_GROUNDS,
  type WriteOffGround,
} from '../../../server/core/compensation/write-off-grounds.js';
import { COMPENSATION_CLAIM_STATES } from '../../../server/core/states/compensation-claim-states.js';
import {
  day,
  freeText,
  hash,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  positiveMoney,
  required,
  type PageQuery,
} from '../../fields.js';
import type { ClaimParams } from './schemas.js';

const state = (): Joi.StringSchema => Joi.string().valid(...Object.keys(COMPENSATION_CLAIM_STATES.states));
const ground = (): Joi.StringSchema => Joi.string().valid(...Object.keys(WRITE_OFF_GROUNDS));
const kind = (): Joi.StringSchema => Joi.string().valid('receipt', 'cost', 'reversal');
const side = (): Joi.StringSchema =>
  Joi.string().valid('bank', 'guarantor').description('Where the money came in, or who paid the cost.');
const reference = (): Joi.StringSchema =>
  Joi.string()
    .pattern(/^[\w.-]{1,64}$/, 'reference')
    .example('ZC-20251030-01');

export interface RecoveryParams extends ClaimParams {
  readonly recoveryId: string;
}
export const recoveryParams = required<RecoveryParams>({ compensationClaimId: id(), recoveryId: id() });
export const recoveriesQuery = Joi.object<PageQuery>({ ...pageQuery });

export interface RecoveryBody {
  readonly amount: string;
  readonly occurredOn: string;
  readonly reference: string;
}
export const recoveryBody = required<RecoveryBody>({
  amount: positiveMoney(),
  occurredOn: day(),
  reference: reference(),
}).required();
export const reversalBody = required<Omit<RecoveryBody, 'amount'>>({
  occurredOn: day(),
  reference: reference(),
}).required();

const share = required({ bearer: Joi.string(), amount: moneyReply() });
export const recoveryReply = required({
  recoveryId: id(),
  claimId: id(),
  state: state(),
  amount: moneyReply(),
  costs: moneyReply().description('What of it pays the costs of recovery.'),
  shares: Joi.array().items(share).description('What each bearer of the risk gets of it, or gives back.'),
  owed: moneyReply().description('What the debtor still owes after it, costs included.'),
});

export const recoveriesReply = pageOf(
  required({
    recoveryId: id(),
    kind: kind(),
    side: side(),
    reference: Joi.string(),
    occurredOn: day(),
    amount: moneyReply(),
    costs: moneyReply(),
    shares: Joi.array().items(share),
    reverses: id().allow(null),
    recordedAt: instant(),
  }),
);

export const balanceReply = required({
  debt: moneyReply(),
  recovered: moneyReply(),
  costs: moneyReply(),
  costsRepaid: moneyReply(),
  owed: moneyReply().description('The subrogation balance: debt and costs less what came back.'),
  bearers: Joi.array().items(
    required({ bearer: Joi.string(), borne: moneyReply(), recovered: moneyReply(), left: moneyReply() }),
  ),
  writeOff: required({
    ground: ground(),
    documentNumber: Joi.string(),
    policyId: Joi.string(),
    debt: moneyReply(),
    costs: moneyReply(),
    givenUp: moneyReply().description('The guarantors’ part of the debt that was left.'),
    writtenOffOn: day(),
  }).allow(null),
});

export interface WriteOffBody {
  readonly ground: WriteOffGround;
  readonly documentNumber: string;
}
export const writeOffBody = required<WriteOffBody>({
  ground: ground(),
  documentNumber: freeText(96)
    .example('（2025）粤0106执1号')
    .description('The ruling or certificate that proves the ground.'),
}).required();

const payloadHash = (): Joi.StringSchema =>
  hash().example('0'.repeat(64)).description('SHA-256 of what was proposed.');
export interface WriteOffVerdictBody {
  readonly payloadHash: string;
  readonly outcome: 'approve' | 'decline';
  readonly reason?: string;
}
export const writeOffVerdictBody = Joi.object<WriteOffVerdictBody>({
  payloadHash: payloadHash().required(),
  outcome: Joi.string().valid('approve', 'decline').required(),
  reason: freeText(500),
}).required();

export const writeOffReply = required({
  claimId: id(),
  state: state(),
  payloadHash: payloadHash(),
  debt: moneyReply(),
  costs: moneyReply(),
  givenUp: moneyReply(),
});
