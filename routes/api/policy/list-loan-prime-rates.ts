import Joi from 'joi';
import { formatRate } from '../../../server/core/rate.js';
import { findLoanPrimeRates } from '../../../server/policy/find-policy.js';
import { open } from '../../endpoint.js';
import { day, pageOf, ratePercent } from '../../fields.js';
import { presentSource, sourceReply } from './sources.js';

const reply = pageOf(
  Joi.object({ publishedOn: day(), oneYearRatePercent: ratePercent(), source: sourceReply() }).prefs({
    presence: 'required',
  }),
);

/** 贷款市场报价利率: every publication on one page, the latest first. */
export const listLoanPrimeRatesEndpoint = open({
  method: 'get',
  path: '/api/v1/loan-prime-rates',
  tag: 'policy',
  operationId: 'listLoanPrimeRates',
  summary: 'The one-year loan prime rate, each publication with its source',
  permission: 'public',
  requestsPerMinute: 300,
  countedPerProcess: true,
  reply: { status: 200, schema: reply },
  errors: [],
  handle: async ({ system }) => ({
    items: findLoanPrimeRates(system).map(({ publishedOn, value, source }) => ({
      publishedOn,
      oneYearRatePercent: formatRate(value),
      source: presentSource(source),
    })),
    nextCursor: null,
  }),
});
