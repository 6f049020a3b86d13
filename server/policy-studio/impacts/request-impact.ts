import { PolicyImpact } from '../../../models/policy-impact.js';
import { insertRow } from '../../../models/rows.js';
import { runCommand } from '../../command.js';
import type { Context } from '../../context.js';
import type { BusinessDate } from '../../core/business-date.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { DomainError } from '../../core/errors.js';
import { isFinal } from '../../core/states/state-machine.js';
import { POLICY_DRAFT_STATES } from '../../core/states/policy-draft-states.js';
import type { SubsidyQuarter } from '../../core/subsidy-quarter.js';
import { enqueueJob } from '../../jobs/enqueue-job.js';
import { lockDraft, recordOnDraft } from '../draft-case.js';
import { POLICY_IMPACT_JOB_NAME } from './impact-job-name.js';

/** For which quarters a draft is weighed, and from when on it is taken to hold; left out: from its own day. */
export interface ImpactRequest {
  readonly quarters: readonly SubsidyQuarter[];
  readonly assumedFrom: BusinessDate | null;
}

export type RequestedImpact = { readonly impactId: number };

/**
 * Has it computed in the background what a draft would cost beside the policy in force, over the real book. Quarters that have not ended
 * follow the repayment schedules. A draft that changes no subsidy is answered so, in words. Fails: not-found, illegal-transition (the draft
 * is decided), malformed (a day after the draft's own).
 */
export async function requestImpact(
  context: Context,
  draftId: number,
  { quarters, assumedFrom }: ImpactRequest,
): Promise<RequestedImpact> {
  return runCommand(context, 'policy-impact.request', async (unit) => {
    const draft = await lockDraft(unit, context.actor, draftId);
    if (isFinal(POLICY_DRAFT_STATES, draft.state)) {
      throw new DomainError('illegal-transition', {
        table: 'policy-draft',
        from: draft.state,
        event: 'estimate',
      });
    }
    const from = assumedFrom ?? draft.effectiveFrom;
    if (from > draft.effectiveFrom) throw afterOwnDay(draft.effectiveFrom);
    const names = quarters.map(({ name }) => name).toSorted();
    const impactId = await insertRow(
      PolicyImpact,
      {
        draftId,
        draftHash: draft.contentHash,
        assumedFrom: from,
        quartersJson: canonicalJson(names),
        asOf: unit.today,
        state: 'queued',
        resultJson: null,
        resultHash: null,
        requestedByUserId: context.actor.userId,
        createdAt: unit.now,
        endedAt: null,
      },
      unit.transaction,
    );
    const job = { name: POLICY_IMPACT_JOB_NAME, runKey: `impact-${impactId}`, payload: { impactId } };
    await enqueueJob(unit, { ...job, lane: POLICY_IMPACT_JOB_NAME });
    recordOnDraft(context, unit, draftId, { impactId, quarters: names, assumedFrom: from });
    return { impactId };
  });
}

function afterOwnDay(effectiveFrom: BusinessDate): DomainError {
  const message = {
    zh: `不能晚于草案的施行日${effectiveFrom}`,
    en: `can’t be later than the day from which the draft holds, ${effectiveFrom}`,
  };
  return new DomainError('malformed', {}, [{ field: 'assumedFrom', rule: 'not-after-draft', message }]);
}
