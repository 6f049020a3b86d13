import type { UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { JsonValue } from '../core/canonical-json.js';
import type { ImportKindName } from '../core/bank-files/import-kind-name.js';
import type { RowProblem } from '../core/bank-files/row-problem.js';
import type { JobRun } from '../jobs/job-kind.js';
import type { BankFileKind } from './read-bank-file.js';

/*
 * A kind of bank file is its columns, how one row is read, and what a batch of rows does. It stands in the list
 * `import-kinds.ts`; receiving, storing, resuming, counting and reporting are the same for all.
 *
 *   receive   `receiveImport` keeps the file sealed and enqueues the job, in one command
 *   begin     once, before the first row: `begin`, if the kind has one, may name a subsidy claim that the rows go to
 *   batches   of up to 1,000 rows, or what the kind says: one command each, in which `write` sorts every row into accepted,
 *             unchanged and rejected, and the counts, the rejected rows and the position are stored with what `write` stored
 *   finish    once all rows are in: `finish`, if the kind has one, runs commands of its own; only then is the import done
 *
 * Whatever was committed before the program was killed is not done again, but `finish` may be called more than once.
 */

/** The import that rows belong to. */
export interface ImportedFile {
  readonly importId: number;
  readonly bankOrganisationId: number;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  /** The subsidy quarter, `2025Q2`, for the kinds that have one. */
  readonly period: string | null;
  /** The claim that `begin` named. */
  readonly subsidyClaimId: number | null;
}

/** One batch of rows inside its transaction. The actor of the context is who sent the file. */
export interface BatchContext {
  readonly context: Context;
  readonly unit: UnitOfWork;
  readonly bankOrganisationId: number;
  readonly file: ImportedFile;
}

/** What became of the rows of a batch; each row is in exactly one of the three. */
export interface BatchResult {
  readonly accepted: number;
  /** Known before, with the same content: nothing was written. */
  readonly unchanged: number;
  /** One problem for each rejected row. */
  readonly problems: readonly RowProblem[];
}

/** Writes a batch of rows; rows that cannot be taken are problems, never a throw. It may be called again for the same rows. */
export type WriteBatch<Row> = (batch: BatchContext, rows: readonly Row[]) => Promise<BatchResult>;

/** What `finish` works with. Each of its transactions calls `run.hold` or it could act for a job that is not its own any more. */
export interface FinishTask {
  readonly context: Context;
  readonly file: ImportedFile;
  readonly run: Pick<JobRun, 'hold' | 'signal'>;
}

export interface ImportKind<Column extends string, Row> extends BankFileKind<Column, Row> {
  readonly name: ImportKindName;
  /** Whether a subsidy quarter comes with the file. */
  readonly hasPeriod: boolean;
  readonly begin?: (batch: BatchContext) => Promise<{ readonly subsidyClaimId: number }>;
  readonly write: WriteBatch<Row>;
  /** How many rows one transaction takes. Left out: 1,000. */
  readonly batchSize?: number;
  readonly finish?: (task: FinishTask) => Promise<void>;
}

/** A kind as the list and the job see it. */
export type AnyImportKind = ImportKind<string, JsonValue & { readonly line: number }>;

/** Declares a kind of bank file. */
export const importKind = <Column extends string, Row extends JsonValue & { readonly line: number }>(
  kind: ImportKind<Column, Row>,
): AnyImportKind => kind as unknown as AnyImportKind;
