import { UniqueConstraintError } from 'sequelize';
import { Import } from '../../models/import.js';
import { RefusedRowsError } from '../../models/load-rows.js';
import { findRow, type Row } from '../../models/rows.js';
import { User } from '../../models/user.js';
import { runCommand } from '../command.js';
import type { Context, System } from '../context.js';
import { DomainError } from '../core/errors.js';
import type { JobKind, JobRun } from '../jobs/job-kind.js';
import { endImport, startImport } from './import-steps.js';
import type { AnyImportKind } from './import-kind.js';
import { findImportKind } from './import-kinds.js';
import { IMPORT_JOB } from './queue-import.js';
import { readBankFile, type RowBatch } from './read-bank-file.js';
import { storeBatch, type BatchTask } from './store-batch.js';
import { readUpload } from './stored-upload.js';

/** Rows in one transaction: enough to be fast, few enough not to keep others waiting. */
const BATCH_SIZE = 1000;

/** Reads an import's file and takes its rows, from where an earlier run stopped. */
export const IMPORT_JOB_KIND: JobKind = {
  name: IMPORT_JOB,
  async run(system, run) {
    const found = await openImport(system, run);
    if (found === undefined) return;
    const { context, row } = found;
    const kind = findImportKind(row.kind);
    try {
      const file = await startImport({ context, run, row, kind });
      await takeRows({ context, run, kind, file }, row);
      await kind.finish?.({ context, file, run });
      await endImport(context, run, row, null);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await endImport(context, run, row, error);
    }
  },
  async giveUp(system, run) {
    const found = await openImport(system, run);
    if (found) await endImport(found.context, run, found.row, new DomainError('internal'));
  },
};

/** What trying again would not change. */
const isRefusal = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code !== 'unavailable' && error.code !== 'internal';

/** The import of a run with the context of who sent it; undefined once it has ended. */
async function openImport(
  system: System,
  run: JobRun,
): Promise<{ context: Context; row: Row<Import> } | undefined> {
  const row = await findRow(Import, { where: { id: Number(run.runKey) } });
  if (!row || row.storedName === null) return undefined;
  const user = await findRow(User, { where: { id: row.uploadedByUserId } });
  if (!user) throw new Error(`Import ${row.id} was sent by nobody`);
  const { id: userId, role, organisationId, personIndex } = user;
  const actor = { userId, role, organisationId, personIndex, sessionId: 0 };
  return { context: { system, actor, requestId: row.requestId, language: 'zh' }, row };
}

async function takeRows(task: BatchTask, { storedName, sizeBytes }: Row<Import>): Promise<void> {
  const { context, run, kind } = task;
  let readBytes = 0;
  const pieces = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of readUpload(context.system, storedName ?? '')) {
      readBytes += piece.length;
      yield piece;
    }
  };
  const afterLine = typeof run.progress === 'number' ? run.progress : 0;
  for await (const batch of readBankFile(kind, pieces(), { size: kind.batchSize ?? BATCH_SIZE, afterLine })) {
    const percent = sizeBytes === 0 ? 0 : Math.min(99, Math.floor((readBytes / sizeBytes) * 100));
    await takeBatch(task, batch, percent);
    run.signal.throwIfAborted();
  }
}

/** A batch that met other writers of the same rows finds them in store the second time. */
async function takeBatch(
  task: BatchTask,
  batch: RowBatch<Parameters<AnyImportKind['write']>[1][number]>,
  progressPercent: number,
): Promise<void> {
  const take = () =>
    runCommand(task.context, `${task.kind.name}.import`, (unit) =>
      storeBatch(unit, task, batch, progressPercent),
    );
  try {
    await take();
  } catch (error) {
    if (!(error instanceof UniqueConstraintError || error instanceof RefusedRowsError)) throw error;
    await take();
  }
}
