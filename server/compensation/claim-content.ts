import type { Transaction } from 'sequelize';
import { CompensationEvidence } from '../../models/compensation-evidence.js';
import { Guarantee } from '../../models/guarantee.js';
import type { Loan } from '../../models/loan.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import type { AgreedShare } from '../agreements/find-agreement-in-force.js';
import type { System } from '../context.js';
import { daysBetween, type BusinessDate } from '../core/business-date.js';
import { claimWindow, isClaimable } from '../core/compensation/claim-window.js';
import { compensationAmount } from '../core/compensation/compensation-amount.js';
import type { ConsentBody } from '../core/compensation/consent-bodies.js';
import type { EvidenceItem } from '../core/compensation/evidence-kinds.js';
import { DomainError } from '../core/errors.js';
import { ZERO_FEN, type Fen } from '../core/money.js';
import type { LoanState } from '../core/states/loan-states.js';
import { findPastDueSince } from '../daily-close/find-past-due.js';
import { confirmFacts } from './confirm-facts.js';
import { readGuaranteeTerms } from './guarantee-terms.js';
import { readUnpaidInterest } from './unpaid-interest.js';

/**
 * Everything that is claimed and that approvals bind: who, what, how much and on which evidence. It follows from the facts
 * of the loan and a cut-off day alone, so that a fact that changes also changes its hash.
 */
export type ClaimContent = {
  readonly loanId: number;
  readonly contractNumber: string;
  readonly guaranteeId: number;
  readonly guarantorOrganisationId: number;
  readonly agreementId: number | null;
  readonly pastDueSince: BusinessDate;
  readonly claimableFrom: BusinessDate;
  readonly claimBy: BusinessDate;
  /** The last closed day when the content was read: the books the claim is made by. */
  readonly cutOffOn: BusinessDate;
  readonly daysPastDue: number;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly claimedFen: Fen;
  readonly shares: readonly (AgreedShare & { readonly amountFen: Fen })[];
  readonly compensationFen: Fen;
  readonly compensatedPrincipalFen: Fen;
  readonly interestCovered: boolean;
  readonly costsFirst: boolean;
  readonly consents: readonly ConsentBody[];
  readonly evidence: readonly EvidenceItem[];
  readonly policyIds: readonly string[];
};

/** What a claim is read for: its loan, which is locked, the day of its books, and the claim once there is one. */
export interface ClaimedLoan {
  readonly loan: Row<Loan>;
  readonly cutOffOn: BusinessDate;
  readonly claimId: number | null;
}

const CLAIMABLE: LoanState = 'overdue';

/**
 * The content of a claim as the facts have it now.
 * Fails: compensation-not-due (not overdue for long enough, or nothing that is guaranteed is owed any more).
 */
export async function readClaimContent(
  system: System,
  { loan, cutOffOn, claimId }: ClaimedLoan,
  transaction: Transaction,
): Promise<ClaimContent> {
  const { policyBook } = system.referenceData.current();
  const overdueToClaim = policyBook.asOf('overdue-to-claim', cutOffOn);
  const { days } = overdueToClaim.value;
  const books = { cutOffOn, days, today: system.clock.today() };
  const { pastDueSince, guarantee } = await readDue(loan, books, transaction);
  const terms = await readGuaranteeTerms(guarantee, policyBook, cutOffOn, transaction);
  const interest = terms.interestCovered ? await readUnpaidInterest(loan, cutOffOn, transaction) : ZERO_FEN;
  const amount = compensationAmount({ principal: loan.outstandingFen, interest }, terms.shares);
  const papers =
    claimId === null ? [] : await findRows(CompensationEvidence, { where: { claimId }, transaction });
  return {
    loanId: loan.id,
    contractNumber: loan.contractNumber,
    guaranteeId: guarantee.id,
    guarantorOrganisationId: guarantee.guarantorOrganisationId,
    agreementId: guarantee.agreementId,
    pastDueSince,
    ...claimWindow(pastDueSince, days),
    cutOffOn,
    daysPastDue: daysBetween(pastDueSince, cutOffOn),
    principalFen: loan.outstandingFen,
    interestFen: interest,
    claimedFen: amount.claimed,
    shares: amount.borne.map(({ amount: amountFen, ...share }) => ({ ...share, amountFen })),
    compensationFen: amount.compensation,
    compensatedPrincipalFen: amount.principal,
    interestCovered: terms.interestCovered,
    costsFirst: terms.costsFirst,
    consents: terms.consents,
    evidence: [
      ...papers.map(({ kind, sha256 }) => ({ kind, basis: 'paper' as const, sha256 })),
      ...(await confirmFacts(loan, guarantee, transaction)),
    ],
    policyIds: [overdueToClaim.id, ...terms.policyIds],
  };
}

interface Books {
  readonly cutOffOn: BusinessDate;
  /** A loan is due after so many days. */
  readonly days: number;
  readonly today: BusinessDate;
}

/**
 * The guarantee, which still answers for something, and the arrears of a loan that is due: found overdue by the daily close, for long
 * enough by the cut-off, and so today by all facts. What came back since the last close counts: nobody pays for a loan that is cured.
 */
async function readDue(
  loan: Row<Loan>,
  { cutOffOn, days, today }: Books,
  transaction: Transaction,
): Promise<{ readonly pastDueSince: BusinessDate; readonly guarantee: Row<Guarantee> }> {
  const pastDueSince = await findPastDueSince(transaction, loan, today);
  const guarantee = await findRow(Guarantee, {
    where: { loanId: loan.id, state: 'effective' },
    transaction,
  });
  const isDue =
    loan.state === CLAIMABLE &&
    loan.outstandingFen > 0 &&
    pastDueSince !== null &&
    isClaimable(pastDueSince, days, cutOffOn);
  if (!isDue || !guarantee) {
    throw new DomainError('compensation-not-due', {
      days: pastDueSince === null ? 0 : daysBetween(pastDueSince, cutOffOn),
      required: days,
    });
  }
  return { pastDueSince, guarantee };
}
