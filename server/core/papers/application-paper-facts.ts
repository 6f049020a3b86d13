import type { BusinessDate } from '../business-date.js';
import type { RepaymentMethod } from '../instalment.js';
import type { Fen } from '../money.js';
import type { Rate } from '../rate.js';

/*
 * What papers about an application say. Numbers of identity papers and phones are masked before they come here.
 */

/** Who asks for what, as every paper about an application repeats it. */
export type ApplicationSaid = {
  readonly number: string;
  readonly borrowerKind: 'individual' | 'partnership' | 'enterprise';
  readonly applicantName: string;
  readonly identityMasked: string;
  readonly phoneMasked: string;
  readonly borrowerCategory: string | null;
  readonly businessName: string;
  readonly creditCode: string;
  readonly businessAddress: string;
  readonly registeredOn: BusinessDate | null;
  readonly industry: string;
  readonly districtName: string;
  readonly bankName: string;
  readonly guarantorName: string;
  readonly requestedFen: Fen;
  readonly termMonths: number;
  readonly repaymentMethod: RepaymentMethod | null;
  readonly purpose: string;
  readonly appliedOn: BusinessDate;
};

/** 贷款申请表: what was filed, by whom, with which declarations. */
export type ApplicationFormFacts = {
  readonly application: ApplicationSaid;
  readonly maritalStatus: string | null;
  readonly staff: number | null;
  readonly newHires: number;
  readonly jobsToCreate: number | null;
  readonly people: readonly {
    readonly role: string;
    readonly name: string;
    readonly identityMasked: string;
  }[];
  readonly otherLoans: readonly { readonly lender: string; readonly balanceFen: Fen }[];
  readonly counterGuarantees: readonly string[];
  readonly declarations: {
    readonly publiclyPaid: boolean;
    readonly wageArrears: boolean;
    readonly socialInsuranceArrears: boolean;
  };
  readonly papers: readonly string[];
  readonly contentHash: string;
};

/** An opinion as a sheet shows it: who decided what, why and when. */
export type OpinionSaid = {
  readonly office: string;
  readonly outcome: string;
  readonly reason: string;
  readonly maker: string;
  readonly checker: string | null;
  readonly decidedOn: BusinessDate;
};

/** 人员认定表: that somebody belongs to the supported persons, and what each rule found. */
export type EligibilityCertificateFacts = {
  readonly application: ApplicationSaid;
  readonly findings: readonly {
    readonly reason: string;
    readonly outcome: 'pass' | 'fail' | 'needs-evidence';
    readonly document: string;
    readonly article: string;
    readonly verified: boolean;
  }[];
  readonly capFen: Fen | null;
  readonly opinion: OpinionSaid;
};

/** What bank and guarantor agreed to. */
export type AgreedTerms = {
  readonly amountFen: Fen;
  readonly annualRate: Rate;
  readonly termMonths: number;
  readonly dayCountBasis: number;
  readonly repaymentMethod: RepaymentMethod | null;
};

/** 审批表: the opinions of all who decided, and the terms. */
export type ApprovalSheetFacts = {
  readonly application: ApplicationSaid;
  readonly terms: AgreedTerms;
  readonly opinions: readonly OpinionSaid[];
};

/** 担保函: the guarantor's promise to the bank. */
export type GuaranteeLetterFacts = {
  readonly application: ApplicationSaid;
  readonly guaranteeNumber: string;
  readonly terms: AgreedTerms;
  readonly guaranteedFen: Fen;
  readonly feeRate: Rate;
  readonly issuedOn: BusinessDate;
  readonly shares: readonly { readonly bearer: string; readonly shareBasisPoints: number }[];
};
