import { GuaranteeStop } from '../../models/guarantee-stop.js';
import { updateRows } from '../../models/rows.js';
import { decideApproval, type Verdict } from '../approvals/approval.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { GUARANTEE_STOP_STATES, type GuaranteeStopState } from '../core/states/guarantee-stop-states.js';
import { transition } from '../core/states/state-machine.js';
import { notifyStaff } from '../messages/notify-staff.js';
import { lockStop, recordOnStop, releaseOf, type StopRelease } from './propose-release.js';

export type StopReply = { readonly stopId: string; readonly state: GuaranteeStopState };

/**
 * A municipal supervisor, another person than the officer, releases a stop until the day proposed, or declines. From that day
 * on the rate is measured again. Fails: not-found, illegal-transition, maker-is-checker, approval-does-not-match.
 */
export async function decideRelease(context: Context, stopId: number, verdict: Verdict): Promise<StopReply> {
  const { actor } = context;
  return runCommand(context, 'guarantee-stop.decide-release', async (unit) => {
    const stop = await lockStop(unit, actor, stopId);
    const released = transition(GUARANTEE_STOP_STATES, stop.state, 'release');
    const { payload } = await decideApproval(unit, actor, releaseOf(stopId), verdict);
    if (verdict.outcome === 'decline') {
      recordOnStop(unit, actor, stop, { outcome: 'decline', reason: verdict.reason });
      return { stopId: String(stopId), state: stop.state };
    }
    const { releasedUntil, reason } = payload as StopRelease;
    const version = stop.version + 1;
    await updateRows(
      GuaranteeStop,
      {
        state: released,
        openKey: null,
        releasedUntil,
        releaseReason: reason,
        updatedAt: unit.now,
        version,
      },
      { id: stopId },
      unit.transaction,
    );
    recordOnStop(unit, actor, stop, { before: stop.state, after: released, releasedUntil, reason });
    await notifyStaff(unit, [stop.organisationId], {
      kind: 'guarantees-released',
      title: '已恢复新增担保',
      body: `新增担保已恢复，至${releasedUntil}止；届时比率仍达到标准的，将再次暂停。`,
      subjectKind: 'guarantee-stop',
      subjectId: stopId,
    });
    unit.publish({
      topic: 'guarantees.released',
      aggregateKind: 'organisation',
      aggregateId: stop.organisationId,
      payload: { stopId, releasedUntil },
    });
    return { stopId: String(stopId), state: released };
  });
}
