import { Organisation } from '../../../models/organisation.js';
import { findRows } from '../../../models/rows.js';
import { findAttachments } from '../../applications/attachments/find-attachments.js';
import { findApplication, type ApplicationView } from '../../applications/find-application.js';
import { dayOfInstant } from '../../clock.js';
import type { Context } from '../../context.js';
import type { BusinessDate } from '../../core/business-date.js';
import { DomainError } from '../../core/errors.js';
import { maskIdentityNumber, maskPhoneNumber } from '../../core/masking.js';
import { formatYuan, ZERO_FEN } from '../../core/money.js';
import type {
  AgreedTerms,
  ApplicationFormFacts,
  ApplicationSaid,
  OpinionSaid,
} from '../../core/papers/application-paper-facts.js';
import type { Drafter } from '../document-draft.js';
import { findNames } from '../find-names.js';
import { attachmentWord, counterGuaranteeWord } from './application-words.js';

/** An application once it is filed, with its offices by name. */
interface FiledApplication {
  readonly view: ApplicationView;
  readonly said: ApplicationSaid;
  readonly appliedOn: BusinessDate;
}

const maskedNumber = (number: string | undefined): string =>
  number === undefined ? '' : maskIdentityNumber(number);

/** Reads what every paper repeats. Fails: not-found, document-not-issuable (never filed). */
async function readFiled(context: Context, applicationId: number): Promise<FiledApplication> {
  const view = await findApplication(context, applicationId);
  const { application: row, form } = view;
  if (row.appliedOn === null || row.submittedAt === null)
    throw new DomainError('document-not-issuable', { reason: 'not-filed' });
  const ids = [row.districtOrganisationId, row.bankOrganisationId, row.guarantorOrganisationId];
  const offices = await findRows(Organisation, { where: { id: ids.filter((id) => id !== null) } });
  const nameOf = (id: number | null): string => offices.find((office) => office.id === id)?.name ?? '—';
  const { applicant = {}, business = {} } = form;
  const said: ApplicationSaid = {
    number: row.number,
    borrowerKind: row.borrowerKind,
    applicantName: row.applicantName ?? applicant.name ?? '—',
    identityMasked: maskedNumber(applicant.identityNumber),
    phoneMasked: applicant.phone === undefined ? '' : maskPhoneNumber(applicant.phone),
    borrowerCategory: row.borrowerCategory,
    businessName: business.name ?? '—',
    creditCode: business.creditCode ?? '—',
    businessAddress: business.address ?? '—',
    registeredOn: business.registeredOn ?? null,
    industry: business.industry ?? '—',
    districtName: nameOf(row.districtOrganisationId),
    bankName: nameOf(row.bankOrganisationId),
    guarantorName: nameOf(row.guarantorOrganisationId),
    requestedFen: row.requestedFen ?? ZERO_FEN,
    termMonths: row.termMonths ?? 0,
    repaymentMethod: row.repaymentMethod,
    purpose: form.purpose ?? '—',
    appliedOn: row.appliedOn,
  };
  return { view, said, appliedOn: row.appliedOn };
}

/** In whose name: the office is on every application that was filed. */
const officeOf = (id: number | null): number => {
  if (id === null) throw new DomainError('document-not-issuable', { reason: 'not-filed' });
  return id;
};

/** 申请表, in the name of the district that takes it. Fails: not-found, document-not-issuable. */
export const draftApplicationForm: Drafter<'application-form'> = async (context, { subjectId }) => {
  const { view, said } = await readFiled(context, subjectId);
  const { application: row, form, parties, counterGuarantees } = view;
  const { workforce = {}, declarations = {} } = form;
  const attached = await findAttachments(context, subjectId);
  const facts: ApplicationFormFacts = {
    application: said,
    maritalStatus: form.applicant?.maritalStatus ?? null,
    staff: workforce.staff ?? null,
    newHires: workforce.newHires?.length ?? 0,
    jobsToCreate: workforce.jobsToCreate ?? null,
    people: parties.map(({ role, name, identityNumber }) => ({
      role,
      name,
      identityMasked: maskIdentityNumber(identityNumber),
    })),
    otherLoans: [...(form.otherLoans ?? []), ...(form.spouseLoans ?? [])].map(({ lender, balanceFen }) => ({
      lender,
      balanceFen,
    })),
    counterGuarantees: counterGuarantees.map(counterGuaranteeWord),
    declarations: {
      publiclyPaid: declarations.publiclyPaid ?? false,
      wageArrears: declarations.wageArrears ?? false,
      socialInsuranceArrears: declarations.socialInsuranceArrears ?? false,
    },
    papers: [...new Set(attached.map(({ kind }) => attachmentWord(kind)))],
    contentHash: row.contentHash,
  };
  return {
    organisationId: officeOf(row.districtOrganisationId),
    edition: '',
    facts,
    publicFacts: { application: row.number, amount: formatYuan(said.requestedFen), bank: said.bankName },
  };
};

