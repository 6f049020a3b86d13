import Joi from 'joi';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { DomainError } from '../../../server/core/errors.js';
import { parseYuan } from '../../../server/core/money.js';
import { findRepayments } from '../../../server/loans/find-loan-records.js';
import { recordRepayment } from '../../../server/loans/record-repayment.js';
import { reverseRepayment } from '../../../server/loans/reverse-repayment.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { day, id, money, pageQuery, type PageQuery } from '../../fields.js';
import { presentRepayment, presentRepaymentEntry } from './present.js';
import {
  bankNumber,
  loanParams,
  repaymentKind,
  repaymentReply,
  repaymentsReply,
  type LoanParams,
} from './schemas.js';

interface RepaymentBody {
  readonly serialNumber: string;
  readonly kind: 'repayment' | 'prepayment';
  readonly paidOn: string;
  readonly principal: string;
  readonly interest: string;
  readonly penalty: string;
}

const record = guarded<LoanParams, unknown, RepaymentBody>({
  method: 'post',
  path: '/api/v1/loans/:loanId/repayments',
  tag: 'repayments',
  operationId: 'recordRepayment',
  summary: 'Record money that came back, in the bank’s own split (还款登记)',
  permission: 'repayment.record',
  params: loanParams,
  body: Joi.object<RepaymentBody>({
    serialNumber: bankNumber().required().description('The bank’s serial number; a repayment has its own.'),
    kind: repaymentKind().required(),
    paidOn: day().required().description('Today or earlier, not before the disbursement.'),
    principal: money().required(),
    interest: money().required(),
    penalty: money().required().description('The three together are more than zero.'),
  }).required(),
  idempotency: 'required',
  reply: { status: 201, schema: repaymentReply },
  errors: [
    'not-found',
    'illegal-transition',
    'outside-loan-term',
    'amount-exceeds-outstanding',
    'already-exists',
  ],
  handle: async (context, { params, body }) =>
    presentRepayment(await recordRepayment(context, { loanId: Number(params.loanId), ...parse(body) })),
});

function parse(body: RepaymentBody) {
  const { serialNumber, kind } = body;
  const split = {
    principal: parseYuan(body.principal),
    interest: parseYuan(body.interest),
    penalty: parseYuan(body.penalty),
  };
  if (split.principal + split.interest + split.penalty === 0) {
    const message = {
      zh: '本金、利息、罚息不能都为零',
      en: 'principal, interest and penalty are not all zero',
    };
    throw new DomainError('malformed', {}, [{ field: 'principal', rule: 'more-than-zero', message }]);
  }
  return { serialNumber, kind, paidOn: parseBusinessDate(body.paidOn), ...split };
}

const list = guarded<LoanParams, PageQuery>({
  method: 'get',
  path: '/api/v1/loans/:loanId/repayments',
  tag: 'repayments',
  operationId: 'listRepayments',
  summary: 'The repayments of a loan and their reversals, the last recorded first (还款流水)',
  permission: 'loan.read',
  params: loanParams,
  query: Joi.object<PageQuery>(pageQuery),
  reply: { status: 200, schema: repaymentsReply },
  errors: ['not-found'],
  handle: async (context, { params, query }) => {
    const page = await findRepayments(context, Number(params.loanId), query);
    return { ...page, items: page.items.map(presentRepaymentEntry) };
  },
});

interface RepaymentParams {
  readonly repaymentId: string;
}
interface ReversalBody {
  readonly serialNumber: string;
  readonly reversedOn: string;
}

const reverse = guarded<RepaymentParams, unknown, ReversalBody>({
  method: 'post',
  path: '/api/v1/repayments/:repaymentId/reversal',
  tag: 'repayments',
  operationId: 'reverseRepayment',
  summary: 'Undo one repayment, once, by another fact (冲正)',
  permission: 'repayment.reverse',
  params: Joi.object<RepaymentParams>({ repaymentId: id().required() }),
  body: Joi.object<ReversalBody>({
    serialNumber: bankNumber().required().description('The serial number of the reversal itself.'),
    reversedOn: day().required().description('Today or earlier, not before the repayment.'),
  }).required(),
  idempotency: 'required',
  reply: { status: 201, schema: repaymentReply },
  errors: ['not-found', 'already-reversed', 'illegal-transition', 'outside-loan-term', 'already-exists'],
  handle: async (context, { params, body }) =>
    presentRepayment(
      await reverseRepayment(context, {
        repaymentId: Number(params.repaymentId),
        serialNumber: body.serialNumber,
        reversedOn: parseBusinessDate(body.reversedOn),
      }),
    ),
});

export const REPAYMENT_ENDPOINTS: readonly Endpoint[] = [record, list, reverse];
