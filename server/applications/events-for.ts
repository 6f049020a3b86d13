import type { Reconsideration } from '../../models/reconsideration.js';
import type { Row } from '../../models/rows.js';
import { isMaker, type ApprovalAction, type Proposal } from '../approvals/approval.js';
import type { Actor } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import {
  agreementEvent,
  APPLICATION_STATES,
  reconsiderationEvent,
  type ApplicationEvent,
  type DueDiligenceSide,
} from '../core/states/application-states.js';
import { allowedEvents } from '../core/states/state-machine.js';
import type { ApplicationRow } from './application-case.js';
import type { DecisionRow } from './record-decision.js';

/** A proposal that waits for its checker, and what it is about. */
export type OpenProposal = Proposal & { readonly action: ApprovalAction };

/** What, beside its state, says what can be done with an application. */
export interface Standing {
  readonly application: ApplicationRow;
  readonly decisions: readonly DecisionRow[];
  readonly reconsiderations: readonly Row<Reconsideration>[];
  /** The last day on which a refusal can be asked to be reconsidered; null where nothing was refused. */
  readonly reconsiderableUntil: BusinessDate | null;
  readonly openProposals: readonly OpenProposal[];
  /** Whether the reader filed the application or is named in it. */
  readonly isOwnCase: boolean;
}

/** Of one's own case nobody decides any of these. */
const DECISIONS: ReadonlySet<ApplicationEvent> = new Set([
  'pass-precheck',
  'refuse-precheck',
  'confirm-eligibility',
  'refuse-eligibility',
  'return',
]);

/** The events that this person can cause now, and would not be refused: the buttons to show. */
export function eventsFor(actor: Actor, standing: Standing, today: BusinessDate): ApplicationEvent[] {
  const prepared = new Set<ApplicationEvent>([
    ...proposedEvents(actor, standing),
    ...reconsiderableEvents(standing, today),
  ]);
  return allowedEvents(APPLICATION_STATES, standing.application.state, actor.role).filter((event) => {
    if (DECISIONS.has(event)) return !standing.isOwnCase;
    return prepared.has(event) || !NEED_PREPARATION.has(event);
  });
}

/** Possible only when something else has been done before. */
const NEED_PREPARATION: ReadonlySet<ApplicationEvent> = new Set([
  'agree-credit',
  'agree-guarantee',
  'approve',
  'refuse-credit',
  'refuse-guarantee',
  'disburse',
  'reconsider-precheck',
  'reconsider-eligibility',
  'reconsider-credit',
  'reconsider-guarantee',
]);

/** What the open proposals that the actor may check lead to. */
function proposedEvents(actor: Actor, standing: Standing): ApplicationEvent[] {
  const { application, openProposals, isOwnCase } = standing;
  return openProposals
    .filter((proposal) => !isMaker(actor, proposal))
    .flatMap((proposal): ApplicationEvent[] => {
      if (proposal.action === 'disburse') return ['disburse'];
      if (isOwnCase) return [];
      const side: DueDiligenceSide = proposal.action === 'decide-credit' ? 'credit' : 'guarantee';
      const { outcome } = proposal.payload as { readonly outcome: 'agree' | 'refuse' };
      if (outcome === 'refuse') return [`refuse-${side}`];
      const other = side === 'credit' ? application.guaranteeOutcome : application.creditOutcome;
      return [agreementEvent(side, other === 'agree')];
    });
}

/** Of a refusal that nobody has asked to be looked at again, as long as it can be asked for. */
function reconsiderableEvents(
  { decisions, reconsiderations, reconsiderableUntil }: Standing,
  today: BusinessDate,
): ApplicationEvent[] {
  const refusal = decisions.findLast((decision) => decision.outcome === 'refuse');
  if (!refusal || reconsiderableUntil === null || today > reconsiderableUntil) return [];
  const asked = reconsiderations.some((request) => request.decisionId === refusal.id);
  return asked ? [] : [reconsiderationEvent(refusal.stage)];
}
