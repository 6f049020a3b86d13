import { createHash, type Hash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import { selectRows, type Row } from '../../models/rows.js';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';

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

/** What a bank asked for in a line, and what the check found. */
interface ClaimedContent {
  readonly lineNumber: number;
  readonly contractNumber: string;
  readonly loanId: number | null;
  readonly periodFrom: string;
  readonly periodUntil: string;
  readonly claimedFen: number;
  readonly computedFen: number;
  readonly cause: string;
  readonly evidenceJson: string | null;
}

/**
 * SHA-256 over a claim's lines in their order, then over what was claimed if the bank sent it, one canonical JSON array a
 * line. Every decision on a claim is bound to it: a line that changed since somebody looked gives another hash.
 */
export async function claimContentHash(
  { id, revision }: Pick<Row<SubsidyClaim>, 'id' | 'revision'>,
  transaction: Transaction,
): Promise<string> {
  const hash = createHash('sha256');
  await addAll(hash, (after) => readContent(id, after, transaction));
  if (revision > 0) await addAll(hash, (after) => readClaimed(id, revision, after, transaction));
  return hash.digest('hex');
}

async function addAll<Line extends { readonly lineNumber: number }>(
  hash: Hash,
  read: (after: number) => Promise<readonly Line[]>,
): Promise<void> {
  for (let after = 0; ;) {
    const lines = await read(after);
    for (const line of lines) hash.update(`${JSON.stringify(Object.values(line))}\n`);
    const last = lines.at(-1);
    if (last === undefined || lines.length < PAGE) return;
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

async function readClaimed(
  claimId: number,
  revision: number,
  after: number,
  transaction: Transaction,
): Promise<ClaimedContent[]> {
  return await selectRows<ClaimedContent>(
    transaction,
    `SELECT lineNumber, contractNumber, loanId, periodFrom, periodUntil, claimedFen, computedFen, cause, evidenceJson
       FROM claimed_lines WHERE claimId = ? AND revision = ? AND lineNumber > ? ORDER BY lineNumber LIMIT ${PAGE}`,
    [claimId, revision, after],
  );
}
