import { approveCredit } from '../../../server/applications/approve-credit.js';
import { approveGuarantee } from '../../../server/applications/approve-guarantee.js';
import type { ApplicationView } from '../../../server/applications/find-application.js';
import { proposeCredit } from '../../../server/applications/propose-credit.js';
import { proposeGuarantee } from '../../../server/applications/propose-guarantee.js';
import { decideEligibility, precheckApplication } from '../../../server/applications/review-application.js';
import type { ApprovalAction } from '../../../server/approvals/approval.js';
import type { Permission } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import { readCredit, readGuarantee, readVerdict } from '../../api/applications/due-diligence-endpoints.js';
import {
  creditProposalBody,
  guaranteeProposalBody,
  reviewBody,
  verdictBody,
} from '../../api/applications/schemas.js';
import { validate } from '../../middleware/validate.js';
import { operationOf } from '../desk/operations.js';
import { bodyOfForm, fieldsOfSchema } from '../desk/schema-form.js';
import type { Field } from '../fields.js';
import type { FormValues } from '../page.js';
import { CREDIT_FIELDS, GUARANTEE_FIELDS, REVIEW_FIELDS, VERDICT_FIELDS } from './decision-fields.js';

/** One step that somebody takes on an application: who may, when there is one to take, what is asked, what is done. */
export interface Decision {
  readonly code: string;
  readonly title: Bilingual;
  readonly permission: Permission;
  readonly hint?: Bilingual;
  readonly fields: readonly Field[];
  /** The proposal that is decided on, where there has to be one. */
  readonly checks?: ApprovalAction;
  readonly isOpen: (view: ApplicationView) => boolean;
  /** Afterwards the application is out of the reader's sight. */
  readonly handsOver?: true;
  take(context: Context, applicationId: number, body: FormValues): Promise<unknown>;
}

const reviewIn = (applicationId: number, { outcome, reason, toMend = '' }: FormValues) => ({
  applicationId,
  ...validate(reviewBody, {
    outcome,
    reason,
    toMend: toMend.split(/\r?\n/).filter((line) => line.trim() !== ''),
  }),
});

/** Terms are read only where there is something to agree to. */
function creditIn(body: FormValues) {
  const { outcome, reason } = body;
  const terms = Object.fromEntries(
    ['amount', 'annualRatePercent', 'termMonths', 'dayCountBasis', 'repaymentMethod'].map((name) => [
      name,
      body[`terms.${name}`] ?? '',
    ]),
  );
  return readCredit(
    validate(creditProposalBody, { outcome, reason, ...(outcome === 'agree' && { terms }) }, true),
  );
}

function guaranteeIn({ outcome, reason, annualFeeRatePercent }: FormValues) {
  const fee = outcome === 'agree' && annualFeeRatePercent ? { annualFeeRatePercent } : {};
  return readGuarantee(validate(guaranteeProposalBody, { outcome, reason, ...fee }));
}

function verdictIn(applicationId: number, { payloadHash, outcome, reason }: FormValues) {
  const verdict = validate(verdictBody, { payloadHash, outcome, ...(reason && { reason }) });
  return readVerdict({ applicationId: String(applicationId) }, verdict);
}

const inDueDiligence = ({ application }: ApplicationView): boolean =>
  application.state === 'eligible' || application.state === 'in-due-diligence';

const waits = ({ openProposals }: ApplicationView, action: ApprovalAction): boolean =>
  openProposals.some((proposal) => proposal.action === action);

type Step = Pick<Decision, 'code' | 'title' | 'isOpen'> &
  Partial<Pick<Decision, 'hint' | 'checks' | 'handsOver'>>;

/** A step whose form follows from the schema of an operation; its version and hash are those of the page. */
function byOperation(operationId: string, step: Step): Decision {
  const { permission, body } = operationOf(operationId);
  return {
    ...step,
    permission,
    fields: fieldsOfSchema(body).filter(({ name }) => name !== 'version' && name !== 'payloadHash'),
    take: (context, applicationId, form) =>
      operationOf(operationId).run(context, {
        params: { applicationId: String(applicationId) },
        body: body ? (validate(body, bodyOfForm(body, form)) as object) : {},
      }),
  };
}

const inState =
  (state: string) =>
  ({ application }: ApplicationView): boolean =>
    application.state === state;

const reconsiders = ({ reconsiderations }: ApplicationView): boolean =>
  reconsiderations.some(({ outcome }) => outcome === null);

