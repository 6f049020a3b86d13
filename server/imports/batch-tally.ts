import type { Bilingual } from '../core/bilingual.js';
import type { RowProblem, RowProblemCode } from '../core/bank-files/row-problem.js';
import type { BatchResult } from './import-kind.js';

/** Why one row is not taken: the column, the code and a sentence for the bank. */
export type RowRefusal = readonly [column: string | null, code: RowProblemCode, message: Bilingual];

/** Sorts the rows of a batch into accepted, unchanged and rejected, one by one. */
export class BatchTally<Row extends { readonly line: number }> {
  readonly accepted: Row[] = [];
  readonly problems: RowProblem[] = [];
  unchanged = 0;

  accept(row: Row): void {
    this.accepted.push(row);
  }

  pass(): void {
    this.unchanged += 1;
  }

  reject(row: Row, ...[column, code, message]: RowRefusal): void {
    this.problems.push({ line: row.line, column, code, message });
  }

  result(): BatchResult {
    return { accepted: this.accepted.length, unchanged: this.unchanged, problems: this.problems };
  }
}
