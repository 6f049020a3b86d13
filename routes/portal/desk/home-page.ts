import { APPROVAL_ACTIONS, type ApprovalSubjectKind } from '../../../server/approvals/approval-actions.js';
import { findWaitingProposals, type WaitingProposal } from '../../../server/approvals/find-proposals.js';
import type { Context } from '../../../server/context.js';
import { findOpenStages, type OpenStage } from '../../../server/stage-clocks/find-open-stages.js';
import type { Stage } from '../../../server/stage-clocks/stage-clock.js';
import { can } from '../../../server/auth/permissions.js';
import { ANY, fill, type Field } from '../fields.js';
import { guardedPage, type FormValues, type Page, type View } from '../page.js';
import { STAGE_WORDS } from '../stage-words.js';
import { menuFor } from './menu.js';
import type { WorkKind } from './work-kind.js';

const SHOWN_STAGES = 50;
const SHOWN_PROPOSALS = 20;

const FILTERS: readonly Field[] = [
  {
    name: 'stage',
    kind: 'select',
    label: { zh: '环节', en: 'Stage' },
    choices: STAGE_WORDS,
    optional: true,
    empty: ANY,
  },
  {
    name: 'late',
    kind: 'select',
    label: { zh: '时限', en: 'Clock' },
    choices: { yes: { zh: '已超时', en: 'Too late' }, no: { zh: '未超时', en: 'In time' } },
    optional: true,
    empty: ANY,
  },
  {
    name: 'own',
    kind: 'select',
    label: { zh: '范围', en: 'Whose' },
    choices: { no: { zh: '全部可见', en: 'All one sees' } },
    optional: true,
    empty: { zh: '本机构待办', en: 'Our own' },
  },
];

const ADDRESSES: Readonly<Record<ApprovalSubjectKind, string>> = {
  application: '/applications',
  'cooperation-agreement': '/desk/cooperation-agreements',
  budget: '/desk/budgets',
  'payment-run': '/desk/payment-runs',
  organisation: '/desk/guarantors',
  'guarantee-stop': '/desk/guarantee-stops',
  'compensation-claim': '/desk/compensation-claims',
  'post-check': '/desk/post-checks',
  'policy-draft': '/desk/policy-drafts',
  'clawback-case': '/desk/clawback-cases',
  'red-flag': '/desk/red-flags',
  'audit-whitelist-entry': '/desk/audit-whitelist-entries',
};

/** The page on which a stage is worked. */
function addressOf({ subjectKind, subjectId, loanId, applicationId }: OpenStage): string {
  if (applicationId !== null) return `/applications/${applicationId}`;
  if (subjectKind === 'extension') return `/desk/loans/${loanId ?? subjectId}`;
  return `/desk/${subjectKind}s/${subjectId}`;
}

const presentStage = (stage: OpenStage) => ({
  ...stage,
  label: STAGE_WORDS[stage.stage] ?? { zh: stage.stage, en: stage.stage },
  href: addressOf(stage),
  left: {
    dueOn: stage.dueOn,
    days: stage.workingDaysLeft,
    estimated: stage.isEstimated,
    tone: stage.workingDaysLeft < 0 ? 'bad' : stage.workingDaysLeft <= 2 ? 'warn' : '',
  },
});

const presentProposal = (proposal: WaitingProposal) => ({
  ...proposal,
  label: APPROVAL_ACTIONS[proposal.action].label,
  href: `${ADDRESSES[proposal.subjectKind]}/${proposal.subjectId}`,
});

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, no: false };

async function homeView(context: Context, kinds: readonly WorkKind[], query: FormValues): Promise<View> {
  const { stage, late = '', own = '', cursor } = query;
  const stages = await findOpenStages(context, {
    limit: SHOWN_STAGES,
    stage: stage !== undefined && Object.hasOwn(STAGE_WORDS, stage) ? (stage as Stage) : undefined,
    late: YES_NO[late],
    own: YES_NO[own],
    cursor,
  });
  const proposals = await findWaitingProposals(context, { limit: SHOWN_PROPOSALS });
  const kept = Object.fromEntries(
    Object.entries(query).filter(([name, text]) => ['stage', 'late', 'own'].includes(name) && text !== ''),
  );
  return {
    view: 'desk-home',
    title: { zh: '工作台', en: 'Desk' },
    values: {
      menu: menuFor(context.actor.role, kinds),
      fields: fill(FILTERS, query),
      isFiltered: Object.keys(kept).length > 0,
      stages: stages.items.map(presentStage),
      more:
        stages.nextCursor &&
        `/desk?${new URLSearchParams({ ...kept, cursor: stages.nextCursor }).toString()}`,
      proposals: proposals.items.map(presentProposal),
      worksOnCases: can(context.actor.role, 'application.read'),
    },
  };
}

/** The desk: what is due first, what waits for a second person, and the way to every worklist. Borrowers have their own first page. */
export const deskHomePage = (kinds: readonly WorkKind[]): Page =>
  guardedPage({
    method: 'get',
    path: '/desk',
    permission: 'business-date.read',
    handle: async (context, { query }) =>
      context.actor.role === 'borrower' ? { to: '/applications' } : homeView(context, kinds, query),
  });
