import {
  addAttachment,
  MAXIMUM_FILE_BYTES,
} from '../../../server/applications/attachments/add-attachment.js';
import {
  findAttachments,
  readAttachment,
} from '../../../server/applications/attachments/find-attachments.js';
import { ATTACHMENT_KINDS } from '../../../server/applications/attachments/attachment-kinds.js';
import { removeAttachment } from '../../../server/applications/attachments/remove-attachment.js';
import { findApplication } from '../../../server/applications/find-application.js';
import type { Context } from '../../../server/context.js';
import { DomainError } from '../../../server/core/errors.js';
import { can } from '../../../server/auth/permissions.js';
import { findOwnConsent } from '../../../server/registries/find-look-up-consent.js';
import { requestLookUps } from '../../../server/applications/request-look-ups.js';
import { presentAttachment } from '../../api/applications/present.js';
import { attachmentBody } from '../../api/applications/schemas.js';
import { validate } from '../../middleware/validate.js';
import { fill, type Field } from '../fields.js';
import { idIn } from '../form-values.js';
import { guardedPage, type Page, type PageInput, type PageProblem, type View } from '../page.js';
import { knownTo } from './known.js';
import { stepsOf } from './steps.js';

const KIND: Field = {
  name: 'kind',
  kind: 'select',
  label: { zh: '材料种类', en: 'Kind of paper' },
  choices: ATTACHMENT_KINDS,
};

async function papersView(
  context: Context,
  { params, body }: PageInput,
  problem?: PageProblem,
): Promise<View> {
  const found = await findApplication(context, idIn(params, 'applicationId'));
  const { application, missingPapers } = found;
  const attachments = await findAttachments(context, application.id);
  return {
    view: 'application-papers',
    title: { zh: '材料', en: 'Papers' },
    values: {
      applicationId: application.id,
      number: application.number,
      steps: stepsOf(application.borrowerKind, { banks: {}, guarantors: {} }),
      attachments: attachments.map(presentAttachment),
      known: knownTo(found),
      // Whoever files for somebody else cannot agree in that person's place.
      mayConsent: can(context.actor.role, 'registry-consent.decide'),
      hasConsented: (await findOwnConsent(context)).given,
      missing: missingPapers.map((kind) => ATTACHMENT_KINDS[kind]),
      fields: fill([KIND], { kind: missingPapers[0] ?? '', ...body }, problem),
      mostMebibytes: MAXIMUM_FILE_BYTES / 1024 / 1024,
      problem,
    },
  };
}

const show = guardedPage({
  method: 'get',
  path: '/applications/:applicationId/papers',
  permission: 'attachment.add',
  handle: papersView,
});

const add = guardedPage({
  method: 'post',
  path: '/applications/:applicationId/papers',
  permission: 'attachment.add',
  upload: { field: 'file', maxBytes: MAXIMUM_FILE_BYTES },
  handle: async (context, { params, body, file }) => {
    const applicationId = idIn(params, 'applicationId');
    const { kind } = validate(attachmentBody, { kind: body['kind'] });
    if (!file || file.bytes.length === 0)
      throw new DomainError('malformed', { expected: 'file', field: 'file' });
    await addAttachment(context, { applicationId, kind, file });
    return { to: `/applications/${applicationId}/papers` };
  },
  again: papersView,
});

const lookUp = guardedPage({
  method: 'post',
  path: '/applications/:applicationId/registry-look-ups',
  permission: 'application.file',
  handle: async (context, { params }) => {
    const applicationId = idIn(params, 'applicationId');
    await requestLookUps(context, applicationId);
    return { to: `/applications/${applicationId}/papers` };
  },
  again: papersView,
});

const remove = guardedPage({
  method: 'post',
  path: '/applications/:applicationId/papers/:attachmentId/removal',
  permission: 'attachment.add',
  handle: async (context, { params }) => {
    const applicationId = idIn(params, 'applicationId');
    await removeAttachment(context, { applicationId, attachmentId: idIn(params, 'attachmentId') });
    return { to: `/applications/${applicationId}/papers` };
  },
});

const download = guardedPage({
  method: 'get',
  path: '/applications/:applicationId/papers/:attachmentId',
  permission: 'attachment.read',
  handle: async (context, { params }) => {
    const address = {
      applicationId: idIn(params, 'applicationId'),
      attachmentId: idIn(params, 'attachmentId'),
    };
    const { attachment, bytes } = await readAttachment(context, address);
    return { download: { fileName: attachment.fileName, mediaType: attachment.mediaType, bytes } };
  },
});

/** The papers of an application: photographed or scanned, one by one. */
export const PAPER_PAGES: readonly Page[] = [show, add, lookUp, remove, download];
