import { StageClock } from '../../models/stage-clock.js';
import { findRows } from '../../models/rows.js';
import type { System } from '../context.js';
import type { QueuedNotice } from '../messages/queue-notices.js';

/** Stages whose time is about to run out or has run out, for those who work on them. */
export async function findRunningClocks({ clock }: System): Promise<QueuedNotice[]> {
  const today = clock.today();
  const running = await findRows(StageClock, { where: { endedOn: null, warnOn: { '<=': today } } });
  return running.map(({ id, subjectKind, subjectId, stage, dueOn, organisationId }) => {
    const kind = dueOn < today ? 'clock-run-out' : 'clock-running-out';
    return {
      kind,
      values: { stage, dueOn, subjectId: String(subjectId) },
      factKey: `${kind}:${id}`,
      subjectKind,
      subjectId,
      to: { organisationId },
    };
  });
}
