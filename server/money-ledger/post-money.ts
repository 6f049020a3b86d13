import { UniqueConstraintError } from 'sequelize';
import { LedgerAccount } from '../../models/ledger-account.js';
import { LedgerPosting } from '../../models/ledger-posting.js';
import { findRow, insertRow, insertRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Actor } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { LedgerAccountKind } from '../core/ledger-account-kinds.js';
import { fen, type Fen } from '../core/money.js';

/** An account by what it is: a kind of money and whose it is (a budget, an organisation, 0 for the city). */
export interface AccountName {
  readonly kind: LedgerAccountKind;
  readonly holderId: number;
}

/** An amount above zero that is booked from one account to another, and for whose sake. */
export interface Posting {
  /** What happened, as the statement names it. */
  readonly kind: string;
  readonly debit: AccountName;
  readonly credit: AccountName;
  readonly amount: Fen;
  readonly subject: { readonly subjectKind: string; readonly subjectId: number };
}

/**
 * Books amounts: facts, dated today, so that the statement of a day that is over never changes. Debit and credit stand in one row,
 * so that there is no entry that does not balance. The same happening is booked once. Fails: already-exists.
 */
export async function postMoney(
  unit: UnitOfWork,
  actor: Pick<Actor, 'userId'>,
  postings: readonly Posting[],
): Promise<void> {
  const accounts = new Map<string, number>();
  const idOf = async (name: AccountName): Promise<number> => {
    const key = `${name.kind} ${name.holderId}`;
    const id = accounts.get(key) ?? (await accountOf(unit, name));
    accounts.set(key, id);
    return id;
  };
  const rows = [];
  for (const { kind, amount, subject, debit, credit } of postings)
    rows.push({
      debitAccountId: await idOf(debit),
      creditAccountId: await idOf(credit),
      amountFen: amount,
      kind,
      ...subject,
      postedOn: unit.today,
      recordedByUserId: actor.userId,
      recordedAt: unit.now,
    });
  try {
    await insertRows(LedgerPosting, rows, unit.transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError) throw new DomainError('already-exists', { what: 'posting' });
    throw error;
  }
}

/** The account of that name, which comes to be with its first posting. */
async function accountOf(unit: UnitOfWork, name: AccountName): Promise<number> {
  const { kind, holderId } = name;
  const account = await findRow(LedgerAccount, { where: { kind, holderId }, transaction: unit.transaction });
  if (account) return account.id;
  try {
    return await insertRow(LedgerAccount, { kind, holderId, createdAt: unit.now }, unit.transaction);
  } catch (error) {
    if (error instanceof UniqueConstraintError) return accountOf(unit, name);
    throw error;
  }
}

/** Money of a guarantor that moved for one debt. */
export interface FundMoney {
  readonly kind: 'compensate' | 'recover';
  readonly guarantorOrganisationId: number;
  /** What the guarantor paid; below zero what it got. */
  readonly paid: Fen;
  /** What the debt stands on: still to be recovered, or given up. */
  readonly debt: 'compensated' | 'written-off';
  readonly subject: Posting['subject'];
}

/** Books what a guarantor paid for a debt, or got back of it: the other side of its money is what is still to be recovered. */
export async function postFundMoney(
  unit: UnitOfWork,
  actor: Pick<Actor, 'userId'>,
  { kind, guarantorOrganisationId: holderId, paid, debt, subject }: FundMoney,
): Promise<void> {
  if (paid === 0) return;
  const [money, owed] = [
    { kind: 'fund', holderId },
    { kind: debt, holderId },
  ] as const;
  const sides = paid > 0 ? { debit: owed, credit: money } : { debit: money, credit: owed };
  await postMoney(unit, actor, [{ kind, ...sides, amount: fen(Math.abs(paid)), subject }]);
}
