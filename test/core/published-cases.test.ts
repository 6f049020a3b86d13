import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { DomainError } from '../../server/core/errors.js';
import type { RepaymentMethod } from '../../server/core/instalment.js';
import { formatYuan, parseYuan } from '../../server/core/money.js';
import { PolicyBook } from '../../server/core/policy/policy-book.js';
import type { SubsidyPolicy } from '../../server/core/policy/subsidy-policy.js';
import { formatRate, formatSubsidyRate, parseRate } from '../../server/core/rate.js';
import { repaymentSchedule } from '../../server/core/repayment-schedule.js';
import { quoteSubsidy } from '../../server/core/subsidy-quote.js';
import { day, literalPolicy } from './literal-policy.js';
import { quoteRequest, type QuoteStory } from './loan-story.js';

const policyBook = PolicyBook.published();

interface ScheduleStory {
  readonly method: RepaymentMethod;
  readonly principal: string;
  readonly annualRatePercent: string;
  readonly termMonths: number;
  readonly disbursedOn: string;
  readonly dayCountBasis?: 360 | 365;
}

interface Case<Request> {
  readonly request: Request;
  readonly expected: Readonly<Record<string, unknown>>;
}

function cases<Request>(file: string): Case<Request>[] {
  const lines = readFileSync(`test/cases/${file}`, 'utf8').trim().split('\n');
  return lines.map((line): Case<Request> => JSON.parse(line));
}

function answer(request: QuoteStory, policy: SubsidyPolicy = literalPolicy): Record<string, unknown> {
  try {
    const quote = quoteSubsidy(quoteRequest(request), policy);
    return {
      interest: formatYuan(quote.interest),
      subsidy: formatYuan(quote.subsidy),
      borrowerShare: formatYuan(quote.borrowerShare),
      subsidisedDays: quote.subsidisedDays,
      loanPrimeRatePercent: formatRate(quote.loanPrimeRate.value),
    };
  } catch (error) {
    if (error instanceof DomainError) return { error: error.code };
    throw error;
  }
}

describe('the worked examples of the calculators', () => {
  for (const [index, { request, expected }] of cases<QuoteStory>('subsidy-quotes.jsonl').entries()) {
    it(`quotes subsidy case ${index + 1}`, () => {
      expect(answer(request)).to.deep.equal(expected);
      expect(answer(request, policyBook)).to.deep.equal(expected);
    });
  }

  for (const [index, { request, expected }] of cases<ScheduleStory>('repayment-schedules.jsonl').entries()) {
    it(`draws up schedule case ${index + 1} (${request.method})`, () => {
      const schedule = repaymentSchedule({
        method: request.method,
        principal: parseYuan(request.principal),
        annualRate: parseRate(request.annualRatePercent),
        termMonths: request.termMonths,
        disbursedOn: day(request.disbursedOn),
        dayCountBasis: request.dayCountBasis ?? 360,
      });
      const instalments = schedule.instalments.map(
        ({ number, dueOn, principal, interest, balanceAfter }) => ({
          number,
          dueOn,
          principal: formatYuan(principal),
          interest: formatYuan(interest),
          balanceAfter: formatYuan(balanceAfter),
        }),
      );
      expect({ instalments, totalInterest: formatYuan(schedule.totalInterest) }).to.deep.equal(expected);
    });
  }
});

describe('the examples that cities published', () => {
  it('Liuzhou, January 2023: 5,150 of interest, 2,150 by the borrower, 3,000 by the treasury', () => {
    const request: QuoteStory = {
      borrowerKind: 'individual',
      region: 'central-western',
      principal: '100000.00',
      annualRatePercent: '5.15',
      dayCountBasis: 365,
      disbursedOn: '2023-01-10',
      maturesOn: '2024-01-10',
      periodFrom: '2023-01-10',
      periodUntil: '2024-01-10',
    };
    expect(answer(request)).to.deep.equal({
      interest: '5150.00',
      subsidy: '3000.00',
      borrowerShare: '2150.00',
      subsidisedDays: 365,
      loanPrimeRatePercent: '3.65',
    });
  });

  it('Anding district, formerly poor: of 6.15 % the borrower bears 2.15 %, the treasury 4.00 %', () => {
    const quote = quoteSubsidy(
      quoteRequest({
        borrowerKind: 'individual',
        region: 'formerly-poor',
        principal: '100000.00',
        annualRatePercent: '6.15',
        dayCountBasis: 365,
        disbursedOn: '2022-09-01',
        maturesOn: '2023-09-01',
        periodFrom: '2022-09-01',
        periodUntil: '2023-09-01',
      }),
      literalPolicy,
    );
    expect(quote.segments.map((line) => formatSubsidyRate(line.subsidyRate))).to.deep.equal(['4.00']);
    expect(formatYuan(quote.subsidy)).to.equal('4000.00');
    expect(formatYuan(quote.borrowerShare)).to.equal('2150.00');
  });

  it('Huize county, 2021, an enterprise: the borrower bears only 2.35 %', () => {
    const quote = quoteSubsidy(
      quoteRequest({
        borrowerKind: 'enterprise',
        region: 'central-western',
        principal: '3000000.00',
        annualRatePercent: '5.35',
        dayCountBasis: 365,
        disbursedOn: '2021-05-01',
        maturesOn: '2022-05-01',
        periodFrom: '2021-05-01',
        periodUntil: '2022-05-01',
      }),
      literalPolicy,
    );
    expect(formatYuan(quote.borrowerShare)).to.equal('70500.00');
    expect(quote.segments.map((line) => formatSubsidyRate(line.subsidyRate))).to.deep.equal(['3.00']);
  });
});