/** Everything that is decided on an application, in the order of its life. */
export const DECISIONS: readonly Decision[] = [
  byOperation('requestConfirmation', {
    code: 'confirmation-request',
    title: { zh: '请申请人确认', en: 'Ask the applicant to confirm' },
    hint: {
      zh: '填写完成后发给申请人本人，由其在手机上核对、确认后才会提交。',
      en: 'It goes to the applicant, who checks and confirms it before it is submitted.',
    },
    isOpen: ({ allowedEvents }) => allowedEvents.includes('request-confirmation'),
  }),
  byOperation('declineConfirmation', {
    code: 'declination',
    title: { zh: '退回驿站修改', en: 'Send back to the station' },
    hint: {
      zh: '写明哪里不对，驿站改好后会再请您确认。',
      en: 'Say what is wrong; the station mends it and asks you again.',
    },
    isOpen: ({ allowedEvents }) => allowedEvents.includes('decline-confirmation'),
    handsOver: true,
  }),
  {
    code: 'precheck',
    title: { zh: '银行预审', en: 'The bank’s precheck' },
    permission: 'application.precheck',
    fields: REVIEW_FIELDS,
    isOpen: ({ allowedEvents }) => allowedEvents.includes('pass-precheck'),
    take: (context, id, body) => precheckApplication(context, reviewIn(id, body)),
  },
  {
    code: 'eligibility-decision',
    title: { zh: '资格审核', en: 'Eligibility review' },
    permission: 'application.review-eligibility',
    fields: REVIEW_FIELDS,
    isOpen: ({ allowedEvents }) => allowedEvents.includes('confirm-eligibility'),
    take: (context, id, body) => decideEligibility(context, reviewIn(id, body)),
  },
  {
    code: 'credit-proposal',
    title: { zh: '拟授信', en: 'Propose the credit' },
    permission: 'application.propose-credit',
    fields: CREDIT_FIELDS,
    isOpen: (view) =>
      inDueDiligence(view) && view.application.creditOutcome === null && !waits(view, 'decide-credit'),
    take: (context, id, body) => proposeCredit(context, id, creditIn(body)),
  },
  {
    code: 'credit-decision',
    title: { zh: '复核授信', en: 'Check the credit' },
    permission: 'application.approve-credit',
    fields: VERDICT_FIELDS,
    checks: 'decide-credit',
    isOpen: (view) => waits(view, 'decide-credit'),
    take: (context, id, body) => approveCredit(context, verdictIn(id, body)),
  },
  {
    code: 'guarantee-proposal',
    title: { zh: '拟担保', en: 'Propose the guarantee' },
    permission: 'application.propose-guarantee',
    fields: GUARANTEE_FIELDS,
    isOpen: (view) =>
      inDueDiligence(view) && view.application.guaranteeOutcome === null && !waits(view, 'decide-guarantee'),
    take: (context, id, body) => proposeGuarantee(context, id, guaranteeIn(body)),
  },
  {
    code: 'guarantee-decision',
    title: { zh: '复核担保', en: 'Check the guarantee' },
    permission: 'application.approve-guarantee',
    fields: VERDICT_FIELDS,
    checks: 'decide-guarantee',
    isOpen: (view) => waits(view, 'decide-guarantee'),
    take: (context, id, body) => approveGuarantee(context, verdictIn(id, body)),
  },
  byOperation('proposeDisbursement', {
    code: 'disbursement-proposal',
    title: { zh: '放款经办', en: 'Propose the disbursement' },
    isOpen: (view) => inState('approved')(view) && !waits(view, 'disburse'),
  }),
  byOperation('decideDisbursement', {
    code: 'disbursement-decision',
    title: { zh: '放款复核', en: 'Check the disbursement' },
    checks: 'disburse',
    isOpen: (view) => waits(view, 'disburse'),
  }),
  byOperation('requestReconsideration', {
    code: 'reconsideration',
    title: { zh: '申请复核', en: 'Ask for reconsideration' },
    hint: {
      zh: '对不通过的决定不服，可以说明理由，由原机构另一人重新看。',
      en: 'If you do not agree with a refusal, say why; another person of that office looks again.',
    },
    isOpen: (view) => inState('rejected')(view) && view.reconsiderationAdvice !== null && !reconsiders(view),
  }),
  byOperation('decideReconsideration', {
    code: 'reconsideration-decision',
    title: { zh: '复核决定', en: 'Decide the reconsideration' },
    isOpen: reconsiders,
  }),
];
