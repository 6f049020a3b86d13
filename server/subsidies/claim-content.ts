import { createHash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { selectRows } from '../../models/rows.js';
import { canonicalJson } from '../core/canonical-json.js';

/** What a line says, without the ids that a rebuild would change. */
interface LineContent {
  readonly lineNumber: number;
  readonly kind: string;
  readonly loanId: number | null;
  readonly contractNumber: string;
  readonly quarter: string;
  readonly periodFrom: string;
  readonly periodUntil: string;
  readonly subsidisedDays: number;
  readonly interestFen: number;
  readonly subsidyFen: number;
  readonly segmentsJson: string;
  readonly policyId: string;
  readonly reason: string | null;
}

const PAGE = 5_000;

/**
 * SHA-256 over a claim's lines in their order, one canonical JSON array a line. Every decision on a claim is bound to it: a
 * line that changed since somebody looked gives another hash.
 */
export async function claimContentHash(claimId: number, transaction: Transaction): Promise<string> {
  const hash = createHash('sha256');
  for (let after = 0; ;) {
    const lines = await readContent(claimId, after, transaction);
    for (const line of lines) hash.update(`${canonicalJson(Object.values(line))}\n`);
    const last = lines.at(-1);
    if (last === undefined || lines.length < PAGE) return hash.digest('hex');
    after = last.lineNumber;
  }
}

async function readContent(claimId: number, after: number, transaction: Transaction): Promise<LineContent[]> {
  return await selectRows<LineContent>(
    transaction,
    `SELECT lineNumber, kind, loanId, contractNumber, quarter, periodFrom, periodUntil, subsidisedDays, interestFen,
            subsidyFen, segmentsJson, policyId, reason
       FROM subsidy_lines WHERE claimId = ? AND lineNumber > ? ORDER BY lineNumber LIMIT ${PAGE}`,
    [claimId, after],
  );
}
