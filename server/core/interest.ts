import { DomainError } from './errors.js';
import { divideHalfUp, fen, type Fen } from './money.js';
import { SUBSIDY_RATE_PARTS, type Rate, type SubsidyRate } from './rate.js';

/** A principal that stands unchanged at one rate for a number of days. */
export interface InterestPeriod {
  readonly principal: Fen;
  readonly annualRate: Rate;
  readonly days: number;
}

/** Parts of a rate in 100 %, so that principal × parts × days ÷ (this × basis) is an amount in fen. */
const WHOLE = 100 * 1_000_000 * SUBSIDY_RATE_PARTS;

/** Half a basis point, 0.005 %: contract rates and their halves are whole multiples of it. */
const STEP = 5_000 * SUBSIDY_RATE_PARTS;
const STEPS_IN_WHOLE = WHOLE / STEP;

/**
 * Sums principal × rate × days exactly and rounds once, when it is asked.
 *
 * While every rate is a whole number of steps and the sum stays a safe integer, plain doubles hold it exactly: all terms
 * are zero or more and rounding never reorders numbers, so a product that lost a digit would push the sum beyond the
 * safe range, where it is noticed. From then on the sum continues as a BigInt.
 */
export class InterestSum {
  private steps = 0;
  private exact: bigint | null = null;

  /** Adds so many days' interest on a principal of zero or more. */
  add(principal: Fen, annualRate: Rate, days: number): void {
    this.addParts(principal, annualRate * SUBSIDY_RATE_PARTS, days);
  }

  /** Adds so many days at a subsidised rate. */
  addSubsidised(principal: Fen, annualRate: SubsidyRate, days: number): void {
    this.addParts(principal, annualRate, days);
  }

  /**
   * The sum so far in fen for a year of `basis` days, rounded half up.
   * Throws `malformed` where it is more than {@link Fen} can hold.
   */
  rounded(basis: number): Fen {
    if (this.exact !== null) {
      const amount = Number(divideHalfUp(this.exact, BigInt(WHOLE) * BigInt(basis)));
      if (amount > Number.MAX_SAFE_INTEGER)
        throw new DomainError('malformed', { expected: 'smaller-amount' });
      return fen(amount);
    }
    const divisor = STEPS_IN_WHOLE * basis;
    // The quotient lies at least 1 ÷ divisor below the next whole number, which is more than a safe integer's division
    // can be off by, so that the floor is exact.
    const quotient = Math.floor(this.steps / divisor);
    const remainder = this.steps - quotient * divisor;
    return fen(remainder * 2 >= divisor ? quotient + 1 : quotient);
  }

  /** Starts again at zero. */
  clear(): void {
    this.steps = 0;
    this.exact = null;
  }

  private addParts(principal: number, parts: number, days: number): void {
    const rateSteps = parts / STEP;
    const next = this.steps + principal * rateSteps * days;
    if (this.exact === null && Math.floor(rateSteps) === rateSteps && next <= Number.MAX_SAFE_INTEGER) {
      this.steps = next;
    } else {
      this.exact ??= BigInt(this.steps) * BigInt(STEP);
      this.exact += BigInt(principal) * BigInt(parts) * BigInt(days);
    }
  }
}

/** The interest of all periods together in fen, rounded half up once. `basis` is the days of a year. */
export function interestOver(periods: Iterable<InterestPeriod>, basis: number): Fen {
  const sum = new InterestSum();
  for (const { principal, annualRate, days } of periods) sum.add(principal, annualRate, days);
  return sum.rounded(basis);
}
