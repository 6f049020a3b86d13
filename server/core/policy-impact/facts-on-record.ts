import type { BorrowerCategory } from '../borrower-categories.js';
import { parseBusinessDate, type BusinessDate } from '../business-date.js';
import {
  EVIDENCE,
  type ApplicantKind,
  type BusinessFacts,
  type EligibilityFacts,
  type EvidenceKind,
  type LoanRecordFacts,
  type PersonFacts,
} from '../eligibility/facts.js';
import type { Finding, RuleName } from '../eligibility/finding.js';
import { fen, type Fen } from '../money.js';
import type { HireOnRecord } from './counted-hires.js';

/** What one rule looked at when the loan was applied for. */
export type JudgedFacts = Finding['facts'];

/** A loan as it was asked for, with what each rule looked at; a loan from before the system has no findings. */
export interface AskedLoan {
  readonly applicantKind: ApplicantKind;
  readonly appliedOn: BusinessDate;
  readonly principal: Fen;
  readonly termMonths: number;
  readonly borrowerCategory: BorrowerCategory | null;
  /** How many loans of the same kind the borrower had before; left out where nobody counted. */
  readonly earlierLoans?: number;
  readonly findings: Readonly<Partial<Record<RuleName, JudgedFacts>>>;
  /** What the registry of social insurance knows of the hires of an enterprise; only where the draft is about them. */
  readonly hires?: readonly HireOnRecord[];
}

type Facts = JudgedFacts | undefined;

const text = (facts: Facts, name: string): string | undefined =>
  typeof facts?.[name] === 'string' ? facts[name] : undefined;
const number = (facts: Facts, name: string): number | undefined =>
  typeof facts?.[name] === 'number' ? facts[name] : undefined;
const flag = (facts: Facts, name: string): boolean | undefined =>
  typeof facts?.[name] === 'boolean' ? facts[name] : undefined;
const day = (facts: Facts, name: string): BusinessDate | undefined => {
  const said = text(facts, name);
  return said === undefined ? undefined : parseBusinessDate(said);
};

/** Every paper was there: the loan was made. */
const ALL_PAPERS = Object.keys(EVIDENCE) as EvidenceKind[];

/**
 * The facts of an application as far as one rule left them on record. What it did not look at then is left out, so that the rule asks for
 * it now instead of guessing.
 */
export function factsOnRecord(rule: RuleName, loan: AskedLoan): EligibilityFacts {
  const { applicantKind, appliedOn, principal, termMonths, findings } = loan;
  return {
    applicantKind,
    appliedOn,
    amountFen: principal,
    termMonths,
    evidence: ALL_PAPERS,
    business: businessOf(loan),
    record: recordOf(rule, loan),
    person: personOf(loan),
    otherLoans: otherLoansOf(findings['other-loans']),
    partners: partnersOf(loan),
    workforce: workforceOf(findings),
    counterGuarantors: counterGuarantorsOf(findings),
  };
}

function businessOf({ findings }: AskedLoan): BusinessFacts {
  const registered = findings['local-registration'];
  return {
    registeredOn: day(registered, 'registeredOn') ?? day(findings['supported-category'], 'registeredOn'),
    inCity: flag(registered, 'inCity'),
    deregisteredOn: day(registered, 'deregisteredOn'),
  };
}

/** A rule of the record looks at its own part alone; the others are filled up. */
function recordOf(rule: RuleName, { findings, earlierLoans }: AskedLoan): LoanRecordFacts | undefined {
  const nothing: LoanRecordFacts = { count: 0, everOverdue: false, otherKindRunning: false };
  if (rule === 'max-loans') {
    const count = number(findings[rule], 'earlierLoans') ?? earlierLoans;
    return count === undefined ? undefined : { ...nothing, count };
  }
  if (rule === 'no-overdue-record') {
    const everOverdue = flag(findings[rule], 'everOverdue');
    return everOverdue === undefined ? undefined : { ...nothing, everOverdue };
  }
  if (rule !== 'one-loan-kind') return undefined;
  const otherKindRunning = flag(findings[rule], 'otherKindRunning');
  return otherKindRunning === undefined ? undefined : { ...nothing, otherKindRunning };
}

function personOf({ findings, borrowerCategory }: AskedLoan): PersonFacts {
  const aged = findings.age;
  const sex = text(aged, 'sex');
  const workerClass = text(aged, 'workerClass');
  return {
    category: borrowerCategory ?? undefined,
    birthDate: day(aged, 'birthDate') ?? day(findings['youth-age'], 'birthDate'),
    sex: sex === 'male' || sex === 'female' ? sex : undefined,
    workerClass: workerClass === 'female-50' || workerClass === 'female-55' ? workerClass : undefined,
    publiclyPaid: flag(findings['not-publicly-paid'], 'publiclyPaid'),
  };
}

function otherLoansOf(facts: Facts): EligibilityFacts['otherLoans'] {
  const consumer = number(facts, 'consumerFen');
  if (consumer === undefined) return undefined;
  return [{ holder: 'applicant', kind: 'consumer', balanceFen: fen(consumer) }];
}

function partnersOf({ findings }: AskedLoan): EligibilityFacts['partners'] {
  const count = number(findings['partners-eligible'], 'partners');
  const eligible = number(findings['partners-eligible'], 'eligiblePartners');
  if (count === undefined || eligible === undefined) return undefined;
  return { count, eligible, ages: Array.from({ length: count - 1 }, () => ({})) };
}

function workforceOf(findings: AskedLoan['findings']): EligibilityFacts['workforce'] {
  const hiring = findings['hiring-share'];
  const staff = number(hiring, 'staff');
  const newHires = number(hiring, 'newHires');
  if (staff === undefined || newHires === undefined) return undefined;
  return {
    staff,
    newHires,
    wageArrears: flag(findings['no-arrears'], 'wageArrears'),
    socialInsuranceArrears: flag(findings['no-arrears'], 'socialInsuranceArrears'),
  };
}

function counterGuarantorsOf(findings: AskedLoan['findings']): EligibilityFacts['counterGuarantors'] {
  const loans = number(findings['counter-guarantor-loans'], 'otherLoans');
  if (loans === undefined) return undefined;
  return {
    otherLoans: [loans],
    everOverdue: flag(findings['counter-guarantor-record'], 'everOverdue') ?? false,
  };
}
