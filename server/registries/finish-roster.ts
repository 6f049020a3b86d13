import { Import } from '../../models/import.js';
import { RosterEntry } from '../../models/roster-entry.js';
import { RosterFile } from '../../models/roster-file.js';
import { findRow, lockRow, updateRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { FinishTask } from '../imports/import-kind.js';

/**
 * Once all rows are in: a snapshot takes off the list whoever does not stand in it. Where rows were refused it takes nobody off,
 * because the refused may be those who are missing. Called again, it changes nothing.
 */
export async function finishRoster({ context, file, run }: FinishTask): Promise<void> {
  await runCommand(context, 'roster.finish', async (unit) => {
    await run.hold(unit);
    const { transaction } = unit;
    const roster = await lockRow(RosterFile, { importId: file.importId }, transaction);
    const rows = await findRow(Import, { where: { id: file.importId }, transaction });
    if (!roster || !rows) throw new Error(`Import ${file.importId} is no roster`);
    const { id: rosterId, registry, mode, asOfOn } = roster;
    let endedCount = roster.endedCount;
    if (roster.state === 'taking') {
      const isWhole = rows.rejectedCount === 0;
      if (isWhole && mode === 'snapshot') {
        const ended = { delistedOn: asOfOn, endedByFileId: rosterId, liveKey: null };
        const unlisted = { registry, delistedOn: null, lastFileId: { '<': rosterId } };
        endedCount = await updateRows(RosterEntry, ended, unlisted, transaction);
      }
      const state = isWhole ? 'taken' : 'taken-in-part';
      await updateRows(RosterFile, { state, endedCount, takenAt: unit.now }, { id: rosterId }, transaction);
    }
    unit.record({
      organisationId: file.bankOrganisationId,
      subjectKind: 'roster',
      subjectId: rosterId,
      detail: { registry, mode, asOfOn, rows: rows.rowCount, rejected: rows.rejectedCount, endedCount },
    });
    return {};
  });
}
