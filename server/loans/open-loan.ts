import type { Application } from '../../models/application.js';
import { Borrower } from '../../models/borrower.js';
import { Disbursement } from '../../models/disbursement.js';
import { Guarantee } from '../../models/guarantee.js';
import { Instalment } from '../../models/instalment.js';
import { Loan } from '../../models/loan.js';
import { findRow, insertRow, insertRows, lockRow, updateRows, type Row } from '../../models/rows.js';
import { openForm } from '../applications/application-content.js';
import type { UnitOfWork } from '../command.js';
import type { Context, System } from '../context.js';
import { DomainError } from '../core/errors.js';
import { industrySectionOf } from '../core/industry-sections.js';
import type { Instalment as ScheduledInstalment } from '../core/instalment.js';
import { guaranteedBalance } from '../core/loan-balance.js';
import { subtractFen, ZERO_FEN, type Fen } from '../core/money.js';
import { repaymentSchedule } from '../core/repayment-schedule.js';
import { LOAN_STATES } from '../core/states/loan-states.js';
import type { DisbursementTerms } from './disbursement-terms.js';
import { changeExposure } from './follow-outstanding.js';
import { isTaken } from './is-taken.js';
import { marksOfForm, noteMarks } from './loan-statistics.js';

/** Makes the loan of an application with its disbursement and instalments. Fails: already-exists. */
export async function openLoan(
  context: Context,
  unit: UnitOfWork,
  application: Row<Application>,
  terms: DisbursementTerms,
): Promise<number> {
  const { amountFen, bankReference, disbursedOn, repaymentMethod: method, contractRate: annualRate } = terms;
  const loanId = await insertLoan(context.system, unit, application, terms);
  const marks = marksOfForm(openForm(context.system, application));
  await noteMarks([{ loanId, ...marks }], unit.transaction);
  const { instalments } = repaymentSchedule({ ...terms, principal: amountFen, method, annualRate });
  await insertRows(Instalment, instalmentRows(loanId, instalments), unit.transaction);
  const fact = {
    loanId,
    applicationId: application.id,
    bankOrganisationId: known(application.bankOrganisationId),
    bankReference,
    amountFen,
    disbursedOn,
    recordedByUserId: context.actor.userId,
    recordedAt: unit.now,
  };
  await orTaken('bankReference', insertRow(Disbursement, fact, unit.transaction));
  return loanId;
}

/** Instalments as they are stored. */
export const instalmentRows = (loanId: number, instalments: readonly ScheduledInstalment[]) =>
  instalments.map(({ number, dueOn, principal, interest, balanceAfter }) => ({
    loanId,
    number,
    dueOn,
    principalFen: principal,
    interestFen: interest,
    balanceAfterFen: balanceAfter,
  }));

/**
 * From the disbursement on the guarantor answers for the loan: for a part of what was paid out, which may be less than what
 * was approved and reserved when the guarantee was issued.
 */
export async function makeGuaranteeEffective(
  unit: UnitOfWork,
  application: Row<Application>,
  loanId: number,
  amount: Fen,
): Promise<Row<Guarantee>> {
  const guarantee = await lockRow(Guarantee, { applicationId: application.id }, unit.transaction);
  if (guarantee?.state !== 'issued') throw new DomainError('agreement-not-in-force');
  const guaranteedFen = guaranteedBalance(guarantee.guaranteedFen, amount, known(application.approvedFen));
  await updateRows(
    Guarantee,
    { state: 'effective', loanId, guaranteedFen, balanceFen: guaranteedFen, version: guarantee.version + 1 },
    { id: guarantee.id },
    unit.transaction,
  );
  const { guarantorOrganisationId, agreementId } = guarantee;
  const change = subtractFen(guaranteedFen, guarantee.balanceFen);
  await changeExposure(unit, { guarantorOrganisationId, agreementId, change });
  return guarantee;
}

async function insertLoan(
  system: System,
  unit: UnitOfWork,
  application: Row<Application>,
  terms: DisbursementTerms,
): Promise<number> {
  const { bankReference: _, amountFen, ...contract } = terms;
  const borrowerId = known(application.borrowerId);
  const borrower = await findRow(Borrower, { where: { id: borrowerId }, transaction: unit.transaction });
  const form = openForm(system, application);
  const loan = {
    ...contract,
    bankOrganisationId: known(application.bankOrganisationId),
    districtOrganisationId: known(application.districtOrganisationId),
    guarantorOrganisationId: application.guarantorOrganisationId,
    applicationId: application.id,
    borrowerId,
    borrowerKind:
      application.borrowerKind === 'enterprise' ? ('enterprise' as const) : ('individual' as const),
    borrowerCategory: application.borrowerCategory,
    borrowerName: known(borrower).name,
    principalFen: amountFen,
    extendedUntil: null,
    outstandingFen: amountFen,
    interestPaidFen: ZERO_FEN,
    penaltyPaidFen: ZERO_FEN,
    state: LOAN_STATES.initial,
    settledOn: null,
    origin: 'application' as const,
    flagsJson: '[]',
    controlBalanceFen: null,
    controlBalanceOn: null,
    jobsToCreate: form.workforce?.jobsToCreate ?? 0,
    industry: industrySectionOf(form.business?.industry ?? ''),
    createdAt: unit.now,
    updatedAt: unit.now,
    version: 0,
  };
  return orTaken('contractNumber', insertRow(Loan, loan, unit.transaction));
}

async function orTaken(what: string, inserting: Promise<number>): Promise<number> {
  try {
    return await inserting;
  } catch (error) {
    if (isTaken(error, what)) throw new DomainError('already-exists', { what });
    throw error;
  }
}

/** What an approved application always has. */
function known<Value>(value: Value | null): Value {
  if (value === null) throw new Error('An approved application lacks what a loan needs');
  return value;
}
