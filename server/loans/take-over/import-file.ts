import { UniqueConstraintError } from 'sequelize';
import { runCommand } from '../../command.js';
import type { Context } from '../../context.js';
import type { JsonValue } from '../../core/canonical-json.js';
import type { RowProblem } from '../../core/bank-files/row-problem.js';
import { contentHash } from '../../hashing.js';
import type { FileBytes } from '../../imports/decode-bank-file.js';
import { readBankFile, type BankFileKind, type RowBatch } from '../../imports/read-bank-file.js';
import type { BatchResult, WriteBatch } from './batch.js';

/** A kind of file together with what its rows do. */
export interface ImportKind<Column extends string, Row> extends BankFileKind<Column, Row> {
  readonly name: 'portfolio' | 'repayments' | 'loan-events';
  readonly write: WriteBatch<Row>;
}

/** What became of a file. Every row is accepted, unchanged or rejected. */
export interface ImportOutcome {
  readonly rows: number;
  readonly accepted: number;
  /** Known before with the same content. */
  readonly unchanged: number;
  readonly rejected: number;
  /** The first problems, in the order of the file. */
  readonly problems: readonly RowProblem[];
  readonly unknownColumns: readonly string[];
}

/** Rows in one transaction: enough to be fast, few enough not to keep others waiting. */
const BATCH_SIZE = 1000;
const PROBLEMS_KEPT = 1000;

/**
 * Imports a file of a bank: one command for each batch of rows, with one audit event that holds the hash of the rows and one
 * message. Every row is guarded by its natural key, so that a file may be sent again, whole or from where it stopped.
 * Fails: unsupported-file (what went before it is in store).
 */
export async function importFile<Column extends string, Row extends JsonValue & object>(
  context: Context,
  bankOrganisationId: number,
  kind: ImportKind<Column, Row>,
  bytes: FileBytes,
): Promise<ImportOutcome> {
  let outcome: ImportOutcome = {
    rows: 0,
    accepted: 0,
    unchanged: 0,
    rejected: 0,
    problems: [],
    unknownColumns: [],
  };
  for await (const batch of readBankFile(kind, bytes, BATCH_SIZE)) {
    outcome = added(outcome, batch, await importBatch(context, bankOrganisationId, kind, batch));
  }
  return outcome;
}

/** A batch that met another import of the same rows finds them in store the second time. */
async function importBatch<Column extends string, Row extends JsonValue & object>(
  context: Context,
  bankOrganisationId: number,
  kind: ImportKind<Column, Row>,
  batch: RowBatch<Row>,
): Promise<BatchResult> {
  try {
    return await runBatch(context, bankOrganisationId, kind, batch);
  } catch (error) {
    if (!(error instanceof UniqueConstraintError)) throw error;
    return runBatch(context, bankOrganisationId, kind, batch);
  }
}

async function runBatch<Column extends string, Row extends JsonValue & object>(
  request: Context,
  bankOrganisationId: number,
  kind: ImportKind<Column, Row>,
  batch: RowBatch<Row>,
): Promise<BatchResult> {
  // The key of the request is for the whole file, not for the first batch of it.
  const { idempotency: _, ...context } = request;
  let written: BatchResult = { accepted: 0, unchanged: 0, problems: [] };
  await runCommand(context, `${kind.name}.import`, async (unit) => {
    written = await kind.write({ context, unit, bankOrganisationId }, batch.rows);
    const { firstLine, lastLine } = batch;
    const { accepted, unchanged } = written;
    const rejected = written.problems.length + batch.unreadable;
    const detail = { firstLine, lastLine, accepted, unchanged, rejected, rowsHash: contentHash(batch.rows) };
    const subject = { subjectKind: 'organisation', subjectId: bankOrganisationId };
    unit.record({ organisationId: bankOrganisationId, ...subject, detail });
    if (accepted > 0) {
      const aggregate = { aggregateKind: 'organisation', aggregateId: bankOrganisationId };
      unit.publish({ topic: `${kind.name}.imported`, ...aggregate, payload: detail });
    }
    return detail;
  });
  return written;
}

function added<Row>(sum: ImportOutcome, batch: RowBatch<Row>, written: BatchResult): ImportOutcome {
  const problems = [...batch.problems, ...written.problems].toSorted((left, right) => left.line - right.line);
  return {
    rows: sum.rows + batch.rows.length + batch.unreadable,
    accepted: sum.accepted + written.accepted,
    unchanged: sum.unchanged + written.unchanged,
    rejected: sum.rejected + batch.unreadable + written.problems.length,
    problems: [...sum.problems, ...problems].slice(0, PROBLEMS_KEPT),
    unknownColumns: batch.unknownColumns,
  };
}
