import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { lockRow, type Row } from '../../models/rows.js';
import { proposeApproval, type ApprovalSubject } from '../approvals/approval.js';
import { guaranteeStopScope } from '../auth/scope.js';
import { runCommand, type UnitOfWork } from '../command.js';
import type { Actor, Context } from '../context.js';
import type { BusinessDate } from '../core/business-date.js';
import { DomainError } from '../core/errors.js';
import { GUARANTEE_STOP_STATES } from '../core/states/guarantee-stop-states.js';
import { transition } from '../core/states/state-machine.js';

/** Until when new guarantees may go on although the rate stands at its threshold, and why. */
export type StopRelease = {
  readonly releasedUntil: BusinessDate;
  readonly reason: string;
};

export type ReleaseProposalReply = { readonly stopId: string; readonly payloadHash: string };

/** Releasing a stop needs a second person. */
export const releaseOf = (stopId: number): ApprovalSubject => ({
  subjectKind: 'guarantee-stop',
  subjectId: stopId,
  action: 'release-stop',
});

/** A municipal officer proposes to let new guarantees go on until a day. Fails: not-found, illegal-transition, malformed, already-exists. */
export async function proposeRelease(
  context: Context,
  stopId: number,
  release: StopRelease,
): Promise<ReleaseProposalReply> {
  const { actor } = context;
  return runCommand(context, 'guarantee-stop.propose-release', async (unit) => {
    const stop = await lockStop(unit, actor, stopId);
    transition(GUARANTEE_STOP_STATES, stop.state, 'release');
    if (release.releasedUntil <= unit.today) {
      const message = { zh: '应晚于今天', en: 'must be later than today' };
      throw new DomainError('malformed', { field: 'releasedUntil' }, [
        { field: 'releasedUntil', rule: 'later-than-today', message },
      ]);
    }
    const { payloadHash } = await proposeApproval(unit, actor, releaseOf(stopId), { ...release });
    recordOnStop(unit, actor, stop, { payloadHash, ...release });
    return { stopId: String(stopId), payloadHash };
  });
}

/** The stop, locked until the command ends. Fails: not-found. */
export async function lockStop(unit: UnitOfWork, actor: Actor, id: number): Promise<Row<GuaranteeStop>> {
  const stop = await lockRow(GuaranteeStop, { id, ...guaranteeStopScope(actor) }, unit.transaction);
  if (!stop) throw new DomainError('not-found');
  return stop;
}

/** Adds the audit event of a command on a stop. */
export function recordOnStop(
  unit: UnitOfWork,
  { organisationId }: Actor,
  stop: Row<GuaranteeStop>,
  detail: Readonly<Record<string, string | null>>,
): void {
  unit.record({
    organisationId: organisationId ?? stop.organisationId,
    subjectKind: 'guarantee-stop',
    subjectId: stop.id,
    detail,
  });
}
