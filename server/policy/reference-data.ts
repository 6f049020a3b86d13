import { CalendarYear } from '../../models/calendar-year.js';
import { LoanPrimeRate } from '../../models/loan-prime-rate.js';
import { PolicyParameterVersion } from '../../models/policy-parameter-version.js';
import { findRows } from '../../models/rows.js';
import type { WorkingCalendar } from '../core/calendar/working-calendar.js';
import type { PolicyBook } from '../core/policy/policy-book.js';
import { buildPolicyBook, buildCalendar } from './from-rows.js';
import { readRevision } from './revision.js';

/** What the rules are computed from: one immutable picture of policy, prime rates and calendar. */
export interface ReferenceSnapshot {
  readonly policyBook: PolicyBook;
  readonly calendar: WorkingCalendar;
}

/**
 * The reference data in force. A command that releases a new version refreshes it after commit; every other instance follows
 * within a second (`follow-reference-data.ts`).
 */
export interface ReferenceData {
  current(): ReferenceSnapshot;
  refresh(): Promise<void>;
  /** Reads it again if something was released since; costs one row where nothing was. */
  follow(): Promise<void>;
}

async function readSnapshot(): Promise<ReferenceSnapshot> {
  const [parameters, primeRates, years] = await Promise.all([
    findRows(PolicyParameterVersion, { where: { state: 'in-force' }, order: [['id', 'ASC']] }),
    findRows(LoanPrimeRate, { where: {} }),
    findRows(CalendarYear, { where: {} }),
  ]);
  return { policyBook: buildPolicyBook(parameters, primeRates), calendar: buildCalendar(years) };
}

/** Reads released versions on top of those that ship with the program. */
export async function loadReferenceData(): Promise<ReferenceData> {
  let revision = await readRevision();
  let snapshot = await readSnapshot();
  const refresh = async (): Promise<void> => {
    // The revision first: what is released between the two is read again at the next look, and never missed.
    const seen = await readRevision();
    snapshot = await readSnapshot();
    revision = seen;
  };
  return {
    current: () => snapshot,
    refresh,
    follow: async () => {
      if ((await readRevision()) !== revision) await refresh();
    },
  };
}
