import type { FieldCipher } from '../privacy/field-cipher.js';
import type { BusinessDate } from '../core/business-date.js';
import { isDistrictCode } from '../core/districts.js';
import type { EligibilityFacts, EvidenceKind, OtherLoan, PersonFacts } from '../core/eligibility/facts.js';
import { readIdentity } from '../core/identity-number.js';
import type { CompleteForm, FormBorrowerKind, PersonEntry } from './application-form.js';
import { borrowerOf, canonicalNumber } from './application-parties.js';
import type { PastLoan } from './find-loan-history.js';

/** The blind indexes under which the people of a form are known. */
export interface FormIndexes {
  readonly borrower: string;
  readonly applicant: string;
  readonly spouse: string | null;
  readonly partners: readonly string[];
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
  };
}

/** What the rules look at besides the form. */
export interface Background {
  readonly appliedOn: BusinessDate;
  readonly indexes: FormIndexes;
  readonly history: readonly PastLoan[];
  readonly evidence: readonly EvidenceKind[];
}

/** A form and what the system knows of its people, as the facts that the rules of eligibility judge. */
export function eligibilityFacts(
  kind: FormBorrowerKind,
  form: CompleteForm,
  background: Background,
): EligibilityFacts {
  const { appliedOn, indexes, history, evidence } = background;
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
    business: { registeredOn: business.registeredOn, inCity: isDistrictCode(business.districtCode) },
    record: {
      count: [...distinct.values()].filter((loan) => (loan.borrowerKind === 'enterprise') === isEnterprise)
        .length,
      everOverdue: own.some((loan) => loan.everOverdue),
      otherKindRunning: own.some(
        (loan) => loan.running && (loan.borrowerKind === 'enterprise') !== isEnterprise,
      ),
    },
    ...(!isEnterprise && { person: personFacts(form) }),
    otherLoans: otherLoans(form, background),
    ...(kind === 'partnership' && { partners: partnerFacts(indexes, history) }),
    ...(workforce?.staff !== undefined && {
      workforce: {
        staff: workforce.staff,
        newHires: workforce.newHires ?? 0,
        wageArrears: declarations.wageArrears,
        socialInsuranceArrears: declarations.socialInsuranceArrears,
      },
    }),
  };
}

function personFacts({ applicant, borrowerCategory, declarations }: CompleteForm): PersonFacts {
  const identity = readIdentity(applicant.identityKind, applicant.identityNumber);
  return {
    category: borrowerCategory,
    birthDate: identity?.birthDate ?? applicant.bornOn,
    sex: identity?.sex ?? applicant.sex,
    workerClass: applicant.workerClass,
    married: applicant.maritalStatus === 'married',
    publiclyPaid: declarations?.publiclyPaid,
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

/** A partner qualifies who has no startup guaranteed loan running and none that was overdue. The applicant counts as one. */
function partnerFacts(
  { partners }: FormIndexes,
  history: readonly PastLoan[],
): { count: number; eligible: number } {
  const barred = new Set(
    history.filter((loan) => loan.running || loan.everOverdue).map((loan) => loan.identityIndex),
  );
  return { count: partners.length + 1, eligible: 1 + partners.filter((index) => !barred.has(index)).length };
}
