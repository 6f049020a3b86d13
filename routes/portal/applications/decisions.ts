import { approveCredit } from '../../../server/applications/approve-credit.js';
import { approveGuarantee } from '../../../server/applications/approve-guarantee.js';
import { findApplication, type ApplicationView } from '../../../server/applications/find-application.js';
import { proposeCredit } from '../../../server/applications/propose-credit.js';
import { proposeGuarantee } from '../../../server/applications/propose-guarantee.js';
import { decideEligibility, precheckApplication } from '../../../server/applications/review-application.js';
import type { ApprovalAction } from '../../../server/approvals/approval.js';
import { can, type Permission } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import type { Bilingual } from '../../../server/core/bilingual.js';
import type { Role } from '../../../server/core/roles.js';
import { readCredit, readGuarantee, readVerdict } from '../../api/applications/due-diligence-endpoints.js';
import { presentDetail } from '../../api/applications/present.js';
import {
  creditProposalBody,
  guaranteeProposalBody,
  reviewBody,
  verdictBody,
} from '../../api/applications/schemas.js';
import { validate } from '../../middleware/validate.js';
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
import { CREDIT_FIELDS, GUARANTEE_FIELDS, REVIEW_FIELDS, VERDICT_FIELDS } from './decision-fields.js';
import { proposalRows } from './proposal-rows.js';

/** One decision that staff take on an application: who may, when there is one to take, what is asked, what is done. */
interface Decision {
  readonly code: string;
  readonly title: Bilingual;
  readonly permission: Permission;
  readonly fields: readonly Field[];
  /** The proposal that is decided on, where there has to be one. */
  readonly checks?: ApprovalAction;
  readonly isOpen: (view: ApplicationView) => boolean;
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

const DECISIONS: readonly Decision[] = [
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
];

/** The decisions that this role can take now. */
export const openDecisions = (role: Role, view: ApplicationView): Pick<Decision, 'code' | 'title'>[] =>
  DECISIONS.filter(({ permission, isOpen }) => can(role, permission) && isOpen(view));

async function decisionView(
  context: Context,
  { code, title, fields, checks }: Decision,
  { params, body }: PageInput,
  problem?: PageProblem,
): Promise<View> {
  const found = await findApplication(context, idIn(params, 'applicationId'));
  const { requestedFen, termMonths, repaymentMethod } = found.application;
  const detail = presentDetail(found);
  const asked: FormValues = {
    'terms.amount': detail.requested ?? '',
    'terms.termMonths': termMonths === null ? '' : String(termMonths),
    'terms.repaymentMethod': repaymentMethod ?? '',
    'terms.dayCountBasis': '360',
    annualFeeRatePercent: requestedFen === null ? '' : '0.00',
  };
  const proposal = found.openProposals.find(({ action }) => action === checks);
  return {
    view: 'decision',
    title,
    values: {
      code,
      detail,
      // What was read is what is approved: a proposal that changed in between has another hash and is refused.
      payloadHash: proposal?.payloadHash,
      proposal: proposal && proposalRows(proposal.payload),
      fields: fill(fields, { ...asked, ...body }, problem),
      problem,
    },
  };
}

function pagesOf(decision: Decision): Page[] {
  const address = {
    path: `/applications/:applicationId/${decision.code}`,
    permission: decision.permission,
  } as const;
  return [
    guardedPage({
      ...address,
      method: 'get',
      handle: (context, input) => decisionView(context, decision, input),
    }),
    guardedPage({
      ...address,
      method: 'post',
      handle: async (context, { params, body }) => {
        const applicationId = idIn(params, 'applicationId');
        await decision.take(context, applicationId, body);
        return { to: `/applications/${applicationId}` };
      },
      again: (context, input, problem) => decisionView(context, decision, input, problem),
    }),
  ];
}

/** What bank, district and guarantor decide on an application. */
export const DECISION_PAGES: readonly Page[] = DECISIONS.flatMap(pagesOf);
