import { createHash, type Hash } from 'node:crypto';
import { addFen, ZERO_FEN, type Fen } from '../core/money.js';
import { lineContent, type HashedLines } from './claim-content.js';
import type { LineDraft } from './claim-lines.js';

/** What a batch has added to its claim. */
export interface StoredBatch {
  readonly lines: number;
  readonly interest: Fen;
  readonly subsidy: Fen;
  /** How many loans were looked at, and the last of them. */
  readonly loans: number;
  readonly upTo: number;
  readonly linesHash: string;
  /** Every version of the policy that the lines follow from. */
  readonly policyIds: readonly string[];
  /** All lines of the claim so far; null where others stored some of them. */
  readonly hashed: HashedLines | null;
}

/** Where a batch begins: behind a loan, and behind so many lines. */
export interface BatchStart {
  readonly loanId: number;
  readonly lineCount: number;
  /** The lines before, if whoever builds has stored them all. */
  readonly hashed: HashedLines | null;
}

/** What a batch comes to, chunk by chunk. */
export class BatchTally {
  loans = 0;
  lineCount: number;
  #interest = ZERO_FEN;
  #subsidy = ZERO_FEN;
  #upTo: number;
  readonly #linesHash = createHash('sha256');
  /** A copy: a batch that is given up and done again has to begin as before. */
  readonly #claimHash: Hash | null;

  constructor(private readonly start: BatchStart) {
    this.lineCount = start.lineCount;
    this.#upTo = start.loanId;
    const continued = start.hashed?.lineCount === start.lineCount;
    this.#claimHash = continued ? start.hashed.hash.copy() : null;
  }

  /** Counts loans that were looked at, and their lines. */
  add(loans: number, upTo: number, lines: readonly LineDraft[]): void {
    this.loans += loans;
    this.#upTo = upTo;
    let content = '';
    for (const line of lines) {
      this.lineCount += 1;
      this.#interest = addFen(this.#interest, line.interestFen);
      this.#subsidy = addFen(this.#subsidy, line.subsidyFen);
      content += `${lineContent(this.lineCount, line)}\n`;
    }
    const bytes = Buffer.from(content);
    this.#linesHash.update(bytes);
    this.#claimHash?.update(bytes);
  }

  stored(): Omit<StoredBatch, 'policyIds'> {
    return {
      lines: this.lineCount - this.start.lineCount,
      interest: this.#interest,
      subsidy: this.#subsidy,
      loans: this.loans,
      upTo: this.#upTo,
      linesHash: this.#linesHash.digest('hex'),
      hashed: this.#claimHash && { lineCount: this.lineCount, hash: this.#claimHash },
    };
  }
}
