import type { BusinessDate } from '../business-date.js';
import { loanLimit } from '../eligibility/loan-limit.js';
import type { ApplicantKind } from '../eligibility/facts.js';
import type { Fen } from '../money.js';
import { ifInForce } from '../policy/if-in-force.js';
import type { PolicyBook } from '../policy/policy-book.js';
import { rateCeiling } from '../rate-ceiling.js';
import type { Rate } from '../rate.js';
import { statutoryRetirement, type WorkerClass } from '../retirement-age.js';
import { runTogether, type CheckedTerm, type Suspicion } from './suspicion.js';

/** A loan among all of its borrower's, in the order of disbursement; the first is 1. */
export interface CountedLoan {
  readonly loanId: number;
  readonly borrowerId: number;
  readonly disbursedOn: BusinessDate;
  readonly ordinal: number;
}

/** More loans than a borrower may have in a life, over all banks and districts: one suspicion for each that is too many. */
export function judgeLoanCount(loans: readonly CountedLoan[], most: number): Suspicion[] {
  return loans
    .filter(({ ordinal }) => ordinal > most)
    .map(({ loanId, borrowerId, disbursedOn, ordinal }) => ({
      rule: 'too-many-loans',
      loanId,
      about: '',
      factOn: disbursedOn,
      element: 'person',
      elementKey: String(borrowerId),
      evidence: { ordinal, most },
    }));
}

/** Two loans behind which the same person or household stands. */
export interface LoanPair extends CheckedTerm {
  readonly other: CheckedTerm;
  readonly personIndex: string;
}

/** Loans that must not run together and did: told of the later one. */
export function judgePairs(
  rule: 'both-kinds-running' | 'spouse-loan-running',
  pairs: readonly LoanPair[],
): Suspicion[] {
  const found = new Map<string, Suspicion>();
  for (const pair of pairs) {
    if (!runTogether(pair, pair.other)) continue;
    const isLater =
      pair.disbursedOn > pair.other.disbursedOn ||
      (pair.disbursedOn === pair.other.disbursedOn && pair.loanId > pair.other.loanId);
    const [later, earlier] = isLater ? [pair, pair.other] : [pair.other, pair];
    found.set(`${later.loanId} ${earlier.loanId}`, {
      rule,
      loanId: later.loanId,
      about: String(earlier.loanId),
      factOn: later.disbursedOn,
      element: 'person',
      elementKey: pair.personIndex,
      evidence: { otherLoanId: String(earlier.loanId), otherDisbursedOn: earlier.disbursedOn },
    });
  }
  return [...found.values()];
}

/** What was agreed in a loan's contract. */
export interface ContractTerms {
  readonly loanId: number;
  readonly applicantKind: ApplicantKind;
  readonly disbursedOn: BusinessDate;
  /** Caps go by this day. */
  readonly appliedOn: BusinessDate;
  readonly principal: Fen;
  readonly annualRate: Rate;
  /** How many partners count, the applicant included. */
  readonly partners: number;
}

/** A rate above the ceiling of the day of disbursement; an amount above the cap of the day of the application. */
export function judgeTerms(terms: ContractTerms, book: PolicyBook): Suspicion[] {
  const { loanId, disbursedOn, principal, annualRate } = terms;
  const element = {
    element: 'loan',
    elementKey: String(loanId),
    loanId,
    about: '',
    factOn: disbursedOn,
  } as const;
  const ceiling = ifInForce(() => rateCeiling(disbursedOn, 'eastern', book).value);
  const cap = ifInForce(() => loanLimit(book, terms.applicantKind, terms.appliedOn, terms.partners).capFen);
  const found: Suspicion[] = [];
  if (ceiling !== undefined && annualRate > ceiling)
    found.push({ ...element, rule: 'rate-above-ceiling', evidence: { annualRate, ceiling } });
  if (cap !== undefined && principal > cap)
    found.push({ ...element, rule: 'amount-above-cap', evidence: { principalFen: principal, capFen: cap } });
  return found;
}

/** A person on the day of disbursement. */
export interface BorrowerAge {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  readonly bornOn: BusinessDate;
  readonly workerClass: WorkerClass;
}

/** Retirement age reached before the loan began. */
export function judgeAge({ loanId, disbursedOn, bornOn, workerClass }: BorrowerAge): Suspicion[] {
  const { reachedOn } = statutoryRetirement(bornOn, workerClass);
  if (reachedOn > disbursedOn) return [];
  return [
    {
      rule: 'retired-at-disbursement',
      loanId,
      about: '',
      factOn: disbursedOn,
      element: 'loan',
      elementKey: String(loanId),
      evidence: { reachedOn, disbursedOn },
    },
  ];
}
