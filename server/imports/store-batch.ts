import { Import } from '../../models/import.js';
import { ImportRejection } from '../../models/import-rejection.js';
import { insertRows, lockRow, updateRows } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import { canonicalJson, type JsonValue } from '../core/canonical-json.js';
import type { RowProblem } from '../core/bank-files/row-problem.js';
import { contentHash } from '../hashing.js';
import type { JobRun } from '../jobs/job-kind.js';
import type { AnyImportKind, ImportedFile } from './import-kind.js';
import type { RowBatch } from './read-bank-file.js';

/** What all batches of one import have in common. */
export interface BatchTask {
  readonly context: Context;
  readonly run: JobRun;
  readonly kind: AnyImportKind;
  readonly file: ImportedFile;
}

type ReadRows = RowBatch<JsonValue & { readonly line: number }>;

/** What personal values in rejected rows are encrypted for. */
export const CELLS_PURPOSE = 'import_rejections.cells';

/** Takes one batch inside its transaction: the rows, those rejected, the counts and how far the import has come. */
export async function storeBatch(
  unit: UnitOfWork,
  { context, run, kind, file }: BatchTask,
  batch: ReadRows,
  progressPercent: number,
): Promise<JsonValue> {
  const { importId, bankOrganisationId } = file;
  const written = await kind.write({ context, unit, bankOrganisationId, file }, batch.rows);
  const rejections = byLine([...batch.problems, ...written.problems]);
  const counts = {
    accepted: written.accepted,
    unchanged: written.unchanged,
    rejected: rejections.size,
  };
  await storeRejections(unit, context, importId, batch, rejections);
  await addCounts(unit, importId, batch, counts, progressPercent);
  await run.advance(unit, batch.lastLine);
  const { firstLine, lastLine } = batch;
  const detail = { importId, firstLine, lastLine, ...counts, rowsHash: contentHash(batch.rows) };
  const subject = { subjectKind: 'organisation', subjectId: bankOrganisationId };
  unit.record({ organisationId: bankOrganisationId, ...subject, detail });
  if (counts.accepted > 0) {
    const aggregate = { aggregateKind: 'organisation', aggregateId: bankOrganisationId };
    unit.publish({ topic: `${kind.name}.imported`, ...aggregate, payload: detail });
  }
  return detail;
}

function byLine(problems: readonly RowProblem[]): Map<number, RowProblem[]> {
  const lines = new Map<number, RowProblem[]>();
  for (const problem of problems) {
    const known = lines.get(problem.line);
    if (known) known.push(problem);
    else lines.set(problem.line, [problem]);
  }
  return lines;
}

async function storeRejections(
  { transaction }: UnitOfWork,
  { system }: Context,
  importId: number,
  batch: ReadRows,
  rejections: ReadonlyMap<number, readonly RowProblem[]>,
): Promise<void> {
  const rows = [...rejections]
    .toSorted(([left], [right]) => left - right)
    .map(([line, problems]) => ({
      importId,
      line,
      problemsJson: JSON.stringify(problems.map(({ column, code, message }) => ({ column, code, message }))),
      cellsCipher: system.cipher.encrypt(JSON.stringify(batch.cellsOf(line)), CELLS_PURPOSE),
    }));
  await insertRows(ImportRejection, rows, transaction);
}

async function addCounts(
  { transaction }: UnitOfWork,
  importId: number,
  batch: ReadRows,
  counts: { readonly accepted: number; readonly unchanged: number; readonly rejected: number },
  progressPercent: number,
): Promise<void> {
  const known = await lockRow(Import, { id: importId }, transaction);
  if (!known) throw new Error(`No import ${importId}`);
  const sum = {
    rowCount: known.rowCount + counts.accepted + counts.unchanged + counts.rejected,
    acceptedCount: known.acceptedCount + counts.accepted,
    unchangedCount: known.unchangedCount + counts.unchanged,
    rejectedCount: known.rejectedCount + counts.rejected,
  };
  const headerJson = known.headerJson ?? canonicalJson(batch.header);
  await updateRows(Import, { ...sum, headerJson, progressPercent }, { id: importId }, transaction);
}
