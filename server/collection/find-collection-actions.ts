import type { CollectionAction } from '../../models/collection-action.js';
import { DailyClose } from '../../models/daily-close.js';
import { Loan } from '../../models/loan.js';
import { findRow, selectRows, type Row } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { promiseState, type PromiseState } from '../core/collection.js';
import { DomainError } from '../core/errors.js';
import type { Fen } from '../core/money.js';
import { PAID_ON_PROMISE } from './paid-on-promise.js';

/** An entry as it is read back. */
export interface CollectionEntry extends Row<CollectionAction> {
  readonly organisationName: string;
  /** The later entry that stands in its place. */
  readonly correctedByActionId: number | null;
  /** What was repaid towards its promise. */
  readonly paidFen: Fen;
  /** Null where nothing was promised. */
  readonly promiseState: PromiseState | null;
}

/** All that was done about a loan by its bank and its guarantor, the first entry first. Fails: not-found. */
export async function findCollectionActions(context: Context, loanId: number): Promise<CollectionEntry[]> {
  const { database } = context.system;
  if (!(await findRow(Loan, { where: { id: loanId, ...loanScope(context.actor) } })))
    throw new DomainError('not-found');
  const closedThrough = await findClosedThrough();
  const entries = await selectRows<Omit<CollectionEntry, 'promiseState'>>(
    database,
    `SELECT p.*, o.name AS organisationName, later.id AS correctedByActionId, ${PAID_ON_PROMISE} AS paidFen
       FROM collection_actions p JOIN organisations o ON o.id = p.organisationId
       LEFT JOIN collection_actions later ON later.correctsActionId = p.id
      WHERE p.loanId = ? ORDER BY p.id`,
    [loanId],
  );
  return entries.map((entry) => {
    const { promisedFen: amount, promisedOn: on, paidFen } = entry;
    const judged =
      amount === null || on === null ? null : promiseState({ amount, on }, paidFen, closedThrough);
    return { ...entry, promiseState: judged };
  });
}

/** The last business date that is closed. */
export async function findClosedThrough(): Promise<BusinessDate | null> {
  const last = await findRow(DailyClose, { where: { state: 'done' }, order: [['businessDate', 'DESC']] });
  return last?.businessDate ?? null;
}
