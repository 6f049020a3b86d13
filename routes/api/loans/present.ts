import { can } from '../../../server/auth/permissions.js';
import type { Role } from '../../../server/core/roles.js';
import { isTakenBack } from '../../../server/core/loan-history.js';
import { maskName } from '../../../server/core/masking.js';
import { formatYuan, type Fen } from '../../../server/core/money.js';
import { formatRate } from '../../../server/core/rate.js';
import type { LoanDetail, NextInstalment } from '../../../server/loans/find-loan.js';
import type { LoanSummary } from '../../../server/loans/find-loans.js';
import type {
  findExtensions,
  findInstalments,
  findLoanEvents,
} from '../../../server/loans/find-loan-records.js';
import type { RepaymentEntry } from '../../../server/loans/find-loan-records.js';
import type { RepaymentReply } from '../../../server/loans/record-repayment.js';

const idOrNull = (id: number | null): string | null => (id === null ? null : String(id));
const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount));

/** Borrowers and those who file for them know the name, and so do those who work on the case; others see a mask. */
const seesNames = (role: Role): boolean =>
  role === 'borrower' || role === 'station-clerk' || can(role, 'personal-data.reveal');

/** An individual's name, masked for those who need not know it; an enterprise's as it is. */
export const presentBorrowerName = (
  { borrowerKind, borrowerName }: Pick<LoanSummary, 'borrowerKind' | 'borrowerName'>,
  role: Role,
): string => (borrowerKind === 'individual' && !seesNames(role) ? maskName(borrowerName) : borrowerName);

export function presentLoanSummary(loan: LoanSummary, role: Role) {
  return {
    loanId: String(loan.id),
    contractNumber: loan.contractNumber,
    bankOrganisationId: String(loan.bankOrganisationId),
    districtOrganisationId: String(loan.districtOrganisationId),
    borrowerKind: loan.borrowerKind,
    borrowerName: presentBorrowerName(loan, role),
    principal: formatYuan(loan.principalFen),
    annualRatePercent: formatRate(loan.contractRate),
    outstanding: formatYuan(loan.outstandingFen),
    disbursedOn: loan.disbursedOn,
    maturesOn: loan.maturesOn,
    state: loan.state,
    origin: loan.origin,
  };
}

/** The spread stands last: members added to a spread object one by one cost fifty times as much. */
export function presentLoan(loan: LoanDetail, role: Role) {
  return {
    applicationId: idOrNull(loan.applicationId),
    guarantorOrganisationId: idOrNull(loan.guarantorOrganisationId),
    bankName: loan.bankName,
    districtName: loan.districtName,
    guarantorName: loan.guarantorName,
    borrowerCategory: loan.borrowerCategory,
    dayCountBasis: loan.dayCountBasis,
    repaymentMethod: loan.repaymentMethod,
    termMonths: loan.termMonths,
    extendedUntil: loan.extendedUntil,
    interestPaid: formatYuan(loan.interestPaidFen),
    penaltyPaid: formatYuan(loan.penaltyPaidFen),
    settledOn: loan.settledOn,
    guaranteeBalance: yuanOrNull(loan.guaranteeBalanceFen),
    standing: loan.standing,
    nextInstalment: loan.nextInstalment && presentDue(loan.nextInstalment),
    flags: loan.flags,
    controlBalance: yuanOrNull(loan.controlBalanceFen),
    controlBalanceOn: loan.controlBalanceOn,
    jobsToCreate: loan.jobsToCreate,
    createdAt: loan.createdAt,
    updatedAt: loan.updatedAt,
    version: loan.version,
    ...presentLoanSummary(loan, role),
  };
}

const presentDue = ({ number, dueOn, principalFen, interestFen }: NextInstalment) => ({
  number,
  dueOn,
  principal: formatYuan(principalFen),
  interest: formatYuan(interestFen),
});

export const presentInstalment = (instalment: Awaited<ReturnType<typeof findInstalments>>[number]) => ({
  ...presentDue(instalment),
  balanceAfter: formatYuan(instalment.balanceAfterFen),
});

export const presentRepaymentEntry = (entry: RepaymentEntry) => ({
  repaymentId: String(entry.id),
  serialNumber: entry.serialNumber,
  kind: entry.kind,
  paidOn: entry.paidOn,
  principal: formatYuan(entry.principalFen),
  interest: formatYuan(entry.interestFen),
  penalty: formatYuan(entry.penaltyFen),
  reversesRepaymentId: idOrNull(entry.reversesRepaymentId),
  reversedByRepaymentId: idOrNull(entry.reversedByRepaymentId),
  recordedAt: entry.recordedAt,
});

export const presentRepayment = ({ outstandingFen, ...reply }: RepaymentReply) => ({
  ...reply,
  outstanding: formatYuan(outstandingFen),
});

export const presentLoanEvent = (event: Awaited<ReturnType<typeof findLoanEvents>>[number]) => ({
  loanEventId: String(event.id),
  kind: event.kind,
  fromOn: event.fromOn,
  untilOn: event.untilOn,
  newRatePercent: event.newRate === null ? null : formatRate(event.newRate),
  note: event.note,
  source: event.source,
  revision: event.revision,
  withdrawn: isTakenBack(event),
  recordedAt: event.recordedAt,
});

export const presentExtension = (extension: Awaited<ReturnType<typeof findExtensions>>[number]) => ({
  extensionId: String(extension.id),
  requestedUntil: extension.requestedUntil,
  reason: extension.reason,
  state: extension.state,
  requestedAt: extension.requestedAt,
  decidedAt: extension.decidedAt,
  decisionReason: extension.decisionReason,
  financialDifficulty: extension.financialDifficultyFlag === 1,
});
