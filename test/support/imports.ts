import { Readable } from 'node:stream';
import { Import } from '../../models/import.js';
import { ImportRejection } from '../../models/import-rejection.js';
import { findRow, findRows, type Row } from '../../models/rows.js';
import type { BankFileKindName } from '../../server/core/bank-files/import-kind-name.js';
import type { RowProblem } from '../../server/core/bank-files/row-problem.js';
import { receiveImport } from '../../server/imports/receive-import.js';
import { storeUpload } from '../../server/imports/stored-upload.js';
import { JOB_KINDS } from '../../server/jobs/job-kinds.js';
import { runDueJobs } from '../../server/jobs/run-due-jobs.js';
import type { TestApp } from './app.js';
import type { Username } from './people.js';

/** A file that somebody sends. */
export interface SentFile {
  readonly kind: BankFileKindName;
  readonly bytes: string | Uint8Array;
  readonly bankCode?: string;
  readonly period?: string;
}

export interface BroughtFile extends Row<Import> {
  /** What is wrong with the rejected rows, in the order of the file. */
  readonly problems: readonly RowProblem[];
}

/** Sends a file and does not wait for it. Returns the id of its import. */
export async function sendFile(app: TestApp, username: Username, file: SentFile): Promise<number> {
  const { kind, bytes, bankCode = null, period = null } = file;
  const upload = await storeUpload(app.system, `${kind}.csv`, Readable.from([Buffer.from(bytes)]));
  const request = { kind, upload, bankCode, period };
  return (await receiveImport(await app.contextOf(username), request)).importId;
}

/** Sends a file, lets the background work on it, and tells what became of it. */
export async function bringFile(app: TestApp, username: Username, file: SentFile): Promise<BroughtFile> {
  const importId = await sendFile(app, username, file);
  await runDueJobs(app.system, JOB_KINDS);
  return importOf(importId);
}

/** An import as it stands. */
export async function importOf(importId: number): Promise<BroughtFile> {
  const row = await findRow(Import, { where: { id: importId } });
  if (!row) throw new Error(`No import ${importId}`);
  const rejections = await findRows(ImportRejection, { where: { importId }, order: [['line', 'ASC']] });
  const problems = rejections.flatMap(({ line, problemsJson }) =>
    (JSON.parse(problemsJson) as Omit<RowProblem, 'line'>[]).map((problem) => ({ ...problem, line })),
  );
  return { ...row, problems };
}
