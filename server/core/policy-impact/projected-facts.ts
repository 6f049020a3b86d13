import type { BusinessDate } from '../business-date.js';
import type { Fen } from '../money.js';
import type { LoanFacts, PrincipalChange } from '../subsidy-segments.js';

/** What a schedule leaves of the principal from a due date on. */
export interface ScheduledBalance {
  readonly dueOn: BusinessDate;
  readonly balanceAfter: Fen;
}

/**
 * A loan as it is expected to go on after a day: every instalment still due is paid on its date. Who has paid ahead owes what is left,
 * until the schedule asks for less. Without instalments the principal stands to maturity. `schedule` is in date order.
 */
export function projectedFacts(
  loan: LoanFacts,
  schedule: readonly ScheduledBalance[],
  asOf: BusinessDate,
): LoanFacts {
  const known = loan.principalChanges.filter((change) => change.on <= asOf);
  const owed = known.at(-1)?.principal ?? loan.principal;
  const expected: PrincipalChange[] = schedule
    .filter(({ dueOn, balanceAfter }) => dueOn > asOf && balanceAfter < owed)
    .map(({ dueOn, balanceAfter }) => ({ on: dueOn, principal: balanceAfter }));
  return expected.length === 0
    ? loan
    : { ...loan, principalChanges: [...loan.principalChanges, ...expected] };
}
