import type { BusinessDate } from '../business-date.js';
import { isWorse, type RiskClass } from '../risk-class.js';
import type { BreakCause } from './break-causes.js';

/** How both sides see a loan on a day, beside its balance. */
export interface ComparedStanding {
  /** Null where the bank's list names no class. */
  readonly statedClass: RiskClass | null;
  /** By the daily close. */
  readonly ledgerClass: RiskClass;
  /** The first day of the overdue that the bank reported and that holds on the day. */
  readonly bankOverdueFrom: BusinessDate | null;
  /** The due date of the oldest instalment that the daily close finds unpaid on the day. */
  readonly ourOverdueFrom: BusinessDate | null;
}

/** Whether the classes are a break: a bank's own class may be worse than ours, never better. */
export const classDiffers = ({ statedClass, ledgerClass }: ComparedStanding): boolean =>
  statedClass !== null && isWorse(ledgerClass, statedClass);

/** Whether one side alone takes the loan to be overdue on the day, since whenever. */
export const overdueDiffers = ({ bankOverdueFrom, ourOverdueFrom }: ComparedStanding): boolean =>
  (bankOverdueFrom === null) !== (ourOverdueFrom === null);

/** What a difference in standing is called. */
export const STANDING_CAUSES = {
  class: 'class-below-ours',
  overdue: 'overdue-differs',
} as const satisfies Record<string, BreakCause>;
