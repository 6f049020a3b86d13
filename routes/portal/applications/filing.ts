import { createApplication } from '../../../server/applications/create-application.js';
import { findApplication, type ApplicationView } from '../../../server/applications/find-application.js';
import { lookUpRegistries } from '../../../server/applications/look-up-registries.js';
import { saveApplication } from '../../../server/applications/save-application.js';
import type { Context } from '../../../server/context.js';
import { DomainError } from '../../../server/core/errors.js';
import { findInstitutions } from '../../../server/organisations/find-organisations.js';
import { findOwnAccount } from '../../../server/users/find-users.js';
import { newApplicationBody } from '../../api/applications/schemas.js';
import { validate } from '../../middleware/validate.js';
import { BORROWER_KIND_CHOICES, DISTRICT_CHOICES } from '../choices.js';
import { fill, type Choices, type Field } from '../fields.js';
import { idIn } from '../form-values.js';
import {
  guardedPage,
  type FormValues,
  type Page,
  type PageInput,
  type PageProblem,
  type View,
} from '../page.js';
import { entriesOf, fieldsAt, flatten, readStep } from './form-body.js';
import { stepsOf, type Institutions, type Step } from './steps.js';

const BEGINNING: readonly Field[] = [
  {
    name: 'borrowerKind',
    kind: 'radio',
    label: { zh: '您以什么身份申请', en: 'You apply as' },
    choices: BORROWER_KIND_CHOICES,
  },
  {
    name: 'districtCode',
    kind: 'select',
    label: { zh: '经营所在区', en: 'District of the business' },
    choices: DISTRICT_CHOICES,
  },
];

const beginningView = (values: FormValues, problem?: PageProblem): View => ({
  view: 'application-begin',
  title: { zh: '新的申请', en: 'A new application' },
  values: { fields: fill(BEGINNING, values, problem), problem },
});

const showBeginning = guardedPage({
  method: 'get',
  path: '/applications/new',
  permission: 'application.file',
  handle: async () => beginningView({ borrowerKind: 'individual' }),
});

const begin = guardedPage({
  method: 'post',
  path: '/applications',
  permission: 'application.file',
  handle: async (context, { body }) => {
    const { borrowerKind, districtCode } = body;
    const wanted = validate(newApplicationBody, { borrowerKind, districtCode });
    const { applicationId } = await createApplication(context, wanted);
    return { to: `/applications/${applicationId}/people` };
  },
  again: async (_context, { body }, problem) => beginningView(body, problem),
});

const choicesOf = (found: readonly { readonly id: number; readonly name: string }[]): Choices =>
  Object.fromEntries(found.map(({ id, name }) => [String(id), { zh: name, en: name }]));

/** The banks and guarantors that can be chosen. */
export async function institutions(): Promise<Institutions> {
  const { banks, guarantors } = await findInstitutions();
  return { banks: choicesOf(banks), guarantors: choicesOf(guarantors) };
}

interface StepAt {
  readonly found: ApplicationView;
  readonly steps: readonly Step[];
  readonly step: Step;
}

async function stepAt(context: Context, { params }: PageInput): Promise<StepAt> {
  const found = await findApplication(context, idIn(params, 'applicationId'));
  const steps = stepsOf(found.application.borrowerKind, await institutions());
  const step = steps.find(({ code }) => code === params['step']);
  if (!step) throw new DomainError('not-found');
  return { found, steps, step };
}

/** A founder's own name, number and phone, before anything has been written. */
async function ownPerson(context: Context, { form }: ApplicationView): Promise<FormValues> {
  if (form.applicant || context.actor.role !== 'borrower') return {};
  const { user, identityNumber, phone } = await findOwnAccount(context);
  return {
    'applicant.name': user.displayName,
    ...(identityNumber && { 'applicant.identityNumber': identityNumber }),
    ...(identityNumber?.length === 18 && { 'applicant.identityKind': 'resident-identity-card' }),
    ...(phone && { 'applicant.phone': phone }),
  };
}

function stepView(
  { found, steps, step }: StepAt,
  values: FormValues,
  version: string,
  problem?: PageProblem,
): View {
  const { id, number } = found.application;
  return {
    view: 'application-step',
    title: step.title,
    values: {
      applicationId: id,
      number,
      version,
      steps,
      step,
      fields: fill(step.fields, values, problem),
      groups: step.groups.map((group) => ({
        title: group.title,
        entries: Array.from({ length: entriesOf(group, values) + 1 }, (_, place) =>
          fill(fieldsAt(group, place), values, problem),
        ),
      })),
      problem,
    },
  };
}

const showStep = guardedPage({
  method: 'get',
  path: '/applications/:applicationId/:step',
  permission: 'application.file',
  handle: async (context, input) => {
    const at = await stepAt(context, input);
    const values = { ...(await ownPerson(context, at.found)), ...flatten(at.found.form) };
    return stepView(at, values, String(at.found.application.version));
  },
});

const sendStep = guardedPage({
  method: 'post',
  path: '/applications/:applicationId/:step',
  permission: 'application.file',
  handle: async (context, input) => {
    const { found, steps, step } = await stepAt(context, input);
    const { body } = input;
    const applicationId = found.application.id;
    const { version } = await saveApplication(context, {
      applicationId,
      version: Number(body['version']),
      form: readStep(found.form, step, body),
    });
    if (body['quietly'] === 'yes') return { saved: { version } };
    const path = `/applications/${applicationId}`;
    if (body['then'] === 'stay') return { to: `${path}/${step.code}` };
    const next = steps[steps.indexOf(step) + 1];
    // What the city knows need not be brought: nothing is looked up without the applicant's consent.
    if (next === undefined) await lookUpRegistries(context, applicationId, 'evidence');
    return { to: `${path}/${next?.code ?? 'papers'}` };
  },
  again: async (context, input, problem) =>
    stepView(await stepAt(context, input), input.body, input.body['version'] ?? '', problem),
});

/** Opening an application and writing it, page by page. */
export const FILING_PAGES: readonly Page[] = [showBeginning, begin, showStep, sendStep];
