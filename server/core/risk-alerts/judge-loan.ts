import type { BusinessDate } from '../business-date.js';
import type { JsonValue } from '../canonical-json.js';
import { hiresNeeded } from '../eligibility/rules/workforce.js';
import type { Fen } from '../money.js';
import type { PolicyParameterValues } from '../policy/policy-parameters.js';
import { statutoryRetirement, type WorkerClass } from '../retirement-age.js';
import type { AlertRuleName } from './alert-rules.js';

/** What a rule found of a loan. Rule, loan, day and `about` together are the fact: the same fact is told of once. */
export interface AlertFinding {
  readonly loanId: number;
  readonly rule: AlertRuleName;
  /** The day of the fact: since when something is unpaid, when it happened or will happen. */
  readonly factOn: BusinessDate;
  /** What tells two facts of one day apart, such as the loan of another; empty where there can be only one. */
  readonly about: string;
  /** What is shown to those who look into it. */
  readonly evidence: Readonly<Record<string, JsonValue>>;
}

/** What is unpaid of a loan, by the daily close. */
export interface LoanArrears {
  readonly loanId: number;
  /** The due date of the oldest instalment that is not paid in full. */
  readonly pastDueSince: BusinessDate;
  readonly unpaidInstalments: number;
  readonly isFirstInstalment: boolean;
}

/** A missed payment, graver where it is the first one; and, apart from it, several instalments behind. */
export function judgeArrears(
  { loanId, pastDueSince, unpaidInstalments, isFirstInstalment }: LoanArrears,
  behind: PolicyParameterValues['alert-instalments-behind'],
): AlertFinding[] {
  const rules: AlertRuleName[] = [isFirstInstalment ? 'first-payment-default' : 'missed-payment'];
  if (unpaidInstalments >= behind.instalments) rules.push('instalments-behind');
  const evidence = { pastDueSince, unpaidInstalments };
  return rules.map((rule) => ({ loanId, rule, factOn: pastDueSince, about: '', evidence }));
}

/** A loan that comes to its end. */
export interface MaturingLoan {
  readonly loanId: number;
  /** The later maturity of an extension counts. */
  readonly maturesOn: BusinessDate;
  readonly principal: Fen;
  readonly outstanding: Fen;
  /** What the borrower holds ready by the bank's last report; zero without one. */
  readonly reserved: Fen;
}

const WHOLE = 10_000n;

/** Near maturity with so much owed beyond the reserve: principal paid ahead, and what the bank reports as set aside. */
export function judgeMaturity(
  { loanId, maturesOn, principal, outstanding, reserved }: MaturingLoan,
  { principalBasisPoints }: PolicyParameterValues['alert-maturity-without-reserve'],
): AlertFinding[] {
  if ((BigInt(outstanding) - BigInt(reserved)) * WHOLE < BigInt(principal) * BigInt(principalBasisPoints))
    return [];
  const rule = 'maturity-without-reserve';
  return [
    {
      loanId,
      rule,
      factOn: maturesOn,
      about: '',
      evidence: { maturesOn, outstandingFen: outstanding, reservedFen: reserved },
    },
  ];
}

/** A person who borrows, as far as the retirement age follows from it. */
export interface AgeingBorrower {
  readonly loanId: number;
  readonly maturesOn: BusinessDate;
  readonly bornOn: BusinessDate;
  /** Null for a woman who has not stated it. */
  readonly workerClass: WorkerClass | null;
}

/** Retirement before the loan ends. Of a woman whose class is not known the earlier age counts, and the evidence says so. */
export function judgeRetirement({ loanId, maturesOn, bornOn, workerClass }: AgeingBorrower): AlertFinding[] {
  const { reachedOn } = statutoryRetirement(bornOn, workerClass ?? 'female-50');
  if (reachedOn >= maturesOn) return [];
  const evidence = { reachedOn, maturesOn, classStated: workerClass !== null };
  return [{ loanId, rule: 'retirement-within-term', factOn: reachedOn, about: '', evidence }];
}

/** What a bank reported of a borrower's business. */
export interface BusinessChange {
  readonly loanId: number;
  readonly kind: 'closure' | 'legal-representative-change';
  readonly fromOn: BusinessDate;
}

/** A closure or another legal representative, from the day of the fact. */
export function judgeBusinessChange({ loanId, kind, fromOn }: BusinessChange): AlertFinding {
  const rule = kind === 'closure' ? 'business-closed' : 'legal-representative-changed';
  return { loanId, rule, factOn: fromOn, about: '', evidence: { happenedOn: fromOn } };
}

/** An enterprise's staff as the roster of social insurance counts it. */
export interface HiredStaff {
  readonly loanId: number;
  readonly disbursedOn: BusinessDate;
  /** Everybody insured by the enterprise. */
  readonly staff: number;
  /** Of the new hires that its application named, those who still are. */
  readonly hires: number;
  /** When the last of them was taken off the list; null where none ever was on it and off again. */
  readonly lastLeftOn: BusinessDate | null;
}

/**
 * Too few of the new hires are left for the hiring share (财金〔2023〕75号), or none at all. Told again only when fewer still are left.
 */
export function judgeHires(
  { loanId, disbursedOn, staff, hires, lastLeftOn }: HiredStaff,
  share: PolicyParameterValues['hiring-share'],
): AlertFinding[] {
  const needed = Math.max(1, hiresNeeded(share, staff));
  if (hires >= needed) return [];
  const factOn = lastLeftOn ?? disbursedOn;
  const evidence = { staff, hires, needed };
  return [{ loanId, rule: 'hiring-share-lost', factOn, about: String(hires), evidence }];
}
