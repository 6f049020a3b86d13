import type { Transaction } from 'sequelize';
import type { SubsidyClaim } from '../../models/subsidy-claim.js';
import type { Row } from '../../models/rows.js';
import { subsidyQuarter } from '../core/subsidy-quarter.js';
import type { ClaimableLoan, EarlierQuarters } from './claim-lines.js';
import {
  findPaidQuarters,
  readEarlierQuarters,
  type ClaimInHand,
  type LoanRange,
} from './earlier-quarters.js';
import { findOffsetLoans, type OffsetLoan } from './clawbacks/offset-lines.js';
import { readLoanBatch } from './loan-source.js';

/** Loans that are read, computed and stored together. */
export interface Chunk {
  readonly loans: readonly ClaimableLoan[];
  readonly range: LoanRange;
  readonly earlier: EarlierQuarters;
  /** Those of them of whose borrowers something is demanded that may be taken off. */
  readonly offsets: readonly OffsetLoan[];
}

/** The loans of a claim after one of them, so many at most. */
export interface LoansWanted {
  readonly after: number;
  readonly limit: number;
}

const LOANS_IN_CHUNK = 1_000;
/** So many chunks are asked for before they are needed: while one is computed, the database never waits for a question. */
const CHUNKS_AHEAD = 2;

/**
 * The loans of a claim with what they got in paid quarters, chunk by chunk. What a bank's own file claims is completed by adjustments
 * alone: where nothing has been paid before, no loan is of interest.
 */
export async function* readChunks(
  claim: Row<SubsidyClaim>,
  { after, limit }: LoansWanted,
  transaction: Transaction,
): AsyncGenerator<Chunk> {
  const { id: claimId, bankOrganisationId } = claim;
  const inHand: ClaimInHand = { claimId, bankOrganisationId, quarter: subsidyQuarter(claim.quarter) };
  const paidQuarters = await findPaidQuarters(inHand, transaction);
  if (claim.revision > 0 && paidQuarters.length === 0) return;
  const from = (paidQuarters[0] ?? inHand.quarter).from;
  const selection = { bankOrganisationId, from, until: inHand.quarter.until };

  const read = async (wanted: LoansWanted): Promise<Chunk & { readonly left: number }> => {
    const size = Math.min(wanted.limit, LOANS_IN_CHUNK);
    const loans =
      size <= 0 ? [] : await readLoanBatch(selection, { after: wanted.after, limit: size }, transaction);
    const range: LoanRange = { after: wanted.after, upTo: loans.at(-1)?.loanId ?? wanted.after };
    const earlier = await readEarlierQuarters(inHand, paidQuarters, range, transaction);
    const offsets = await findOffsetLoans(claim, range, transaction);
    return { loans, range, earlier, offsets, left: loans.length < size ? 0 : wanted.limit - loans.length };
  };

  const asked = [read({ after, limit })];
  try {
    for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
      while (asked.length < CHUNKS_AHEAD) {
        const following = (asked.at(-1) ?? next).then(({ range, left }) =>
          read({ after: range.upTo, limit: left }),
        );
        // What fails is thrown where it is awaited.
        following.catch(() => {});
        asked.push(following);
      }
      const chunk = await next;
      if (chunk.loans.length === 0) return;
      yield chunk;
    }
  } finally {
    // The transaction ends only after its last question was answered.
    await Promise.allSettled(asked);
  }
}
