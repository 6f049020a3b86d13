import Joi from 'joi';
import { daysBetween, parseBusinessDate } from '../../../server/core/business-date.js';
import { DEFAULT_DAY_COUNT_BASIS, type DayCountBasis } from '../../../server/core/day-count.js';
import { DomainError } from '../../../server/core/errors.js';
import { formatYuan, parseYuan } from '../../../server/core/money.js';
import type { BorrowerKind, Region } from '../../../server/core/policy/subsidy-policy.js';
import { formatRate, formatSubsidyRate, parseRate } from '../../../server/core/rate.js';
import {
  quoteSubsidy,
  type SubsidyQuote,
  type SubsidyQuoteRequest,
} from '../../../server/core/subsidy-quote.js';
import {
  EXCLUSION_REASONS,
  NOT_SUBSIDISED_REASONS,
  QUOTED_REASONS,
  type ExclusionReason,
  type LoanFacts,
  type Period,
} from '../../../server/core/subsidy-segments.js';
import { open } from '../../endpoint.js';
import { day, money, moneyReply, ratePercent } from '../../fields.js';
import { presentSource, sourceReply } from '../policy/sources.js';
import { CALCULATIONS_PER_MINUTE, dayCountBasis, rateUpTo100 } from './fields.js';

interface QuoteBody {
  readonly borrowerKind: BorrowerKind;
  readonly region?: Region;
  readonly principal: string;
  readonly annualRatePercent: string;
  readonly dayCountBasis?: DayCountBasis;
  readonly disbursedOn: string;
  readonly maturesOn: string;
  readonly periodFrom: string;
  readonly periodUntil: string;
  readonly principalChanges?: readonly { readonly on: string; readonly principal: string }[];
  readonly rateChanges?: readonly { readonly on: string; readonly annualRatePercent: string }[];
  readonly excludedPeriods?: readonly {
    readonly from: string;
    readonly until: string;
    readonly reason: ExclusionReason;
  }[];
}

/** Beyond any real loan; with it a hostile request stays cheap, since every change costs a look at every exclusion. */
const LONGEST_LIST = 200;

/** Fifty years: the interest of twelve digits of yuan at 100 % over so many days is still a safe integer of fen. */
const LONGEST_PERIOD_DAYS = 18_263;

const listOf = (item: Joi.SchemaMap): Joi.ArraySchema =>
  Joi.array().items(Joi.object(item)).max(LONGEST_LIST);

const body = Joi.object<QuoteBody>({
  borrowerKind: Joi.string().valid('individual', 'enterprise').required().example('individual'),
  region: Joi.string()
    .valid('eastern', 'central-western', 'formerly-poor')
    .default('eastern')
    .description('Decides the rate ceiling. Guangzhou is eastern.'),
  principal: money().required(),
  annualRatePercent: ratePercent().required().description('The contract rate at disbursement.'),
  dayCountBasis: dayCountBasis(),
  disbursedOn: day().required().example('2024-03-15', { override: true }),
  maturesOn: day().required().description('After disbursedOn.').example('2027-03-15', { override: true }),
  periodFrom: day()
    .required()
    .description('The first day of the period.')
    .example('2024-03-21', { override: true }),
  periodUntil: day()
    .required()
    .description('The first day after the period; at most fifty years after periodFrom.')
    .example('2024-06-21', { override: true }),
  principalChanges: listOf({ on: day().required(), principal: money().required() }).description(
    'The principal outstanding from a day on; one change a day.',
  ),
  rateChanges: listOf({ on: day().required(), annualRatePercent: rateUpTo100().required() }).description(
    'The contract rate from a day on; one change a day.',
  ),
  excludedPeriods: listOf({
    from: day().required(),
    until: day().required().description('The first day after; later than from.'),
    reason: Joi.string()
      .valid(...EXCLUSION_REASONS)
      .required(),
  }).description('Days that earn no subsidy. Interest runs on.'),
});

const statementReply = (reasons: readonly string[]) =>
  Joi.object({
    interest: moneyReply(),
    subsidy: moneyReply(),
    borrowerShare: moneyReply(),
    subsidisedDays: Joi.number().integer().min(0),
    loanPrimeRatePercent: ratePercent().description('One-year LPR in force on the day of disbursement.'),
    policy: sourceReply(),
    segments: Joi.array().items(
      Joi.object({
        from: day(),
        until: day(),
        days: Joi.number().integer().min(1),
        principal: moneyReply(),
        annualRatePercent: ratePercent(),
        subsidyRatePercent: Joi.string().pattern(/^\d{1,3}\.\d{2,10}$/, 'subsidised rate'),
        interest: moneyReply(),
        subsidy: moneyReply(),
        notSubsidisedBecause: Joi.string()
          .valid(...reasons)
          .allow(null),
      }),
    ),
  }).prefs({ presence: 'required' });

