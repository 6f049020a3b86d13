import type { LoanStandingChange } from '../../models/loan-standing-change.js';
import type { Row } from '../../models/rows.js';
import type { StandingStep } from '../core/daily-close/loan-standing.js';

/** The history in force of one loan, out of its changes in the order of closes and days: each holds over what was said before. */
export function standingHistory(changes: readonly Row<LoanStandingChange>[]): StandingStep[] {
  const steps: StandingStep[] = [];
  let closeId = 0;
  for (const change of changes) {
    if (change.closeId !== closeId) {
      const kept = steps.findIndex(({ from }) => from >= change.fromOn);
      if (kept >= 0) steps.splice(kept);
      ({ closeId } = change);
    }
    const { fromOn: from, pastDueSince, riskClass, reason } = change;
    steps.push({ from, pastDueSince, riskClass, reason });
  }
  return steps;
}
