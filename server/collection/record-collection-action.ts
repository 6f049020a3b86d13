import { CollectionAction } from '../../models/collection-action.js';
import { Loan } from '../../models/loan.js';
import { LoanStandingChange } from '../../models/loan-standing-change.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, insertRow, type Row } from '../../models/rows.js';
import { loanScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import type { CollectionKind, CollectionOutcome, PromiseToPay } from '../core/collection.js';
import { DomainError } from '../core/errors.js';
import { isTaken } from '../loans/is-taken.js';
import { queueNotices } from '../messages/queue-notices.js';

/** What a collector did, what came of it, and what is to be done next. */
export interface CollectionActionInput {
  readonly loanId: number;
  readonly kind: CollectionKind;
  readonly actedOn: BusinessDate;
  readonly outcome: CollectionOutcome;
  readonly note: string | null;
  /** Exactly for the outcome `promised`. */
  readonly promise: PromiseToPay | null;
  readonly nextStep: { readonly what: string; readonly on: BusinessDate } | null;
  /** The earlier entry in whose place this one stands. */
  readonly correctsActionId: number | null;
}

export type CollectionActionReply = { readonly collectionActionId: string; readonly loanId: string };

/** What is still owed when it is no more overdue by our books, because somebody else has paid the bank. */
const COLLECTABLE: ReadonlySet<Row<Loan>['state']> = new Set(['overdue', 'compensated', 'written-off']);

/**
 * Records what was done about an overdue loan of one's own bank or guarantor. Nothing is ever changed: a correction is a further
 * entry of the same organisation, in place of the first. Fails: not-found, outside-loan-term (a day to come, or before the
 * loan), illegal-transition (the loan was never overdue, or the entry has been corrected already).
 */
export async function recordCollectionAction(
  context: Context,
  input: CollectionActionInput,
): Promise<CollectionActionReply> {
  try {
    return await runCommand(context, 'collection-action.record', (unit) => record(context, unit, input));
  } catch (error) {
    if (!isTaken(error, 'correctsActionId')) throw error;
    throw refusal('collection-action', 'superseded', 'correct');
  }
}

async function record(
  { actor }: Context,
  unit: UnitOfWork,
  { promise, nextStep, ...input }: CollectionActionInput,
): Promise<CollectionActionReply> {
  const { transaction } = unit;
  const loan = await findRow(Loan, { where: { id: input.loanId, ...loanScope(actor) }, transaction });
  if (!loan || actor.organisationId === null) throw new DomainError('not-found');
  const { organisationId } = actor;
  await assertCollected(unit, loan, input.actedOn);
  await assertOwnEntry(unit, organisationId, input);
  const said = {
    ...input,
    promisedFen: promise?.amount ?? null,
    promisedOn: promise?.on ?? null,
    nextStep: nextStep?.what ?? null,
    nextStepOn: nextStep?.on ?? null,
  };
  const by = { organisationId, recordedByUserId: actor.userId, recordedAt: unit.now };
  const id = await insertRow(CollectionAction, { ...said, ...by }, transaction);
  const { note: _, nextStep: __, loanId, ...detail } = said;
  unit.record({
    organisationId,
    subjectKind: 'loan',
    subjectId: loanId,
    detail: { collectionActionId: id, ...detail },
  });
  if (input.kind === 'letter' && input.correctsActionId === null)
    await tellOfLetter(unit, loan, organisationId, id);
  return { collectionActionId: String(id), loanId: String(loanId) };
}

/** A letter may come late or not at all; its borrower learns of it in other ways, too. */
async function tellOfLetter(
  unit: UnitOfWork,
  { id: loanId, borrowerId, contractNumber }: Row<Loan>,
  organisationId: number,
  actionId: number,
): Promise<void> {
  const sender = await findRow(Organisation, {
    where: { id: organisationId },
    transaction: unit.transaction,
  });
  await queueNotices(unit, [
    {
      kind: 'collection-letter',
      values: { contractNumber, organisation: sender?.name ?? '' },
      factKey: `collection-letter:${actionId}`,
      subjectKind: 'loan',
      subjectId: loanId,
      to: { borrowerId },
    },
  ]);
}

/** One collects what is or was overdue, and writes down what has been done, not what will be. */
async function assertCollected(
  { transaction, today }: UnitOfWork,
  loan: Row<Loan>,
  actedOn: BusinessDate,
): Promise<void> {
  if (actedOn < loan.disbursedOn)
    throw new DomainError('outside-loan-term', { date: actedOn, earliest: loan.disbursedOn });
  if (actedOn > today) throw new DomainError('outside-loan-term', { date: actedOn, latest: today });
  if (COLLECTABLE.has(loan.state)) return;
  const wasOverdue = await findRow(LoanStandingChange, {
    where: { loanId: loan.id, pastDueSince: { '<': actedOn } },
    transaction,
  });
  if (!wasOverdue) throw refusal('loan', loan.state, 'collect');
}

async function assertOwnEntry(
  { transaction }: UnitOfWork,
  organisationId: number,
  { loanId, correctsActionId }: Pick<CollectionActionInput, 'loanId' | 'correctsActionId'>,
): Promise<void> {
  if (correctsActionId === null) return;
  const where = { id: correctsActionId, loanId, organisationId };
  if (!(await findRow(CollectionAction, { where, transaction }))) throw new DomainError('not-found');
}

const refusal = (table: string, from: string, event: string): DomainError =>
  new DomainError('illegal-transition', { table, from, event });
