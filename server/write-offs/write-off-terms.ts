import { CompensationPayment } from '../../models/compensation-payment.js';
import { findRow } from '../../models/rows.js';
import type { ApprovalSubject } from '../approvals/approval.js';
import type { UnitOfWork } from '../command.js';
import type { ClaimRow } from '../compensation/claim-case.js';
import type { Context } from '../context.js';
import { costsLeft, debtLeft, sharesBetween } from '../core/compensation/recovery-split.js';
import { unmetCondition, type WriteOffGround } from '../core/compensation/write-off-grounds.js';
import { DomainError } from '../core/errors.js';
import { formatYuan, subtractFen, sumFen, ZERO_FEN, type Fen } from '../core/money.js';
import { readBorne, readRecoveryBook } from '../recovery/recovery-case.js';

/** What is proposed to be given up, and why. */
export interface WriteOffInput {
  readonly claimId: number;
  readonly ground: WriteOffGround;
  readonly documentNumber: string;
}

/** What both approvals bind. */
export type WriteOffTerms = {
  readonly claimId: number;
  readonly ground: WriteOffGround;
  readonly documentNumber: string;
  readonly policyId: string;
  /** What is left of the debt and of the costs. */
  readonly debtFen: Fen;
  readonly costsFen: Fen;
  /** The part of the debt that the guarantors carry; the bank decides on its own part by its own rules. */
  readonly givenUpFen: Fen;
};

export type WriteOffReply = {
  readonly claimId: number;
  readonly state: ClaimRow['state'];
  readonly payloadHash: string;
  readonly debt: string;
  readonly costs: string;
  readonly givenUp: string;
};

/** The municipality approves, then finance confirms. */
export const writeOffSubject = (
  claimId: number,
  action: 'approve-write-off' | 'confirm-write-off',
): ApprovalSubject => ({ subjectKind: 'compensation-claim', subjectId: claimId, action });

/**
 * What would be given up as the recovery stands now, where the conditions of the policy are met.
 * Fails: write-off-not-allowed.
 */
export async function readWriteOffTerms(
  { system }: Context,
  unit: UnitOfWork,
  claim: ClaimRow,
  { ground, documentNumber }: Omit<WriteOffInput, 'claimId'>,
): Promise<WriteOffTerms> {
  const { transaction, today } = unit;
  const payment = await findRow(CompensationPayment, { where: { claimId: claim.id }, transaction });
  if (!payment) throw new Error(`Claim ${claim.id} was not paid`);
  const conditions = system.referenceData.current().policyBook.asOf('write-off-conditions', today);
  const condition = unmetCondition(ground, payment.paidOn, today, conditions.value);
  if (condition !== undefined) throw new DomainError('write-off-not-allowed', { condition });
  const book = await readRecoveryBook(transaction, claim);
  const borne = await readBorne(claim.id, transaction);
  const recovered = sharesBetween(borne, ZERO_FEN, book.shared);
  const left = borne.map(({ bearer, amount }, index) =>
    bearer === 'bank' ? ZERO_FEN : subtractFen(amount, recovered[index]?.amount ?? ZERO_FEN),
  );
  return {
    claimId: claim.id,
    ground,
    documentNumber,
    policyId: conditions.id,
    debtFen: debtLeft(book),
    costsFen: costsLeft(book),
    givenUpFen: sumFen(left),
  };
}

export const replyOf = (
  { claimId, debtFen, costsFen, givenUpFen }: WriteOffTerms,
  state: ClaimRow['state'],
  payloadHash: string,
): WriteOffReply => ({
  claimId,
  state,
  payloadHash,
  debt: formatYuan(debtFen),
  costs: formatYuan(costsFen),
  givenUp: formatYuan(givenUpFen),
});
