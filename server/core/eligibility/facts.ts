import type { Bilingual } from '../bilingual.js';
import type { BorrowerCategory } from '../borrower-categories.js';
import type { BusinessDate } from '../business-date.js';
import type { Sex } from '../identity-number.js';
import type { Fen } from '../money.js';
import type { OtherLoanKind } from '../policy/policy-parameters.js';
import type { BorrowerKind } from '../policy/subsidy-policy.js';
import type { WorkerClass } from '../retirement-age.js';

export type ApplicantKind = BorrowerKind | 'partnership';

/** Papers, or confirmed data in their place, that a rule asks for. */
export const EVIDENCE = {
  'category-proof': { zh: '人群身份证明', en: 'proof of the supported group' },
  'business-licence': { zh: '营业执照或登记证书', en: 'business licence or registration certificate' },
  'credit-report': { zh: '借款人征信报告', en: 'the applicant’s credit report' },
  'spouse-credit-report': { zh: '配偶征信报告', en: 'the spouse’s credit report' },
  'partnership-agreement': { zh: '合伙协议', en: 'partnership agreement' },
  'staff-roster': { zh: '职工花名册', en: 'staff roster' },
  'labour-contracts': { zh: '新招用人员劳动合同', en: 'labour contracts of the new hires' },
} as const satisfies Record<string, Bilingual>;

export type EvidenceKind = keyof typeof EVIDENCE;

/** What is known of an application. A field left out is not known yet; it never counts for or against the applicant. */
export interface EligibilityFacts {
  readonly applicantKind: ApplicantKind;
  /** Rules, caps and ages go by this day. */
  readonly appliedOn: BusinessDate;
  readonly amountFen: Fen;
  readonly termMonths: number;
  readonly evidence: readonly EvidenceKind[];
  readonly business?: BusinessFacts | undefined;
  readonly record?: LoanRecordFacts | undefined;
  /** The applicant, or the partner who applies for a partnership. Not for an enterprise. */
  readonly person?: PersonFacts | undefined;
  /** Loans of applicant and spouse other than this one. An empty list says that there are none. */
  readonly otherLoans?: readonly OtherLoan[] | undefined;
  readonly partners?: PartnersFacts | undefined;
  readonly workforce?: WorkforceFacts | undefined;
  /** Left out where nobody gives a counter-guarantee in person. */
  readonly counterGuarantors?: CounterGuarantorsFacts | undefined;
}

export interface BusinessFacts {
  readonly registeredOn?: BusinessDate | undefined;
  readonly inCity?: boolean | undefined;
  /** By the city's registry of firms; null or left out where it stands in none. */
  readonly deregisteredOn?: BusinessDate | null | undefined;
}

/** Earlier startup guaranteed loans of the applicant and the applicant's business. */
export interface LoanRecordFacts {
  readonly count: number;
  readonly everOverdue: boolean;
  /** Whether a loan of the other kind (individual or enterprise) still runs. */
  readonly otherKindRunning: boolean;
}

/** What a person's working age follows from. */
export interface AgeFacts {
  readonly birthDate?: BusinessDate | undefined;
  readonly sex?: Sex | undefined;
  /** For women: as a manager or professional (55) or a worker (50). Men have one class. */
  readonly workerClass?: Exclude<WorkerClass, 'male'> | undefined;
}

export interface PersonFacts extends AgeFacts {
  readonly category?: BorrowerCategory | undefined;
  readonly married?: boolean | undefined;
  readonly publiclyPaid?: boolean | undefined;
  /** Whether the city's registry says so, whatever was declared. */
  readonly publiclyPaidInRegistry?: boolean | undefined;
}

export interface OtherLoan {
  readonly holder: 'applicant' | 'spouse';
  readonly kind: OtherLoanKind;
  readonly balanceFen: Fen;
}

export interface PartnersFacts {
  /** The applicant counts as one. */
  readonly count: number;
  /** Without a startup guaranteed loan that runs or was overdue. */
  readonly eligible: number;
  /** The partners beside the applicant, in the order of the form. */
  readonly ages: readonly AgeFacts[];
}

/** What the people who answer for the loan answer for already; a guarantor's spouse counts with the guarantor. */
export interface CounterGuarantorsFacts {
  /** For each guarantor: other startup guaranteed loans that run, or were applied for earlier and are still open. */
  readonly otherLoans: readonly number[];
  /** Whether a loan that one of them answered for was ever overdue. */
  readonly everOverdue: boolean;
}

export interface WorkforceFacts {
  readonly staff: number;
  /** From supported groups, within the window before the application, with contracts long enough. */
  readonly newHires: number;
  readonly wageArrears?: boolean | undefined;
  readonly socialInsuranceArrears?: boolean | undefined;
}
