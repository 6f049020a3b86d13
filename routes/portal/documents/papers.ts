import type { Permission } from '../../../server/auth/permissions.js';
import { assertSubjectVisible } from '../../../server/documents/assert-subject-visible.js';
import { findDocuments, issuableKinds, readDocumentFile } from '../../../server/documents/find-documents.js';
import { issueDocument } from '../../../server/documents/issue-document.js';
import type { Context } from '../../../server/context.js';
import { DOCUMENT_KINDS, type DocumentSubject } from '../../../server/core/papers/document-kinds.js';
import { subsidyQuarterOf } from '../../../server/core/subsidy-quarter.js';
import { addDays } from '../../../server/core/business-date.js';
import { fileNameOf, presentDocument } from '../../api/documents/present.js';
import { issueBody } from '../../api/documents/schemas.js';
import { validate } from '../../middleware/validate.js';
import { idIn } from '../form-values.js';
import { guardedPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';

const TITLE = { zh: '文书与下载', en: 'Papers' };
const QUARTERS_OFFERED = 12;

/** The last quarters that are over, the latest first. */
function quartersOver({ system }: Context): string[] {
  const names: string[] = [];
  let until = subsidyQuarterOf(system.clock.today()).from;
  while (names.length < QUARTERS_OFFERED) {
    const { name, from } = subsidyQuarterOf(addDays(until, -1));
    names.push(name);
    until = from;
  }
  return names;
}

/** Where the papers about a kind of subject are: its own page, and the name of its id. */
interface Place {
  readonly subject: DocumentSubject;
  readonly folder: string;
  readonly parameter: string;
  readonly permission: Permission;
  /** Whether the subject has a page of its own to go back to. */
  readonly page?: true;
}

const PLACES: readonly Place[] = [
  { subject: 'loan', folder: 'loans', parameter: 'loanId', permission: 'loan.read', page: true },
  {
    subject: 'application',
    folder: 'applications',
    parameter: 'applicationId',
    permission: 'application.read',
    page: true,
  },
  {
    subject: 'subsidy-claim',
    folder: 'subsidy-claims',
    parameter: 'claimId',
    permission: 'subsidy-claim.read',
  },
  { subject: 'payment-run', folder: 'payment-runs', parameter: 'runId', permission: 'payment-run.read' },
  {
    subject: 'compensation-claim',
    folder: 'compensation-claims',
    parameter: 'compensationClaimId',
    permission: 'compensation-claim.read',
  },
  {
    subject: 'clawback-case',
    folder: 'clawback-cases',
    parameter: 'clawbackCaseId',
    permission: 'clawback.read',
  },
  {
    subject: 'bank-scorecard',
    folder: 'bank-scorecards',
    parameter: 'scorecardId',
    permission: 'bank-scorecard.read',
  },
];

async function papersView(
  context: Context,
  { subject, folder, parameter, page }: Place,
  params: FormValues,
  problem?: PageProblem,
): Promise<View> {
  const id = idIn(params, parameter);
  const documents = await findDocuments(context, subject, id);
  return {
    view: 'documents',
    title: TITLE,
    values: {
      problem,
      back: page ? `/${folder}/${id}` : null,
      action: `/${folder}/${id}/documents`,
      items: documents.map((each) => presentDocument(context.system, each)),
      issuable: issuableKinds(context.actor, subject).map((kind) => ({
        kind,
        title: DOCUMENT_KINDS[kind],
        quarters: kind === 'subsidy-statement' ? quartersOver(context) : [],
      })),
    },
  };
}

/** The list of papers about one subject, and the buttons that have one issued. */
const pagesAt = (place: Place): Page[] => [
  guardedPage({
    method: 'get',
    path: `/${place.folder}/:${place.parameter}/documents`,
    permission: place.permission,
    handle: (context, { params }) => papersView(context, place, params),
  }),
  guardedPage({
    method: 'post',
    path: `/${place.folder}/:${place.parameter}/documents`,
    permission: place.permission,
    handle: async (context, { params, body: { kind, quarter } }) => {
      const subjectId = idIn(params, place.parameter);
      await assertSubjectVisible(context.actor, place.subject, subjectId);
      const asked = { kind, subjectId: String(subjectId), ...(quarter && { quarter }) };
      const order = validate(issueBody, asked);
      const { document } = await issueDocument(context, { ...order, subjectId });
      return { to: `/${place.folder}/${subjectId}/documents#document-${document.id}` };
    },
    again: (context, { params }, problem) => papersView(context, place, params, problem),
  }),
];

const file = guardedPage({
  method: 'get',
  path: '/documents/:documentId/file',
  permission: 'document.read',
  handle: async (context, { params }) => {
    const { document, bytes } = await readDocumentFile(context, idIn(params, 'documentId'));
    return { download: { fileName: fileNameOf(document), mediaType: 'application/pdf', bytes } };
  },
});

/** Papers where people work with what they are about. */
export const PAPER_PAGES: readonly Page[] = [...PLACES.flatMap(pagesAt), file];
