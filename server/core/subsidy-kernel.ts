import { InterestSum } from './interest.js';
import type { Fen } from './money.js';
import type { Rate, SubsidyRate } from './rate.js';

/**
 * Interest and subsidy of one loan, segment by segment, exact and without allocating. One kernel serves a whole run:
 * `clear` between loans.
 */
export class SubsidyKernel {
  private readonly interestSum = new InterestSum();
  private readonly subsidySum = new InterestSum();

  /** Adds a segment: a principal of zero or more, its contract and subsidised rates, and its days. */
  add(principal: Fen, annualRate: Rate, subsidised: SubsidyRate, days: number): void {
    this.interestSum.add(principal, annualRate, days);
    this.subsidySum.addSubsidised(principal, subsidised, days);
  }

  /** Contract interest of the segments so far in fen, rounded half up once. */
  interest(basis: number): Fen {
    return this.interestSum.rounded(basis);
  }

  /** Subsidy of the segments so far in fen, rounded half up once. */
  subsidy(basis: number): Fen {
    return this.subsidySum.rounded(basis);
  }

  /** Starts the next loan. */
  clear(): void {
    this.interestSum.clear();
    this.subsidySum.clear();
  }
}
