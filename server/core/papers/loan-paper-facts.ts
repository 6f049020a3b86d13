import type { BusinessDate } from '../business-date.js';
import type { CollectionKind, CollectionOutcome } from '../collection.js';
import type { RiskClass } from '../risk-class.js';
import type { RepaymentMethod } from '../instalment.js';
import type { Fen } from '../money.js';
import type { Rate, SubsidyRate } from '../rate.js';
import type { NotSubsidisedReason } from '../subsidy-segments.js';

/*
 * What papers about a loan say. Type aliases, not interfaces: the facts of a paper are kept as canonical JSON.
 */

/** What every paper about a loan repeats of it. */
export type LoanSaid = {
  readonly contractNumber: string;
  readonly borrowerName: string;
  readonly bankName: string;
  readonly guarantorName: string | null;
  readonly principalFen: Fen;
  readonly annualRate: Rate;
  readonly dayCountBasis: number;
  readonly repaymentMethod: RepaymentMethod;
  readonly disbursedOn: BusinessDate;
  readonly maturesOn: BusinessDate;
  readonly extendedUntil: BusinessDate | null;
};

/** 贴息明细单: interest and subsidy over a quarter, with the reason for every day. */
export type SubsidyStatementFacts = {
  readonly loan: LoanSaid;
  readonly quarter: string;
  readonly from: BusinessDate;
  readonly until: BusinessDate;
  readonly loanPrimeRate: Rate;
  readonly policyDocument: string;
  readonly policyArticle: string;
  readonly policyVerified: boolean;
  /** The ids of every version of the policy that it follows from. */
  readonly policyIds: readonly string[];
  readonly interestFen: Fen;
  readonly subsidyFen: Fen;
  readonly borrowerShareFen: Fen;
  readonly subsidisedDays: number;
  readonly segments: readonly {
    readonly from: BusinessDate;
    readonly until: BusinessDate;
    readonly days: number;
    readonly principalFen: Fen;
    readonly annualRate: Rate;
    readonly subsidyRate: SubsidyRate;
    readonly interestFen: Fen;
    readonly subsidyFen: Fen;
    readonly notSubsidisedBecause: NotSubsidisedReason | null;
  }[];
};

/** 还款计划表: the instalments as they were drawn up at disbursement. */
export type RepaymentScheduleFacts = {
  readonly loan: LoanSaid;
  readonly termMonths: number;
  readonly instalments: readonly {
    readonly number: number;
    readonly dueOn: BusinessDate;
    readonly principalFen: Fen;
    readonly interestFen: Fen;
    readonly balanceAfterFen: Fen;
  }[];
};

/** 催收通知书: what is overdue on a closed business date, and what was done about it before. */
export type CollectionNoticeFacts = {
  readonly loan: LoanSaid;
  readonly closedThrough: BusinessDate;
  readonly pastDueSince: BusinessDate;
  readonly daysPastDue: number;
  readonly outstandingFen: Fen;
  readonly riskClass: RiskClass;
  /** What has fallen due since the oldest unpaid day, by the schedule. */
  readonly due: readonly {
    readonly dueOn: BusinessDate;
    readonly principalFen: Fen;
    readonly interestFen: Fen;
  }[];
  readonly actions: readonly {
    readonly actedOn: BusinessDate;
    readonly organisationName: string;
    readonly kind: CollectionKind;
    readonly outcome: CollectionOutcome;
    readonly promisedFen: Fen | null;
    readonly promisedOn: BusinessDate | null;
  }[];
};
