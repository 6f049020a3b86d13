import { Violation } from '../violation.js';
import { COMPENSATION_INVARIANTS } from './compensation.js';
import type { Invariant, View } from './invariant.js';
import { JOURNAL_INVARIANTS } from './journal.js';
import { LEDGER_INVARIANTS } from './ledger.js';
import { LOAN_INVARIANTS } from './loans.js';
import { READER_INVARIANTS } from './readers.js';
import { SUBSIDY_INVARIANTS } from './subsidies.js';
import { VIEW_INVARIANTS } from './views.js';

/** Every law that is checked against the stored books. */
export const INVARIANTS: readonly Invariant[] = [
  ...LOAN_INVARIANTS,
  ...SUBSIDY_INVARIANTS,
  ...COMPENSATION_INVARIANTS,
  ...LEDGER_INVARIANTS,
  ...JOURNAL_INVARIANTS,
  ...VIEW_INVARIANTS,
  ...READER_INVARIANTS,
];

/** Checks every law and throws Violation for the first that does not hold. */
export async function assertInvariants(view: View): Promise<void> {
  for (const invariant of INVARIANTS) {
    const offences = await invariant.findOffences(view);
    if (offences.length > 0) throw new Violation(`${invariant.law} (${invariant.number})`, offences);
  }
}
