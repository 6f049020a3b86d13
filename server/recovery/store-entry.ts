import { CompensationPayment } from '../../models/compensation-payment.js';
import { Loan } from '../../models/loan.js';
import { Recovery } from '../../models/recovery.js';
import { RecoveryShare } from '../../models/recovery-share.js';
import { findRow, insertRow, insertRows, updateRows, type Row } from '../../models/rows.js';
import { supersedeApproval } from '../approvals/approval.js';
import type { UnitOfWork } from '../command.js';
import { recordOnClaim, takeStep, type ClaimCase, type ClaimRow } from '../compensation/claim-case.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import {
  costsLeft,
  sharesBetween,
  stillOwed,
  type RecoveryBook,
} from '../core/compensation/recovery-split.js';
import { DomainError } from '../core/errors.js';
import { addFen, fen, formatYuan, subtractFen, sumFen, ZERO_FEN, type Fen } from '../core/money.js';
import type { CompensationClaimEvent } from '../core/states/compensation-claim-states.js';
import { LOAN_STATES, type LoanEvent } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { isTaken } from '../loans/is-taken.js';
import { postFundMoney } from '../money-ledger/post-money.js';
import { readBorne, readRecoveryBook, type BorneShare, type Side } from './recovery-case.js';

/** An entry as it is about to be stored. */
export interface NewEntry {
  readonly kind: Row<Recovery>['kind'];
  readonly side: Side;
  readonly reference: string;
  readonly occurredOn: BusinessDate;
  readonly amount: Fen;
  /** Of a receipt: what of it pays costs, and what is shared. */
  readonly costs: Fen;
  readonly shared: Fen;
  /** Of a reversal: the entry that never was. */
  readonly reverses: Row<Recovery> | null;
}

/** What an entry of the recovery replies. */
export type RecoveryReply = {
  readonly recoveryId: number;
  readonly claimId: number;
  readonly state: ClaimRow['state'];
  readonly amount: string;
  readonly costs: string;
  readonly shares: readonly { readonly bearer: string; readonly amount: string }[];
  /** What the debtor still owes after it. */
  readonly owed: string;
};

/**
 * Stores an entry with the part of each bearer, and brings claim and loan to where the recovery stands after it: closed and settled
 * when nothing is owed any more, open again when a reversal leaves something owed. A claim that was written off stays so.
 * An open proposal to write off is void: it named another amount.
 * Fails: already-exists (the reference), already-reversed, recovery-exceeds-debt (a cost that was repaid is reversed).
 */
export async function storeEntry(
  context: Context,
  unit: UnitOfWork,
  { claim, loan }: ClaimCase,
  entry: NewEntry,
): Promise<RecoveryReply> {
  const { transaction } = unit;
  const before = await readRecoveryBook(transaction, claim);
  const after = bookAfter(before, entry);
  const borne = await readBorne(claim.id, transaction);
  const parts = sharesBetween(borne, before.shared, after.shared);
  const recoveryId = await insertEntry(context, unit, claim, entry);
  const shares = parts.map(({ bearer, amount: amountFen }) => ({ recoveryId, bearer, amountFen }));
  await insertRows(RecoveryShare, shares, transaction);
  await bookEntry(unit, context.actor, claim, { recoveryId, before, after, parts });
  for (const action of ['approve-write-off', 'confirm-write-off'] as const)
    await supersedeApproval(unit, { subjectKind: 'compensation-claim', subjectId: claim.id, action });
  const { kind, side, reference, occurredOn, amount, costs } = entry;
  const detail = { recoveryId, kind, side, reference, occurredOn, amountFen: amount, costsFen: costs };
  const told = { ...detail, shares: parts.map((part) => ({ ...part })), owedFen: stillOwed(after) };
  recordOnClaim(context, unit, claim, told, 'recovery.recorded');
  const state = await followClaim(context, unit, claim, after);
  await followLoan(unit, loan, { claimId: claim.id, borne, book: after, on: occurredOn });
  return {
    recoveryId,
    claimId: claim.id,
    state,
    amount: formatYuan(amount),
    costs: formatYuan(costs),
    shares: parts.map((part) => ({ bearer: part.bearer, amount: formatYuan(part.amount) })),
    owed: formatYuan(stillOwed(after)),
  };
}

interface BookedEntry {
  readonly recoveryId: number;
  readonly before: RecoveryBook;
  readonly after: RecoveryBook;
  readonly parts: readonly BorneShare[];
}

