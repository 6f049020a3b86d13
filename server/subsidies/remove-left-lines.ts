import { selectRows } from '../../models/rows.js';
import { runCommand } from '../command.js';
import type { Context } from '../context.js';
import { recordOnClaim } from './claim-journal.js';
import { removeLines } from './line-sink.js';
import { lockBuild, type ClaimBuild } from './open-build.js';

/** How many lines one transaction removes. */
const LINES_AT_ONCE = 10_000;

/** Takes away what an earlier build stored beyond the lines that count, the last ones first. */
export async function removeLeftLines(context: Context, build: ClaimBuild): Promise<void> {
  const { system } = context;
  for (;;) {
    const [left] = await selectRows<{ kept: number; lastLine: number | null }>(
      system.database,
      `SELECT claim.lineCount AS kept, MAX(line.lineNumber) AS lastLine
         FROM subsidy_claims claim JOIN subsidy_lines line ON line.claimId = claim.id
        WHERE claim.id = ? GROUP BY claim.lineCount`,
      [build.claimId],
    );
    if (!left?.lastLine || left.lastLine <= left.kept) return;
    const upTo = left.lastLine;
    await runCommand(context, 'subsidy-claim.remove-lines', async (unit) => {
      const claim = await lockBuild(unit, build);
      const after = Math.max(claim.lineCount, upTo - LINES_AT_ONCE);
      const removed = await removeLines(claim.id, { after, upTo }, unit.transaction);
      recordOnClaim(context, unit, claim, { removed });
      return null;
    });
  }
}
