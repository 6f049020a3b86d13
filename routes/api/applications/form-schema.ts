import Joi from 'joi';
import { BORROWER_CATEGORIES, type BorrowerCategory } from '../../../server/core/borrower-categories.js';
import { DISTRICTS, type DistrictCode } from '../../../server/core/districts.js';
import { REPAYMENT_METHODS, type RepaymentMethod } from '../../../server/core/instalment.js';
import type { OtherLoanKind } from '../../../server/core/policy/policy-parameters.js';
import {
  COUNTER_GUARANTEE_KINDS,
  MARITAL_STATUSES,
  PERSON_IDENTITY_KINDS,
  type AgedPersonEntry,
  type ApplicantEntry,
  type CounterGuaranteeEntry,
  type DeclarationsEntry,
  type NewHireEntry,
  type PersonEntry,
  type WorkforceEntry,
} from '../../../server/applications/application-form.js';
import { day, freeText, id, money, positiveMoney } from '../../fields.js';

/** The form as it travels: amounts, days and ids are text, and anything may be missing while it is a draft. */
export interface FormBody {
  readonly applicant?: Omit<ApplicantEntry, 'bornOn'> & { readonly bornOn?: string };
  readonly spouse?: PersonEntry;
  readonly otherLoans?: readonly LoanBody[];
  readonly spouseLoans?: readonly LoanBody[];
  readonly business?: BusinessBody;
  readonly borrowerCategory?: BorrowerCategory;
  readonly requested?: string;
  readonly termMonths?: number;
  readonly repaymentMethod?: RepaymentMethod;
  readonly purpose?: string;
  readonly workforce?: WorkforceEntry;
  readonly partners?: readonly AgedPersonBody[];
  readonly counterGuarantees?: readonly CounterGuaranteeBody[];
  readonly declarations?: DeclarationsEntry;
  readonly bankOrganisationId?: string;
  readonly guarantorOrganisationId?: string;
  readonly subsidyAccount?: { readonly bankName?: string; readonly accountNumber?: string };
}

export type AgedPersonBody = Omit<AgedPersonEntry, 'bornOn'> & { readonly bornOn?: string };

export interface LoanBody {
  readonly kind: OtherLoanKind;
  readonly lender: string;
  readonly balance: string;
}

export interface BusinessBody {
  readonly name?: string;
  readonly creditCode?: string;
  readonly registeredOn?: string;
  readonly address?: string;
  readonly districtCode?: DistrictCode;
  readonly industry?: string;
}

export type CounterGuaranteeBody = Omit<CounterGuaranteeEntry, 'valueFen'> & { readonly value?: string };

const OTHER_LOAN_KINDS = [
  'student',
  'housing',
  'car',
  'poverty-relief',
  'consumer',
  'business',
  'other',
] as const satisfies readonly OtherLoanKind[];

/** Numbers are checked by their own rules when the application is submitted, so that a draft can hold half a number. */
const personKeys = {
  name: freeText(64),
  identityKind: Joi.string().valid(...PERSON_IDENTITY_KINDS),
  identityNumber: Joi.string()
    .pattern(/^[0-9A-Za-z]{1,18}$/, 'identity number')
    .example('440106199001010018'),
  phone: Joi.string()
    .pattern(/^\d{1,11}$/, 'phone number')
    .example('13800000000'),
};

const agedPersonKeys = {
  ...personKeys,
  workerClass: Joi.string().valid('female-55', 'female-50'),
  bornOn: day(),
  sex: Joi.string().valid('female', 'male'),
};

const person = () => Joi.object<PersonEntry>(personKeys);
const people = (count: number) => Joi.number().integer().min(0).max(count);

const newHire = Joi.object<NewHireEntry>({
  ...personKeys,
  category: Joi.string().valid(
    ...Object.keys(BORROWER_CATEGORIES).filter((category) => category !== 'other'),
  ),
});

const loan = Joi.object<LoanBody>({
  kind: Joi.string()
    .valid(...OTHER_LOAN_KINDS)
    .required(),
  lender: freeText(64).required(),
  balance: money().required(),
});

const counterGuarantee = Joi.object<CounterGuaranteeBody>({
  kind: Joi.string()
    .valid(...COUNTER_GUARANTEE_KINDS)
    .required(),
  person: person(),
  spouse: person(),
  spouseConsents: Joi.boolean(),
  description: freeText(500),
  value: positiveMoney(),
  exemptionBasis: freeText(200),
});

const business = Joi.object<BusinessBody>({
  name: freeText(100),
  creditCode: Joi.string()
    .pattern(/^[0-9A-Z]{1,18}$/, 'unified social credit code')
    .example('91440106MA59ABCD0A'),
  registeredOn: day(),
  address: freeText(200),
  districtCode: Joi.string().valid(...Object.keys(DISTRICTS)),
  industry: freeText(64),
});

export const formSchema = Joi.object<FormBody>({
  applicant: Joi.object({
    ...agedPersonKeys,
    maritalStatus: Joi.string().valid(...MARITAL_STATUSES),
  }),
  spouse: person(),
  otherLoans: Joi.array().items(loan).max(50),
  spouseLoans: Joi.array().items(loan).max(50),
  business,
  borrowerCategory: Joi.string().valid(...Object.keys(BORROWER_CATEGORIES)),
  requested: positiveMoney(),
  termMonths: Joi.number().integer().min(1).max(360),
  repaymentMethod: Joi.string().valid(...REPAYMENT_METHODS),
  purpose: freeText(500),
  workforce: Joi.object<WorkforceEntry>({
    staff: people(100_000),
    newHires: Joi.array().items(newHire).max(500),
    jobsToCreate: people(100_000),
  }),
  partners: Joi.array().items(Joi.object(agedPersonKeys)).max(20),
  counterGuarantees: Joi.array().items(counterGuarantee).max(10),
  declarations: Joi.object<DeclarationsEntry>({
    publiclyPaid: Joi.boolean(),
    disabled: Joi.boolean().description('Voluntary, for statistics alone.'),
    wageArrears: Joi.boolean(),
    socialInsuranceArrears: Joi.boolean(),
  }),
  bankOrganisationId: id(),
  guarantorOrganisationId: id(),
  subsidyAccount: Joi.object({
    bankName: freeText(100),
    accountNumber: Joi.string()
      .pattern(/^\d{6,32}$/, 'account number')
      .example('6222020000000000000'),
  }),
});
