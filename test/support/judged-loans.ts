import { Application } from '../../models/application.js';
import { EligibilityResult } from '../../models/eligibility-result.js';
import { Loan } from '../../models/loan.js';
import { insertRow, updateRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import { parseBusinessDate } from '../../server/core/business-date.js';
import { sha256 } from '../../server/hashing.js';
import type { TestApp } from './app.js';
import type { LoanTerms } from './subsidies.js';

/** Gives a loan an application that was judged on a day, with what each rule looked at. */
export async function lendAsJudged(
  app: TestApp,
  lend: (terms: LoanTerms) => Promise<Row<Loan>>,
  findings: readonly { readonly rule: string; readonly facts: object }[],
  day: string,
  terms: LoanTerms,
): Promise<Row<Loan>> {
  const loan = await lend(terms);
  const now = app.clock.now();
  const appliedOn = parseBusinessDate(day);
  await inTransaction(app.system.database, async (transaction) => {
    const applicationId = await insertRow(
      Application,
      {
        number: `SQ${loan.id}`,
        state: 'disbursed',
        borrowerKind: loan.borrowerKind,
        borrowerCategory: loan.borrowerCategory,
        borrowerId: loan.borrowerId,
        filedByUserId: app.userIds['borrower'] ?? 0,
        districtOrganisationId: loan.districtOrganisationId,
        bankOrganisationId: loan.bankOrganisationId,
        appliedOn,
        contentCipher: '',
        contentHash: sha256(String(loan.id)),
        createdAt: now,
        updatedAt: now,
        ...NOTHING_ELSE,
      },
      transaction,
    );
    await insertRow(
      EligibilityResult,
      {
        applicationId,
        contentHash: sha256(String(loan.id)),
        evaluatedOn: appliedOn,
        outcome: 'pass',
        capFen: null,
        findingsJson: JSON.stringify(findings),
        computedAt: now,
      },
      transaction,
    );
    await updateRows(Loan, { applicationId }, { id: loan.id }, transaction);
  });
  return loan;
}

const NOTHING_ELSE = {
  applicantUserId: null,
  stationOrganisationId: null,
  guarantorOrganisationId: null,
  applicantName: null,
  requestedFen: null,
  termMonths: null,
  repaymentMethod: null,
  submittedAt: null,
  confirmedAt: null,
  closedAt: null,
  approvedFen: null,
  approvedRate: null,
  approvedTermMonths: null,
  dayCountBasis: null,
  creditOutcome: null,
  guaranteeOutcome: null,
} as const;
