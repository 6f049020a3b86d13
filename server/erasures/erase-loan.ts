import { Application } from '../../models/application.js';
import { ClawbackCase } from '../../models/clawback-case.js';
import { CollectionAction } from '../../models/collection-action.js';
import { CompensationClaim } from '../../models/compensation-claim.js';
import { CompensationEvidence } from '../../models/compensation-evidence.js';
import { CompensationStep } from '../../models/compensation-step.js';
import { Extension } from '../../models/extension.js';
import { LoanEvent } from '../../models/loan-event.js';
import { Loan } from '../../models/loan.js';
import { PostCheck } from '../../models/post-check.js';
import { RedFlagStep } from '../../models/red-flag-step.js';
import { RiskAlertAction } from '../../models/risk-alert-action.js';
import { findRow, findRows, selectRows, updateRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { System } from '../context.js';
import { ERASED } from '../core/erased.js';
import { eraseApplication } from './erase-application.js';
import { erasePapersAbout } from './erase-papers.js';
import { eraseText } from './erase-rows.js';

/**
 * Erases what is personal about a loan and the application it came from: the borrower's name, what was noted about him, papers. Every amount,
 * day and state stays. Returns the names of the files that have to go.
 */
export async function eraseLoan(system: System, unit: UnitOfWork, loan: Row<Loan>): Promise<string[]> {
  const { transaction, now } = unit;
  const { id: loanId, applicationId } = loan;
  const nameless = { borrowerName: ERASED, erasedAt: now, version: loan.version + 1 };
  await updateRows(Loan, nameless, { id: loanId }, transaction);
  await eraseNotes(unit, loanId);
  const files = [
    ...(await eraseClaims(system, unit, loanId)),
    ...(await erasePapersAbout(system, unit, 'loan', [loanId])),
    ...(await erasePaymentLists(system, unit, loanId)),
  ];
  const application =
    applicationId === null
      ? null
      : await findRow(Application, { where: { id: applicationId, erasedAt: null }, transaction });
  return application ? [...files, ...(await eraseApplication(system, unit, application))] : files;
}

/** What people wrote down about a loan in their own words. */
async function eraseNotes(unit: UnitOfWork, loanId: number): Promise<void> {
  const of = (table: string) => ({
    in: { sql: `SELECT id FROM ${table} WHERE loanId = ?`, parameters: [loanId] },
  });
  await eraseText(unit, CollectionAction, 'note', { loanId });
  await eraseText(unit, CollectionAction, 'nextStep', { loanId });
  await eraseText(unit, LoanEvent, 'note', { loanId });
  await eraseText(unit, Extension, 'reason', { loanId });
  await eraseText(unit, Extension, 'decisionReason', { loanId });
  await eraseText(unit, PostCheck, 'reason', { loanId });
  await eraseText(unit, ClawbackCase, 'facts', { loanId });
  await eraseText(unit, RedFlagStep, 'text', { flagId: of('red_flags') });
  await eraseText(unit, RiskAlertAction, 'text', { alertId: of('risk_alerts') });
}

async function eraseClaims(system: System, unit: UnitOfWork, loanId: number): Promise<string[]> {
  const { transaction } = unit;
  const claims = await findRows(CompensationClaim, { where: { loanId }, transaction });
  const claimId = claims.map(({ id }) => id);
  const cases = await findRows(ClawbackCase, { where: { loanId }, transaction });
  const evidence = await findRows(CompensationEvidence, { where: { claimId }, transaction });
  await eraseText(unit, CompensationEvidence, 'fileName', { claimId });
  await eraseText(unit, CompensationStep, 'reason', { claimId });
  return [
    ...evidence.map(({ storedName }) => storedName),
    ...(await erasePapersAbout(system, unit, 'compensation-claim', claimId)),
    ...(await erasePapersAbout(
      system,
      unit,
      'clawback-case',
      cases.map(({ id }) => id),
    )),
  ];
}

/** A payment list names many borrowers, and goes with the last of them. */
async function erasePaymentLists(system: System, unit: UnitOfWork, loanId: number): Promise<string[]> {
  const runs = await selectRows<{ runId: number }>(
    unit.transaction,
    `SELECT DISTINCT runId FROM payment_orders own WHERE own.loanId = ? AND NOT EXISTS (
      SELECT 1 FROM payment_orders other JOIN loans l ON l.id = other.loanId
      WHERE other.runId = own.runId AND l.erasedAt IS NULL)`,
    [loanId],
  );
  return erasePapersAbout(
    system,
    unit,
    'payment-run',
    runs.map(({ runId }) => runId),
  );
}
