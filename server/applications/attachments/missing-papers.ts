import type { Transaction } from 'sequelize';
import { Attachment } from '../../../models/attachment.js';
import { findRows } from '../../../models/rows.js';
import type { FieldProblem } from '../../core/errors.js';
import type { ApplicationForm, FormBorrowerKind } from '../application-form.js';
import { ATTACHMENT_KINDS, type AttachmentKind } from './attachment-kinds.js';

const FOR_EVERYBODY: readonly AttachmentKind[] = ['identity-document', 'business-licence', 'credit-report'];

/**
 * The papers that each kind of borrower brings (广州市转发粤人社规〔2019〕15号的通知, 材料清单; the enterprise's after the
 * published list of other cities).
 */
const REQUIRED_PAPERS: Readonly<Record<FormBorrowerKind, readonly AttachmentKind[]>> = {
  individual: [...FOR_EVERYBODY, 'category-proof'],
  partnership: [...FOR_EVERYBODY, 'category-proof', 'partnership-agreement'],
  enterprise: [
    ...FOR_EVERYBODY,
    'staff-roster',
    'labour-contracts',
    'financial-statements',
    'articles-of-association',
  ],
};

/**
 * The papers still missing of an application: a spouse's credit report where there is a spouse, no proof of a group from
 * founders outside every group. Nothing is filed without them; what is handed in on paper is scanned at the service station.
 */
export function missingPapers(
  kind: FormBorrowerKind,
  { applicant, borrowerCategory }: ApplicationForm,
  attached: ReadonlySet<string>,
): AttachmentKind[] {
  const needed: AttachmentKind[] = [...REQUIRED_PAPERS[kind]];
  if (applicant?.maritalStatus === 'married') needed.push('spouse-credit-report');
  return needed.filter(
    (paper) => !attached.has(paper) && !(paper === 'category-proof' && borrowerCategory === 'other'),
  );
}

/** One problem for each missing paper, by name. */
export const paperProblems = (missing: readonly AttachmentKind[]): FieldProblem[] =>
  missing.map((kind) => ({
    field: `attachments.${kind}`,
    rule: 'required',
    message: {
      zh: `缺少材料:${ATTACHMENT_KINDS[kind].zh},请上传`,
      en: `Missing paper: ${ATTACHMENT_KINDS[kind].en}; please upload it`,
    },
  }));

/** The kinds of papers that an application has. */
export async function findAttachedKinds(
  applicationId: number,
  transaction?: Transaction,
): Promise<ReadonlySet<string>> {
  const attached = await findRows(Attachment, { where: { applicationId, removedAt: null }, transaction });
  return new Set(attached.map((attachment) => attachment.kind));
}
