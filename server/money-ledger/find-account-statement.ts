import { LedgerAccount } from '../../models/ledger-account.js';
import type { LedgerPosting } from '../../models/ledger-posting.js';
import { findRow, selectRows, type Row } from '../../models/rows.js';
import type { Database } from '../../models/database.js';
import { ledgerAccountScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { addFen, fen, type Fen } from '../core/money.js';
import { idBefore, pageById, type Page, type PageRequest } from '../paging.js';
import { balanceOf } from './find-trial-balance.js';

/** What was booked on a day, and the balance at its end. */
export interface StatementDay {
  readonly on: BusinessDate;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly balance: Fen;
}

/** An account day by day over `[from, until)`; days on which nothing was booked are left out. */
export interface AccountStatement {
  readonly account: Row<LedgerAccount>;
  readonly opening: Fen;
  readonly days: readonly StatementDay[];
  readonly closing: Fen;
}

/** A period. */
export interface StatementPeriod {
  readonly from: BusinessDate;
  /** Exclusive. */
  readonly until: BusinessDate;
}

interface DaySums {
  readonly postedOn: BusinessDate;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

const DAY_SUMS = `SELECT postedOn, SUM(debitFen) AS debitFen, SUM(creditFen) AS creditFen
    FROM (SELECT postedOn, amountFen AS debitFen, 0 AS creditFen FROM ledger_postings
           WHERE debitAccountId = ? AND postedOn >= ? AND postedOn < ?
          UNION ALL
          SELECT postedOn, 0, amountFen FROM ledger_postings
           WHERE creditAccountId = ? AND postedOn >= ? AND postedOn < ?) booked
   GROUP BY postedOn ORDER BY postedOn`;
const FIRST_DAY = '1970-01-01';

/** The statement of an account by day (日记账). Fails: not-found, malformed (the period ends before it begins). */
export async function findAccountStatement(
  context: Context,
  accountId: number,
  { from, until }: StatementPeriod,
): Promise<AccountStatement> {
  if (until <= from) throw new DomainError('malformed', { field: 'until' });
  const account = await findAccount(context, accountId);
  const { database } = context.system;
  const change = (sums: Pick<DaySums, 'debitFen' | 'creditFen'>): Fen =>
    balanceOf({ kind: account.kind, ...sums });
  const earlier = await readDays(database, accountId, FIRST_DAY, from);
  const opening = earlier.reduce((balance, sums) => addFen(balance, change(sums)), fen(0));
  let balance = opening;
  const days = (await readDays(database, accountId, from, until)).map((sums): StatementDay => {
    balance = addFen(balance, change(sums));
    return { on: sums.postedOn, debit: sums.debitFen, credit: sums.creditFen, balance };
  });
  return { account, opening, days, closing: balance };
}

/** A posting as seen from one of its two accounts. */
export type PostingView = Row<LedgerPosting> & { readonly side: 'debit' | 'credit' };

/** What was booked on an account, perhaps on one day, the latest first. Fails: not-found, malformed (cursor). */
export async function findPostings(
  context: Context,
  accountId: number,
  request: PageRequest & { readonly on?: BusinessDate | undefined },
): Promise<Page<PostingView>> {
  const account = await findAccount(context, accountId);
  const day = request.on === undefined ? [] : [request.on];
  const rows = await selectRows<Row<LedgerPosting>>(
    context.system.database,
    `SELECT * FROM ledger_postings
      WHERE (debitAccountId = ? OR creditAccountId = ?) AND id < ?${day.length > 0 ? ' AND postedOn = ?' : ''}
      ORDER BY id DESC LIMIT ${Math.trunc(request.limit) + 1}`,
    [account.id, account.id, idBefore(request) ?? Number.MAX_SAFE_INTEGER, ...day],
  );
  const views = rows.map((row) => ({
    ...row,
    side: row.debitAccountId === account.id ? ('debit' as const) : ('credit' as const),
  }));
  return pageById(views, request);
}

async function findAccount({ actor }: Context, id: number): Promise<Row<LedgerAccount>> {
  const account = await findRow(LedgerAccount, { where: { id, ...ledgerAccountScope(actor) } });
  if (!account) throw new DomainError('not-found');
  return account;
}

async function readDays(
  database: Database,
  accountId: number,
  from: string,
  until: string,
): Promise<DaySums[]> {
  return await selectRows<DaySums>(database, DAY_SUMS, [accountId, from, until, accountId, from, until]);
}
