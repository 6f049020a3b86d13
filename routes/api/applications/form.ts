import type {
  ApplicationForm,
  CounterGuaranteeEntry,
  OtherLoanEntry,
} from '../../../server/applications/application-form.js';
import { parseBusinessDate } from '../../../server/core/business-date.js';
import { formatYuan, parseYuan } from '../../../server/core/money.js';
import type { CounterGuaranteeBody, FormBody, LoanBody } from './form-schema.js';

/** The form of a request with its amounts, days and ids read. Fails: malformed. */
export function readForm(body: FormBody): ApplicationForm {
  const { applicant, business, partners, otherLoans, spouseLoans, counterGuarantees, requested, ...rest } =
    body;
  const { bankOrganisationId, guarantorOrganisationId, ...plain } = rest;
  return {
    ...plain,
    ...(applicant && { applicant: withDay(applicant, 'bornOn') }),
    ...(business && { business: withDay(business, 'registeredOn') }),
    ...(partners && { partners: partners.map((partner) => withDay(partner, 'bornOn')) }),
    ...(otherLoans && { otherLoans: otherLoans.map(readLoan) }),
    ...(spouseLoans && { spouseLoans: spouseLoans.map(readLoan) }),
    ...(counterGuarantees && { counterGuarantees: counterGuarantees.map(readCounterGuarantee) }),
    ...(requested !== undefined && { requestedFen: parseYuan(requested) }),
    ...(bankOrganisationId !== undefined && { bankOrganisationId: Number(bankOrganisationId) }),
    ...(guarantorOrganisationId !== undefined && {
      guarantorOrganisationId: Number(guarantorOrganisationId),
    }),
  };
}

/** A form as its writer gets it back, to go on with. */
export function presentForm(form: ApplicationForm): FormBody {
  const { otherLoans, spouseLoans, counterGuarantees, requestedFen, ...rest } = form;
  const { bankOrganisationId, guarantorOrganisationId, ...plain } = rest;
  return {
    ...plain,
    ...(otherLoans && { otherLoans: otherLoans.map(presentLoan) }),
    ...(spouseLoans && { spouseLoans: spouseLoans.map(presentLoan) }),
    ...(counterGuarantees && { counterGuarantees: counterGuarantees.map(presentCounterGuarantee) }),
    ...(requestedFen !== undefined && { requested: formatYuan(requestedFen) }),
    ...(bankOrganisationId !== undefined && { bankOrganisationId: String(bankOrganisationId) }),
    ...(guarantorOrganisationId !== undefined && {
      guarantorOrganisationId: String(guarantorOrganisationId),
    }),
  };
}

function withDay<Key extends string, Entry extends { readonly [K in Key]?: string }>(entry: Entry, key: Key) {
  const { [key]: text, ...rest } = entry;
  return { ...rest, ...(text !== undefined && { [key]: parseBusinessDate(text) }) } as Omit<Entry, Key> & {
    readonly [K in Key]?: ReturnType<typeof parseBusinessDate>;
  };
}

const readLoan = ({ balance, ...loan }: LoanBody): OtherLoanEntry => ({
  ...loan,
  balanceFen: parseYuan(balance),
});

const presentLoan = ({ balanceFen, ...loan }: OtherLoanEntry): LoanBody => ({
  ...loan,
  balance: formatYuan(balanceFen),
});

const readCounterGuarantee = ({ value, ...entry }: CounterGuaranteeBody): CounterGuaranteeEntry => ({
  ...entry,
  ...(value !== undefined && { valueFen: parseYuan(value) }),
});

const presentCounterGuarantee = ({ valueFen, ...entry }: CounterGuaranteeEntry): CounterGuaranteeBody => ({
  ...entry,
  ...(valueFen !== undefined && { value: formatYuan(valueFen) }),
});
