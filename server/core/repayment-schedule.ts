import { addMonths } from './business-date.js';
import { DomainError } from './errors.js';
import type { DuePart, Instalment, RepaymentMethod, ScheduleRequest } from './instalment.js';
import { bullet, interestMonthly, interestQuarterly } from './interest-only-schedule.js';
import { equalInstalments, equalPrincipal } from './level-schedule.js';
import { subtractFen, sumFen, type Fen } from './money.js';

export interface RepaymentSchedule {
  readonly instalments: readonly Instalment[];
  readonly totalInterest: Fen;
}

const METHODS: Record<RepaymentMethod, (request: ScheduleRequest) => DuePart[]> = {
  'equal-instalment': equalInstalments,
  'equal-principal': equalPrincipal,
  'interest-monthly': interestMonthly,
  'interest-quarterly': interestQuarterly,
  bullet,
};

/** Thirty years, longer than any loan of this kind, so that dates stay within the calendar. */
const LONGEST_TERM_MONTHS = 360;

/**
 * Draws up the instalments of a loan. The principal parts add up to the loan, due dates rise, and the last is maturity.
 * Throws `malformed` unless the term is 1 to 360 whole months, or where the interest is more than can be held.
 */
export function repaymentSchedule(request: ScheduleRequest): RepaymentSchedule {
  assertWithinRange(request);
  const parts = METHODS[request.method](request);
  let balance = request.principal;
  const instalments = parts.map(({ dueOn, principal, interest }, index): Instalment => {
    balance = subtractFen(balance, principal);
    return { number: index + 1, dueOn, principal, interest, balanceAfter: balance };
  });
  assertComplete(request, instalments);
  return { instalments, totalInterest: sumFen(instalments.map((instalment) => instalment.interest)) };
}

function assertWithinRange({ principal, annualRate, termMonths }: ScheduleRequest): void {
  if (!Number.isSafeInteger(termMonths) || termMonths < 1 || termMonths > LONGEST_TERM_MONTHS) {
    throw new DomainError('malformed', { expected: 'term' });
  }
  // No method charges more than the whole principal over 32 days for each month.
  const mostInterest = (principal * annualRate * termMonths * 32) / (100_000_000 * 360);
  if (mostInterest > Number.MAX_SAFE_INTEGER)
    throw new DomainError('malformed', { expected: 'smaller-amount' });
}

/**
 * Makes sure that the principal parts add up to the loan, that due dates rise and end at maturity, and that nothing is negative. A
 * schedule that breaks one of these is a mistake of ours, never of the request: it throws Error.
 */
export function assertComplete(
  request: Pick<ScheduleRequest, 'disbursedOn' | 'termMonths'>,
  instalments: readonly Instalment[],
): void {
  const last = instalments.at(-1);
  if (last?.balanceAfter !== 0) throw new Error('the principal parts do not add up to the loan');
  if (last.dueOn !== addMonths(request.disbursedOn, request.termMonths)) {
    throw new Error('the last instalment is not due at maturity');
  }
  let earlier = request.disbursedOn;
  for (const { number, dueOn, principal, interest } of instalments) {
    if (dueOn <= earlier) throw new Error(`instalment ${number} is not due after the one before`);
    if (principal < 0 || interest < 0) throw new Error(`instalment ${number} is negative`);
    earlier = dueOn;
  }
}
