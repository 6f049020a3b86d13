import { Approval } from '../../models/approval.js';
import { Loan } from '../../models/loan.js';
import { WriteOff } from '../../models/write-off.js';
import { findRow, insertRow, updateRows, type Row } from '../../models/rows.js';
import {
  decideApproval,
  isMaker,
  proposeApproval,
  type Proposal,
  type Verdict,
} from '../approvals/approval.js';
import { runCommand, type UnitOfWork } from '../command.js';
import {
  lockClaimCase,
  nextState,
  recordOnClaim,
  takeStep,
  type ClaimCase,
} from '../compensation/claim-case.js';
import type { Actor, Context } from '../context.js';
import { DomainError } from '../core/errors.js';
import { addFen } from '../core/money.js';
import { LOAN_STATES } from '../core/states/loan-states.js';
import { transition } from '../core/states/state-machine.js';
import { contentHash } from '../hashing.js';
import { postMoney } from '../money-ledger/post-money.js';
import {
  readWriteOffTerms,
  replyOf,
  writeOffSubject,
  type WriteOffReply,
  type WriteOffTerms,
} from './write-off-terms.js';

export interface WriteOffVerdict extends Verdict {
  readonly claimId: number;
}

/**
 * The municipality's supervisor approves a write-off and thereby puts it before finance, or declines it.
 * Fails: not-found, maker-is-checker, approval-does-not-match, write-off-not-allowed.
 */
export async function approveWriteOff(context: Context, verdict: WriteOffVerdict): Promise<WriteOffReply> {
  return runCommand(context, 'write-off.approve', async (unit) => {
    const { claim } = await lockClaimCase(context, unit, verdict.claimId);
    const subject = writeOffSubject(claim.id, 'approve-write-off');
    const proposal = await decideApproval(unit, context.actor, subject, verdict);
    const terms = await termsOf(context, unit, claim, proposal);
    const { outcome, reason } = verdict;
    if (outcome === 'approve') {
      const next = writeOffSubject(claim.id, 'confirm-write-off');
      await proposeApproval(unit, context.actor, next, terms);
    }
    const topic = outcome === 'approve' ? 'write-off.approved' : 'write-off.declined';
    recordOnClaim(context, unit, claim, { ...terms, outcome, reason }, topic);
    return replyOf(terms, claim.state, proposal.payloadHash);
  });
}

/**
 * Finance confirms a write-off as a third person: the claim and the loan are written off, once and for good; what comes back later is still
 * split. Or declines it.
 * Fails: not-found, illegal-transition, forbidden, maker-is-checker, approval-does-not-match, write-off-not-allowed.
 */
export async function confirmWriteOff(context: Context, verdict: WriteOffVerdict): Promise<WriteOffReply> {
  return runCommand(context, 'write-off.confirm', async (unit) => {
    const found = await lockClaimCase(context, unit, verdict.claimId);
    const { claim } = found;
    nextState(claim, 'write-off', context.actor);
    const subject = writeOffSubject(claim.id, 'confirm-write-off');
    const proposal = await decideApproval(unit, context.actor, subject, verdict);
    const proposedByUserId = await assertThirdPerson(unit, context.actor, proposal, claim.id);
    const terms = await termsOf(context, unit, claim, proposal);
    const { outcome, reason } = verdict;
    if (outcome === 'decline') {
      recordOnClaim(context, unit, claim, { ...terms, outcome, reason }, 'write-off.declined');
      return replyOf(terms, claim.state, proposal.payloadHash);
    }
    await storeWriteOff(context, unit, proposal, { ...terms, proposedByUserId });
    await writeOffLoan(unit, found);
    await bookLoss(context, unit, claim, terms);
    const { state } = await takeStep(context, unit, claim, { event: 'write-off', detail: { ...terms } });
    return replyOf(terms, state, proposal.payloadHash);
  });
}

/** What was proposed, if the recovery still stands as it did. Fails: approval-does-not-match. */
async function termsOf(
  context: Context,
  unit: UnitOfWork,
  claim: ClaimCase['claim'],
  { payload, payloadHash }: Proposal,
): Promise<WriteOffTerms> {
  const proposed = payload as unknown as WriteOffTerms;
  const terms = await readWriteOffTerms(context, unit, claim, proposed);
  if (contentHash(terms) !== payloadHash) throw new DomainError('approval-does-not-match');
  return terms;
}

/** Neither who approved, which `decideApproval` sees to, nor who proposed. Answers who proposed. Fails: maker-is-checker. */
async function assertThirdPerson(
  { transaction }: UnitOfWork,
  actor: Actor,
  { payloadHash }: Proposal,
  claimId: number,
): Promise<number> {
  const subject = writeOffSubject(claimId, 'approve-write-off');
  const first = await findRow(Approval, {
    where: { ...subject, payloadHash, state: 'approved' },
    order: [['id', 'DESC']],
    transaction,
  });
  if (!first) throw new DomainError('approval-does-not-match');
  if (isMaker(actor, first)) throw new DomainError('maker-is-checker');
  return first.makerUserId;
}

async function storeWriteOff(
  { actor }: Context,
  { transaction, today, now }: UnitOfWork,
  { makerUserId, payloadHash }: Proposal,
  terms: WriteOffTerms & Pick<Row<WriteOff>, 'proposedByUserId'>,
): Promise<void> {
  const persons = { approvedByUserId: makerUserId, confirmedByUserId: actor.userId };
  const when = { writtenOffOn: today, recordedAt: now };
  await insertRow(WriteOff, { ...terms, ...persons, payloadHash, ...when }, transaction);
}

/** What the guarantor does not get back, its costs included, is no longer to be recovered. */
async function bookLoss(
  { actor }: Context,
  unit: UnitOfWork,
  { id: subjectId, guarantorOrganisationId: holderId }: ClaimCase['claim'],
  { givenUpFen, costsFen }: WriteOffTerms,
): Promise<void> {
  const amount = addFen(givenUpFen, costsFen);
  if (amount === 0) return;
  const sides = {
    debit: { kind: 'written-off', holderId },
    credit: { kind: 'compensated', holderId },
  } as const;
  const subject = { subjectKind: 'compensation-claim', subjectId };
  await postMoney(unit, actor, [{ kind: 'write-off', ...sides, amount, subject }]);
}

async function writeOffLoan({ transaction, now }: UnitOfWork, { loan }: ClaimCase): Promise<void> {
  const state = transition(LOAN_STATES, loan.state, 'write-off');
  const columns = { state, updatedAt: now, version: loan.version + 1 };
  await updateRows(Loan, columns, { id: loan.id }, transaction);
}
