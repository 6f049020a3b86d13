import Joi from 'joi';
import {
  day,
  hash,
  id,
  instant,
  moneyReply,
  pageOf,
  pageQuery,
  required,
  type PageQuery,
} from '../../fields.js';

const ORDER_STATES = ['proposed', 'issued', 'received', 'returned', 'declined'] as const;

export const claimParams = required<{ claimId: string }>({ claimId: id() });
export const runParams = required<{ runId: string }>({ runId: id() });

export interface RunBody {
  readonly payee: 'borrower' | 'bank';
}
const payee = (): Joi.StringSchema => Joi.string().valid('borrower', 'bank');
export const runBody = required<RunBody>({
  payee: payee().description(
    'Each borrower through the bank (先付后贴), or the bank itself. What came back is paid to whom it was paid before.',
  ),
}).required();

export interface RunsQuery extends PageQuery {
  readonly claimId?: string;
}
export const runsQuery = Joi.object<RunsQuery>({ ...pageQuery, claimId: id() });

export interface OrdersQuery extends PageQuery {
  readonly state?: (typeof ORDER_STATES)[number];
}
const orderState = (): Joi.StringSchema => Joi.string().valid(...ORDER_STATES);
export const ordersQuery = Joi.object<OrdersQuery>({ ...pageQuery, state: orderState() });

export const proposalReply = required({ id: id(), number: Joi.string(), payloadHash: hash() });
const runState = (): Joi.StringSchema => Joi.string().valid('proposed', 'approved', 'declined');
export const decidedReply = required({ id: id(), state: runState() });

const run = {
  id: id(),
  number: Joi.string(),
  claimId: id(),
  bankOrganisationId: id(),
  sequence: Joi.number().integer().description('The first, second … run of the claim.'),
  kind: Joi.string().valid('payment', 're-issue').description('A re-issue pays again what came back.'),
  payee: payee(),
  state: runState(),
  orders: Joi.number().integer(),
  total: moneyReply().description('What the payees get.'),
  transfer: moneyReply().description(
    'What the treasury sends the bank; the bank takes the rest off other loans.',
  ),
  createdAt: instant(),
};
export const runsReply = pageOf(required(run));
export const runReply = required({
  ...run,
  payloadHash: hash().allow(null).description('While the run waits for approval, which repeats it.'),
  totals: Joi.array().items(
    required({ state: orderState(), orders: Joi.number().integer(), amount: moneyReply() }),
  ),
});

export const ordersReply = pageOf(
  required({
    id: id(),
    serialNumber: Joi.string().description('支付编号 of the payment file and of payment-results.'),
    loanId: id().allow(null),
    amount: moneyReply(),
    state: orderState(),
    settledOn: day().allow(null),
    returnReason: Joi.string().allow(null),
  }),
);
