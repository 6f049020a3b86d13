import type { Transaction } from 'sequelize';
import type { Database } from '../../../models/database.js';
import type { SubsidyClaim } from '../../../models/subsidy-claim.js';
import { selectRows, type Row } from '../../../models/rows.js';
import type { ClaimCause } from '../../core/claim-check/claim-causes.js';
import type { Fen } from '../../core/money.js';

/** The claimed lines of one cause together. */
export interface CauseTotals {
  readonly cause: ClaimCause;
  readonly lines: number;
  readonly claimed: Fen;
  readonly computed: Fen;
  /** Lines that differ and on which nobody has decided. */
  readonly undecided: number;
}

/**
 * What the check of a bank's file found, by cause, the most lines first. Empty for a claim that the system built: it claims
 * what it computes.
 */
export async function summariseCheck(
  source: Database | Transaction,
  { id, revision }: Pick<Row<SubsidyClaim>, 'id' | 'revision'>,
): Promise<CauseTotals[]> {
  if (revision === 0) return [];
  return await selectRows<CauseTotals>(
    source,
    `SELECT cause, COUNT(*) AS \`lines\`, SUM(claimedFen) AS claimed, SUM(computedFen) AS computed,
            SUM(CASE WHEN cause = 'none'
                       OR cause IN (${accepted('cause')})
                       OR lineNumber IN (${accepted('lineNumber')})
                     THEN 0 ELSE 1 END) AS undecided
       FROM claimed_lines WHERE claimId = ? AND revision = ?
      GROUP BY cause ORDER BY COUNT(*) DESC, cause`,
    [id, revision, id, revision, id, revision],
  );
}

/** How many lines differ and have not been decided on. */
export async function countUndecided(
  claim: Pick<Row<SubsidyClaim>, 'id' | 'revision'>,
  transaction: Transaction,
): Promise<number> {
  const totals = await summariseCheck(transaction, claim);
  return totals.reduce((sum, { undecided }) => sum + undecided, 0);
}

const accepted = (column: 'cause' | 'lineNumber'): string =>
  `SELECT ${column} FROM claim_line_decisions
    WHERE claimId = ? AND revision = ? AND outcome = 'accepted' AND ${column} IS NOT NULL`;
