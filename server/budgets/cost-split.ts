import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { allocate, type Fen } from '../core/money.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import type { PolicyParameterValues, PolicyVersion } from '../core/policy/policy-parameters.js';

/** Levels of government that bear the subsidy, from above; budgets are locked in this order. */
export const BUDGET_LEVELS = ['central', 'province', 'city', 'district'] as const;
export type BudgetLevel = (typeof BUDGET_LEVELS)[number];

/** A part of an amount that one level bears. */
export interface LevelShare {
  readonly level: BudgetLevel;
  readonly amount: Fen;
}

const CITY_ALONE: PolicyParameterValues['cost-split'] = {
  centralBasisPoints: 0,
  provinceBasisPoints: 0,
  cityBasisPoints: 10_000,
  districtBasisPoints: 0,
};

/**
 * Splits an amount over the levels of government as the policy of the day says (`cost-split`); where it says nothing, the
 * city bears all. The parts above zero, adding up to the amount.
 */
export function splitCost(amount: Fen, on: BusinessDate, policy: PolicyBook): LevelShare[] {
  const split = costSplitOn(on, policy)?.value ?? CITY_ALONE;
  const weights = BUDGET_LEVELS.map((level) => split[`${level}BasisPoints`]);
  const parts = allocate(amount, weights);
  return BUDGET_LEVELS.flatMap((level, index) => {
    const part = parts[index];
    return part === undefined || part === 0 ? [] : [{ level, amount: part }];
  });
}

/** The version by which a day's expenses are split; null where the policy says nothing. */
export function costSplitOn(on: BusinessDate, policy: PolicyBook): PolicyVersion<'cost-split'> | null {
  try {
    return policy.asOf('cost-split', on);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'no-policy-in-force') return null;
    throw error;
  }
}
