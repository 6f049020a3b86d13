import type { Transaction } from 'sequelize';
import { CompensationPayment } from '../../models/compensation-payment.js';
import { Loan } from '../../models/loan.js';
import { findRows, lockRow, type Row } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { JsonValue } from '../core/canonical-json.js';
import { DomainError } from '../core/errors.js';
import type { LoanBalance } from '../core/loan-balance.js';
import type { LoanState } from '../core/states/loan-states.js';

export type LoanRow = Row<Loan>;

/** The columns that say what is owed on a loan and from what it follows. */
export const MONEY_COLUMNS = [
  'id',
  'contractNumber',
  'principalFen',
  'contractRate',
  'dayCountBasis',
  'repaymentMethod',
  'disbursedOn',
  'maturesOn',
  'extendedUntil',
  'outstandingFen',
  'interestPaidFen',
  'penaltyPaidFen',
  'state',
  'settledOn',
  'version',
] as const satisfies readonly (keyof LoanRow)[];

/** A loan as far as its money is concerned; a whole row will do. */
export type LoanMoney = Pick<LoanRow, (typeof MONEY_COLUMNS)[number]>;

/** The loan, locked until the command ends, if the actor may see it. Fails: not-found. */
export async function lockLoan(unit: UnitOfWork, actor: Actor, loanId: number): Promise<LoanRow> {
  const row = await lockRow(Loan, { id: loanId, ...loanScope(actor) }, unit.transaction);
  if (!row) throw new DomainError('not-found');
  return row;
}

/** The money of a loan as it stands in its row. */
export const balanceOf = (loan: LoanMoney): LoanBalance => ({
  outstanding: loan.outstandingFen,
  interestPaid: loan.interestPaidFen,
  penaltyPaid: loan.penaltyPaidFen,
});

/** After compensation money comes back as a recovery, to the guarantor. */
const REPAID_TO_THE_BANK: ReadonlySet<LoanState> = new Set(['active', 'overdue', 'settled']);

/** The loans, by id, of which the bank takes and reverses no repayments any more: a guarantor has paid for them. */
export async function findCompensated(
  transaction: Transaction,
  loans: readonly Pick<LoanRow, 'id' | 'state'>[],
): Promise<ReadonlySet<number>> {
  const loanId = loans.filter(({ state }) => state === 'settled').map(({ id }) => id);
  const payments =
    loanId.length === 0 ? [] : await findRows(CompensationPayment, { where: { loanId }, transaction });
  const others = loans.filter(({ state }) => !REPAID_TO_THE_BANK.has(state));
  return new Set([...payments.map((payment) => payment.loanId), ...others.map(({ id }) => id)]);
}

/** Refuses a loan whose money no longer comes back to the bank. Fails: illegal-transition. */
export async function assertRepaidToTheBank({ transaction }: UnitOfWork, loan: LoanRow): Promise<void> {
  if (!(await findCompensated(transaction, [loan])).has(loan.id)) return;
  throw new DomainError('illegal-transition', {
    table: 'loan',
    from: loan.state,
    event: 'repay',
  });
}

/** Refuses a day before the loan was made, or one that is still to come. Fails: outside-loan-term. */
export function assertWithinLoan(unit: UnitOfWork, loan: LoanRow, day: BusinessDate): void {
  if (day < loan.disbursedOn)
    throw new DomainError('outside-loan-term', { date: day, earliest: loan.disbursedOn });
  if (day > unit.today) throw new DomainError('outside-loan-term', { date: day, latest: unit.today });
}

/** Adds the audit event of a command on a loan: to the chain of the actor's organisation, a borrower's to the district's. */
export function recordOnLoan(unit: UnitOfWork, actor: Actor, loan: LoanRow, detail: JsonValue): void {
  const organisationId = actor.organisationId ?? loan.districtOrganisationId;
  unit.record({ organisationId, subjectKind: 'loan', subjectId: loan.id, detail });
}

/** Tells others what became of a loan. */
export function publishAboutLoan(unit: UnitOfWork, loan: LoanRow, topic: string): void {
  const payload = { loanId: loan.id, bankOrganisationId: loan.bankOrganisationId };
  unit.publish({ topic, aggregateKind: 'loan', aggregateId: loan.id, payload });
}
