import Joi from 'joi';
import {
  day,
  freeText,
  hash,
  id,
  instant,
  pageOf,
  pageQuery,
  required,
  type PageQuery,
} from '../../fields.js';

const STATES = ['proposed', 'approved', 'declined', 'done'] as const;

export interface ErasureParams {
  readonly erasureRunId: string;
}
export const erasureParams = required<ErasureParams>({ erasureRunId: id() });

export const erasuresQuery = Joi.object<PageQuery>(pageQuery);

export interface ApprovalBody {
  readonly contentHash: string;
}
export const approvalBody = required<ApprovalBody>({
  contentHash: hash().example('0'.repeat(64)).description('Of the list that was seen.'),
});

export interface DeclineBody extends ApprovalBody {
  readonly reason: string;
}
export const declineBody = required<DeclineBody>({
  contentHash: hash().example('0'.repeat(64)).description('Of the list that was seen.'),
  reason: freeText(500),
});

export const proposedReply = required({ erasureRunId: id(), contentHash: hash() });

const count = (): Joi.NumberSchema => Joi.number().integer().min(0);

const erasure = {
  erasureRunId: id(),
  dueOn: day().description('The day by whose policy, and on which, retention had ended.'),
  policyId: Joi.string(),
  contentHash: hash(),
  state: Joi.string().valid(...STATES),
  loans: count(),
  applications: count(),
  accounts: count(),
  rosterEntries: count(),
  rejectedRows: count(),
  erased: count().description('Loans, applications and accounts that are done.'),
  reason: Joi.string().allow(null),
  createdAt: instant(),
  decidedAt: instant().allow(null),
  finishedAt: instant().allow(null),
};

const ids = (): Joi.ArraySchema => Joi.array().items(id());

export const erasureReply = required({
  ...erasure,
  loanIds: ids(),
  applicationIds: ids(),
  accountIds: ids(),
});
export const erasuresReply = pageOf(required(erasure));
