import { ApplicationParty } from '../../models/application-party.js';
import { Organisation } from '../../models/organisation.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import { inTransaction } from '../../models/transaction.js';
import type { Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { yearMonthDay } from '../core/business-date.js';
import { isCreditCode } from '../core/credit-code.js';
import { readIdentity } from '../core/identity-number.js';
import { sumFen, type Fen } from '../core/money.js';
import { openForm } from './application-content.js';
import type { ApplicationForm, OtherLoanEntry } from './application-form.js';
import { findVisibleApplication } from './find-applications.js';
import { findRegistryEvidence, type RegistryAnswer } from './find-registry-facts.js';
import type { BorrowerCategory } from '../core/borrower-categories.js';
import { findLoanHistory, findOpenApplications, type PastLoan } from './find-loan-history.js';

/** Loans in number and money, and whether any was not repaid in time. */
export interface KnownLoans {
  readonly count: number;
  readonly running: number;
  readonly outstandingFen: Fen;
  readonly everOverdue: boolean;
}

export interface StatedLoans {
  readonly count: number;
  readonly balanceFen: Fen;
}

/** What an applicant states beside what the system knows by itself. Members are null where nothing is stated or known. */
export interface StatedAndKnown {
  readonly numberFits: boolean | null;
  readonly age: { readonly stated: number | null; readonly known: number | null };
  readonly sex: { readonly stated: string | null; readonly known: string | null };
  readonly districtCode: { readonly stated: string | null; readonly known: string | null };
  readonly creditCodeFits: boolean | null;
  /** The administrative division in which a credit code was given out, its third to eighth digit. */
  readonly registeredAt: string | null;
  readonly ownLoans: { readonly stated: StatedLoans; readonly known: KnownLoans };
  readonly spouseLoans: { readonly stated: StatedLoans; readonly known: KnownLoans };
  readonly openApplications: number;
  readonly registries: StatedAndRegistered;
}

/** What the applicant states that registries know of, and what they said while the applicant's consent stands. */
export interface StatedAndRegistered {
  readonly category: BorrowerCategory | null;
  readonly publiclyPaid: boolean | null;
  /** Empty where nothing was looked up: without consent nothing is. */
  readonly answers: readonly RegistryAnswer[];
}

const ROLES_OF_BORROWER = new Set(['applicant', 'partner', 'legal-representative']);

/** Full years of somebody on a day. */
function ageOn(birthDate: BusinessDate | undefined, on: BusinessDate): number | null {
  if (birthDate === undefined) return null;
  const born = yearMonthDay(birthDate);
  const now = yearMonthDay(on);
  const hadBirthday = now.month > born.month || (now.month === born.month && now.day >= born.day);
  return now.year - born.year - (hadBirthday ? 0 : 1);
}

const statedLoans = (loans: readonly OtherLoanEntry[] = []): StatedLoans => ({
  count: loans.length,
  balanceFen: sumFen(loans.map(({ balanceFen }) => balanceFen)),
});

function knownLoans(history: readonly PastLoan[], indexes: ReadonlySet<string>): KnownLoans {
  const own = history.filter(({ identityIndex }) => indexes.has(identityIndex));
  const loans = [...new Map(own.map((loan) => [loan.loanId, loan])).values()];
  return {
    count: loans.length,
    running: loans.filter(({ running }) => running).length,
    outstandingFen: sumFen(loans.map(({ outstandingFen }) => outstandingFen)),
    everOverdue: loans.some(({ everOverdue }) => everOverdue),
  };
}

const indexesOf = (parties: readonly Row<ApplicationParty>[], fits: (role: string) => boolean): Set<string> =>
  new Set(parties.filter(({ role }) => fits(role)).map(({ identityIndex }) => identityIndex));

function personFacts({ applicant = {} }: ApplicationForm, on: BusinessDate) {
  const { identityKind, identityNumber, bornOn, sex } = applicant;
  const identity = identityKind && identityNumber ? readIdentity(identityKind, identityNumber) : undefined;
  return {
    numberFits: identityNumber === undefined ? null : identity !== undefined,
    age: { stated: ageOn(bornOn, on), known: ageOn(identity?.birthDate, on) },
    sex: { stated: sex ?? null, known: identity?.sex ?? null },
  };
}

/**
 * What a reviewer compares: the applicant's words with what identity numbers, credit codes, our own loans and other applications
 * tell. Fails: not-found.
 */
export async function findStatedAndKnown(context: Context, applicationId: number): Promise<StatedAndKnown> {
  const { system } = context;
  const application = await findVisibleApplication(context, applicationId);
  const form = openForm(system, application);
  const parties = await findRows(ApplicationParty, { where: { applicationId } });
  const own = indexesOf(parties, (role) => ROLES_OF_BORROWER.has(role));
  const spouses = indexesOf(parties, (role) => role === 'spouse');
  const { history, open } = await inTransaction(system.database, async (transaction) => ({
    history: await findLoanHistory([...own, ...spouses], transaction),
    open: await findOpenApplications([...own], applicationId, transaction),
  }));
  const office =
    application.districtOrganisationId === null
      ? null
      : await findRow(Organisation, { where: { id: application.districtOrganisationId } });
  const { creditCode, districtCode } = form.business ?? {};
  const creditCodeFits = creditCode === undefined ? null : isCreditCode(creditCode);
  return {
    ...personFacts(form, application.appliedOn ?? system.clock.today()),
    districtCode: { stated: districtCode ?? null, known: office?.districtCode ?? null },
    creditCodeFits,
    registeredAt: creditCodeFits === true && creditCode ? creditCode.slice(2, 8) : null,
    ownLoans: { stated: statedLoans(form.otherLoans), known: knownLoans(history, own) },
    spouseLoans: { stated: statedLoans(form.spouseLoans), known: knownLoans(history, spouses) },
    openApplications: new Set(open.map((each) => each.applicationId)).size,
    registries: {
      category: form.borrowerCategory ?? null,
      publiclyPaid: form.declarations?.publiclyPaid ?? null,
      answers: (await findRegistryEvidence(system, application, form)).answers,
    },
  };
}
