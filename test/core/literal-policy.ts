import { parseBusinessDate } from '../../server/core/business-date.js';
import { DomainError } from '../../server/core/errors.js';
import type { PolicySource, Region, SubsidyPolicy } from '../../server/core/policy/subsidy-policy.js';
import { parseRate } from '../../server/core/rate.js';

const LOAN_PRIME_RATES = [
  ['2019-08-20', '4.25'],
  ['2019-09-20', '4.20'],
  ['2019-11-20', '4.15'],
  ['2020-02-20', '4.05'],
  ['2020-04-20', '3.85'],
  ['2021-12-20', '3.80'],
  ['2022-01-20', '3.70'],
  ['2022-08-22', '3.65'],
  ['2023-06-20', '3.55'],
  ['2023-08-21', '3.45'],
  ['2024-07-22', '3.35'],
  ['2024-10-21', '3.10'],
  ['2025-05-20', '3.00'],
] as const;

const ABOVE_LOAN_PRIME_RATE: Record<Region, string> = {
  eastern: '0.50',
  'central-western': '1.50',
  'formerly-poor': '2.50',
};

function source(id: string, document: string): PolicySource {
  return { id, document, article: '', verified: true };
}

/** The policy as the calculations see it, in a few lines and apart from the real policy book. */
export const literalPolicy: SubsidyPolicy = {
  regimeOn(date) {
    if (date < '2021-01-01') throw new DomainError('no-policy-in-force', { on: date });
    return date < '2023-10-01'
      ? {
          value: { kind: 'lpr-minus', borrowerBelow: parseRate('1.50') },
          source: source('lpr-minus', '财金〔2020〕21号'),
        }
      : {
          value: { kind: 'share-of-rate', shareBasisPoints: 5000 },
          source: source('share-of-rate', '财金〔2023〕75号'),
        };
  },
  ceilingOn(_date, region) {
    return {
      value: { aboveLoanPrimeRate: parseRate(ABOVE_LOAN_PRIME_RATE[region]) },
      source: source('ceiling', '财金〔2020〕21号'),
    };
  },
  loanPrimeRateOn(date) {
    const inForce = LOAN_PRIME_RATES.findLast(([from]) => from <= date);
    if (inForce === undefined) throw new DomainError('no-policy-in-force', { on: date });
    return { value: parseRate(inForce[1]), source: source(`lpr-${inForce[0]}`, 'LPR') };
  },
  subsidisedMonthsOn(_date, borrowerKind) {
    return { value: borrowerKind === 'individual' ? 36 : 24, source: source('term', '财金〔2023〕75号') };
  },
  endsSubsidyOn(date, change) {
    return { value: date >= '2023-12-31', source: source(change, '穗人社函〔2023〕325号') };
  },
};

/** A date written in a test. */
export const day = parseBusinessDate;
