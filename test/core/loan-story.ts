import { parseYuan } from '../../server/core/money.js';
import { parseRate } from '../../server/core/rate.js';
import type { BorrowerKind, Region } from '../../server/core/policy/subsidy-policy.js';
import {
  quoteSubsidy,
  type CeilingTest,
  type SubsidyQuote,
  type SubsidyQuoteRequest,
} from '../../server/core/subsidy-quote.js';
import type { ExclusionReason } from '../../server/core/subsidy-segments.js';
import { day, literalPolicy } from './literal-policy.js';

/** A quote request in the words of the public contract. */
export interface QuoteStory {
  readonly borrowerKind: BorrowerKind;
  readonly region?: Region;
  readonly principal: string;
  readonly annualRatePercent: string;
  readonly dayCountBasis?: 360 | 365;
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

/** A plain loan that a story changes: 300,000 yuan at 3.45 %, disbursed 2024-03-15 for three years. */
export const PLAIN_LOAN: QuoteStory = {
  borrowerKind: 'individual',
  principal: '300000.00',
  annualRatePercent: '3.45',
  disbursedOn: '2024-03-15',
  maturesOn: '2027-03-15',
  periodFrom: '2024-03-21',
  periodUntil: '2024-06-21',
};

/** Reads a story as the core takes it. */
export function quoteRequest(story: QuoteStory): SubsidyQuoteRequest {
  return {
    borrowerKind: story.borrowerKind,
    region: story.region ?? 'eastern',
    period: { from: day(story.periodFrom), until: day(story.periodUntil) },
    loan: {
      principal: parseYuan(story.principal),
      annualRate: parseRate(story.annualRatePercent),
      dayCountBasis: story.dayCountBasis ?? 360,
      disbursedOn: day(story.disbursedOn),
      maturesOn: day(story.maturesOn),
      principalChanges: (story.principalChanges ?? []).map((change) => ({
        on: day(change.on),
        principal: parseYuan(change.principal),
      })),
      rateChanges: (story.rateChanges ?? []).map((change) => ({
        on: day(change.on),
        annualRate: parseRate(change.annualRatePercent),
      })),
      excludedPeriods: (story.excludedPeriods ?? []).map(({ from, until, reason }) => ({
        from: day(from),
        until: day(until),
        reason,
      })),
    },
  };
}

/** 100,000 yuan at 3.60 %: ten yuan of interest a day of 360, five of them subsidised. */
export const ROUND_LOAN: QuoteStory = { ...PLAIN_LOAN, principal: '100000.00', annualRatePercent: '3.60' };

/** Quotes the round loan with changes, under the literal policy. */
export function quote(changes: Partial<QuoteStory>, ceilingTest?: CeilingTest): SubsidyQuote {
  return quoteSubsidy(quoteRequest({ ...ROUND_LOAN, ...changes }), literalPolicy, ceilingTest);
}
