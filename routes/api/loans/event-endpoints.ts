import Joi from 'joi';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { DomainError } from '../../../server/core/errors.js';
import type { LoanEventKind } from '../../../server/core/loan-history.js';
import { parseRate } from '../../../server/core/rate.js';
import { decideExtension } from '../../../server/loans/decide-extension.js';
import { findExtensions, findLoanEvents } from '../../../server/loans/find-loan-records.js';
import { recordLoanEvent, type LoanEventInput } from '../../../server/loans/record-loan-event.js';
import { withdrawLoanEvent } from '../../../server/loans/withdraw-loan-event.js';
import { requestExtension } from '../../../server/loans/request-extension.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import { day, freeText, id, ratePercent } from '../../fields.js';
import { presentExtension, presentLoanEvent } from './present.js';
import {
  extensionReply,
  extensionsReply,
  bankEventKind,
  loanEventReply,
  loanEventsReply,
  loanParams,
  reason,
  type LoanParams,
} from './schemas.js';

interface LoanEventBody {
  readonly kind: LoanEventKind;
  readonly fromOn: string;
  readonly untilOn?: string | null;
  readonly newRatePercent?: string;
  readonly note?: string;
}

const record = guarded<LoanParams, unknown, LoanEventBody>({
  method: 'post',
  path: '/api/v1/loans/:loanId/events',
  tag: 'loan-events',
  operationId: 'recordLoanEvent',
  summary:
    'Report what happened to a loan; sent again with another end it becomes the next revision (贷款状态更新)',
  permission: 'loan-event.record',
  params: loanParams,
  body: Joi.object<LoanEventBody>({
    kind: bankEventKind().required().example('rate-change'),
    fromOn: day().required(),
    untilOn: day()
      .allow(null)
      .description('The first day it no longer holds, later than fromOn; left out while it is open.')
      .example('2025-06-21', { override: true }),
    newRatePercent: ratePercent().description('Of a rate change, and only of one.'),
    note: freeText(255),
  }).required(),
  idempotency: 'required',
  reply: { status: 201, schema: loanEventReply },
  errors: ['not-found', 'outside-loan-term', 'illegal-transition'],
  handle: (context, { params, body }) => recordLoanEvent(context, parse(Number(params.loanId), body)),
});

function parse(loanId: number, body: LoanEventBody): LoanEventInput {
  const fromOn = parseBusinessDate(body.fromOn);
  const untilOn = body.untilOn ? parseBusinessDate(body.untilOn) : null;
  const newRate = body.newRatePercent === undefined ? null : parseRate(body.newRatePercent);
  if (untilOn !== null && untilOn <= fromOn) {
    throw malformed('untilOn', 'date-order', { zh: '必须晚于 fromOn', en: 'must be later than fromOn' });
  }
  if ((newRate !== null) !== (body.kind === 'rate-change')) {
    const message = {
      zh: '利率调整必须写明新利率,其他事件不写',
      en: 'goes with a rate change, and only with one',
    };
    throw malformed('newRatePercent', 'rate-change', message);
  }
  return { loanId, kind: body.kind, fromOn, untilOn, newRate, note: body.note ?? null };
}

const malformed = (field: string, rule: string, message: Bilingual): DomainError =>
  new DomainError('malformed', {}, [{ field, rule, message }]);

const list = guarded<LoanParams>({
  method: 'get',
  path: '/api/v1/loans/:loanId/events',
  tag: 'loan-events',
  operationId: 'listLoanEvents',
  summary: 'Everything that was ever reported of a loan, earlier revisions too (贷款状态记录)',
  permission: 'loan.read',
  params: loanParams,
  reply: { status: 200, schema: loanEventsReply },
  errors: ['not-found'],
  handle: async (context, { params }) => ({
    items: (await findLoanEvents(context, Number(params.loanId))).map(presentLoanEvent),
  }),
});

