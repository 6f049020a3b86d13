import { confirmApplication } from '../../../server/applications/confirm-application.js';
import { FILING_CONSENT } from '../../../server/applications/consent-text.js';
import { findApplication } from '../../../server/applications/find-application.js';
import { submitApplication } from '../../../server/applications/submit-application.js';
import { withdrawApplication } from '../../../server/applications/withdraw-application.js';
import type { Context } from '../../../server/context.js';
import { consentBody, reasonBody } from '../../api/applications/schemas.js';
import { validate } from '../../middleware/validate.js';
import { presentDetail } from '../../api/applications/present.js';
import { fill, type Field } from '../fields.js';
import { idIn } from '../form-values.js';
import {
  guardedPage,
  type FormValues,
  type Page,
  type PageInput,
  type PageProblem,
  type View,
} from '../page.js';
import { institutions } from './filing.js';
import { stepsOf } from './steps.js';
import { writtenForm } from './written-form.js';

const CONSENT: Field = {
  name: 'consentTextVersion',
  kind: 'box',
  label: { zh: '我已阅读并同意', en: 'I have read this and agree' },
};

/** The step on which a field is mended, by the beginning of its path. */
function stepOfField(path: string): string {
  if (/^(?:applicant|spouse|partners)\b/.test(path)) return 'people';
  if (path.startsWith('business')) return 'business';
  if (/^(?:workforce|declarations|counterGuarantees|otherLoans|spouseLoans)\b/.test(path)) return 'standing';
  return 'loan';
}

async function submissionView(
  context: Context,
  { params, body }: PageInput,
  problem?: PageProblem,
): Promise<View> {
  const found = await findApplication(context, idIn(params, 'applicationId'));
  const { application, allowedEvents } = found;
  const steps = stepsOf(application.borrowerKind, await institutions());
  return {
    view: 'application-submission',
    title: { zh: '核对并提交', en: 'Check and submit' },
    values: {
      detail: presentDetail(found),
      applicationId: application.id,
      steps,
      written: writtenForm(found, steps),
      mayEdit: allowedEvents.includes('submit') || ['draft', 'returned'].includes(application.state),
      missing: found.missingFields.map(({ field, message }) => ({ message, step: stepOfField(field) })),
      action: allowedEvents.includes('confirm') ? 'confirmation' : 'submission',
      ready: allowedEvents.includes('submit') || allowedEvents.includes('confirm'),
      consent: FILING_CONSENT,
      fields: fill([CONSENT], body, problem),
      problem,
    },
  };
}

const show = guardedPage({
  method: 'get',
  path: '/applications/:applicationId/submission',
  permission: 'application.confirm',
  handle: submissionView,
});

/** The consent is to exactly the text that the page showed. */
function consentIn(body: FormValues): number {
  const consentTextVersion = body['consentTextVersion'] === 'yes' ? body['textVersion'] : undefined;
  return validate(consentBody, { version: Number(body['version']), consentTextVersion }).version;
}

const submit = guardedPage({
  method: 'post',
  path: '/applications/:applicationId/submission',
  permission: 'application.confirm',
  handle: async (context, { params, body }) => {
    const applicationId = idIn(params, 'applicationId');
    await submitApplication(context, { applicationId, version: consentIn(body) });
    return { to: `/applications/${applicationId}` };
  },
  again: submissionView,
});

const confirm = guardedPage({
  method: 'post',
  path: '/applications/:applicationId/confirmation',
  permission: 'application.confirm',
  handle: async (context, { params, body }) => {
    const applicationId = idIn(params, 'applicationId');
    await confirmApplication(context, { applicationId, version: consentIn(body) });
    return { to: `/applications/${applicationId}` };
  },
  again: submissionView,
});

const WITHDRAWAL: Field = {
  name: 'reason',
  kind: 'area',
  label: { zh: '撤回原因', en: 'Why' },
  maxLength: 500,
};

async function withdrawalView(
  context: Context,
  { params, body }: PageInput,
  problem?: PageProblem,
): Promise<View> {
  const { application } = await findApplication(context, idIn(params, 'applicationId'));
  const { id: applicationId, number } = application;
  return {
    view: 'application-withdrawal',
    title: { zh: '撤回申请', en: 'Withdraw the application' },
    values: { applicationId, number, fields: fill([WITHDRAWAL], body, problem), problem },
  };
}

const showWithdrawal = guardedPage({
  method: 'get',
  path: '/applications/:applicationId/withdrawal',
  permission: 'application.withdraw',
  handle: withdrawalView,
});

const withdraw = guardedPage({
  method: 'post',
  path: '/applications/:applicationId/withdrawal',
  permission: 'application.withdraw',
  handle: async (context, { params, body }) => {
    const applicationId = idIn(params, 'applicationId');
    const { reason } = validate(reasonBody, { reason: body['reason'] });
    await withdrawApplication(context, { applicationId, reason });
    return { to: `/applications/${applicationId}` };
  },
  again: withdrawalView,
});

/** The end of writing: what is missing, the consent, and taking it all back. */
export const SUBMISSION_PAGES: readonly Page[] = [show, submit, confirm, showWithdrawal, withdraw];
