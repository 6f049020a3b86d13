import { assertSubjectVisible } from '../../../server/documents/assert-subject-visible.js';
import { findDocuments, issuableKinds, readDocumentFile } from '../../../server/documents/find-documents.js';
import { findBookOrganisation } from '../../../server/documents/issue-report.js';
import { issueDocument } from '../../../server/documents/issue-document.js';
import type { Context } from '../../../server/context.js';
import { findOrganisations } from '../../../server/organisations/find-organisations.js';
import { DOCUMENT_KINDS, type SubjectPaperKind } from '../../../server/core/papers/document-kinds.js';
import { periodOf } from '../../../server/core/report-periods.js';
import { subsidyQuarterOf } from '../../../server/core/subsidy-quarter.js';
import { addDays } from '../../../server/core/business-date.js';
import { fileNameOf, presentDocument } from '../../api/documents/present.js';
import { issueBody } from '../../api/documents/schemas.js';
import { validate } from '../../middleware/validate.js';
import { idIn } from '../form-values.js';
import { guardedPage, type FormValues, type Page, type PageProblem, type View } from '../page.js';
import { PAPER_PLACES, papersAddress, type PaperPlace } from './places.js';

const TITLE = { zh: '文书与下载', en: 'Papers' };
const QUARTERS_OFFERED = 12;
const MONTHS_OFFERED = 12;
const HALF_YEARS_OFFERED = 4;
const MONTH = { zh: '月份', en: 'Month' };
const HALF_YEAR = { zh: '半年度', en: 'Half-year' };

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

/** The last months or half-years that are over, the latest first. */
function periodsOver({ system }: Context, length: 'month' | 'half-year', count: number): string[] {
  const names: string[] = [];
  let { from } = periodOf(system.clock.today(), length);
  while (names.length < count) {
    const period = periodOf(addDays(from, -1), length);
    names.push(period.name);
    from = period.from;
  }
  return names;
}

/** What has to be chosen before a paper of a kind can be issued. */
function editionsOf(context: Context, kind: SubjectPaperKind) {
  switch (kind) {
    case 'subsidy-statement':
      return {
        field: 'quarter',
        label: { zh: '贴息季度', en: 'Subsidy quarter' },
        names: quartersOver(context),
      };
    case 'monthly-report':
      return { field: 'period', label: MONTH, names: periodsOver(context, 'month', MONTHS_OFFERED) };
    case 'half-year-report':
      return {
        field: 'period',
        label: HALF_YEAR,
        names: periodsOver(context, 'half-year', HALF_YEARS_OFFERED),
      };
    default:
      return undefined;
  }
}

/** The id of what a place's papers are about: the city's reports are about its centre, all others about the reader's book. */
async function subjectIdOf(
  { actor }: Context,
  { parameter, subject }: PaperPlace,
  params: FormValues,
): Promise<number> {
  if (parameter !== null) return idIn(params, parameter);
  if (subject === 'organisation') return findBookOrganisation(actor);
  const { items } = await findOrganisations({ kind: 'centre', limit: 1 });
  return items[0]?.id ?? 0;
}

const addressAt = ({ subject }: PaperPlace, id: number): string => papersAddress(subject, String(id));

async function papersView(
  context: Context,
  place: PaperPlace,
  params: FormValues,
  problem?: PageProblem,
): Promise<View> {
  const { subject, parameter, page } = place;
  const id = await subjectIdOf(context, place, params);
  const documents = await findDocuments(context, subject, id);
  return {
    view: 'documents',
    title: TITLE,
    values: {
      problem,
      back: parameter === null ? `/${page}` : `/${page}/${id}`,
      action: addressAt(place, id),
      items: documents.map((each) => presentDocument(context.system, each)),
      issuable: issuableKinds(context.actor, subject).map((kind) => ({
        kind,
        title: DOCUMENT_KINDS[kind],
        editions: editionsOf(context, kind),
      })),
    },
  };
}

/** The list of papers about one subject, and the buttons that have one issued. */
function pagesAt(place: PaperPlace): Page[] {
  const { folder, parameter, permission, subject } = place;
  const path: `/${string}` =
    parameter === null ? `/${folder}/documents` : `/${folder}/:${parameter}/documents`;
  return [
    guardedPage({
      method: 'get',
      path,
      permission,
      handle: (context, { params }) => papersView(context, place, params),
    }),
    guardedPage({
      method: 'post',
      path,
      permission,
      handle: async (context, { params, body: { kind, quarter, period } }) => {
        const subjectId = await subjectIdOf(context, place, params);
        await assertSubjectVisible(context.actor, subject, subjectId);
        const asked = {
          kind,
          subjectId: String(subjectId),
          ...(quarter && { quarter }),
          ...(period && { period }),
        };
        const order = validate(issueBody, asked);
        const { document } = await issueDocument(context, { ...order, subjectId });
        return { to: `${addressAt(place, subjectId)}#document-${document.id}` };
      },
      again: (context, { params }, problem) => papersView(context, place, params, problem),
    }),
  ];
}

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
export const PAPER_PAGES: readonly Page[] = [...PAPER_PLACES.flatMap(pagesAt), file];
