import type { FieldCipher } from '../privacy/field-cipher.js';
import type { BusinessDate } from '../core/business-date.js';
import { isDistrictCode } from '../core/districts.js';
import type {
  AgeFacts,
  CounterGuarantorsFacts,
  EligibilityFacts,
  EvidenceKind,
  OtherLoan,
  PartnersFacts,
  PersonFacts,
} from '../core/eligibility/facts.js';
import { readIdentity } from '../core/identity-number.js';
import type { RegistryFacts } from '../core/registries/registry-facts.js';
import type {
  AgedPersonEntry,
  CompleteForm,
  CompletePerson,
  FormBorrowerKind,
  PersonEntry,
} from './application-form.js';
import { borrowerOf, canonicalNumber } from './application-parties.js';
import type { AnsweredLoan } from './find-answered-loans.js';
import type { PastLoan } from './find-loan-history.js';

/** The blind indexes under which the people of a form are known. */
export interface FormIndexes {
  readonly borrower: string;
  readonly applicant: string;
  readonly spouse: string | null;
  readonly partners: readonly string[];
  /** For each guarantor in person: the guarantor's, and the spouse's where there is one. */
  readonly counterGuarantors: readonly (readonly string[])[];
}

export function indexesOf(cipher: FieldCipher, kind: FormBorrowerKind, form: CompleteForm): FormIndexes {
  const indexOf = (person: PersonEntry): string => {
    if (!person.identityKind || !person.identityNumber) throw new Error('An incomplete person has no index');
    return cipher.blindIndex('identity', canonicalNumber(person.identityKind, person.identityNumber));
  };
  return {
    borrower: cipher.blindIndex('identity', borrowerOf(kind, form).identityNumber),
    applicant: indexOf(form.applicant),
    spouse: form.applicant.maritalStatus === 'married' && form.spouse ? indexOf(form.spouse) : null,
    partners: (form.partners ?? []).map(indexOf),
    counterGuarantors: form.counterGuarantees.flatMap(({ kind: by, person, spouse }) =>
      by === 'guarantor' && person ? [[indexOf(person), ...(spouse ? [indexOf(spouse)] : [])]] : [],
    ),
  };
}

/** What the rules look at besides the form. */
export interface Background {
  readonly appliedOn: BusinessDate;
  readonly indexes: FormIndexes;
  readonly history: readonly PastLoan[];
  readonly answeredFor: readonly AnsweredLoan[];
  readonly evidence: readonly EvidenceKind[];
  readonly registries: RegistryFacts;
}

/** A form and what the system knows of its people, as the facts that the rules of eligibility judge. */
export function eligibilityFacts(
  kind: FormBorrowerKind,
  form: CompleteForm,
  background: Background,
): EligibilityFacts {
  const { appliedOn, indexes, history, evidence, registries } = background;
  const { business, workforce, declarations = {} } = form;
  const own = history.filter(
    (loan) => loan.identityIndex === indexes.borrower || loan.identityIndex === indexes.applicant,
  );
  const distinct = new Map(own.map((loan) => [loan.loanId, loan]));
  const isEnterprise = kind === 'enterprise';
  return {
    applicantKind: kind,
    appliedOn,
    amountFen: form.requestedFen,
    termMonths: form.termMonths,
    evidence,
    business: {
      registeredOn: business.registeredOn,
      inCity: isDistrictCode(business.districtCode),
      deregisteredOn: registries.deregisteredOn,
    },
    record: {
      count: [...distinct.values()].filter((loan) => (loan.borrowerKind === 'enterprise') === isEnterprise)
        .length,
      everOverdue: own.some((loan) => loan.everOverdue),
      otherKindRunning: own.some(
        (loan) => loan.running && (loan.borrowerKind === 'enterprise') !== isEnterprise,
      ),
    },
    ...(!isEnterprise && { person: personFacts(form, registries) }),
    otherLoans: otherLoans(form, background),
    ...(kind === 'partnership' && { partners: partnersFacts(form, indexes, history) }),
    ...(indexes.counterGuarantors.length > 0 && { counterGuarantors: counterGuarantorsFacts(background) }),
    ...(workforce?.staff !== undefined && {
      workforce: {
        staff: workforce.staff,
        newHires: workforce.newHires?.length ?? 0,
        wageArrears: declarations.wageArrears,
        socialInsuranceArrears: declarations.socialInsuranceArrears,
      },
    }),
  };
}

function personFacts(
  { applicant, borrowerCategory, declarations }: CompleteForm,
  { matches }: RegistryFacts,
): PersonFacts {
  return {
    ...ageFacts(applicant),
    category: borrowerCategory,
    married: applicant.maritalStatus === 'married',
    publiclyPaid: declarations?.publiclyPaid,
    publiclyPaidInRegistry: matches.includes('publicly-paid'),
  };
}

/** What the number tells, and else what the form says. */
function ageFacts(person: AgedPersonEntry & CompletePerson): AgeFacts {
  const identity = readIdentity(person.identityKind, person.identityNumber);
  return {
    birthDate: identity?.birthDate ?? person.bornOn,
    sex: identity?.sex ?? person.sex,
    workerClass: person.workerClass,
  };
}

/** Declared loans, and startup guaranteed loans that still run: of the applicant and of the spouse alike. */
function otherLoans(form: CompleteForm, { indexes, history }: Background): OtherLoan[] {
  const running = (index: string | null, holder: OtherLoan['holder']): OtherLoan[] =>
    history
      .filter((loan) => loan.running && loan.identityIndex === index)
      .map((loan) => ({ holder, kind: 'business', balanceFen: loan.outstandingFen }));
  return [
    ...(form.otherLoans ?? []).map(({ kind, balanceFen }): OtherLoan => ({
      holder: 'applicant',
      kind,
      balanceFen,
    })),
    ...(form.spouseLoans ?? []).map(({ kind, balanceFen }): OtherLoan => ({
      holder: 'spouse',
      kind,
      balanceFen,
    })),
    ...running(indexes.borrower, 'applicant'),
    ...running(indexes.spouse, 'spouse'),
  ];
}

/** A partner's record qualifies without a startup guaranteed loan that runs or was overdue. The applicant counts as one. */
function partnersFacts(
  form: CompleteForm,
  { partners }: FormIndexes,
  history: readonly PastLoan[],
): PartnersFacts {
  const barred = new Set(
    history.filter((loan) => loan.running || loan.everOverdue).map((loan) => loan.identityIndex),
  );
  return {
    count: partners.length + 1,
    eligible: 1 + partners.filter((index) => !barred.has(index)).length,
    ages: (form.partners ?? []).map(ageFacts),
  };
}

function counterGuarantorsFacts({ indexes, answeredFor }: Background): CounterGuarantorsFacts {
  const countFor = (pair: readonly string[]): number => {
    const open = answeredFor.filter((loan) => loan.open && pair.includes(loan.identityIndex));
    return new Set(open.map((loan) => loan.applicationId)).size;
  };
  return {
    otherLoans: indexes.counterGuarantors.map(countFor),
    everOverdue: answeredFor.some((loan) => loan.everOverdue),
  };
}
