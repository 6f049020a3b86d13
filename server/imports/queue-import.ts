import { Import } from '../../models/import.js';
import { insertRow } from '../../models/rows.js';
import type { UnitOfWork } from '../command.js';
import type { Context } from '../context.js';
import type { ImportKindName } from '../core/bank-files/import-kind-name.js';
import { enqueueJob } from '../jobs/enqueue-job.js';
import type { StoredUpload } from './stored-upload.js';

/** Name of the job that runs an import; its run key is the import's id. */
export const IMPORT_JOB = 'import';

/** A file to be read in the background. */
export interface QueuedFile {
  readonly upload: StoredUpload;
  readonly kind: ImportKindName;
  /** The bank whose file it is; the centre for a roster. */
  readonly organisationId: number;
  readonly period: string | null;
  /** An earlier import of the very same file. */
  readonly sameAsImportId: number | null;
}

/** Keeps a file and its job beside it, inside a command that records it. Files of one organisation are read one after another. */
export async function queueImport(
  context: Context,
  unit: UnitOfWork,
  { upload, kind, organisationId, period, sameAsImportId }: QueuedFile,
): Promise<number> {
  const importId = await insertRow(
    Import,
    {
      ...upload,
      fileName: upload.fileName.slice(-255),
      kind,
      bankOrganisationId: organisationId,
      period,
      state: 'queued',
      sameAsImportId,
      uploadedByUserId: context.actor.userId,
      requestId: context.requestId,
      createdAt: unit.now,
    },
    unit.transaction,
  );
  await enqueueJob(unit, {
    name: IMPORT_JOB,
    runKey: String(importId),
    lane: `import-${organisationId}`,
  });
  unit.record({
    organisationId,
    subjectKind: 'import',
    subjectId: importId,
    detail: { kind, period, sha256: upload.sha256, sizeBytes: upload.sizeBytes },
  });
  return importId;
}
