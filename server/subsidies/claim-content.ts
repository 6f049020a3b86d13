import { createHash, type Hash } from 'node:crypto';
import type { Transaction } from 'sequelize';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import { selectRows, type Row } from '../../models/rows.js';
import type { LineDraft } from './claim-lines.js';

/** What a line says, without the ids that a rebuild would change. Contract numbers alone can hold the separator. */
const LINE_CONTENT = `CONCAT_WS('|', lineNumber, kind, COALESCE(loanId, ''), contractNumber, quarter, periodFrom, periodUntil,
  subsidisedDays, interestFen, subsidyFen, segmentsJson, policyId, COALESCE(reason, ''))`;

/** The same of a line that is about to be stored, character by character. */
export const lineContent = (lineNumber: number, line: LineDraft): string =>
  `${lineNumber}|${line.kind}|${line.loanId}|${line.contractNumber}|${line.quarter}|${line.periodFrom}|${line.periodUntil}|` +
  `${line.subsidisedDays}|${line.interestFen}|${line.subsidyFen}|${line.segmentsJson}|${line.policyId}|${line.reason ?? ''}`;

/** What a bank asked for in a line, and what the check found. */
const CLAIMED_CONTENT = `CONCAT_WS('|', lineNumber, COALESCE(loanId, ''), contractNumber, periodFrom, periodUntil, claimedFen,
  computedFen, cause, COALESCE(evidenceJson, ''))`;

const PAGE = 5_000;

/** The first lines of a claim, hashed while they were stored: whoever stored all of them need not read them again. */
export interface HashedLines {
  readonly lineCount: number;
  readonly hash: Hash;
}

/** Of a claim without a line. */
export const noLinesHashed = (): HashedLines => ({ lineCount: 0, hash: createHash('sha256') });

interface Content {
  readonly lineNumber: number;
  readonly content: string;
}

/**
 * SHA-256 over a claim's lines in their order, over what was claimed if the bank sent it, and over the versions of the policy; the database puts a line
 * together, which takes a third of the time. Every decision on a claim is bound to it: a line that changed since somebody
 * looked gives another hash. Lines that were `hashed` when they were stored are not read.
 */
export async function claimContentHash(
  { id, revision }: Pick<Row<SubsidyClaim>, 'id' | 'revision'>,
  transaction: Transaction,
  hashed = noLinesHashed(),
): Promise<string> {
  const hash = hashed.hash.copy();
  await addAll(hash, hashed.lineCount, (after) =>
    selectRows<Content>(
      transaction,
      `SELECT lineNumber, ${LINE_CONTENT} AS content FROM subsidy_lines
        WHERE claimId = ? AND lineNumber > ? ORDER BY lineNumber LIMIT ${PAGE}`,
      [id, after],
    ),
  );
  await addAll(hash, 0, (after) =>
    selectRows<Content>(
      transaction,
      `SELECT lineNumber, ${CLAIMED_CONTENT} AS content FROM claimed_lines
        WHERE claimId = ? AND revision = ? AND lineNumber > ? ORDER BY lineNumber LIMIT ${PAGE}`,
      [id, revision, after],
    ),
  );
  for (const terms of await readTerms(id, revision, transaction)) hash.update(`${terms}\n`);
  return hash.digest('hex');
}

/**
 * By which versions loans of which days were computed, in whatever batches that was; claims from before that was kept have none, and their
 * hash is the same as ever.
 */
async function readTerms(claimId: number, revision: number, transaction: Transaction): Promise<string[]> {
  const terms = await selectRows<Pick<Content, 'content'>>(
    transaction,
    `SELECT CONCAT_WS('|', borrowerKind, MIN(disbursedFrom), MAX(disbursedLastOn), policyIdsJson,
        COALESCE(loanPrimeRate, '')) AS content
       FROM claim_terms WHERE claimId = ? AND revision = ? GROUP BY borrowerKind, policyIdsJson, loanPrimeRate`,
    [claimId, revision],
  );
  return terms.map(({ content }) => content).toSorted();
}

async function addAll(
  hash: Hash,
  from: number,
  read: (after: number) => Promise<readonly Content[]>,
): Promise<void> {
  for (let after = from; ;) {
    const lines = await read(after);
    for (const { content } of lines) hash.update(`${content}\n`);
    const last = lines.at(-1);
    if (last === undefined || lines.length < PAGE) return;
    after = last.lineNumber;
  }
}
