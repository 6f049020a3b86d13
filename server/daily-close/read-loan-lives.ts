import { BankClass } from '../../models/bank-class.js';
import { Extension } from '../../models/extension.js';
import { Instalment } from '../../models/instalment.js';
import type { Loan } from '../../models/loan.js';
import { LoanEvent } from '../../models/loan-event.js';
import type { Transaction } from 'sequelize';
import { conditionOf } from '../../models/condition.js';
import type { Engine } from '../../models/engine.js';
import { findRows, selectRows, type Row } from '../../models/rows.js';
import { addDays, businessDate, type BusinessDate } from '../core/business-date.js';
import type { ArrearsFacts, PaidPart } from '../core/daily-close/arrears.js';
import type { LoanLife } from '../core/daily-close/loan-standing.js';
import type { DuePart } from '../core/instalment.js';
import { standingEvents } from '../core/loan-history.js';
import { fen, subtractFen, sumFen, ZERO_FEN, type Fen } from '../core/money.js';
import { contractOf, padded } from '../loans/loan-facts.js';
import { findOwnParts } from './find-own-parts.js';

type LoanRow = Row<Loan>;

/** A loan under the eyes of the close, with the rows that its life was read from. */
export interface LoanUnderClose {
  readonly loan: LoanRow;
  readonly life: LoanLife;
  /** All reports of the close itself, every revision. */
  readonly ownReports: readonly Row<LoanEvent>[];
}

interface PaidRow {
  readonly loanId: number;
  readonly paidOn: BusinessDate;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}

const OF_THE_BANK = ['active', 'overdue', 'settled'] as const;
/** A guarantor has paid for these: nothing about them is found out any more. */
const OF_THE_GUARANTOR = ['compensated', 'written-off'] as const;

/** Whether a close has still something to say of a loan. */
export const isOfTheBank = ({ state }: Pick<LoanRow, 'state'>): boolean =>
  OF_THE_BANK.some((each) => each === state);

/** Where a report without an end is cut: later than any day that is closed. */
const OPEN_END = businessDate(2200, 12, 31);

/**
 * The lives of loans and of all loans of the same enterprises at the same banks, locked in the order of their ids until the
 * transaction ends. Loans that a guarantor has compensated are among them, for what the bank still has to get of them itself.
 */
export async function readLoanLives(
  transaction: Transaction,
  engine: Engine,
  loanIds: readonly number[],
): Promise<LoanUnderClose[]> {
  return readLives(transaction, await lockWithSiblings(transaction, engine, loanIds));
}

/** The lives of loans whose rows are at hand. */
export async function readLives(
  transaction: Transaction,
  loans: readonly LoanRow[],
): Promise<LoanUnderClose[]> {
  if (loans.length === 0) return [];
  const loanId = padded(loans.map(({ id }) => id));
  const instalments = byLoan(
    await findRows(Instalment, {
      where: { loanId },
      order: [
        ['loanId', 'ASC'],
        ['number', 'ASC'],
      ],
      transaction,
    }),
  );
  const payments = byLoan(await findPayments(transaction, loanId));
  const events = byLoan(
    await findRows(LoanEvent, { where: { loanId }, order: [['id', 'ASC']], transaction }),
  );
  const classes = byLoan(
    await findRows(BankClass, {
      where: { loanId },
      order: [
        ['fromOn', 'ASC'],
        ['revision', 'ASC'],
      ],
      transaction,
    }),
  );
  const ownParts = await findOwnParts(transaction, loanId);
  const difficulties = byLoan(
    await findRows(Extension, {
      where: { grantedForLoanId: loanId, financialDifficultyFlag: 1 },
      transaction,
    }),
  );
  return loans.map((loan) => {
    const reports = standingEvents(events.get(loan.id) ?? []);
    return {
      loan,
      ownReports: (events.get(loan.id) ?? []).filter(({ source }) => source === 'daily-close'),
      life: {
        ...lifeOf(
          loan,
          instalments.get(loan.id) ?? [],
          payments.get(loan.id) ?? [],
          reports,
          classes.get(loan.id) ?? [],
          difficulties.has(loan.id),
        ),
        ownPart: ownParts.get(loan.id) ?? [],
      },
    };
  });
}

async function lockWithSiblings(
  transaction: Transaction,
  engine: Engine,
  loanIds: readonly number[],
): Promise<LoanRow[]> {
  if (loanIds.length === 0) return [];
  const chosen = conditionOf({ id: padded(loanIds) });
  const siblings = await selectRows<{ id: number }>(
    transaction,
    `SELECT o.id FROM (SELECT borrowerId, bankOrganisationId FROM loans${chosen.sql} AND borrowerKind = 'enterprise') l
       JOIN loans o ON o.borrowerId = l.borrowerId AND o.bankOrganisationId = l.bankOrganisationId`,
    chosen.parameters,
  );
  const all = conditionOf({
    id: padded([...new Set([...loanIds, ...siblings.map(({ id }) => id)])]),
    state: [...OF_THE_BANK, ...OF_THE_GUARANTOR],
  });
  const lock = engine === 'mysql' ? ' FOR UPDATE' : '';
  return selectRows<LoanRow>(transaction, `SELECT * FROM loans${all.sql} ORDER BY id${lock}`, all.parameters);
}

