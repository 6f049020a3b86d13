import type { BusinessDate } from '../business-date.js';
import type { Fen } from '../money.js';
import type { OpinionSaid } from './application-paper-facts.js';

/*
 * What papers about claims and payments say.
 */

/** 贴息资金审批表: one claim of one bank and quarter, with its sums and who approved it. */
export type SubsidyApprovalFacts = {
  readonly claimNumber: string;
  readonly bankName: string;
  readonly quarter: string;
  readonly revision: number;
  readonly state: string;
  readonly contentHash: string | null;
  readonly totals: readonly {
    readonly sort: 'period' | 'supplements' | 'deductions';
    readonly lines: number;
    readonly interestFen: Fen;
    readonly subsidyFen: Fen;
  }[];
  readonly claimedFen: Fen | null;
  readonly subsidyFen: Fen;
  readonly deductedFen: Fen;
  readonly payableFen: Fen;
  readonly causes: readonly {
    readonly cause: string;
    readonly lines: number;
    readonly claimedFen: Fen;
    readonly computedFen: Fen;
  }[];
  readonly people: readonly { readonly step: string; readonly name: string }[];
};

/** 拨付清单: every order of an approved run. */
export type PaymentListFacts = {
  readonly runNumber: string;
  readonly claimNumber: string;
  readonly quarter: string;
  readonly bankName: string;
  readonly kind: 'payment' | 're-issue';
  readonly maker: string;
  readonly checker: string;
  readonly totalFen: Fen;
  readonly transferFen: Fen;
  readonly orders: readonly {
    readonly serialNumber: string;
    readonly payee: string;
    readonly contractNumber: string | null;
    readonly amountFen: Fen;
  }[];
};

/** What every paper about a compensation repeats of its claim; the borrower's name is masked. */
export type CompensationSaid = {
  readonly claimNumber: string;
  readonly contractNumber: string;
  readonly borrowerMasked: string;
  readonly bankName: string;
  readonly guarantorName: string;
  readonly claimedFen: Fen;
  readonly compensationFen: Fen;
};

/** 代偿审批表: what is claimed, who bears it, on which evidence, and who agreed. */
export type CompensationApprovalFacts = {
  readonly claim: CompensationSaid;
  readonly pastDueSince: BusinessDate;
  readonly daysPastDue: number;
  readonly cutOffOn: BusinessDate;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly shares: readonly {
    readonly bearer: string;
    readonly shareBasisPoints: number;
    readonly amountFen: Fen;
  }[];
  readonly evidence: readonly { readonly kind: string; readonly basis: 'paper' | 'fact' }[];
  readonly opinions: readonly OpinionSaid[];
  readonly contentHash: string;
};

/** 追偿情况表: what came back, what it cost, and what is still owed to whom. */
export type RecoveryStatementFacts = {
  readonly claim: CompensationSaid;
  readonly costsFen: Fen;
  readonly costsRepaidFen: Fen;
  readonly sharedFen: Fen;
  readonly owedFen: Fen;
  readonly bearers: readonly {
    readonly bearer: string;
    readonly borneFen: Fen;
    readonly recoveredFen: Fen;
  }[];
  readonly entries: readonly {
    readonly occurredOn: BusinessDate;
    readonly kind: 'receipt' | 'cost' | 'reversal';
    readonly side: 'bank' | 'guarantor';
    readonly reference: string;
    readonly amountFen: Fen;
    readonly costsFen: Fen;
    readonly sharedFen: Fen;
  }[];
};

/** 追回通知书: which quarters were paid too much, what has to come back, by when. */
export type ClawbackNoticeFacts = {
  readonly caseNumber: string;
  readonly borrowerName: string;
  readonly contractNumber: string;
  readonly bankName: string;
  readonly districtName: string;
  readonly ground: string;
  readonly fromOn: BusinessDate;
  readonly untilOn: BusinessDate | null;
  readonly found: string;
  readonly document: string;
  readonly article: string;
  readonly quarters: readonly {
    readonly quarter: string;
    readonly paidFen: Fen;
    readonly recomputedFen: Fen;
    readonly amountFen: Fen;
  }[];
  readonly totalFen: Fen;
  readonly returnedFen: Fen;
  readonly owedFen: Fen;
  readonly parts: readonly { readonly dueOn: BusinessDate; readonly amountFen: Fen }[];
  readonly offset: boolean;
};

/** 银行评价表: marks of one bank for one quarter. */
export type BankScorecardFacts = {
  readonly bankName: string;
  readonly quarter: string;
  readonly cardRevision: number;
  readonly booksOn: BusinessDate;
  readonly score: string | null;
  readonly rank: number | null;
  readonly rankedBanks: number;
  readonly contentHash: string;
  readonly lines: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly part: string;
    readonly whole: string;
    readonly ratePercent: string | null;
    readonly marks: string | null;
    readonly weight: number;
    readonly policyId: string;
    readonly verified: boolean;
  }[];
};
