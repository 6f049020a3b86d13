import { parseBusinessDate } from '../../../server/core/business-date.js';
import { draftPolicy } from '../../../server/policy-studio/draft-policy.js';
import { guarded, type Endpoint } from '../../endpoint.js';
import * as schemas from './schemas.js';

const draftParameter = guarded<unknown, unknown, schemas.ParameterBody>({
  method: 'post',
  path: '/api/v1/policy-drafts',
  tag: 'policy-drafts',
  operationId: 'draftPolicyParameter',
  summary: 'Draft a new version of a policy parameter with its document and article (起草政策参数)',
  permission: 'policy-draft.propose',
  body: schemas.parameterBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.draftedReply },
  errors: [],
  handle: async (context, { body: { note = null, effectiveFrom, ...body } }) => {
    const content = {
      kind: 'parameter',
      ...body,
      note,
      effectiveFrom: parseBusinessDate(effectiveFrom),
    } as const;
    const { draftId, contentHash } = await draftPolicy(context, content);
    return { id: String(draftId), contentHash };
  },
});

const draftLoanPrimeRate = guarded<unknown, unknown, schemas.LoanPrimeRateBody>({
  method: 'post',
  path: '/api/v1/policy-drafts/loan-prime-rates',
  tag: 'policy-drafts',
  operationId: 'draftLoanPrimeRate',
  summary: 'Draft a month’s publication of the loan prime rate; one of a known day corrects it (登记LPR)',
  permission: 'policy-draft.propose',
  body: schemas.loanPrimeRateBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.draftedReply },
  errors: [],
  handle: async (context, { body: { fiveYearRatePercent = null, publishedOn, ...body } }) => {
    const { draftId, contentHash } = await draftPolicy(context, {
      kind: 'loan-prime-rate',
      ...body,
      fiveYearRatePercent,
      publishedOn: parseBusinessDate(publishedOn),
    });
    return { id: String(draftId), contentHash };
  },
});

const draftCalendarYear = guarded<unknown, unknown, schemas.CalendarYearBody>({
  method: 'post',
  path: '/api/v1/policy-drafts/calendar-years',
  tag: 'policy-drafts',
  operationId: 'draftCalendarYear',
  summary: 'Draft the holidays and moved working days of a year; a known year is corrected (登记节假日安排)',
  permission: 'policy-draft.propose',
  body: schemas.calendarYearBody,
  idempotency: 'required',
  reply: { status: 201, schema: schemas.draftedReply },
  errors: [],
  handle: async (context, { body: { year, document, holidays, workdays } }) => {
    const { draftId, contentHash } = await draftPolicy(context, {
      kind: 'calendar-year',
      year,
      document,
      holidays: holidays.map(parseBusinessDate),
      workdays: workdays.map(parseBusinessDate),
    });
    return { id: String(draftId), contentHash };
  },
});

/** 起草: what is to become policy. */
export const DRAFTING_ENDPOINTS: readonly Endpoint[] = [
  draftParameter,
  draftLoanPrimeRate,
  draftCalendarYear,
];
