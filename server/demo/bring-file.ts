import { Readable } from 'node:stream';
import { Import } from '../../models/import.js';
import { findRow } from '../../models/rows.js';
import type { Context } from '../context.js';
import type { BankFileKindName } from '../core/bank-files/import-kind-name.js';
import { receiveImport } from '../imports/receive-import.js';
import { IMPORT_JOB_KIND } from '../imports/run-import.js';
import { storeUpload } from '../imports/stored-upload.js';
import { runDueJobs } from '../jobs/run-due-jobs.js';

/** A bank brings a file, which has to go in whole. */
export async function bringFile(context: Context, kind: BankFileKindName, bytes: Buffer): Promise<void> {
  const upload = await storeUpload(context.system, `${kind}.csv`, Readable.from([bytes]));
  const { importId } = await receiveImport(context, { kind, upload, bankCode: null, period: null });
  await runDueJobs(context.system, [IMPORT_JOB_KIND]);
  const { state, rejectedCount } = (await findRow(Import, { where: { id: importId } })) ?? {};
  if (state !== 'done' || rejectedCount !== 0)
    throw new Error(`${kind}: ${state}, ${rejectedCount} rows were rejected`);
}
