import type { Transaction } from 'sequelize';
import type { Database } from '../../models/database.js';
import type { Loan } from '../../models/loan.js';
import type { SqlPart } from '../../models/condition.js';
import { listsOf } from '../../models/id-lists.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { BusinessDate } from '../core/business-date.js';
import {
  loanFactsOf,
  type LoanContract,
  type PrincipalPaid,
  type ReportedEvent,
} from '../core/loan-history.js';
import { addFen, type Fen } from '../core/money.js';
import type { Region } from '../core/policy/subsidy-policy.js';
import type { LoanFacts } from '../core/subsidy-segments.js';

/** Where every loan of the system is made, in the words of the national rules: Guangzhou is in the east. */
export const LOAN_REGION: Region = 'eastern';

/** What has to be known of a loan's row; a whole row will do. */
export type ContractRow = Pick<
  Row<Loan>,
  'id' | 'principalFen' | 'contractRate' | 'dayCountBasis' | 'disbursedOn' | 'maturesOn' | 'extendedUntil'
>;

interface PaidRow {
  readonly loanId: number;
  readonly paidOn: BusinessDate;
  readonly principalFen: Fen;
}

interface ReportRow extends ReportedEvent {
  readonly loanId: number;
}

/**
 * What subsidy and interest of loans follow from, by loan id: one query for the repayments and one for the events of all
 * of them (of every 4,096), and one for compensations, which end the contract. Repayments count net of reversals, from the
 * day they were paid. Where the loans are all that a query of their ids gives, `among` spares the list of them.
 */
export async function findLoanFacts(
  source: Database | Transaction,
  loans: readonly ContractRow[],
  among?: SqlPart,
): Promise<Map<number, LoanFacts>> {
  const facts = new Map<number, LoanFacts>();
  if (among !== undefined) {
    await addFacts(facts, source, loans, among);
    return facts;
  }
  for (const chunk of listsOf(loans)) {
    const parameters = padded(chunk.map((loan) => loan.id));
    await addFacts(facts, source, chunk, { sql: placeholders(parameters), parameters });
  }
  return facts;
}

async function addFacts(
  facts: Map<number, LoanFacts>,
  source: Database | Transaction,
  loans: readonly ContractRow[],
  ids: SqlPart,
): Promise<void> {
  if (loans.length === 0) return;
  const paid = byLoan(await findPrincipalPaid(source, ids));
  const events = byLoan(await findReports(source, ids));
  const compensated = byLoan(await findCompensated(source, loans));
  for (const loan of loans) {
    const payments = paymentsOf(paid.get(loan.id) ?? NOTHING, compensated.get(loan.id) ?? NOTHING);
    facts.set(
      loan.id,
      loanFactsOf(contractOf(loan), loan.extendedUntil, payments, events.get(loan.id) ?? NOTHING),
    );
  }
}

/** Shared by all loans of which nothing is told: a list of its own for each would be most of what a million of them take. */
const NOTHING: readonly never[] = [];

const paymentsOf = (paid: readonly PaidRow[], compensated: readonly PaidRow[]): readonly PrincipalPaid[] =>
  paid.length + compensated.length === 0
    ? NOTHING
    : [...paid, ...compensated].map(({ paidOn, principalFen }) => ({ on: paidOn, principal: principalFen }));

/** The same of one loan. */
export async function findFactsOfLoan(source: Database | Transaction, loan: ContractRow): Promise<LoanFacts> {
  const facts = (await findLoanFacts(source, [loan])).get(loan.id);
  if (facts === undefined) throw new Error(`No facts of loan ${loan.id}`);
  return facts;
}

/** The contract of a loan as the core takes it. */
export const contractOf = (loan: ContractRow): LoanContract => ({
  principal: loan.principalFen,
  annualRate: loan.contractRate,
  dayCountBasis: loan.dayCountBasis,
  disbursedOn: loan.disbursedOn,
  maturesOn: loan.maturesOn,
});

interface EntryRow extends PaidRow {
  readonly id: number;
  readonly reversesRepaymentId: number | null;
}

/** What was paid and not reversed, in date order, one entry a day. The reversed are told apart here: to join them costs the database more. */
async function findPrincipalPaid(source: Database | Transaction, loans: SqlPart): Promise<PaidRow[]> {
  const rows = await selectRows<EntryRow>(
    source,
    `SELECT id, loanId, paidOn, principalFen, reversesRepaymentId FROM repayments
      WHERE loanId IN (${loans.sql}) AND principalFen > 0 ORDER BY loanId, paidOn`,
    loans.parameters,
  );
  const undone = new Set(rows.flatMap(({ reversesRepaymentId }) => reversesRepaymentId ?? []));
  const paid: PaidRow[] = [];
  for (const { id, loanId, paidOn, principalFen, reversesRepaymentId } of rows) {
    if (reversesRepaymentId !== null || undone.has(id)) continue;
    const last = paid.at(-1);
    if (last?.loanId === loanId && last.paidOn === paidOn)
      paid[paid.length - 1] = { loanId, paidOn, principalFen: addFen(last.principalFen, principalFen) };
    else paid.push({ loanId, paidOn, principalFen });
  }
  return paid;
}

/**
 * What was outstanding when a guarantor paid: from that day on the debt is one to those who bear the loss, and earns no
 * contract interest. Compensated loans are few; the range of ids spares a list of them.
 */
async function findCompensated(
  source: Database | Transaction,
  loans: readonly ContractRow[],
): Promise<PaidRow[]> {
  const ids = loans.map(({ id }) => id);
  return selectRows<PaidRow>(
    source,
    `SELECT loanId, paidOn, outstandingFen AS principalFen FROM compensation_payments
      WHERE loanId BETWEEN ? AND ?`,
    [ids.reduce((least, id) => Math.min(least, id)), ids.reduce((most, id) => Math.max(most, id))],
  );
}

async function findReports(source: Database | Transaction, loans: SqlPart): Promise<ReportRow[]> {
  return selectRows<ReportRow>(
    source,
    `SELECT loanId, kind, fromOn, untilOn, newRate, source, revision FROM loan_events
      WHERE loanId IN (${loans.sql}) AND kind IN ('overdue', 'extension', 'misuse', 'rate-change', 'closure', 'legal-representative-change',
        'eligibility-lost')
      ORDER BY id`,
    loans.parameters,
  );
}

function byLoan<FactRow extends { readonly loanId: number }>(
  rows: readonly FactRow[],
): Map<number, FactRow[]> {
  const groups = new Map<number, FactRow[]>();
  for (const row of rows) {
    const group = groups.get(row.loanId);
    if (group === undefined) groups.set(row.loanId, [row]);
    else group.push(row);
  }
  return groups;
}

const placeholders = (ids: readonly number[]): string => ids.map(() => '?').join(', ');

/** Repeats the last id up to a power of two, so that lists of all lengths need few prepared statements. */
export function padded(ids: readonly number[]): number[] {
  const length = 2 ** Math.ceil(Math.log2(ids.length));
  return Array.from({ length }, (_, index) => ids[Math.min(index, ids.length - 1)] ?? 0);
}
