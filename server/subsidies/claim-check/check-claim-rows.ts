import { ClaimedLine } from '../../../models/claimed-line.js';
import { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { loadRows } from '../../../models/load-rows.js';
import { findRow, updateRows, type Row } from '../../../models/rows.js';
import type { UnitOfWork } from '../../command.js';
import type { SubsidyClaimRow } from '../../core/bank-files/subsidy-claim-file.js';
import { fen, sumFen } from '../../core/money.js';
import type { PolicyBook } from '../../core/policy/policy-book.js';
import { findPrepayments } from '../../loans/find-prepayments.js';
import { readLoansByContract } from '../loan-source.js';
import { storeTerms } from '../claim-terms.js';
import { DaysClaimed } from './claimed-days.js';
import { LineChecker, type CheckResult } from './line-checker.js';
import { payableLine, storePayable } from './store-payable.js';

/**
 * Checks the next rows of a bank's file against its loans and stores them: what was claimed beside what it comes to.
 * Rows that are there already are passed over, so that a batch may be sent again. All rows lie within the claim's quarter,
 * and the claim is locked.
 */
export async function checkClaimRows(
  unit: UnitOfWork,
  claim: Row<SubsidyClaim>,
  rows: readonly SubsidyClaimRow[],
  policyBook: PolicyBook,
): Promise<void> {
  const lastLine = await lastFileLine(claim, unit);
  const next = rows.filter((row) => row.line > lastLine);
  if (next.length === 0) return;
  const results = await check(unit, claim, next, policyBook);
  const lines = results.map(({ fact }) => fact);
  await loadRows(ClaimedLine, lines, unit.transaction);
  const payable = results.flatMap(({ fact, payable: line }) =>
    line === null ? [] : [payableLine(fact, line)],
  );
  await storePayable(claim, payable, unit.transaction);
  const sums = {
    lineCount: claim.lineCount + lines.length,
    interestFen: sumFen([claim.interestFen, ...payable.map((line) => line.interestFen)]),
    subsidyFen: sumFen([claim.subsidyFen, ...payable.map((line) => line.subsidyFen)]),
    claimedFen: sumFen([fen(claim.claimedFen ?? 0), ...lines.map((line) => line.claimedFen)]),
    updatedAt: unit.now,
  };
  await updateRows(SubsidyClaim, sums, { id: claim.id }, unit.transaction);
}

/** The line of the file that was stored last. */
async function lastFileLine(claim: Row<SubsidyClaim>, { transaction }: UnitOfWork): Promise<number> {
  const key = { claimId: claim.id, revision: claim.revision, lineNumber: claim.lineCount };
  return (await findRow(ClaimedLine, { where: key, transaction }))?.fileLine ?? 0;
}

async function check(
  { transaction }: UnitOfWork,
  claim: Row<SubsidyClaim>,
  rows: readonly SubsidyClaimRow[],
  policyBook: PolicyBook,
): Promise<CheckResult[]> {
  const contracts = rows.map((row) => row.contractNumber);
  const loans = await readLoansByContract(claim.bankOrganisationId, contracts, transaction);
  const loanIds = contracts.map((contract) => loans.get(contract)?.loanId ?? 0);
  const claimed = await DaysClaimed.read(loanIds, claim.quarter, transaction);
  const checker = new LineChecker(claim, policyBook);
  const measured = rows.map((row, index) =>
    checker.measure(row, claim.lineCount + index + 1, loans.get(row.contractNumber), claimed),
  );
  const differing = measured.flatMap((line) => (line.cause === undefined ? (line.loan?.loanId ?? []) : []));
  const prepaid = differing.length === 0 ? new Map() : await findPrepayments(transaction, differing);
  const numbers = { after: claim.lineCount, upTo: claim.lineCount + rows.length };
  await storeTerms(claim, numbers, checker.termsUsed(), transaction);
  return measured.map((line) => checker.finish(line, prepaid.get(line.loan?.loanId ?? 0) ?? []));
}
