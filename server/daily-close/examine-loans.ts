import type { DailyClose } from '../../models/daily-close.js';
import type { Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { findStandings, type LoanFindings } from '../core/daily-close/loan-standing.js';
import type { ClassRuleStep } from '../core/risk-class.js';
import { isOfTheBank, readLoanLives, type LoanUnderClose } from './read-loan-lives.js';
import { storeFindings, type BatchChanges } from './store-findings.js';

export const NO_CHANGES: BatchChanges = {
  fellOverdue: [],
  cured: [],
  reclassified: [],
  overdueDaysChanged: [],
};

/** Looks at loans as of the day of a close, and stores what differs from what is known. */
export async function examineLoans(
  { database }: System,
  unit: UnitOfWork,
  close: Row<DailyClose>,
  loanIds: readonly number[],
  steps: readonly ClassRuleStep[],
): Promise<BatchChanges> {
  const loans = await readLoanLives(unit.transaction, database.engine, loanIds);
  const ofTheBank = loans.filter(({ loan }) => isOfTheBank(loan));
  if (ofTheBank.length === 0) return NO_CHANGES;
  return await storeFindings(unit, close, ofTheBank, findingsOf(loans, steps, close.businessDate));
}

/** Loans of one enterprise at one bank are judged together, every other loan for itself. */
function findingsOf(
  loans: readonly LoanUnderClose[],
  steps: readonly ClassRuleStep[],
  through: BusinessDate,
): Map<number, LoanFindings> {
  const families = new Map<string, LoanUnderClose[]>();
  for (const one of loans) {
    const { borrowerKind, borrowerId, bankOrganisationId, id } = one.loan;
    const family = borrowerKind === 'enterprise' ? `${borrowerId} at ${bankOrganisationId}` : String(id);
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  return new Map(
    [...families.values()].flatMap((family) => [
      ...findStandings(
        family.map(({ life }) => life).filter(({ from }) => from <= through),
        steps,
        through,
      ),
    ]),
  );
}
