import { findApplication, type ApplicationView } from '../../../server/applications/find-application.js';
import { findProposalOn } from '../../../server/approvals/find-proposals.js';
import { can } from '../../../server/auth/permissions.js';
import type { Context } from '../../../server/context.js';
import { ROLES, type Role } from '../../../server/core/roles.js';
import { presentDetail } from '../../api/applications/present.js';
import { changesBetween, payloadFacts, seenIn, seenOf } from '../desk/payload.js';
import { fill } from '../fields.js';
import { idIn } from '../form-values.js';
import {
  guardedPage,
  type FormValues,
  type Page,
  type PageInput,
  type PageProblem,
  type View,
} from '../page.js';
import { comparisonOf } from './comparison.js';
import { DECISIONS, type Decision } from './decision-list.js';

/** The decisions that this role can take now. */
export const openDecisions = (role: Role, view: ApplicationView): Pick<Decision, 'code' | 'title'>[] =>
  DECISIONS.filter(({ permission, isOpen }) => can(role, permission) && isOpen(view));

/** What the checker reads: the proposal, what is different from the one before, and what has changed since the page was opened. */
async function proposalValues(
  context: Context,
  subjectId: number,
  action: NonNullable<Decision['checks']>,
  body: FormValues,
) {
  const proposal = await findProposalOn(context, { subjectKind: 'application', subjectId, action });
  if (!proposal) return { changedMeanwhile: [] };
  const facts = payloadFacts(proposal.payload);
  const seen = body['seen'];
  return {
    // What was read is what is approved: a proposal that changed in between has another hash and is refused.
    payloadHash: proposal.payloadHash,
    seen: seenOf(facts),
    changedMeanwhile: seen === undefined ? [] : changesBetween(seenIn(seen, facts), facts),
    proposal: {
      ...proposal,
      facts,
      checkers: proposal.checkers.map(({ name, role }) => ({ name, role: ROLES[role] })),
    },
    changes: proposal.before ? changesBetween(payloadFacts(proposal.before.payload), facts) : undefined,
    declinedBecause: proposal.before?.reason,
  };
}

async function decisionView(
  context: Context,
  { code, title, hint, fields, checks }: Decision,
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
  const proposal = checks ? await proposalValues(context, found.application.id, checks, body) : undefined;
  return {
    view: 'decision',
    title,
    values: {
      code,
      hint,
      detail,
      ...proposal,
      comparison: await comparisonOf(context, found.application.id),
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
        return { to: decision.handsOver ? '/applications' : `/applications/${applicationId}` };
      },
      again: (context, input, problem) => decisionView(context, decision, input, problem),
    }),
  ];
}

/** What bank, district and guarantor decide on an application. */
export const DECISION_PAGES: readonly Page[] = DECISIONS.flatMap(pagesOf);