async function findPayments(transaction: Transaction, loanId: readonly number[]): Promise<PaidRow[]> {
  return selectRows<PaidRow>(
    transaction,
    `SELECT r.loanId, r.paidOn, SUM(r.principalFen) AS principalFen, SUM(r.interestFen + r.penaltyFen) AS interestFen
       FROM repayments r LEFT JOIN repayments reversal ON reversal.reversesRepaymentId = r.id
      WHERE r.loanId IN (${loanId.map(() => '?').join(', ')}) AND r.kind <> 'reversal' AND reversal.id IS NULL
      GROUP BY r.loanId, r.paidOn ORDER BY r.loanId, r.paidOn`,
    loanId,
  );
}

function lifeOf(
  loan: LoanRow,
  instalments: readonly Row<Instalment>[],
  paid: readonly PaidRow[],
  reports: readonly Row<LoanEvent>[],
  classes: readonly Row<BankClass>[],
  inDifficulty: boolean,
): LoanLife {
  const extensions = reports.filter(({ kind, fromOn }) => kind === 'extension' && fromOn >= loan.disbursedOn);
  const extensionEnds = extensions.flatMap(({ untilOn }) => untilOn ?? []);
  const extendedUntil = loan.extendedUntil ?? extensionEnds.toSorted().at(-1) ?? null;
  const payments = paid.map(({ paidOn: on, principalFen: principal, interestFen: interest }) => ({
    on,
    principal,
    interest,
  }));
  const dues = dueParts(loan, instalments);
  return {
    loanId: loan.id,
    retail: loan.borrowerKind === 'individual',
    from: firstDay(loan),
    difficultyFrom: inDifficulty ? loan.maturesOn : null,
    reportedOverdue: reports
      .filter(({ kind, source }) => kind === 'overdue' && source !== 'daily-close')
      .map(({ fromOn, untilOn }) => ({ from: fromOn, until: untilOn ?? OPEN_END })),
    bankClasses: latestOfDay(classes).map(({ fromOn, riskClass }) => ({ from: fromOn, riskClass })),
    arrears: {
      contract: contractOf(loan),
      method: loan.repaymentMethod,
      instalments: dues,
      payments,
      rateChanges: reports.flatMap(({ kind, fromOn, newRate }) =>
        kind === 'rate-change' && newRate !== null ? { on: fromOn, annualRate: newRate } : [],
      ),
      extendedUntil,
      settledOn: loan.state === 'settled' ? loan.settledOn : null,
      opening: openingOf(loan, dues, payments),
    },
  };
}

/** A contract whose term is not a whole number of months has no schedule of ours: all of it is due at maturity. */
function dueParts(loan: LoanRow, instalments: readonly Row<Instalment>[]): DuePart[] {
  if (instalments.length === 0)
    return [{ dueOn: loan.maturesOn, principal: loan.principalFen, interest: ZERO_FEN }];
  return instalments.map(({ dueOn, principalFen, interestFen }) => ({
    dueOn,
    principal: principalFen,
    interest: interestFen,
  }));
}

/** A loan taken over is looked after from the day after the balance that the bank named. */
function firstDay({ origin, controlBalanceOn, disbursedOn }: LoanRow): BusinessDate {
  return origin === 'take-over' && controlBalanceOn !== null ? addDays(controlBalanceOn, 1) : disbursedOn;
}

/**
 * The history before a take-over counts where it leads to the balance that the bank named; else the balance does, and the
 * bank's own reports say what was overdue.
 */
function openingOf(
  { origin, controlBalanceFen, controlBalanceOn, principalFen }: LoanRow,
  dues: readonly DuePart[],
  payments: readonly PaidPart[],
): ArrearsFacts['opening'] {
  if (origin !== 'take-over' || controlBalanceFen === null || controlBalanceOn === null) return null;
  const before = payments.filter(({ on }) => on <= controlBalanceOn);
  const repaid = sumFen(before.map(({ principal }) => principal));
  const leadsThere = repaid === subtractFen(principalFen, fen(controlBalanceFen));
  const isKnown = before.length > 0 || dues.every(({ dueOn }) => dueOn > controlBalanceOn);
  return leadsThere && isKnown ? null : { on: controlBalanceOn, outstanding: controlBalanceFen };
}

/** Classes in order of day and revision: of one day the last. */
const latestOfDay = (classes: readonly Row<BankClass>[]): Row<BankClass>[] =>
  classes.filter(({ fromOn }, index) => classes[index + 1]?.fromOn !== fromOn);

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