/** A statement of interest and subsidy of a loan in the books, with every version of the policy that it follows from. */
export const subsidyStatementReply = statementReply(NOT_SUBSIDISED_REASONS).keys({
  policies: Joi.array()
    .items(sourceReply())
    .required()
    .description(
      'Regime, loan prime rate where the regime looks at it, longest term, what ends the subsidy, rate ceiling.',
    ),
});

/** 贴息试算: interest and subsidy of one loan over one period, with the reason for every day. */
export const quoteSubsidyEndpoint = open<unknown, unknown, QuoteBody>({
  method: 'post',
  path: '/api/v1/subsidy-quotes',
  tag: 'calculators',
  operationId: 'quoteSubsidy',
  summary: 'Quote interest and subsidy of a loan over a period',
  permission: 'public',
  requestsPerMinute: CALCULATIONS_PER_MINUTE,
  countedPerProcess: true,
  body,
  reply: { status: 200, schema: statementReply(QUOTED_REASONS) },
  errors: ['no-policy-in-force', 'rate-above-ceiling'],
  handle: async ({ system }, input) =>
    presentSubsidyStatement(quoteSubsidy(parse(input.body), system.referenceData.current().policyBook)),
});

function parse(request: QuoteBody): SubsidyQuoteRequest {
  const period = {
    from: parseBusinessDate(request.periodFrom),
    until: parseBusinessDate(request.periodUntil),
  };
  assertPeriodIsComputable(period);
  return {
    borrowerKind: request.borrowerKind,
    region: request.region ?? 'eastern',
    loan: parseLoan(request),
    period,
  };
}

function parseLoan(request: QuoteBody): LoanFacts {
  return {
    principal: parseYuan(request.principal),
    annualRate: parseRate(request.annualRatePercent),
    dayCountBasis: request.dayCountBasis ?? DEFAULT_DAY_COUNT_BASIS,
    disbursedOn: parseBusinessDate(request.disbursedOn),
    maturesOn: parseBusinessDate(request.maturesOn),
    principalChanges: (request.principalChanges ?? []).map(({ on, principal }) => ({
      on: parseBusinessDate(on),
      principal: parseYuan(principal),
    })),
    rateChanges: (request.rateChanges ?? []).map(({ on, annualRatePercent }) => ({
      on: parseBusinessDate(on),
      annualRate: parseRate(annualRatePercent),
    })),
    excludedPeriods: (request.excludedPeriods ?? []).map(({ from, until, reason }) => ({
      from: parseBusinessDate(from),
      until: parseBusinessDate(until),
      reason,
    })),
  };
}

/** Refuses a period whose interest may be more than can be held. Throws `malformed`. */
export function assertPeriodIsComputable({ from, until }: Period): void {
  if (daysBetween(from, until) <= LONGEST_PERIOD_DAYS) return;
  const message = { zh: '一次至多计算五十年', en: 'a period is at most fifty years' };
  throw new DomainError('malformed', {}, [{ field: 'periodUntil', rule: 'period-too-long', message }]);
}

/** A statement as text: yuan, percent and days, with where the policy is written. */
export function presentSubsidyStatement(quote: SubsidyQuote) {
  return {
    interest: formatYuan(quote.interest),
    subsidy: formatYuan(quote.subsidy),
    borrowerShare: formatYuan(quote.borrowerShare),
    subsidisedDays: quote.subsidisedDays,
    loanPrimeRatePercent: formatRate(quote.loanPrimeRate.value),
    policy: presentSource(quote.policy),
    segments: quote.segments.map((segment) => ({
      from: segment.from,
      until: segment.until,
      days: segment.days,
      principal: formatYuan(segment.principal),
      annualRatePercent: formatRate(segment.annualRate),
      subsidyRatePercent: formatSubsidyRate(segment.subsidyRate),
      interest: formatYuan(segment.interest),
      subsidy: formatYuan(segment.subsidy),
      notSubsidisedBecause: segment.notSubsidisedBecause,
    })),
  };
}
