import { Loan } from '../../models/loan.js';
import { updateRows, type Row } from '../../models/rows.js';
import { updateEach } from '../../models/update-each.js';
import type { UnitOfWork } from '../command.js';
import type { BusinessDate } from '../core/business-date.js';
import type { LoanBalance } from '../core/loan-balance.js';
import { LOAN_STATES, type LoanEvent, type LoanState } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { followAllOutstanding, followOutstanding } from './follow-outstanding.js';
import { isPaidUp } from './is-paid-up.js';
import type { LoanMoney } from './loan-case.js';

/** Where a loan's money left its state. */
export interface Outcome {
  readonly state: LoanState;
  /** Set when the state moved. */
  readonly moved: Extract<LoanEvent, 'settle' | 'reopen'> | null;
}

/** A loan whose money changed on a day; its facts are in store already. */
export interface ChangedBalance {
  readonly loan: LoanMoney;
  readonly balance: LoanBalance;
  readonly on: BusinessDate;
}

/** What is written of a changed loan. */
interface StoredOutcome extends Outcome {
  readonly loan: LoanMoney;
  readonly settled: boolean;
  readonly money: Pick<
    Row<Loan>,
    'outstandingFen' | 'interestPaidFen' | 'penaltyPaidFen' | 'updatedAt' | 'version'
  >;
  readonly standing: Pick<Row<Loan>, 'state' | 'settledOn'>;
}

/**
 * Writes what has become of a loan's money after its facts changed on a day: its balance, its state, and what its guarantor
 * still answers for. The facts are in store already.
 */
export async function storeBalance(
  unit: UnitOfWork,
  loan: LoanMoney,
  balance: LoanBalance,
  on: BusinessDate,
): Promise<Outcome> {
  const change = { loan, balance, on };
  const outcome = outcomeOf(unit, change, await isPaidUp(unit, loan, balance));
  const { money, standing, settled, state, moved } = outcome;
  await updateRows(Loan, { ...money, ...standing }, { id: loan.id }, unit.transaction);
  if (changesGuarantee(outcome)) await followOutstanding(unit, loan, money.outstandingFen, settled);
  return { state, moved };
}

/** The same for many loans at once. A state that stays is not written, or every index on it would be written too. */
export async function storeBalances(unit: UnitOfWork, changes: readonly ChangedBalance[]): Promise<void> {
  const outcomes: StoredOutcome[] = [];
  for (const change of changes) {
    const settled = change.balance.outstanding === 0 && (await isPaidUp(unit, change.loan, change.balance));
    outcomes.push(outcomeOf(unit, change, settled));
  }
  const staying = outcomes.filter(({ moved }) => moved === null);
  const moving = outcomes.filter(({ moved }) => moved !== null);
  await updateEach(
    Loan,
    staying.map(({ loan, money }) => ({ id: loan.id, ...money })),
    unit.transaction,
  );
  await updateEach(
    Loan,
    moving.map(({ loan, money, standing }) => ({ id: loan.id, ...money, ...standing })),
    unit.transaction,
  );
  const followed = outcomes
    .filter(changesGuarantee)
    .map(({ loan, money, settled }) => ({ loan, outstanding: money.outstandingFen, settled }));
  await followAllOutstanding(unit, followed);
}

const changesGuarantee = ({ moved, loan, money }: StoredOutcome): boolean =>
  moved !== null || money.outstandingFen !== loan.outstandingFen;

function outcomeOf(
  { now: updatedAt }: UnitOfWork,
  { loan, balance, on }: ChangedBalance,
  settled: boolean,
): StoredOutcome {
  const { outstanding: outstandingFen, interestPaid: interestPaidFen, penaltyPaid: penaltyPaidFen } = balance;
  const moved: Outcome['moved'] =
    settled === (loan.state === 'settled') ? null : settled ? 'settle' : 'reopen';
  const state = moved === null ? loan.state : transition(LOAN_STATES, loan.state, moved);
  const settledOn = moved === null ? loan.settledOn : settled ? on : null;
  const version = loan.version + 1;
  const money = { outstandingFen, interestPaidFen, penaltyPaidFen, updatedAt, version };
  return { loan, settled, money, standing: { state, settledOn }, state, moved };
}
