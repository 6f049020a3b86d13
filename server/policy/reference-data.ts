import { CalendarYear } from '../../models/calendar-year.js';
import { LoanPrimeRate } from '../../models/loan-prime-rate.js';
import { PolicyParameterVersion } from '../../models/policy-parameter-version.js';
import { findRows } from '../../models/rows.js';
import type { WorkingCalendar } from '../core/calendar/working-calendar.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import { buildPolicyBook, buildCalendar } from './from-rows.js';

/** What the rules are computed from: one immutable picture of policy, prime rates and calendar. */
export interface ReferenceSnapshot {
  readonly policyBook: PolicyBook;
  readonly calendar: WorkingCalendar;
}

/** The reference data in force. Commands that publish a new version refresh it after commit; other processes follow within a minute. */
export interface ReferenceData {
  current(): ReferenceSnapshot;
  refresh(): Promise<void>;
}

async function readSnapshot(): Promise<ReferenceSnapshot> {
  const [parameters, primeRates, years] = await Promise.all([
    findRows(PolicyParameterVersion, { where: { state: 'in-force' } }),
    findRows(LoanPrimeRate, { where: {} }),
    findRows(CalendarYear, { where: {} }),
  ]);
  return { policyBook: buildPolicyBook(parameters, primeRates), calendar: buildCalendar(years) };
}

/** Reads released versions on top of those that ship with the program. */
export async function loadReferenceData(): Promise<ReferenceData> {
  let snapshot = await readSnapshot();
  return {
    current: () => snapshot,
    refresh: async () => {
      snapshot = await readSnapshot();
    },
  };
}