const OFFICES = {
  precheck: '经办银行预审意见',
  eligibility: '资格审核部门意见',
  credit: '经办银行授信意见',
  guarantee: '担保机构意见',
} as const;
const OUTCOMES = { pass: '同意', refuse: '不同意', return: '退回补正' } as const;

/** The last opinion of each stage, in the order in which they were given. */
async function opinionsOf({ decisions }: ApplicationView): Promise<(OpinionSaid & { stage: string })[]> {
  const last = decisions.filter(
    ({ id, stage }) => !decisions.some((other) => other.stage === stage && other.id > id),
  );
  const nameOf = await findNames(
    last.flatMap(({ makerUserId, checkerUserId }) => [makerUserId, checkerUserId]),
  );
  return last.map(({ stage, outcome, reason, makerUserId, checkerUserId, decidedAt }) => ({
    stage,
    office: OFFICES[stage],
    outcome: OUTCOMES[outcome],
    reason,
    maker: nameOf(makerUserId),
    checker: checkerUserId === null ? null : nameOf(checkerUserId),
    decidedOn: dayOfInstant(decidedAt),
  }));
}

/** 人员认定表, in the name of the district. Fails: not-found, document-not-issuable (not found eligible). */
export const draftEligibilityCertificate: Drafter<'eligibility-certificate'> = async (
  context,
  { subjectId },
) => {
  const { view, said } = await readFiled(context, subjectId);
  const decided = (await opinionsOf(view)).find(({ stage }) => stage === 'eligibility');
  if (decided?.outcome !== OUTCOMES.pass)
    throw new DomainError('document-not-issuable', { reason: 'not-found-eligible' });
  const { stage: _eligibility, ...opinion } = decided;
  return {
    organisationId: officeOf(view.application.districtOrganisationId),
    edition: '',
    facts: {
      application: said,
      findings: (view.eligibility?.findings ?? []).map(
        ({ reason, outcome, document, article, verified }) => ({
          reason: reason.zh,
          outcome,
          document,
          article,
          verified,
        }),
      ),
      capFen: view.eligibility?.result.capFen ?? null,
      opinion,
    },
    publicFacts: { application: said.number, decidedOn: opinion.decidedOn },
  };
};

/** The terms on which the bank lends. Fails: document-not-issuable while it has not agreed. */
function termsOf({ application: row }: ApplicationView): AgreedTerms {
  const { approvedFen, approvedRate, approvedTermMonths, dayCountBasis, repaymentMethod } = row;
  if (approvedFen === null || approvedRate === null || approvedTermMonths === null || dayCountBasis === null)
    throw new DomainError('document-not-issuable', { reason: 'not-approved' });
  return {
    amountFen: approvedFen,
    annualRate: approvedRate,
    termMonths: approvedTermMonths,
    dayCountBasis,
    repaymentMethod,
  };
}

/** 审批表, in the name of the bank. Fails: not-found, document-not-issuable (bank or guarantor has not agreed). */
export const draftApprovalSheet: Drafter<'approval-sheet'> = async (context, { subjectId }) => {
  const { view, said } = await readFiled(context, subjectId);
  const terms = termsOf(view);
  if (view.guarantee === null) throw new DomainError('document-not-issuable', { reason: 'not-approved' });
  const opinions = await opinionsOf(view);
  return {
    organisationId: officeOf(view.application.bankOrganisationId),
    edition: '',
    facts: { application: said, terms, opinions: opinions.map(({ stage: _stage, ...opinion }) => opinion) },
    publicFacts: { application: said.number, bank: said.bankName, amount: formatYuan(terms.amountFen) },
  };
};

/** 担保函, in the name of the guarantor. Fails: not-found, document-not-issuable (no guarantee, or cancelled). */
export const draftGuaranteeLetter: Drafter<'guarantee-letter'> = async (context, { subjectId }) => {
  const { view, said } = await readFiled(context, subjectId);
  const terms = termsOf(view);
  const { guarantee } = view;
  if (guarantee === null || guarantee.row.state === 'cancelled')
    throw new DomainError('document-not-issuable', { reason: 'no-guarantee' });
  const { number, guaranteedFen, feeRate, issuedOn, guarantorOrganisationId } = guarantee.row;
  return {
    organisationId: guarantorOrganisationId,
    edition: '',
    facts: {
      application: said,
      guaranteeNumber: number,
      terms,
      guaranteedFen,
      feeRate,
      issuedOn,
      shares: guarantee.shares.map(({ bearer, shareBasisPoints }) => ({ bearer, shareBasisPoints })),
    },
    publicFacts: {
      guarantee: number,
      bank: said.bankName,
      guarantor: said.guarantorName,
      amount: formatYuan(guaranteedFen),
    },
  };
};