/** All but the bank's part is the guarantor's, and so are the costs and what is repaid of them. */
async function bookEntry(
  unit: UnitOfWork,
  actor: Context['actor'],
  { state, guarantorOrganisationId }: ClaimRow,
  { recoveryId, before, after, parts }: BookedEntry,
): Promise<void> {
  const shared = sumFen(parts.flatMap(({ bearer, amount }) => (bearer === 'bank' ? [] : [amount])));
  const spent = subtractFen(costsLeft(after), costsLeft(before));
  await postFundMoney(unit, actor, {
    kind: 'recover',
    guarantorOrganisationId,
    paid: subtractFen(spent, shared),
    debt: state === 'written-off' ? 'written-off' : 'compensated',
    subject: { subjectKind: 'recovery', subjectId: recoveryId },
  });
}

function bookAfter(book: RecoveryBook, { kind, amount, costs, shared, reverses }: NewEntry): RecoveryBook {
  if (kind === 'cost') return { ...book, costs: addFen(book.costs, amount) };
  if (kind === 'receipt') {
    return {
      ...book,
      costsRepaid: addFen(book.costsRepaid, costs),
      shared: addFen(book.shared, shared),
    };
  }
  if (reverses?.kind !== 'cost') {
    return {
      ...book,
      costsRepaid: subtractFen(book.costsRepaid, costs),
      shared: subtractFen(book.shared, shared),
    };
  }
  const left = subtractFen(book.costs, amount);
  if (left >= book.costsRepaid) return { ...book, costs: left };
  const amounts = { amount: formatYuan(book.costsRepaid), owed: formatYuan(left) };
  throw new DomainError('recovery-exceeds-debt', amounts);
}

async function insertEntry(
  { actor }: Context,
  unit: UnitOfWork,
  { id: claimId }: ClaimRow,
  { amount, costs, shared, reverses, ...entry }: NewEntry,
): Promise<number> {
  try {
    return await insertRow(
      Recovery,
      {
        claimId,
        ...entry,
        amountFen: amount,
        costsFen: costs,
        sharedFen: shared,
        reversesRecoveryId: reverses?.id ?? null,
        recordedByUserId: actor.userId,
        recordedAt: unit.now,
      },
      unit.transaction,
    );
  } catch (error) {
    if (isTaken(error, 'reversesRecoveryId')) throw new DomainError('already-reversed');
    if (isTaken(error, 'reference')) throw new DomainError('already-exists', { what: 'recoveryReference' });
    throw error;
  }
}

/** The claim begins to be recovered with its first entry, closes when nothing is owed, and opens again. */
async function followClaim(
  context: Context,
  unit: UnitOfWork,
  claim: ClaimRow,
  book: RecoveryBook,
): Promise<ClaimRow['state']> {
  let current = claim;
  const take = async (event: CompensationClaimEvent): Promise<void> => {
    const { state, version } = await takeStep(context, unit, current, { event });
    current = { ...current, state, version };
  };
  if (current.state === 'paid') await take('begin-recovery');
  const isOver = stillOwed(book) === 0;
  if (isOver && current.state === 'recovering') await take('close');
  if (!isOver && current.state === 'closed') await take('reopen');
  return current.state;
}

interface RecoveredLoan {
  readonly claimId: number;
  readonly borne: readonly BorneShare[];
  readonly book: RecoveryBook;
  readonly on: BusinessDate;
}

/** The bank's own part of the principal goes down by its part of what was recovered; a debt that is paid in full settles the loan. */
async function followLoan(
  unit: UnitOfWork,
  loan: Row<Loan>,
  { claimId, borne, book, on }: RecoveredLoan,
): Promise<void> {
  const payment = await findRow(CompensationPayment, { where: { claimId }, transaction: unit.transaction });
  if (!payment) throw new Error(`Claim ${claimId} was not paid`);
  const own = subtractFen(payment.outstandingFen, payment.principalFen);
  const bank = sharesBetween(borne, ZERO_FEN, book.shared).find(({ bearer }) => bearer === 'bank');
  const outstandingFen = fen(Math.max(ZERO_FEN, own - (bank?.amount ?? ZERO_FEN)));
  const event = loanEvent(loan, stillOwed(book) === 0);
  const state = event === null ? loan.state : transition(LOAN_STATES, loan.state, event);
  const settledOn = event === null ? loan.settledOn : event === 'recover-in-full' ? on : null;
  const version = loan.version + 1;
  const columns = { outstandingFen, state, settledOn, updatedAt: unit.now, version };
  await updateRows(Loan, columns, { id: loan.id }, unit.transaction);
}

function loanEvent({ state }: Row<Loan>, isOver: boolean): LoanEvent | null {
  if (isOver && state === 'compensated') return 'recover-in-full';
  return !isOver && state === 'settled' ? 'reopen-recovery' : null;
}
