import { UniqueConstraintError } from 'sequelize';
import { Budget } from '../../models/budget.js';
import { BudgetEntry } from '../../models/budget-entry.js';
import { insertRow, lockRow, updateRows, type Row } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { LedgerAccountKind } from '../core/ledger-account-kinds.js';
import { formatYuan, fen, type Fen } from '../core/money.js';
import { postMoney } from '../money-ledger/post-money.js';

type Column = 'allottedFen' | 'reservedFen' | 'committedFen' | 'paidFen' | 'returnedFen';
type Sums = Readonly<Record<Column, Fen>>;

interface Effect {
  /** What it does to the sums: +1 adds the amount, −1 takes it off. */
  readonly sums: readonly (readonly [Column, 1 | -1])[];
  /** The accounts of the budget that it is booked on. */
  readonly debit: LedgerAccountKind;
  readonly credit: LedgerAccountKind;
}

/** What each kind of entry does to a budget. */
const EFFECTS: Readonly<Record<BudgetEntryKind, Effect>> = {
  allot: { sums: [['allottedFen', 1]], debit: 'available', credit: 'granted' },
  'carry-out': { sums: [['allottedFen', -1]], debit: 'granted', credit: 'available' },
  'carry-in': { sums: [['allottedFen', 1]], debit: 'available', credit: 'granted' },
  reserve: { sums: [['reservedFen', 1]], debit: 'reserved', credit: 'available' },
  release: { sums: [['reservedFen', -1]], debit: 'available', credit: 'reserved' },
  commit: {
    sums: [
      ['reservedFen', -1],
      ['committedFen', 1],
    ],
    debit: 'committed',
    credit: 'reserved',
  },
  pay: {
    sums: [
      ['committedFen', -1],
      ['paidFen', 1],
    ],
    debit: 'paid',
    credit: 'committed',
  },
  return: { sums: [['returnedFen', 1]], debit: 'available', credit: 'returned' },
  'take-back': { sums: [['returnedFen', -1]], debit: 'returned', credit: 'available' },
};

export type BudgetEntryKind = Row<BudgetEntry>['kind'];

/** For whose sake money moves: the claim that is funded, the application that is approved, the approval that allots or carries over, what came back. */
export interface BudgetSubject {
  readonly subjectKind: 'subsidy-claim' | 'application' | 'approval' | 'clawback-receipt';
  readonly subjectId: number;
}

/** An amount of one budget, above zero. */
export interface BudgetMove {
  readonly budgetId: number;
  readonly kind: BudgetEntryKind;
  readonly amount: Fen;
  readonly subject: BudgetSubject;
}

/** What may still be reserved: allotted and returned, less what is reserved, committed or paid. */
export function availableFen(sums: Sums): Fen {
  return fen(sums.allottedFen + sums.returnedFen - sums.reservedFen - sums.committedFen - sums.paidFen);
}

/**
 * Moves money of a budget: locks its row, appends the fact, books it in the money ledger and brings the sums up to date.
 * Nothing is moved twice for one subject, and no sum falls below zero or beyond what was allotted and returned, whoever else
 * is spending at that moment. Fails: not-found, budget-exceeded (details: available, required), already-exists.
 */
export async function moveBudget(
  unit: UnitOfWork,
  actor: Pick<Actor, 'userId'>,
  move: BudgetMove,
): Promise<void> {
  if (move.amount <= 0) throw new RangeError('an amount that moves is above zero');
  const budget = await lockRow(Budget, { id: move.budgetId }, unit.transaction);
  if (!budget) throw new DomainError('not-found');
  const sums = sumsAfter(budget, move);
  await appendEntry(unit, actor, move);
  await book(unit, actor, move);
  const changes = { ...sums, version: budget.version + 1 };
  await updateRows(Budget, changes, { id: budget.id }, unit.transaction);
}

function sumsAfter(budget: Row<Budget>, { kind, amount }: BudgetMove): Sums {
  const { allottedFen, reservedFen, committedFen, paidFen, returnedFen } = budget;
  const sums: Record<Column, Fen> = { allottedFen, reservedFen, committedFen, paidFen, returnedFen };
  for (const [column, sign] of EFFECTS[kind].sums) {
    sums[column] = fen(sums[column] + sign * amount);
  }
  if (availableFen(sums) < 0 || Object.values(sums).some((sum) => sum < 0)) {
    const available = formatYuan(availableFen(budget));
    throw new DomainError('budget-exceeded', {
      year: budget.year,
      level: budget.level,
      required: formatYuan(amount),
      available,
    });
  }
  return sums;
}

async function appendEntry(unit: UnitOfWork, actor: Pick<Actor, 'userId'>, move: BudgetMove): Promise<void> {
  const { budgetId, kind, amount, subject } = move;
  const entry = {
    budgetId,
    kind,
    amountFen: amount,
    ...subject,
    recordedByUserId: actor.userId,
    recordedAt: unit.now,
  };
  try {
    await insertRow(BudgetEntry, entry, unit.transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('already-exists', { what: kind });
    throw error;
  }
}

async function book(
  unit: UnitOfWork,
  actor: Pick<Actor, 'userId'>,
  { budgetId, kind, amount, subject }: BudgetMove,
): Promise<void> {
  const { debit, credit } = EFFECTS[kind];
  const posting = {
    kind,
    debit: { kind: debit, holderId: budgetId },
    credit: { kind: credit, holderId: budgetId },
    amount,
    subject,
  };
  await postMoney(unit, actor, [posting]);
}