interface LoanEventParams {
  readonly loanEventId: string;
}
interface WithdrawalBody {
  readonly reason: string;
}

const withdraw = guarded<LoanEventParams, unknown, WithdrawalBody>({
  method: 'post',
  path: '/api/v1/loan-events/:loanEventId/withdrawal',
  tag: 'loan-events',
  operationId: 'withdrawLoanEvent',
  summary:
    'Take back what the bank reported of a loan, by a further revision that holds on no day (撤销贷款状态)',
  permission: 'loan-event.withdraw',
  params: Joi.object<LoanEventParams>({ loanEventId: id().required() }),
  body: Joi.object<WithdrawalBody>({ reason: freeText(255).required() }).required(),
  idempotency: 'required',
  reply: { status: 201, schema: loanEventReply },
  errors: ['not-found', 'illegal-transition'],
  handle: (context, { params, body }) =>
    withdrawLoanEvent(context, { loanEventId: Number(params.loanEventId), reason: body.reason }),
});

interface ExtensionBody {
  readonly requestedUntil: string;
  readonly reason: string;
}

const request = guarded<LoanParams, unknown, ExtensionBody>({
  method: 'post',
  path: '/api/v1/loans/:loanId/extensions',
  tag: 'extensions',
  operationId: 'requestExtension',
  summary: 'Ask for a later maturity: before maturity, once (申请展期)',
  permission: 'extension.request',
  params: loanParams,
  body: Joi.object<ExtensionBody>({
    requestedUntil: day().required().description('After maturity, by at most as much as the policy allows.'),
    reason: reason().required(),
  }).required(),
  idempotency: 'required',
  reply: { status: 201, schema: extensionReply },
  errors: ['not-found', 'illegal-transition', 'extension-not-allowed', 'already-exists'],
  handle: (context, { params, body }) =>
    requestExtension(context, {
      loanId: Number(params.loanId),
      requestedUntil: parseBusinessDate(body.requestedUntil),
      reason: body.reason,
    }),
});

const listExtensions = guarded<LoanParams>({
  method: 'get',
  path: '/api/v1/loans/:loanId/extensions',
  tag: 'extensions',
  operationId: 'listExtensions',
  summary: 'The extensions asked for on a loan (展期申请)',
  permission: 'loan.read',
  params: loanParams,
  reply: { status: 200, schema: extensionsReply },
  errors: ['not-found'],
  handle: async (context, { params }) => ({
    items: (await findExtensions(context, Number(params.loanId))).map(presentExtension),
  }),
});

interface ExtensionParams {
  readonly extensionId: string;
}
interface ExtensionDecisionBody {
  readonly outcome: 'grant' | 'refuse';
  readonly reason: string;
  readonly financialDifficulty: boolean;
}

const decide = guarded<ExtensionParams, unknown, ExtensionDecisionBody>({
  method: 'post',
  path: '/api/v1/extensions/:extensionId/decision',
  tag: 'extensions',
  operationId: 'decideExtension',
  summary: 'The bank consents to an extension or refuses it (展期审批)',
  permission: 'extension.decide',
  params: Joi.object<ExtensionParams>({ extensionId: id().required() }),
  body: Joi.object<ExtensionDecisionBody>({
    outcome: Joi.string().valid('grant', 'refuse').required(),
    reason: reason().required(),
    financialDifficulty: Joi.boolean()
      .default(false)
      .description(
        'Granted because the borrower could not pay otherwise (财务困难): at least special mention.',
      ),
  }).required(),
  idempotency: 'required',
  reply: { status: 200, schema: extensionReply },
  errors: ['not-found', 'illegal-transition', 'extension-not-allowed', 'maker-is-checker'],
  handle: (context, { params, body }) =>
    decideExtension(context, { extensionId: Number(params.extensionId), ...body }),
});

export const LOAN_EVENT_ENDPOINTS: readonly Endpoint[] = [
  record,
  list,
  withdraw,
  request,
  listExtensions,
  decide,
];
