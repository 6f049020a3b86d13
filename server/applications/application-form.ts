import type { BorrowerCategory, SupportedCategory } from '../core/borrower-categories.js';
import type { BusinessDate } from '../core/business-date.js';
import type { DistrictCode } from '../core/districts.js';
import type { IdentityKind, Sex } from '../core/identity-number.js';
import type { RepaymentMethod } from '../core/instalment.js';
import type { Fen } from '../core/money.js';
import type { OtherLoanKind } from '../core/policy/policy-parameters.js';
import type { WorkerClass } from '../core/retirement-age.js';

/*
 * What an applicant writes down. While it is a draft anything may be missing, so every member is optional; what must be
 * there before it is submitted is said by `form-completeness.ts`. Type aliases, not interfaces: the whole form is stored
 * as canonical JSON.
 */

export const FORM_BORROWER_KINDS = ['individual', 'partnership', 'enterprise'] as const;
export type FormBorrowerKind = (typeof FORM_BORROWER_KINDS)[number];

export const MARITAL_STATUSES = ['single', 'married', 'divorced', 'widowed'] as const;
export type MaritalStatus = (typeof MARITAL_STATUSES)[number];

export type PersonIdentityKind = Exclude<IdentityKind, 'credit-code'>;
export const PERSON_IDENTITY_KINDS = [
  'resident-identity-card',
  'hong-kong-macao-permit',
  'taiwan-permit',
  'residence-permit',
] as const satisfies readonly PersonIdentityKind[];

export type PersonEntry = {
  readonly name?: string;
  readonly identityKind?: PersonIdentityKind;
  readonly identityNumber?: string;
  readonly phone?: string;
};

/** Somebody whose age matters. */
export type AgedPersonEntry = PersonEntry & {
  /** Asked of women: which retirement age held for her work before the reform. */
  readonly workerClass?: Exclude<WorkerClass, 'male'>;
  /** Asked where the number does not tell them: travel permits. */
  readonly bornOn?: BusinessDate;
  readonly sex?: Sex;
};

/** The founder, or the legal representative (法定代表人) of an enterprise. */
export type ApplicantEntry = AgedPersonEntry & { readonly maritalStatus?: MaritalStatus };

/** A loan that the applicant, the spouse or the enterprise owes elsewhere. */
export type OtherLoanEntry = {
  readonly kind: OtherLoanKind;
  readonly lender: string;
  readonly balanceFen: Fen;
};

export type BusinessEntry = {
  readonly name?: string;
  readonly creditCode?: string;
  readonly registeredOn?: BusinessDate;
  readonly address?: string;
  readonly districtCode?: DistrictCode;
  readonly industry?: string;
};

/** Somebody from a supported group whom an enterprise has hired. */
export type NewHireEntry = PersonEntry & { readonly category?: SupportedCategory };

/** 用工情况. `newHires` are from supported groups, within the year before, on contracts of a year or more. */
export type WorkforceEntry = {
  readonly staff?: number;
  readonly newHires?: readonly NewHireEntry[];
  readonly jobsToCreate?: number;
};

/** What the applicant declares to be true; the district and the bank look behind it. */
export type DeclarationsEntry = {
  readonly publiclyPaid?: boolean;
  /** Told or not, as the applicant likes; asked for the statistics of 财金〔2018〕107号 alone. */
  readonly disabled?: boolean;
  readonly wageArrears?: boolean;
  readonly socialInsuranceArrears?: boolean;
};

export const COUNTER_GUARANTEE_KINDS = ['guarantor', 'collateral', 'exemption'] as const;

/** 反担保: another person answers (`person`), something is pledged (`description`, `valueFen`), or a rule exempts. */
export type CounterGuaranteeEntry = {
  readonly kind: (typeof COUNTER_GUARANTEE_KINDS)[number];
  readonly person?: PersonEntry;
  readonly spouse?: PersonEntry;
  /** The spouse of a married guarantor must agree. */
  readonly spouseConsents?: boolean;
  readonly description?: string;
  readonly valueFen?: Fen;
  readonly exemptionBasis?: string;
};

export type ApplicationForm = {
  readonly applicant?: ApplicantEntry;
  readonly spouse?: PersonEntry;
  readonly otherLoans?: readonly OtherLoanEntry[];
  readonly spouseLoans?: readonly OtherLoanEntry[];
  readonly business?: BusinessEntry;
  readonly borrowerCategory?: BorrowerCategory;
  readonly requestedFen?: Fen;
  readonly termMonths?: number;
  readonly repaymentMethod?: RepaymentMethod;
  readonly purpose?: string;
  readonly workforce?: WorkforceEntry;
  readonly partners?: readonly AgedPersonEntry[];
  readonly counterGuarantees?: readonly CounterGuaranteeEntry[];
  readonly declarations?: DeclarationsEntry;
  readonly bankOrganisationId?: number;
  readonly guarantorOrganisationId?: number;
  /** Where subsidies are paid; kept encrypted with the rest. */
  readonly subsidyAccount?: { readonly bankName?: string; readonly accountNumber?: string };
};

/** A person of whom everything is known that a party to an application needs. */
export type CompletePerson = PersonEntry &
  Required<Pick<PersonEntry, 'name' | 'identityKind' | 'identityNumber'>>;

/** A form in which nothing is missing: what `requireComplete` gives. */
export type CompleteForm = ApplicationForm & {
  readonly applicant: ApplicantEntry & CompletePerson & { readonly phone: string };
  readonly spouse?: CompletePerson;
  readonly business: Required<BusinessEntry>;
  readonly requestedFen: Fen;
  readonly termMonths: number;
  readonly repaymentMethod: RepaymentMethod;
  readonly purpose: string;
  readonly partners?: readonly (AgedPersonEntry & CompletePerson)[];
  readonly counterGuarantees: readonly CounterGuaranteeEntry[];
  readonly bankOrganisationId: number;
  readonly guarantorOrganisationId: number;
};
